"""The preview as Chromium draws it: wide and narrow, by day and by night, following changes."""

from __future__ import annotations

import asyncio
import re
from threading import Event, Thread

import pytest
from tests.unit.render.sample import SHIPPED
from tests.unit.web.desk import furnish, opened, proof_of, write_template

from digest.web.preview import running

pytestmark = pytest.mark.browser

PATHS = (
    "",
    "?width=700&scheme=dark",
    "?reader=1&view=headers",
    "?reader=4",
    "?words=example",
    "?view=text",
    "?view=source",
)
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_GROUND = "getComputedStyle(document.body).backgroundColor"
_LIVE = """new Promise(done => {
  const look = () => document.querySelector(".live.on")
    ? done(document.getElementById("live").textContent) : requestAnimationFrame(look);
  look();
})"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A newsroom's folder and the URL of its preview, which runs in a thread of its own."""
    folder = tmp_path_factory.mktemp("desk")
    furnish(folder)
    ready, done, found = Event(), Event(), []

    async def main(store) -> None:
        async with running(proof_of(folder, store), interval=0.05) as url:
            found.append(url)
            ready.set()
            await asyncio.to_thread(done.wait)

    def work() -> None:
        with opened(folder) as store:
            asyncio.run(main(store))

    thread = Thread(target=work)
    thread.start()
    assert ready.wait(20)
    yield folder, found[0]
    done.set()
    thread.join(20)


@pytest.fixture(scope="module")
def url(desk):
    return desk[1]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_the_window_and_nothing_is_refused(chromium, url, width, path, dark):
    chromium.console.clear()
    chromium.open(url + path, width=width, dark=dark)

    assert not chromium.evaluate(_WIDER)
    assert chromium.console == []


def test_the_page_is_light_by_day_and_dark_by_night(chromium, url):
    grounds = []
    for dark in (False, True):
        chromium.open(url, width=1280, dark=dark)
        grounds.append(chromium.evaluate(_GROUND))

    assert grounds == ["rgb(240, 235, 224)", "rgb(22, 21, 15)"]


@pytest.mark.parametrize("night", [False, True])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_mail_is_as_dark_as_was_asked_whatever_the_page_is(chromium, url, scheme, night):
    chromium.open(f"{url}frame?scheme={scheme}", width=700, dark=night)
    colour = [int(n) for n in re.findall(r"\d+", chromium.evaluate(_GROUND))[:3]]

    assert max(colour) < 40 if scheme == "dark" else min(colour) > 240


@pytest.mark.parametrize(("scheme", "paper"), [("light", (252, 250, 245)), ("dark", (22, 21, 15))])
@pytest.mark.parametrize("width", [1280, 375])
def test_the_frame_draws_the_mail(chromium, url, width, scheme, paper):
    chromium.open(f"{url}?width=375&scheme={scheme}", width=width, dark=scheme == "light")
    x, y = chromium.evaluate(
        """(() => { document.querySelector("iframe").scrollIntoView();
                    const box = document.querySelector("iframe").getBoundingClientRect();
                    return [box.x + scrollX + 8, box.y + scrollY + 8] })()"""
    )
    # A frame has a process of its own, and is drawn when that is ready.
    colours = (chromium.pixel(x, y) for _ in range(100))

    assert paper in colours


def test_the_frame_has_no_rights_and_is_as_wide_as_was_asked(chromium, url):
    chromium.open(url, width=1280)

    frames = "[...document.querySelectorAll('iframe')]"
    assert chromium.evaluate(f"{frames}.map(f => f.clientWidth)") == [375, 700]
    assert chromium.evaluate(f"{frames}.map(f => f.contentDocument)") == [None, None]


def test_a_narrow_window_shows_the_narrow_mail(chromium, url):
    chromium.open(url, width=375)

    widths = "[...document.querySelectorAll('iframe')].map(f => f.clientWidth)"
    assert chromium.evaluate(widths) == [375, 0]


def test_the_mail_fills_a_wide_window_and_the_page_itself_does_not_scroll(chromium, url):
    chromium.open(url, width=1280, height=900)

    boxes = "[...document.querySelectorAll('iframe')].map(f => f.getBoundingClientRect())"
    assert chromium.evaluate("document.documentElement.scrollHeight") == 900
    assert chromium.evaluate(f"{boxes}.map(box => box.bottom)") == [900, 900]
    assert min(chromium.evaluate(f"{boxes}.map(box => box.height)")) > 620


def test_in_a_narrow_window_the_mail_is_as_tall_as_the_window(chromium, url):
    chromium.open(f"{url}?width=375", width=375, height=812)
    top, height = chromium.evaluate(
        "(box => [box.top, box.height])(document.querySelector('iframe').getBoundingClientRect())"
    )

    assert height == 812
    assert top < 812 * 0.55


def test_everything_can_be_reached_by_key(chromium, url):
    chromium.open(f"{url}?words=zoe", width=1280)
    unreachable = chromium.evaluate(
        "[...document.querySelectorAll('a, button, input:not([type=hidden])')]"
        ".filter(e => { e.focus(); return document.activeElement !== e || "
        "getComputedStyle(e).outlineStyle === 'none' }).map(e => e.outerHTML)"
    )

    assert unreachable == []


def test_the_open_page_follows_a_template(chromium, desk):
    folder, url = desk
    name = "parts/lead.mjml.j2"
    chromium.open(f"{url}?view=source", width=1280)
    with chromium.loading():
        write_template(folder, name, "{{ nothing.here }}")
    problem = chromium.evaluate("document.querySelector('.problem h2').textContent")
    with chromium.loading():
        write_template(folder, name, (SHIPPED / name).read_text() + "<mj-text>Fresh</mj-text>")
    source = chromium.evaluate("document.querySelector('pre').textContent")

    assert "lead.mjml.j2, line 1" in problem
    assert "Fresh" in source


def test_the_page_says_that_it_is_live(chromium, url):
    chromium.open(url, width=1280)

    assert chromium.evaluate(_LIVE) == "Live"
