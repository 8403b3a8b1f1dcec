"""`digest doctor`: what it looks at, and the codes it ends with."""

from __future__ import annotations

import pytest


def test_a_new_installation_is_examined(ready, folder):
    done = ready("doctor", "--offline", "--json")
    assert done.code == 0
    assert {one["room"] for one in done.json} == {"config", "store", "sources", "render", "clock"}
    assert {one["verdict"] for one in done.json} == {"ok", "warning"}
    assert not (folder / "digest.db").exists()


def test_rooms_can_be_named(ready):
    rows = ready("doctor", "config", "clock").rows
    assert {row["room"] for row in rows} == {"config", "clock"}
    assert all(row["what to do"] for row in rows if row["verdict"] != "ok")
    assert ready("doctor", "kitchen").code == 2


@pytest.mark.parametrize("broken", ["[smtp]\nprot = 25\n", "not toml"])
def test_settings_that_do_not_load_failed(ready, folder, broken):
    (folder / "digest.toml").write_text(broken)
    done = ready("doctor")
    assert done.code == 1
    [row] = done.rows
    assert (row["verdict"], row["room"]) == ("failed", "config")


def test_a_relay_that_is_not_there_is_code_1(ready, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__PORT", "1")
    done = ready("doctor", "smtp")
    assert done.code == 1
    assert "1 failed" in done.err
    assert ready("doctor", "smtp", "--offline").code == 0


def test_lines_of_a_template_are_told_as_lines(ready, folder):
    own = folder / "templates" / "email" / "parts" / "section.mjml.j2"
    own.parent.mkdir(parents=True)
    own.write_text("{# ours #}\n<mj-txet>{{ section.heading }}</mj-txet>\n")
    done = ready("doctor", "render")
    found = [row["found"] for row in done.rows if row["verdict"] == "failed"]
    assert [one.endswith('did you mean "mj-text"?') for one in found] == [True]
    assert ">    2 | <mj-txet>{{ section.heading }}</mj-txet>" in done.err.splitlines()
    told = [one["detail"] for one in ready("doctor", "render", "--json").json]
    assert any("\n>    2 | <mj-txet>" in one for one in told)
