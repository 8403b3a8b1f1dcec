"""Naughty strings in every field that a stranger or an operator writes, through both inliners.

Whatever they are: the page is well formed, holds no tag or attribute that it would not hold
without them, leads nowhere that it must not, and shows them as they were typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.render.naughty import NAUGHTY
from tests.unit.render.pages import PageReader
from tests.unit.render.sample import NEWSLETTER, READER, all_slots, edition, slot, templates

from digest.model import (
    Block,
    BlockKind,
    Edition,
    Image,
    Length,
    Mailbox,
    Newsletter,
    Section,
    Selection,
    Slot,
    TextLinks,
)
from digest.render import Page, inliner, page, render, subject
from digest.render.safe import clean

KINDS = list(BlockKind)
BATCH = 24
BATCHES = [NAUGHTY[at : at + BATCH] for at in range(0, len(NAUGHTY), BATCH)]
_PLACE = re.compile(r"lead|topic-[0-9a-f]{8}")
SAFE = ("http://", "https://", "mailto:")


def hostile(said: str, number: int) -> Slot:
    """A story that says it in every field."""
    plain = slot(0)
    lead = replace(
        plain.story.lead,
        id=f"a{number:012x}",
        title=said,
        source=said,
        publisher=said,
        language=said,
        url=f"https://news.example/{number}/{said}",
        image=Image(url=f"https://n.example/{said}", alt=said, credit=said, width=640, height=360),
    )
    first = replace(lead, publisher=f"1 {said}", url=f"https://n.example/?q={said}#{said}")
    second = replace(lead, publisher="", source=f"2 {said}", url=said)
    story = replace(plain.story, id=f"s{number:012x}", lead=lead, coverage=(first, second))
    return replace(plain, id=story.id, story=story, headline=said, summary=said)


def blocks(said: str) -> tuple[Block, ...]:
    """One of each kind, and the rows that have most cells."""
    texts = [(kind, f"{said}\n\n{said}") for kind in KINDS]
    texts.append((BlockKind.DATA, f"{said}\t{said}\t{said}"))
    texts.append((BlockKind.AGENDA, f"09:30 {said}\n2026-11-24 10:00-11:00 {said}"))
    return tuple(
        Block(id=f"b{n}", kind=kind, text=text, title=said, source=said, url=said)
        for n, (kind, text) in enumerate(texts)
    )


def book(words: tuple[str, ...]) -> Edition:
    """An edition with a story for each of the strings, a section for ten."""
    slots = [hostile(said, number) for number, said in enumerate(words)]
    sections = tuple(
        Section(topic=f"{number} {words[number]}", slots=tuple(slots[number : number + 10]))
        for number in range(0, len(slots), 10)
    )
    return replace(
        edition(blocks=()),
        subject=words[0],
        preheader=words[0],
        sections=sections,
        lead=slots[0].id,
    )


def letter(said: str) -> Newsletter:
    return replace(
        NEWSLETTER,
        title=said,
        postal_address=said,
        sender=Mailbox(address="briefing@meridian.example", name=said),
    )


def mail(made: Edition, name: str, newsletter=NEWSLETTER, length=Length.FULL) -> Page:
    rendered = render(made, newsletter, templates=templates(), inliner=inliner(name))
    slots = all_slots(made)
    line = subject(rendered, Selection(slots))
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
    return page(rendered, Selection(slots, length), READER)


@cache
def known(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Tags and attributes of a page where all is plain."""
    made = replace(book(("Plain words",) * 11), blocks=blocks("Plain words"))
    found = PageReader(mail(made, name).html)
    foreign = PageReader(mail(edition(), name).html)
    bare = PageReader(mail(replace(book(("",)), blocks=blocks("")), name).html)
    both = (*found.tags, *foreign.tags, *bare.tags)
    attributes = frozenset(key for _, attrs in both for key in attrs)
    return frozenset(tag for tag, _ in both) | {"bdi", "span"}, attributes | {"lang", "dir"}


def judge(html: str, name: str) -> PageReader:
    """Well formed, and nothing in it that a plain page would not have."""
    found = PageReader(html)
    tags, attributes = known(name)
    places = {attrs["name"] for attrs in found.all("a") if "name" in attrs}
    assert all(_PLACE.fullmatch(place) for place in places)
    for tag, attrs in found.tags:
        assert tag in tags, tag
        assert set(attrs) <= attributes, attrs
        for key in ("href", "src"):
            value = attrs.get(key)
            assert value is None or value.startswith(SAFE) or value[1:] in places, value
    assert "__DIGEST_" not in html.replace("_\u2060_DIGEST_", "").replace("%5F_DIGEST_", "")
    return found


