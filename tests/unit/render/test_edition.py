from __future__ import annotations

import re
import socket
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.render.pages import PageReader
from tests.unit.render.sample import (
    NEWSLETTER,
    READER,
    all_slots,
    block,
    edition,
    templates,
)

from digest.errors import RenderError
from digest.model import Block, BlockKind, Edition, Image, Selection
from digest.render import (
    Page,
    content_hash,
    inliner,
    join,
    page,
    render,
    selection_fields,
)
from digest.render.safe import clean

_SHIPPED = templates()
_NAUGHTY = (
    '"><script>alert(1)</script>',
    "'; DROP TABLE slots; --",
    "{{ 7 * 7 }} {% include 'x' %} {# #}",
    "<mj-raw><img src=x onerror=alert(1)></mj-raw>",
    "]]> <![CDATA[ <!-- --> <!--digest:3-->",
    "__DIGEST_UNSUBSCRIBE_URL__",
    "a\u2028b\x0bc\x85d\x00e\ud800",
    "\\u{202e} C:\\news \ufffe",
    "Z̸̢͎a̵l̷g̴o̸ \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7",
    "&amp; &lt;b&gt; &#x41; &nbsp;",
    "a < b > c & d",
    ". leading dot",
    "<![endif]--> <!--[if mso]>",
)


def _render(made: Edition, name: str = "css-inline", newsletter=NEWSLETTER):
    return render(made, newsletter, templates=_SHIPPED, inliner=inliner(name))


def _page(made: Edition, name: str = "css-inline", newsletter=NEWSLETTER) -> Page:
    rendered = _render(made, name, newsletter)
    selection = Selection(all_slots(made))
    return page(rendered, selection, READER)


def _with_words(said: str) -> Edition:
    """Put `said` into every field that a stranger writes."""
    made = edition()
    section = made.sections[0]
    slot = section.slots[0]
    hostile = replace(
        slot.story.lead,
        title=said,
        publisher=said,
        language=said,
        url=f"https://news.example/{said}",
        image=Image(url=f"https://news.example/{said}", alt=said, credit=said),
    )
    other = replace(hostile, publisher=f"Other {said}")
    story = replace(slot.story, lead=hostile, coverage=(other,))
    slots = (replace(slot, story=story, headline=said, summary=said), *section.slots[1:])
    notes = tuple(
        Block(id=kind, kind=kind, text=f"{said}\n{said}: {said}", title=said, source=said, url=said)
        for kind in BlockKind
    )
    return replace(made, sections=(replace(section, slots=slots), *made.sections[1:]), blocks=notes)


_PLAIN = _page(edition())
_TAGS = {tag for tag, _ in PageReader(_PLAIN.html).tags}
_TAGS |= {"img", "th", "blockquote"}
_LETTERS = st.text(max_size=60)


@settings(max_examples=30, deadline=None)
@given(_LETTERS | st.sampled_from(_NAUGHTY))
@example("".join(_NAUGHTY))
def test_what_strangers_write_is_shown_as_typed_and_does_nothing(said):
    made = _page(_with_words(said))
    found = PageReader(made.html)
    assert {tag for tag, _ in found.tags} <= _TAGS
    for _, attrs in found.tags:
        assert not any(name.startswith("on") for name in attrs)
        assert not attrs.get("href", "").lower().startswith(("javascript", "data"))
    shown = re.sub(r"\s+", " ", clean(said).replace("\xa0", " "))
    if shown:
        assert any(shown in " ".join(text.split()) for text in found.texts("h2"))


@pytest.mark.parametrize("said", _NAUGHTY)
def test_naughty_strings_pass_premailer_too(said):
    found = PageReader(_page(_with_words(said), "premailer").html)
    assert {tag for tag, _ in found.tags} <= _TAGS
    shown = " ".join(clean(said).split())
    assert any(shown in " ".join(text.split()) for text in found.texts("h2"))


@pytest.mark.parametrize("template", ["brief", "weekly"])
@pytest.mark.parametrize("said", _NAUGHTY)
def test_naughty_strings_do_no_harm_in_any_template(said, template):
    letter = replace(NEWSLETTER, template=template)
    made = _page(_with_words(said), newsletter=letter)
    found = PageReader(made.html)
    assert {tag for tag, _ in found.tags} <= _TAGS
    shown = " ".join(clean(said).split())
    assert any(shown in " ".join(text.split()) for text in found.texts("h2"))
    assert " ".join(clean(said).split()) in " ".join(made.text.split())


@pytest.mark.parametrize("said", _NAUGHTY)
def test_naughty_strings_in_the_newsletter_itself(said):
    title = replace(NEWSLETTER, title=said, postal_address=said)
    assert {tag for tag, _ in PageReader(_page(edition(), newsletter=title).html).tags} <= _TAGS


def test_a_strangers_words_cannot_ask_for_a_readers_token():
    made = _page(_with_words("__DIGEST_UNSUBSCRIBE_URL__"))
    token = READER["unsubscribe_url"].decode()
    assert unescape(made.html).count(token) == 1
    assert made.text.count(token) == 1


