"""What the preview is made of: its URLs, its frame, its stream."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from digest.model import Length
from digest.web.preview_choice import SCHEMES, VIEWS, WIDTHS, Choice, choice_of
from digest.web.preview_frame import framed
from digest.web.preview_live import Bell, watching

TOPICS = ("World", "Arts & Letters", "Sport")
CHOICES = st.builds(
    Choice,
    reader=st.none() | st.integers(0, 10**15 - 1),
    topics=st.lists(st.sampled_from(TOPICS), unique=True).map(
        lambda chosen: tuple(topic for topic in TOPICS if topic in chosen)
    ),
    length=st.sampled_from(Length),
    view=st.sampled_from(VIEWS),
    width=st.sampled_from(WIDTHS),
    scheme=st.sampled_from(SCHEMES),
    words=st.text(max_size=200).map(str.strip).filter(lambda w: w.isprintable()),
)


@given(CHOICES)
def test_a_choice_comes_back_from_its_url(choice):
    _, _, query = choice.at("/frame").partition("?")

    assert choice_of(QueryParams(query), TOPICS) == choice


def test_the_plain_choice_has_a_plain_url():
    assert Choice(view="text").at(view="html") == "/"


@pytest.mark.parametrize(
    "query", ["reader=-1", "reader=9e9", "view=x", "topic=Nonsense", "length=&width=1&scheme=pink"]
)
def test_what_can_not_be_used_is_left_out(query):
    assert choice_of(QueryParams(query), TOPICS) == Choice()


def test_a_topic_is_put_in_and_taken_out():
    choice = Choice(topics=("World",))

    assert choice.toggled("Sport") == "/?topic=World&topic=Sport"
    assert choice.toggled("World") == "/"


MAIL = (
    "<head><meta name='color-scheme' content='light dark'>"
    "<style>:root { color-scheme: light dark; supported-color-schemes: light dark }"
    "@media only screen and (prefers-color-scheme:dark) { p { color: red } }"
    "@media (prefers-color-scheme: light) { p { color: blue } }</style></head>"
    "<p>Ask for (prefers-color-scheme: dark) with light dark words.</p>"
    '<picture><source media="(prefers-color-scheme: dark)" srcset="x"></picture>'
)


def test_the_night_is_answered_for_the_browser():
    dark, light = framed(MAIL, "dark"), framed(MAIL, "light")

    assert "@media only screen and (min-width: 0) { p { color: red }" in dark
    assert "@media (max-width: 0) { p { color: blue }" in dark
    assert "@media only screen and (max-width: 0) { p { color: red }" in light
    assert '<source media="(min-width: 0)"' in dark
    assert '<source media="(max-width: 0)"' in light


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_is_of_one_scheme(scheme):
    made = framed(MAIL, scheme)

    assert f":root {{ color-scheme: {scheme};" in made
    assert f"<meta name='color-scheme' content='{scheme}'>" in made


def test_a_mail_that_knows_no_night_stays_as_it_is():
    plain = "<head><style>:root { color-scheme: light }</style></head>"

    assert "color-scheme: light }" in framed(plain, "dark")


def test_the_words_of_the_mail_are_not_touched():
    assert "<p>Ask for (prefers-color-scheme: dark) with light dark words.</p>" in framed(
        MAIL, "dark"
    )


def test_links_open_a_tab_of_their_own():
    assert framed(MAIL, "light").startswith('<head><base target="_blank">')


@given(st.text(alphabet="<style>/head (prefers-color-scheme: dark)=\"'"))
def test_any_text_is_survived(html):
    assert isinstance(framed(html, "dark"), str)


class Looked:
    """A proof that changes when it is told to."""

    def __init__(self):
        self.version, self.next = "1", None

    def look(self):
        changed, self.next = self.next, None
        self.version = changed or self.version
        return changed is not None


def test_a_stream_tells_what_changed_before_it_came():
    async def first(seen):
        async with aclosing(Bell("2").events(seen)) as stream:
            return [await anext(stream), await anext(stream)]

    assert asyncio.run(first("1")) == ["retry: 1000\n\n", "event: change\ndata: 2\n\n"]
    assert asyncio.run(first("2")) == ["retry: 1000\n\n", ": alive\n\n"]


def test_a_silent_stream_says_that_it_is_there():
    async def listen():
        async with aclosing(Bell("1").events("1", alive=0.001)) as stream:
            return [await anext(stream) for _ in range(3)]

    assert asyncio.run(listen())[1:] == [": alive\n\n", ": alive\n\n"]


async def listen(bell, heard):
    async for said in bell.events("1"):
        heard.put_nowait(said)


async def hear(count):
    proof, heard = Looked(), asyncio.Queue()
    bell = Bell(proof.version)
    streams = [asyncio.create_task(listen(bell, heard)) for _ in range(count)]
    async with asyncio.timeout(20), watching(proof, bell, 0.001):
        before = [await heard.get() for _ in range(2 * count)]
        proof.next = "2"
        after = [await heard.get() for _ in range(count)]
    await asyncio.gather(*streams)
    return before, after, heard.empty()


def test_every_stream_hears_the_watcher_and_ends_with_it():
    before, after, nothing_more = asyncio.run(hear(2))

    assert set(before) == {"retry: 1000\n\n", ": alive\n\n"}
    assert after == ["event: change\ndata: 2\n\n"] * 2
    assert nothing_more