def flat(text: str) -> str:
    """The text with spaces and hyphens that hold a line together as any other."""
    return " ".join(text.replace("\u2011", "-").split())


@pytest.mark.parametrize("length", list(Length))
@pytest.mark.parametrize("name", ["premailer", "css-inline"])
def test_each_string_in_every_field_of_a_story(name, length):
    made = book(NAUGHTY)
    shown = mail(made, name, length=length)
    found = judge(shown.html, name)
    headlines = {flat(one) for tag in ("h2", "h3") for one in found.texts(tag)}
    everything = flat(shown.text)
    for said in NAUGHTY:
        wanted = flat(clean(said))
        assert not wanted or wanted in headlines
        assert wanted.replace(" ", "") in everything.replace(" ", "")


def test_there_are_as_many_as_in_the_public_list():
    assert len(set(NAUGHTY)) == len(NAUGHTY) >= 515


@pytest.mark.parametrize("batch", BATCHES)
def test_each_string_in_blocks_and_newsletter(batch):
    made = replace(book(batch), blocks=tuple(one for said in batch for one in blocks(said)))
    shown = mail(made, "css-inline", letter(" ".join(batch)))
    found = judge(shown.html, "css-inline")
    text = flat("".join(found.texts("body")))
    for said in batch:
        wanted = flat(clean(said))
        assert text.count(wanted) >= len(KINDS) or not wanted
    alts = [one["alt"] for one in found.all("img") if one.get("src", "").startswith("https://n.ex")]
    assert {flat(alt) for alt in alts} <= {flat(clean(said)) for said in batch}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from(NAUGHTY), min_size=2, max_size=4).map("".join)
    | st.text(alphabet="<>&\"'`{}%#=/\\-!_[]|;:\x00\n\u2028\u202e ", max_size=30)
)
def test_any_string_in_every_field(said):
    made = replace(book((said,)), blocks=blocks(said))
    newsletter = replace(letter(said), text_links=TextLinks.NUMBERED)
    shown = mail(made, "css-inline", newsletter)
    found = judge(shown.html, "css-inline")
    wanted = flat(clean(said))
    assert not wanted or wanted in flat("".join(found.texts("body")))
    assert wanted.replace(" ", "") in flat(shown.text).replace(" ", "")


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40))
def test_any_string_through_premailer(said):
    judge(
        mail(replace(book((said,)), blocks=blocks(said)), "premailer", letter(said)).html,
        "premailer",
    )


def test_an_image_can_not_cut_the_page():
    """Both inliners write <!-- in an attribute as it is; as a mark it would part the page."""
    made = book(("<!--digest:3--> <![endif]-->", "Two", "Three"))
    for name in ("premailer", "css-inline"):
        rendered = render(made, NEWSLETTER, templates=templates(), inliner=inliner(name))
        plain = render(book(("One",) * 3), NEWSLETTER, templates=templates(), inliner=inliner(name))
        assert [part.kind for part in rendered.html] == [part.kind for part in plain.html]
        for one in all_slots(made):
            judge(page(rendered, Selection((one,)), READER).html, name)


_DEAR = """<mj-text><h1>{{ newsletter.title }}</h1>
<p title="__DIGEST_NAME__">Dear __DIGEST_NAME__!</p></mj-text>
"""


@pytest.fixture(scope="module")
def greeted(tmp_path_factory):
    own = tmp_path_factory.mktemp("own") / "email" / "parts"
    own.mkdir(parents=True)
    (own / "masthead.mjml.j2").write_text(_DEAR)
    shelf = templates(own.parents[1])
    return render(edition(), NEWSLETTER, templates=shelf, inliner=inliner("css-inline"))


def test_each_string_as_a_readers_name(greeted):
    tags = known("css-inline")[0]
    for said in NAUGHTY:
        _greets(said, greeted, tags)


def _greets(said: str, greeted, tags) -> None:
    fields = {**READER, "name": said.encode(errors="replace")}
    made = page(greeted, Selection(all_slots(edition())), fields)
    found = PageReader(made.html)
    assert {tag for tag, _ in found.tags} <= tags
    typed = said.encode(errors="replace").decode()
    [title] = [attrs["title"] for attrs in found.all("p") if "title" in attrs]
    assert title.replace("\0", "\ufffd") == typed.replace("\0", "\ufffd").replace("\r\n", "\n")
    [dear] = [text for text in found.texts("p") if text.startswith("Dear")]
    assert flat(dear) == flat(f"Dear {typed}!")
