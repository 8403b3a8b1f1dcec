"""What another source adds, and whose a new sentence is, is said wherever it is printed."""

from __future__ import annotations

import html
import quopri
from dataclasses import replace
from datetime import date

import pytest
from tests.unit.render.sample import NEWSLETTER, edition, slot, templates

from digest.model import Addendum, Development, Length, PartKind, Section
from digest.render import inliner, render

MORE = Addendum(
    sentence="The radar was off, said Ada Fennick.",
    source="Coast <Post>",
    url="https://coast.example/9?a=1&b=2",
)


def made(told, template="daily"):
    whole = replace(edition(()), sections=(Section(topic="World", slots=told),), lead=told[0].id)
    letter = replace(NEWSLETTER, template=template)
    return render(whole, letter, templates=templates(), inliner=inliner("premailer"))


def said(parts, *kinds, length=Length.FULL):
    body = b"".join(
        part.body for part in parts if part.kind in kinds and part.length in {None, length}
    )
    return quopri.decodestring(body).decode().replace("\r\n", "\n")


@pytest.mark.parametrize("kind", [PartKind.LEAD, PartKind.SLOT])
def test_the_sentence_stands_behind_the_summary_with_its_source(kind):
    told = (replace(slot(0), addendum=MORE), replace(slot(1), addendum=MORE))
    rendered = made(told)
    page = said(rendered.html, kind)
    assert "The radar was off, said Ada Fennick. <span" in page
    assert "—\xa0<a" in html.unescape(page)
    assert "Coast &lt;Post&gt;</a>" in page
    assert html.escape(MORE.url) in page
    text = " ".join(said(rendered.text, kind).split())
    assert "The radar was off, said Ada Fennick. — Coast <Post>" in text
    one = told[kind is PartKind.SLOT]
    for part in (page, text):
        behind = part[part.index(one.summary[:20]) :]
        mine = behind.index(one.story.lead.publisher)
        assert mine < behind.index("The radar was off")  # each source stands behind its own words


def test_a_source_that_asks_for_a_subscription_says_so():
    rendered = made((replace(slot(0), addendum=replace(MORE, paywalled=True)),))
    for parts in (rendered.html, rendered.text):
        assert "(subscription)" in said(parts, PartKind.LEAD)


def test_it_stands_on_the_web_and_can_be_searched_for():
    web = made((replace(slot(0), addendum=MORE),)).web
    assert "The radar was off" in web.html
    assert "Coast &lt;Post&gt;" in web.html
    assert "The radar was off" in web.text


def test_a_brief_does_not_tell_it():
    short = replace(slot(1), addendum=MORE, short=True)
    rendered = made((slot(0), short))
    assert "radar" not in said(rendered.html, PartKind.SLOT)
    full = made((slot(0), replace(slot(1), addendum=MORE)))
    assert "radar" not in said(full.html, PartKind.SLOT, length=Length.BRIEF)
    assert "radar" not in said(full.text, PartKind.SLOT, length=Length.BRIEF)


def test_it_counts_for_the_time_that_reading_takes():
    plain, more = (made((replace(slot(0), addendum=one),)).lines[0] for one in (None, MORE))
    assert (more.words - plain.words, more.brief_words) == (7, plain.brief_words)


@pytest.mark.parametrize(("source", "told"), [("Coast Post", True), (None, False)])
@pytest.mark.parametrize("template", ["daily", "weekly"])
def test_an_update_says_whose_the_news_is_where_it_is_not_the_publishers(source, told, template):
    first = slot(0)
    update = Development(
        edition="e",
        date=date(2026, 11, 20),
        headline="Ferry aground",
        url="https://news.example/1",
        sentence="The radar was off.",
        source=source or first.story.lead.publisher,
    )
    new = replace(first, story=replace(first.story, update=update))
    rendered = made((new,), template)
    for parts in (rendered.html, rendered.text):
        page = " ".join(said(parts, PartKind.LEAD).split())
        assert "Ferry aground" in page
        assert ("New, from Coast Post." in page) is told
