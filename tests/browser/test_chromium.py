"""The browser that the tests drive leaves neither process nor folder behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser


def _alive(home: str) -> list[str]:
    """The processes that were started with that folder."""
    found = []
    for about in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = about.read_text()
        except OSError:  # it ended meanwhile
            continue
        if home in line:
            found.append(line)
    return found


def test_nothing_is_left_behind(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>Page</title>")
    with Chromium() as browser:
        browser.open(page, width=500)
        assert _alive(browser.home)

    assert browser.code == 0
    assert _alive(browser.home) == []
    assert not Path(browser.home).exists()


def test_a_folder_that_cannot_be_removed_is_told(tmp_path):
    browser = Chromium()
    real, browser.home = browser.home, str(tmp_path / "not-there")
    with pytest.raises(FileNotFoundError, match="not-there"), browser:
        pass

    shutil.rmtree(real)


def test_one_that_does_not_start_leaves_no_folder(monkeypatch):
    monkeypatch.setattr("tests.browser.chromium.require", lambda _: ["/bin/false"])
    browser = Chromium()
    with pytest.raises((AssertionError, BrokenPipeError)), browser:
        pass

    assert not Path(browser.home).exists()
