"""What a screen reader meets: axe-core's rules, and the tree of headings, links and pictures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.mails import MAILS, TEMPLATES, mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[1] / "golden" / "pages"
# A mail is no page of a site: it has no landmarks.
_OPTIONS = "{rules: {'landmark-one-main': {enabled: false}, region: {enabled: false}}}"
_FAULTS = f"""axe.run({_OPTIONS}).then(found => found.violations.map(
  one => [one.id, one.nodes.map(node => node.html.slice(0, 120))]))"""
_TOLD = {"heading", "link", "image", "StaticText", "rowheader"}
# Text in one of these is its name.
_NAMED = {"heading", "link", "rowheader"}


@pytest.fixture
def show(chromium, tmp_path):
    def shown(html: str, *, dark: bool = False) -> Chromium:
        path = tmp_path / "mail.html"
        path.write_text(html, encoding="utf-8")
        chromium.open(path, width=700, dark=dark)
        return chromium

    return shown


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", MAILS)
def test_axe_finds_nothing(show, axe, name, dark):
    browser = show(mail(name), dark=dark)
    browser.evaluate(f"{axe};0")
    assert browser.evaluate(_FAULTS) == []


def test_axe_would_find_something(show, axe):
    html = mail("daily").replace('<html lang="en"', "<html").replace(' alt="', ' data-alt="')
    browser = show(html)
    browser.evaluate(f"{axe};0")
    assert {one for one, _ in browser.evaluate(_FAULTS)} == {"html-has-lang", "image-alt"}


def _tree(browser: Chromium) -> Iterator[str]:
    """What is told, in order: one line each, its role, and its name."""
    browser.call("Accessibility.enable")
    nodes = browser.call("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    yield from _told(nodes[0], known)


def _told(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> Iterator[str]:
    role = node.get("role", {}).get("value", "")
    name = " ".join(node.get("name", {}).get("value", "").split())
    if not node.get("ignored") and role in _TOLD and name:
        level = next(
            (f" {one['value']['value']}" for one in node["properties"] if one["name"] == "level"),
            "",
        )
        yield f"{role}{level}: {name}"
    for child in node.get("childIds", ()):
        lines = _told(known[child], known)
        yield from (one for one in lines if role not in _NAMED or one.startswith("link"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_mail_is_told_as_it_was_listened_to(show, name):
    told = "\n".join(_tree(show(mail(name)))) + "\n"
    kept = FOLDER / f"{name}.told.txt"
    if os.environ.get("DIGEST_DRAW"):
        kept.write_text(told, encoding="utf-8")
    assert told == kept.read_text("utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_story_is_one_heading_and_one_link_of_its_name(show, name):
    told = list(_tree(show(mail(name))))
    headings = [one.partition(": ")[2] for one in told if one.startswith("heading")]
    links = [one.partition(": ")[2] for one in told if one.startswith("link")]
    assert len(headings) == len(set(headings))
    stories = [title for title in headings if title in links]
    assert len(stories) >= 5
    assert all(links.count(title) == 1 for title in stories)


def test_the_masthead_comes_first_and_nothing_of_the_preheader(show):
    for name in TEMPLATES:
        first = next(_tree(show(mail(name))))
        assert first in {"heading 1: Morning Briefing", "StaticText: THE BEST OF SEVEN DAYS"}
