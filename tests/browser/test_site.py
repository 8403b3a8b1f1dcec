"""The readers' site as Chromium draws it: wide and narrow, by day and by night, right to left.

What a screen reader, a keyboard and a reader without scripts meet is held here too.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from tests.browser.mails import BLOCKS, added
from tests.unit.render.foreign import foreign_edition
from tests.unit.web.site.house import opened
from tests.unit.web.site.press import PAPER, made, publish

from digest.model import Cadence
from digest.web.site import running

if TYPE_CHECKING:
    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

ARABIC = PAPER.replace("[newsletters.briefing]", '[newsletters.briefing]\nlanguage = "ar"', 1)
BRIEF = PAPER.replace("[newsletters.briefing]", '[newsletters.briefing]\ntemplate = "brief"', 1)
EDITION = "archive/briefing/daily-2026-11-23.html"
PAGES = {
    "front": ("paper", ""),
    "archive": ("paper", "archive/briefing/"),
    "year": ("paper", "archive/briefing/2026.html"),
    "daily": ("paper", EDITION),
    "weekly": ("paper", "archive/briefing/weekly-2026-11-22.html"),
    "topic": ("paper", "archive/briefing/topics/science/"),
    "found": ("paper", "search?q=treaty"),
    "nothing": ("paper", "search?q=zebra"),
    "missing": ("paper", "no/such/page"),
    "leave": ("paper", "u/{token}"),
    "added": ("added", EDITION),
    "brief": ("brief", EDITION),
    "arabic": ("arabic", EDITION),
    "arabic-archive": ("arabic", "archive/briefing/"),
    "arabic-found": ("arabic", "search?q=%D8%A7%D9%84%D9%85%D9%8A%D8%A7%D9%87"),
}
_FAULTS = """axe.run().then(found => found.violations.map(
  one => [one.id, one.nodes.map(node => node.html.slice(0, 160))]))"""
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# What stands in a lead (its class, top, bottom, ink and size), and of its picture the top, the
# top of its credit, and its bottom.
_LEAD = """(() => {
  const box = e => e.getBoundingClientRect();
  const told = [...document.querySelectorAll('.lead > :not(.plate)')].map(e => {
    const style = getComputedStyle(e);
    return [e.classList[0], box(e).top, box(e).bottom, style.color + style.fontSize] });
  const [pic, cap] = ['.pic', '.cap'].map(one => box(document.querySelector('.lead ' + one)));
  return [told, [pic.top, cap.top, pic.bottom]] })()"""
_GROUND = "getComputedStyle(document.body).backgroundColor"
_SMALL = """[...document.querySelectorAll('nav a, .hl, button, input:not([type=hidden])')]
  .filter(e => { const box = e.getBoundingClientRect(); return box.height && box.height < 43.5 })
  .map(e => e.outerHTML)"""


def _paper(site):
    publish(site, made(date(2025, 12, 30), subject="A year in fish", blocks=BLOCKS))
    publish(site, made(date(2026, 11, 22), Cadence.WEEKLY, blocks=BLOCKS))
    publish(site, made(blocks=BLOCKS))


def _added():
    return replace(added(), id="briefing-daily-2026-11-23")


@contextmanager
def _served(folder, toml, fill):
    """The address of a site that runs in a thread of its own, and its reader's token."""
    ready, done, found = Event(), Event(), []

    async def main(site):
        async with running(site.app, host="127.0.0.1", port=0) as url:
            found.append((url, site.token))
            ready.set()
            await asyncio.to_thread(done.wait)

    def work():
        with opened(folder, toml) as site:
            fill(site)
            asyncio.run(main(site))

    thread = Thread(target=work)
    thread.start()
    try:
        assert ready.wait(60)
        yield found[0]
    finally:
        done.set()
        thread.join(20)


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    kinds = {
        "paper": (PAPER, _paper),
        "added": (PAPER, lambda site: publish(site, _added())),
        "brief": (BRIEF, publish),
        "arabic": (ARABIC, lambda site: publish(site, foreign_edition("ar"))),
    }
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(_served(tmp_path_factory.mktemp(name), toml, fill))
            for name, (toml, fill) in kinds.items()
        }


@pytest.fixture
def show(chromium, sites):
    def shown(name: str, **how) -> Chromium:
        kind, path = PAGES[name]
        url, token = sites[kind]
        chromium.open(url + path.format(token=token), **{"width": 700, **how})
        return chromium

    return shown


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(show, axe, name, dark):
    browser = show(name, dark=dark)
    # The policy lets no script in; what the debugger brings is no part of the page.
    browser.evaluate(f"{axe};0")
    assert browser.evaluate(_FAULTS) == []


