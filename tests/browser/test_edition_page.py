"""The edition as Chromium draws it: wide and narrow, by day and by night."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from tests.browser.mails import BROKEN, PICTURE
from tests.unit.render.sample import NEWSLETTER, READER, all_slots, edition, templates

from digest.model import Length, Logo, Look, Selection
from digest.render import inliner, page, render

if TYPE_CHECKING:
    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

_PICTURE = re.compile(r'src="https://images\.example/[^"]*"')
_PAPER = "getComputedStyle(document.body).backgroundColor"


@cache
def _html(name: str, length: Length = Length.FULL) -> str:
    made = edition()
    rendered = render(made, NEWSLETTER, templates=templates(), inliner=inliner(name))
    selection = Selection(all_slots(made), length)
    return _PICTURE.sub(f'src="{PICTURE}"', page(rendered, selection, READER).html)


@pytest.fixture
def shown(chromium, tmp_path):
    def show(*, width: int, dark: bool = False, name: str = "premailer", length=Length.FULL):
        path = tmp_path / "edition.html"
        path.write_text(_html(name, length), encoding="utf-8")
        chromium.open(path, width=width, dark=dark)
        return chromium

    return show


def _colour(browser: Chromium) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", browser.evaluate(_PAPER))[:3]]


@pytest.mark.parametrize("width", [375, 700])
def test_night_is_dark_and_day_is_light(shown, width):
    browser = shown(width=width)
    assert min(_colour(browser)) > 240
    day = browser.screenshot()
    browser = shown(width=width, dark=True)
    assert max(_colour(browser)) < 40
    assert browser.screenshot() != day


def test_the_link_to_leave_can_be_touched(shown):
    browser = shown(width=375)
    height = browser.evaluate(
        "[...document.querySelectorAll('a')].at(-1).getBoundingClientRect().height"
    )
    assert height >= 44


def test_foreign_stories_run_in_their_own_direction(shown):
    browser = shown(width=375)
    styles = browser.evaluate(
        """(() => { const s = getComputedStyle(document.querySelector('h3[lang=ar]'));
             return [s.direction, s.fontFamily.split(',')[0]] })()"""
    )
    assert styles == ["rtl", '"Noto Naskh Arabic"']


def test_the_picture_keeps_its_shape(shown):
    for width, wide in ((375, 335), (700, 580)):
        box = shown(width=width).evaluate(
            "(() => { const b = document.querySelector('.pic').getBoundingClientRect();"
            " return [b.width, b.height] })()"
        )
        assert box == [wide, pytest.approx(wide * 16 / 29, abs=1)]


@pytest.mark.parametrize("dark", [False, True])
def test_a_logo_that_is_not_drawn_is_no_wider_than_a_phone(chromium, tmp_path, dark):
    look = Look(logo=Logo(url="https://images.example/logo.png", width=580, height=90))
    letter = replace(NEWSLETTER, look=look)
    made = render(edition(), letter, templates=templates(), inliner=inliner("premailer"))
    path = tmp_path / "edition.html"
    html = page(made, Selection(all_slots(edition())), READER).html
    path.write_text(re.sub(r'src="https:[^"]*"', f'src="{BROKEN}"', html), encoding="utf-8")
    chromium.open(path, width=375, dark=dark)
    assert chromium.evaluate("document.documentElement.scrollWidth") == 375


def test_the_console_stays_silent(shown):
    browser = shown(width=700)
    assert browser.console == []
