from __future__ import annotations

import shutil
from datetime import date

import pytest
from tests.unit.web.site.house import opened
from tests.unit.web.site.press import PAPER, made, publish

from digest.model import Cadence


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is done behind an answer is done at once."""
    monkeypatch.setattr("digest.web.site.join.DELAY", 0)


@pytest.fixture
def site(tmp_path):
    """A readers' site with one newsletter and one reader."""
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def page(site):
    """Where the one reader chooses."""
    return f"/p/{site.link('choose')}"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A folder with three editions out, and a draft."""
    folder = tmp_path_factory.mktemp("printed")
    with opened(folder, PAPER) as site:
        publish(site, made(date(2025, 12, 30), subject="A year in fish"))
        publish(site, made(date(2026, 11, 22), Cadence.WEEKLY, subject="A week in fish"))
        publish(site)
        publish(site, made(date(2026, 11, 24), subject="Not yet for anyone"), send=False)
    return folder


@pytest.fixture
def paper(printed, tmp_path):
    """A site of one's own with those."""
    shutil.copytree(printed, tmp_path, dirs_exist_ok=True)
    with opened(tmp_path, PAPER) as site:
        yield site
