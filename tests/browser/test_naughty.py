"""Naughty strings in a browser that would run what runs: nothing does, and all is seen as typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.browser.chromium import Chromium
from tests.unit.render.naughty import NAUGHTY
from tests.unit.render.test_naughty import blocks, book, letter, mail

from digest.render.safe import clean

pytestmark = pytest.mark.browser

_WATCH = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'open', 'fetch'])
  window[name] = () => window.ran.push(name);
"""
_FOUND = """({
  ran: window.ran,
  scripts: document.scripts.length,
  handlers: [...document.querySelectorAll('*')].flatMap(
    e => [...e.attributes].map(a => a.name).filter(n => n.startsWith('on'))),
  targets: [...document.querySelectorAll('[href]:not([href^="#"]),[src]')].map(
    e => new URL(e.href || e.src).protocol),
  frames: document.querySelectorAll(
    'iframe,object,embed,form,base,svg,math,meta[http-equiv=refresh i]').length,
  headlines: [...document.querySelectorAll('h2,h3')].map(e => e.textContent),
  alts: [...document.images].map(e => e.alt),
  width: document.documentElement.scrollWidth,
})"""


@pytest.fixture(scope="module")
def chromium():
    with Chromium() as browser:
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
        yield browser


def flat(text: str) -> str:
    """The text with spaces and hyphens that hold a line together as any other."""
    return " ".join(text.replace("\u2011", "-").split())


@pytest.mark.parametrize("name", ["premailer", "css-inline"])
def test_nothing_runs_and_all_is_shown(chromium, tmp_path, name):
    all_at_once = " ".join(NAUGHTY)
    made = replace(book(NAUGHTY), blocks=blocks(all_at_once))
    path = tmp_path / "naughty.html"
    path.write_text(mail(made, name, letter(all_at_once)).html, encoding="utf-8")
    chromium.open(path, width=375)
    found = chromium.evaluate(_FOUND)
    assert (found["ran"], found["scripts"], found["frames"], found["handlers"]) == ([], 0, 0, [])
    assert set(found["targets"]) <= {"http:", "https:", "mailto:"}
    headlines = {flat(one) for one in found["headlines"]}
    assert [said for said in NAUGHTY if flat(clean(said)) not in {*headlines, ""}] == []
    wanted = {flat(clean(said)) for said in NAUGHTY}
    assert {flat(alt) for alt in found["alts"]} <= wanted
    assert chromium.evaluate("document.title").startswith(flat(clean(all_at_once))[:40])