def test_axe_would_find_something(show, axe):
    browser = show("archive")
    browser.evaluate("document.documentElement.removeAttribute('lang')")
    browser.evaluate("document.querySelector('label').remove()")
    browser.evaluate(f"{axe};0")
    assert {one for one, _ in browser.evaluate(_FAULTS)} == {"html-has-lang", "label"}


@pytest.mark.parametrize("width", [1280, 700, 375, 320])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window_and_the_policy_refuses_nothing(show, name, width):
    browser = show(name, width=width)
    assert not browser.evaluate(_WIDER)
    assert not [said for said in browser.console if "Content Security Policy" in said]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_its_sheets(show, name):
    browser = show(name)
    assert (
        browser.evaluate("[...document.styleSheets].map(s => s.cssRules.length > 0)") == [True] * 2
    )


def test_night_is_dark_and_day_is_light(show):
    grounds = [show("daily", dark=dark).evaluate(_GROUND) for dark in (False, True)]
    assert grounds == ["rgb(252, 250, 245)", "rgb(22, 21, 15)"]


@pytest.mark.parametrize("name", PAGES)
def test_what_is_tapped_is_large_enough(show, name):
    assert show(name, width=375).evaluate(_SMALL) == []


@pytest.mark.parametrize("name", PAGES)
def test_everything_can_be_reached_by_key_and_is_seen_then(show, name):
    unseen = show(name).evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=hidden])')]"
        ".filter(e => { e.focus({focusVisible: true}); return document.activeElement !== e || "
        "getComputedStyle(e).outlineStyle === 'none' }).map(e => e.outerHTML)"
    )
    assert unseen == []


def test_the_first_key_leads_past_the_head(show):
    browser = show("daily")
    for kind in ("rawKeyDown", "keyUp"):
        browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", windowsVirtualKeyCode=9)
    assert browser.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().top >= 0")


@pytest.mark.parametrize("name", ["arabic", "arabic-archive", "arabic-found"])
def test_an_arabic_page_runs_from_right_to_left(show, name):
    browser = show(name, width=700)
    edge = "getBoundingClientRect().right > document.documentElement.clientWidth / 2"

    assert browser.evaluate("[document.documentElement.lang, document.dir]") == ["ar", "rtl"]
    assert browser.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    assert browser.evaluate(f"document.querySelector('main h2 a, main h3 a').{edge}")


@pytest.mark.parametrize("width", [1280, 700, 375])
def test_all_of_a_lead_stands_in_order(show, width):
    browser = show("added", width=width)
    texts, picture = browser.evaluate(_LEAD)
    names, tops, bottoms, inks = zip(*texts, strict=True)
    assert names == ("kick", "top", "stand", "m", "stand", "by", "by", "by", "by")
    assert all(top >= bottom for top, bottom in zip(tops[1:], bottoms, strict=False))
    assert inks[2] == inks[4]
    assert (picture[0] < tops[1]) is (width == 1280)
    assert picture[1] >= picture[2]


def test_a_search_works_by_its_form(show, sites):
    browser = show("archive")
    with browser.loading():
        browser.evaluate("document.querySelector('#q').value = 'bees'")
        browser.evaluate("document.querySelector('.ask button').click()")

    assert browser.evaluate("location.href") == f"{sites['paper'][0]}search?in=briefing&q=bees"
    assert browser.evaluate("document.querySelector('mark').textContent") == "Bees"
    with browser.loading():
        browser.evaluate("document.querySelector('.found a').click()")
    assert browser.evaluate("document.querySelector('article.edition h1').textContent")


def test_a_story_of_a_topic_is_shown_in_its_edition(show):
    browser = show("topic")
    with browser.loading():
        browser.evaluate("document.querySelector('.editions a').click()")
    assert browser.evaluate("document.querySelector(':target h3, :target h2').textContent")


def test_on_a_wide_sheet_the_picture_stands_beside_the_words_and_on_a_narrow_one_between(show):
    boxes = (
        "['.top', '.pic'].map(n => document.querySelector('.lead ' + n).getBoundingClientRect())"
    )
    beside = f"(([words, picture]) => picture.left >= words.right)({boxes})"

    assert show("daily", width=1280).evaluate(beside)
    assert not show("daily", width=700).evaluate(beside)


def test_printed_or_not_the_edition_reads_in_order(show):
    browser = show("daily", width=1280)
    order = browser.evaluate(
        "[...document.querySelectorAll('main h1, main h2, main h3')].map(e => e.tagName).join(' ')"
    )
    assert order.startswith("H1 H2 ")
    assert "H1" not in order[2:]