def test_both_inliners_say_the_same():
    pages = [PageReader(_page(edition(), name).html) for name in ("premailer", "css-inline")]
    first, second = ([tag for tag, _ in found.tags] for found in pages)
    assert first == second
    for tag in ("h1", "h2", "h3", "p", "a", "span"):
        assert pages[0].texts(tag) == pages[1].texts(tag)


def test_rendering_opens_no_socket(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in ("premailer", "css-inline"):
        assert "Morning Briefing" in _page(edition(), name).html


def test_a_day_with_twelve_stories_is_small():
    made = edition()
    rendered = _render(made, "premailer")
    selection = Selection(all_slots(made))
    values = {**selection_fields(rendered, selection), **READER}
    assert len(join(rendered.html, rendered, selection, values, html=True)) < 40_000
    slots = [len(p.body) for p in rendered.html if p.slot and p.length == "full"]
    assert sorted(slots)[len(slots) // 2] < 1_400


def test_the_page_says_its_language_and_marks_the_others():
    found = PageReader(_PLAIN.html)
    assert found.all("html")[0]["lang"] == "en"
    foreign = [
        (tag, a["lang"], a.get("dir")) for tag, a in found.tags if a.get("lang", "en") != "en"
    ]
    assert ("h3", "ar", "rtl") in foreign
    assert ("h3", "hi", None) in foreign
    assert ("p", "ar", "rtl") in foreign


def test_one_heading_and_one_uniquely_named_link_per_story():
    found = PageReader(_PLAIN.html)
    names = found.texts("a")
    headings = found.texts("h3")
    assert len(headings) == len(set(headings))
    for title in headings:
        assert names.count(title) == (0 if title.startswith("The bookshop") else 1)


def test_a_story_without_a_url_has_a_headline_without_a_link():
    assert "The bookshop at the end of the tram line" in _PLAIN.html
    assert "The bookshop at the end" not in " ".join(PageReader(_PLAIN.html).texts("a"))
    assert "The bookshop at the end" in _PLAIN.text


def test_the_picture_has_its_size_and_words():
    [image] = PageReader(_PLAIN.html).all("img")
    assert (image["width"], image["height"]) == ("580", "320")
    assert image["alt"] == "Trawlers leave Port Ellis before dawn"


def test_the_footer_says_why_where_and_how_to_leave():
    for made in (_PLAIN.html, _PLAIN.text):
        said = " ".join(unescape(made).split())
        assert "You receive Morning Briefing because you subscribed at" in said
        assert "The Meridian, 1 Harbour Street, Port Ellis" in said
        assert READER["unsubscribe_url"].decode() in said


def test_the_text_is_complete_and_holds_to_seventy_two_columns():
    for line in _PLAIN.text.splitlines():
        assert len(line) <= 90 or line.strip().startswith("http")
    for section in edition().sections:
        for slot in section.slots:
            assert " ".join(slot.summary.split()) in " ".join(_PLAIN.text.split())
            if slot.story.lead.url:
                assert slot.story.lead.url in _PLAIN.text
    assert "\n\n\n" not in _PLAIN.text


@pytest.mark.parametrize("kind", list(BlockKind))
def test_each_kind_of_block_has_its_partial_and_label(kind):
    made = _page(replace(edition(), blocks=(block(kind, "A heading", "Some words."),)))
    assert "Some words." in made.html
    assert "A heading" in made.html
    assert "Some words." in made.text
    if kind is BlockKind.SPONSOR:
        assert "Sponsored" in made.html
        assert "SPONSORED" in made.text


def test_an_edition_without_blocks_or_lead_renders():
    made = _page(replace(edition(), blocks=(), lead=None))
    assert "Ellis Rovers" in made.html


def test_a_right_to_left_newsletter_reads_from_the_right():
    made = _page(replace(edition(), language="ar"))
    found = PageReader(made.html)
    assert found.all("html")[0]["dir"] == "rtl"
    assert "direction:rtl" in made.html
    assert "direction:ltr" not in made.html
    assert any(a.get("lang") == "en" and a.get("dir") == "ltr" for a in found.all("h3"))


def test_the_hash_is_the_same_twice_and_covers_all_that_is_seen():
    first = _render(edition())
    assert _render(edition()).hash == first.hash
    assert len(first.hash) == 64
    made = edition()
    changes = (
        replace(made, subject="Other words"),
        replace(made, preheader="Other words"),
        replace(made, blocks=()),
        _with_words("x"),
    )
    sender = replace(NEWSLETTER, sender=replace(NEWSLETTER.sender, address="x@meridian.example"))
    hashes = {_render(changed).hash for changed in changes}
    hashes |= {first.hash, _render(made, newsletter=sender).hash}
    assert len(hashes) == len(changes) + 2


def test_the_hash_covers_every_part():
    made = _render(edition())
    last = made.text[-1]
    changed = replace(made, text=(*made.text[:-1], replace(last, body=last.body + b"=\r\n")))
    assert content_hash(changed, NEWSLETTER) != made.hash


def test_a_lead_that_is_nowhere_is_refused():
    with pytest.raises(RenderError, match="its lead sgone is in no section"):
        _render(replace(edition(), lead="sgone"))


def test_a_template_that_does_not_exist_is_named():
    with pytest.raises(RenderError, match="nightly"):
        _page(edition(), newsletter=replace(NEWSLETTER, template="nightly"))
