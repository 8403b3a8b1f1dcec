"""The edition as Chromium draws it: wide and narrow, by day and by night."""

from __future__ import annotations

import re
import struct
import zlib
from base64 import b64encode
from functools import cache

import pytest
from tests.browser.chromium import Chromium
from tests.unit.render.sample import NEWSLETTER, READER, all_slots, edition, templates

from digest.model import Length, Selection
from digest.render import inliner, page, render

pytestmark = pytest.mark.browser

_PICTURE = re.compile(r'src="https://images\.example/[^"]*"')
_PAPER = "getComputedStyle(document.body).backgroundColor"
_LUMINANCE = """(element) => {
  const rgb = getComputedStyle(element).color.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const linear = rgb.map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
  return .2126 * linear[0] + .7152 * linear[1] + .0722 * linear[2];
}"""


def _png(width: int, height: int) -> str:
    """Give a grey picture as a data URL (PNG, section 5)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return "data:image/png;base64," + b64encode(b"\x89PNG\r\n\x1a\n" + body).decode()


@pytest.fixture(scope="module")
def chromium():
    with Chromium() as browser:
        yield browser


@cache
def _html(name: str, length: Length = Length.FULL) -> str:
    made = edition()
    rendered = render(made, NEWSLETTER, templates=templates(), inliner=inliner(name))
    selection = Selection(all_slots(made), length)
    return _PICTURE.sub(f'src="{_png(29, 16)}"', page(rendered, selection, READER).html)


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


@pytest.mark.parametrize("width", [320, 375, 700])
@pytest.mark.parametrize("length", list(Length))
def test_nothing_is_wider_than_the_window(shown, width, length):
    browser = shown(width=width, length=length)
    assert browser.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [375, 700])
def test_night_is_dark_and_day_is_light(shown, width):
    browser = shown(width=width)
    assert min(_colour(browser)) > 240
    day = browser.screenshot()
    browser = shown(width=width, dark=True)
    assert max(_colour(browser)) < 40
    assert browser.screenshot() != day


@pytest.mark.parametrize("dark", [False, True])
def test_all_text_stands_out_from_the_paper(shown, dark):
    browser = shown(width=700, dark=dark)
    faint = browser.evaluate(
        f"""(() => {{
          const luminance = {_LUMINANCE};
          const probe = document.createElement('i');
          probe.style.color = getComputedStyle(document.body).backgroundColor;
          document.body.append(probe);
          const paper = luminance(probe);
          const texts = [...document.querySelectorAll('.page *')].filter(
            e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
          return texts.map(e => [e.textContent.trim().slice(0, 40), luminance(e)])
            .map(([t, l]) => [t, (Math.max(l, paper) + .05) / (Math.min(l, paper) + .05)])
            .filter(([t, ratio]) => ratio < 4.5);
        }})()"""
    )
    assert faint == []


@pytest.mark.parametrize("width", [375, 700])
@pytest.mark.parametrize("dark", [False, True])
def test_both_inliners_give_the_same_pixels(shown, width, dark):
    first = shown(width=width, dark=dark, name="premailer").screenshot()
    second = shown(width=width, dark=dark, name="css-inline").screenshot()
    assert first == second


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


def test_the_console_stays_silent(shown):
    browser = shown(width=700)
    assert browser.console == []
