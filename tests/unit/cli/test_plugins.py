"""Plugins as an operator meets them: names, refusals, `config show` and `sources test`."""

from __future__ import annotations

import pytest
from tests.unit.pipeline.installed import install

MODULE = "cli_plugins"
CODE = """
from digest.collect import Draft

async def notices(source, *, now, fetch):
    return [Draft(key="1", title=f"Quay 3 at {source.options['port']} closed", text="Now.")]
"""
POINTS = {
    "digest.sources": {"notices": f"{MODULE}:notices", "broken": "cli_broken:notices"},
}
SOURCE = """
[[sources]]
name = "Port"
kind = "notices"
options = { port = "Quell", since = 2026-11-23 }
"""


@pytest.fixture
def plugged(ready, folder, monkeypatch):
    code = {MODULE: CODE, "cli_broken": "import no_such_module_at_all"}
    install(folder / "site", monkeypatch, code, POINTS)
    written = (folder / "digest.toml").read_text()

    def write(text: str) -> None:
        (folder / "digest.toml").write_text(written + text)

    write(SOURCE)
    return ready, write


def test_a_source_of_an_installed_kind_is_listed_tried_and_collected(plugged):
    digest, _ = plugged
    (row,) = [row for row in digest("sources", "list", "--json").json if row["name"] == "Port"]
    assert (row["kind"], row["options"]["port"]) == ("notices", "Quell")
    (visit,) = digest("sources", "test", "Port", "--json").json
    assert (visit["error"], visit["articles"]) == ("", 1)
    assert digest("collect").code == 0
    assert "Quay 3 at Quell closed" in digest("articles", "list").out


def test_its_settings_are_shown_with_their_lines(plugged, folder):
    digest, _ = plugged
    shown = {row["key"]: row for row in digest("config", "show", "--json").json}
    (key,) = [key for key in shown if key.endswith("options.port")]
    lines = (folder / "digest.toml").read_text().splitlines()
    line = next(at for at, text in enumerate(lines, 1) if text.startswith("options"))
    assert shown[key] == {"key": key, "value": "Quell", "origin": f"digest.toml:{line}"}
    assert shown[key.replace("port", "since")]["value"] == "2026-11-23"


def test_an_unknown_name_ends_every_command_with_code_3(plugged):
    digest, write = plugged
    write(SOURCE.replace('"notices"', '"notice"'))
    for command in (["collect"], ["sources", "list"], ["build"]):
        refused = digest(*command)
        assert refused.code == 3
        assert "sources[1].kind: no source kind is called 'notice'" in refused.err
        assert "installed under digest.sources: broken, notices" in refused.err


def test_a_broken_import_ends_with_code_3_and_debug_shows_where(plugged):
    digest, write = plugged
    write(SOURCE.replace('"notices"', '"broken"'))
    refused = digest("collect")
    assert refused.code == 3
    assert "cli_broken:notices can't be imported: ModuleNotFoundError" in refused.err
    assert "--debug shows where" in refused.err
    assert "Traceback" not in refused.err
    assert 'cli_broken.py", line 1' in digest("--debug", "collect").err
