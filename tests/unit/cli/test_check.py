"""`digest check`: the codes it ends with."""

from __future__ import annotations

import pytest
from tests.unit.cli.newsroom import write_news

from digest.cli import check as module
from digest.render.check import Finding, Severity


@pytest.fixture
def built(ready, folder):
    write_news(folder)
    assert ready("collect").code == 0
    return ready("build").out.strip()


def test_the_edition_of_a_new_installation_passes(ready, built):
    done = ready("check", built, "--json")
    assert done.code == 0
    assert all(finding["severity"] != "error" for finding in done.json)
    assert "0 error" in done.err


def test_what_can_not_be_checked_is_said(ready):
    assert ready("check", "none").code == 1
    ready("build", "--date", "2020-02-02")
    assert ready("check", "briefing-daily-2020-02-02").code == 4


@pytest.mark.parametrize(
    ("severity", "codes"), [("error", (1, 1)), ("warning", (0, 1)), ("info", (0, 0))]
)
def test_the_worst_finding_decides_the_code(ready, built, monkeypatch, severity, codes):
    finding = Finding(
        code="DG999",
        severity=Severity(severity),
        message="so it is",
        hint="change it",
        part="html",
        slot="s1",
        link="https://news.example/",
    )
    monkeypatch.setattr(module, "preflight", lambda *_: (finding,))
    done = ready("check", built)
    assert done.code == codes[0]
    [row] = done.rows
    assert row["where"] == "html s1 https://news.example/"
    assert (row["code"], row["what to do"]) == ("DG999", "change it")
    assert ready("check", built, "--strict").code == codes[1]
