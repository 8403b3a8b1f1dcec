"""Quick links: from a mail to a page that leaves out a topic, or a source."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from tests.unit.render.foreign import LANGUAGES, foreign_edition, foreign_newsletter
from tests.unit.render.sample import NEWSLETTER, all_slots, edition, templates

from digest.model import Cadence, Length, Selection, TextLinks, Topic
from digest.render import inliner, page, render
from digest.render.check import check

EDITION = edition()
SOURCES = {slot.story.lead.source for part in EDITION.sections for slot in part.slots}
LINK = "https://meridian.example/p/abc_DEF-123"
READER = {"preferences_url": LINK.encode(), "unsubscribe_url": b"https://meridian.example/u/x"}
QUICK = replace(NEWSLETTER, quick_links=True)
_SHIPPED, _INLINER = templates(), inliner("css-inline")


def rendered(letter=QUICK, made=EDITION, sources=SOURCES):
    return render(made, letter, templates=_SHIPPED, inliner=_INLINER, sources=sources)


def mail(letter=QUICK, made=EDITION, sources=SOURCES, *, slots=None, length=Length.FULL):
    selection = Selection(tuple(slots or all_slots(made)), length)
    return page(rendered(letter, made, sources), selection, {**READER, "name": b""})


def quick(html: str) -> list[tuple[str, str]]:
    """What each quick link is about, in order."""
    found = re.findall(r'href="([^"]*/quick[^"]*)"', html)
    assert all(url.startswith(f"{LINK}/quick?") for url in found)
    asked = [parse_qs(urlsplit(unescape(url)).query, strict_parsing=True) for url in found]
    return [(name, value) for query in asked for name, (value,) in query.items()]


def said(html: str, name: str) -> list[str]:
    return [value for key, value in quick(html) if key == name]


def with_source(name: str):
    """The edition, all of whose stories come from one source."""

    def of(slot):
        lead = replace(slot.story.lead, source=name)
        return replace(slot, story=replace(slot.story, lead=lead))

    parts = (replace(one, slots=tuple(map(of, one.slots))) for one in EDITION.sections)
    return replace(EDITION, sections=tuple(parts))


def test_by_default_a_mail_has_none():
    shown = mail(NEWSLETTER)
    assert "/quick" not in shown.html + shown.text


@pytest.mark.parametrize("length", Length)
@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_each_story_has_its_source_and_the_footer_the_topics(template, length):
    weekly = replace(EDITION, cadence=Cadence.WEEKLY) if template == "weekly" else EDITION
    shown = mail(replace(QUICK, template=template), weekly, length=length)
    assert len(said(shown.html, "source")) == len(all_slots(EDITION))
    assert set(said(shown.html, "source")) == SOURCES
    topics = [section.topic for section in EDITION.sections]
    assert said(shown.html, "topic") == topics
    assert re.findall(r"/quick\?topic=(\S+)", shown.text) == topics
    sources = [unquote(name) for name in re.findall(r"/quick\?source=(\S+)\n", shown.text)]
    assert sources == said(shown.html, "source")
    assert shown.text.count(f"Mute this source:\n{LINK}/quick?source=") == len(sources)
    [last] = re.findall(r"\S+\n\nChange what you receive:", shown.text)
    assert last.startswith(f"{LINK}/quick?")


def test_a_reader_sees_what_is_in_their_mail_alone():
    section = EDITION.sections[1]
    shown = mail(slots=[section.slots[0].id])
    assert quick(shown.html) == [
        ("source", section.slots[0].story.lead.source),
        ("topic", section.topic),
    ]
    assert re.findall(r"/quick\?([a-z]+)=", shown.text) == ["source", "topic"]


def test_numbered_links_stand_above_the_topics_that_can_be_left_out():
    text = mail(replace(QUICK, text_links=TextLinks.NUMBERED)).text
    footer = text[text.rindex("Earlier editions: [") :]
    notes, _, rest = footer.partition("\n\nFewer stories of:\n")
    assert notes.splitlines()[-1].startswith("[")
    assert rest.startswith(f"{EDITION.sections[0].topic}\n{LINK}/quick?topic=")
    topics, _, own = rest.partition("Change what you receive: [1]")
    assert "\n[" not in topics
    assert f"[1] {LINK}\n" in own


@pytest.mark.parametrize("name", ["A&B <i>", '"Q" #1 ?x=y', "L\u2019\u00c9cho +%41", "=1;a/b\\"])
def test_no_name_breaks_out_of_its_link(name):
    assert set(said(mail(made=with_source(name), sources={name}).html, "source")) == {name}


def test_what_can_not_be_left_out_has_no_link():
    assert said(mail(sources={"Another"}).html, "source") == []
    only = replace(EDITION, sections=EDITION.sections[:1], lead=None)
    one = replace(QUICK, topics=(Topic(name=EDITION.sections[0].topic),))
    assert said(mail(one, only).html, "topic") == []
    assert said(mail(replace(QUICK, topics=QUICK.topics[1:])).html, "topic") == []


def test_the_web_version_has_no_readers_links():
    assert "quick" not in repr(rendered().web)
    assert "PREFERENCES" not in repr(rendered().web)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_with_quick_links_passes_the_rules_in_every_language(language):
    made = foreign_edition(language)
    topics = tuple(Topic(name=section.topic) for section in made.sections)
    letter = replace(foreign_newsletter(language), topics=topics, quick_links=True)
    sources = {slot.story.lead.source for part in made.sections for slot in part.slots}
    plain = {one.code for one in check(made, letter, rendered(letter, made, ()))}
    assert {one.code for one in check(made, letter, rendered(letter, made, sources))} <= plain


def test_a_story_without_an_address_and_with_quick_links_lacks_no_link():
    made = replace(
        EDITION,
        sections=tuple(
            replace(one, slots=tuple(map(_of_a_file, one.slots))) for one in EDITION.sections
        ),
    )
    found = check(made, QUICK, rendered(made=made))
    assert "DG053" not in {one.code for one in found}


def _of_a_file(slot):
    return replace(slot, story=replace(slot.story, lead=replace(slot.story.lead, url="")))
