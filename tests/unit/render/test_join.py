from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.render.pages import PageReader
from tests.unit.render.sample import NEWSLETTER, READER, all_slots, edition, templates

from digest.compose import select
from digest.errors import RenderError
from digest.model import Cadence, Edition, Length, PartKind, Rendered, Section, Selection
from digest.render import (
    Page,
    inliner,
    join,
    page,
    render,
    selection_fields,
    subject,
)
from digest.render.join import head

EDITION = edition()
SLOTS = all_slots(EDITION)
TOPIC_OF = {slot.id: section.topic for section in EDITION.sections for slot in section.slots}
SOURCES = frozenset(slot.story.lead.source for part in EDITION.sections for slot in part.slots)
TITLES = {slot.id: slot.headline for section in EDITION.sections for slot in section.slots}
SELECTIONS = st.builds(
    lambda chosen, length: Selection(tuple(s for s in SLOTS if s in chosen), length),
    st.sets(st.sampled_from(SLOTS), min_size=1),
    st.sampled_from(Length),
)


TEMPLATES = st.sampled_from(("daily", "brief", "weekly"))
_INLINER = inliner("css-inline")
_SHIPPED = templates()


def _render(made: Edition, template: str, *, quick: bool = False) -> Rendered:
    """An edition of seven days for `weekly`, of one for the others."""
    cadence = Cadence.WEEKLY if template == "weekly" else Cadence.DAILY
    letter = replace(NEWSLETTER, template=template, quick_links=quick)
    made = replace(made, cadence=cadence)
    return render(made, letter, templates=_SHIPPED, inliner=_INLINER, sources=SOURCES)


@cache
def rendered(template: str = "daily", *, quick: bool = False) -> Rendered:
    return _render(EDITION, template, quick=quick)


def fields(selection: Selection) -> dict[str, bytes]:
    return {**selection_fields(rendered(), selection), **READER}


def shown(selection: Selection, template: str = "daily", *, quick: bool = False) -> Page:
    return page(rendered(template, quick=quick), selection, READER)


def _alone(selection: Selection, template: str, *, quick: bool) -> Rendered:
    """Render an edition that holds nothing but this selection."""
    sections = (
        Section(topic=old.topic, slots=tuple(s for s in old.slots if s.id in selection.slots))
        for old in EDITION.sections
    )
    small = replace(
        EDITION,
        sections=tuple(section for section in sections if section.slots),
        lead=EDITION.lead if EDITION.lead in selection.slots else None,
        subject=EDITION.subject if len(selection.slots) == len(SLOTS) else "",
        preheader=EDITION.preheader if len(selection.slots) == len(SLOTS) else "",
    )
    made = _render(small, template, quick=quick)
    forms = {
        part.slot for part in rendered(template, quick=quick).html if part.kind is PartKind.LEAD
    }

    def keep(part):
        return part.kind is not PartKind.LEAD or part.slot in forms

    return replace(made, html=tuple(filter(keep, made.html)), text=tuple(filter(keep, made.text)))


def _bare(subject: str) -> str:
    return subject.strip("\u2068\u2069")


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@settings(max_examples=40, deadline=None)
@given(SELECTIONS, TEMPLATES, st.booleans())
def test_a_join_equals_rendering_that_selection_alone(selection, template, quick):
    small = _alone(selection, template, quick=quick)
    alone = page(small, selection, READER)
    joined = shown(selection, template, quick=quick)
    assert _squeeze(joined.html) == _squeeze(alone.html)
    assert _squeeze(joined.text) == _squeeze(alone.text)
    assert subject(small, selection) == subject(rendered(template), selection)


@settings(max_examples=40, deadline=None)
@given(SELECTIONS, TEMPLATES)
def test_every_mail_is_well_formed_and_holds_its_stories_only_once(selection, template):
    found = PageReader(shown(selection, template).html)
    headings = found.texts("h2") + found.texts("h3")
    for slot, title in TITLES.items():
        assert headings.count(_squeeze(title)) == (slot in selection.slots)
    assert len(found.texts("h1")) == 1


@settings(max_examples=40, deadline=None)
@given(SELECTIONS)
def test_index_and_counts_are_right_for_that_reader(selection):
    found = PageReader(shown(selection).html)
    index = [text for text in found.texts("a") if re.fullmatch(r"\w+ \d+", text)]
    topics = dict.fromkeys(TOPIC_OF[slot] for slot in SLOTS if slot in selection.slots)
    counts = [sum(TOPIC_OF[s] == topic for s in selection.slots) for topic in topics]
    assert index == [f"{topic} {n}" for topic, n in zip(topics, counts, strict=True)]
    stories = len(selection.slots)
    said = f"{stories} {'story' if stories == 1 else 'stories'}"
    assert said in found.texts("bdi")
    assert f"\n{said} ·" in shown(selection).text


@settings(max_examples=40, deadline=None)
@given(SELECTIONS)
def test_lines_are_fit_for_smtp(selection):
    for parts, html in ((rendered().html, True), (rendered().text, False)):
        body = join(parts, rendered(), selection, fields(selection), html=html)
        assert body.endswith(b"\r\n")
        assert not body.endswith(b"=\r\n")
        for line in body.split(b"\r\n"):
            assert len(line) <= 76
            assert not line.startswith(b".")
            assert not line.endswith((b" ", b"\t"))
            assert line.isascii()


@settings(max_examples=40, deadline=None)
@given(SELECTIONS)
def test_the_story_that_the_subject_names_is_in_that_mail(selection):
    assert _bare(subject(rendered(), selection))[:20] in _squeeze(shown(selection).html)


def test_the_lead_stands_right_behind_the_index_and_not_in_its_section():
    made = shown(Selection(SLOTS)).html
    title = TITLES[SLOTS[0]]
    assert made.count(f">{title}<") == 1
    assert made.index("Sport") < made.index(title) < made.index("Border ferry")


def test_a_section_whose_only_story_leads_has_no_heading():
    assert "Sport" not in PageReader(shown(Selection(SLOTS[-1:])).html).texts("h2")
    assert "World" in PageReader(shown(Selection(SLOTS[:2])).html).texts("h2")


def test_another_first_story_leads_and_gives_subject_and_preheader():
    selection = Selection(SLOTS[3:5])
    assert subject(rendered(), selection) == TITLES[SLOTS[3]]
    assert selection_fields(rendered(), selection)["preheader"] == TITLES[SLOTS[4]].encode()
    assert TITLES[SLOTS[3]] in PageReader(shown(selection).html).texts("h2")


def test_a_first_story_without_a_lead_form_is_shown_in_its_place():
    found = PageReader(shown(Selection(SLOTS[4:6])).html)
    assert TITLES[SLOTS[4]] in found.texts("h3")
    assert "Business" in found.texts("h2")


def test_the_editions_own_subject_is_for_who_gets_all_of_it():
    changed = replace(EDITION, subject="Own words", preheader="Own too")
    made = render(changed, NEWSLETTER, templates=templates(), inliner=inliner("css-inline"))
    assert subject(made, Selection(SLOTS)) == "Own words"
    assert selection_fields(made, Selection(SLOTS))["preheader"] == b"Own too"
    assert _bare(subject(made, Selection(SLOTS[:2]))) == TITLES[SLOTS[0]]
    assert _bare(subject(made, Selection(SLOTS[1:]))) == TITLES[SLOTS[1]]


@settings(max_examples=40, deadline=None)
@given(SELECTIONS)
def test_the_preheader_names_stories_of_that_mail_only(selection):
    said = selection_fields(rendered(), selection)["preheader"].decode()
    others = [TITLES[slot] for slot in SLOTS if slot not in selection.slots]
    assert said
    assert not any(title[:30] in said for title in others)


def test_the_preheader_goes_on_from_a_subject_that_was_cut_and_names_no_bait():
    first = EDITION.sections[0]
    cut = replace(first.slots[0], subject="Eleven governments…", preheader="…sign a treaty")
    bait = replace(first.slots[1], headline="He said no", teaser="The mayor refused to sign")
    part = replace(first, slots=(cut, bait, *first.slots[2:]))
    changed = replace(EDITION, sections=(part, *EDITION.sections[1:]))
    made = render(changed, NEWSLETTER, templates=templates(), inliner=inliner("css-inline"))
    told = selection_fields(made, Selection((cut.id, bait.id)))["preheader"].decode()
    assert _bare(told) == "…sign a treaty · The mayor refused to sign"
    assert _bare(subject(made, Selection((cut.id, bait.id)))) == "Eleven governments…"
    assert selection_fields(made, Selection((cut.id,)))["preheader"] == "…sign a treaty".encode()


def test_a_mail_of_one_story_goes_on_with_its_summary():
    said = selection_fields(rendered(), Selection(SLOTS[3:4]))["preheader"]
    assert said.startswith(b"Prices rose 2.1 per cent")
    said = selection_fields(rendered(), Selection(SLOTS[:1]))["preheader"]
    assert said.startswith(b"Eleven governments agreed")


def test_brief_readers_get_one_line_a_story():
    full, brief = shown(Selection(SLOTS)), shown(Selection(SLOTS, Length.BRIEF))
    assert "Rents, a third of the basket" in full.html
    assert "Rents, a third of the basket" not in brief.html
    assert "Rents, a third" not in brief.text
    assert all(_squeeze(title) in _squeeze(brief.text) for title in TITLES.values())
    minutes = selection_fields(rendered(), Selection(SLOTS, Length.BRIEF))["minutes"]
    assert minutes == b"1 min read"
    assert selection_fields(rendered(), Selection(SLOTS))["minutes"] == b"2 min read"


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
@pytest.mark.parametrize("slot", SLOTS[:4])
def test_brief_readers_are_told_whose_each_story_is(slot, template):
    made = shown(Selection((slot,), Length.BRIEF), template)
    [story] = [one.story for part in EDITION.sections for one in part.slots if one.id == slot]
    assert story.lead.publisher in unescape(made.html)
    assert story.lead.publisher in made.text


@settings(max_examples=40, deadline=None)
@given(SELECTIONS, TEMPLATES)
def test_blocks_reach_everyone_in_both_parts(selection, template):
    made = shown(selection, template)
    for block in EDITION.blocks:
        assert _squeeze(block.text) in _squeeze(unescape(made.html))
        assert _squeeze(block.text) in _squeeze(made.text)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(SLOTS), min_size=1), st.sampled_from(sorted(set(TOPIC_OF.values()))))
def test_essential_slots_reach_whoever_chose_other_topics(essential, topic):
    sections = tuple(
        replace(old, slots=tuple(replace(s, essential=s.id in essential) for s in old.slots))
        for old in EDITION.sections
    )
    made = replace(EDITION, sections=sections)
    selection = select(made, topics=(topic,))
    for template in ("daily", "brief", "weekly"):
        mail = shown(selection, template)
        for slot in essential:
            assert _squeeze(TITLES[slot]) in _squeeze(unescape(mail.html))
            assert _squeeze(TITLES[slot]) in _squeeze(mail.text)


def test_values_are_escaped_for_html_and_raw_in_text():
    selection = Selection(SLOTS[:1])
    assert f'href="{READER["unsubscribe_url"].decode().replace("&", "&amp;")}"' in (
        shown(selection).html
    )
    assert READER["unsubscribe_url"].decode() in shown(selection).text


def test_a_value_cannot_break_out_of_its_attribute():
    selection = Selection(SLOTS[:1])
    values = {**READER, "unsubscribe_url": b'x" onclick="y<script>'}
    made = page(rendered(), selection, values).html
    assert 'href="x&#34; onclick=&#34;y&lt;script&gt;"' in made


def test_a_missing_value_is_named():
    with pytest.raises(RenderError, match="field 'unsubscribe_url' has no value"):
        page(rendered(), Selection(SLOTS), {"preferences_url": b"https://meridian.example/p/x"})


def test_a_slot_of_another_edition_is_refused():
    with pytest.raises(RenderError, match="no slot snope"):
        page(rendered(), Selection(("snope",)), READER)


def test_a_story_that_heads_a_mail_gives_its_own_subject_and_is_listed_by_its_headline():
    first, second = EDITION.sections[0].slots[:2]
    short = replace(second, subject="In short")
    part = replace(EDITION.sections[0], slots=(first, short))
    made = _render(replace(EDITION, sections=(part,), lead=first.id), "daily")
    assert subject(made, Selection((second.id,))) == "In short"
    both = selection_fields(replace(made, preheader=""), Selection((first.id, second.id)))
    assert second.headline[:20] in both["preheader"].decode()


def test_an_empty_selection_has_no_subject():
    assert head(rendered(), Selection(())) is None
    with pytest.raises(RenderError, match="without stories"):
        subject(rendered(), Selection(()))


def test_two_editions_with_equal_slots_do_not_share_a_plan():
    other = replace(EDITION, blocks=())
    made = render(other, NEWSLETTER, templates=templates(), inliner=inliner("css-inline"))
    selection = Selection(SLOTS)
    assert "It snowed" in shown(selection).html
    assert "It snowed" not in page(made, selection, READER).html


@settings(max_examples=40, deadline=None)
@given(SELECTIONS, st.sampled_from(("daily", "weekly")))
def test_the_index_leads_to_each_topic_of_this_mail_and_to_no_other(selection, template):
    made = shown(selection, template).html
    found = PageReader(made)
    index = [one["href"][1:] for one in found.all("a") if one.get("href", "").startswith("#")]
    places = [one["name"] for one in found.all("a") if "name" in one]
    assert len(places) == len(set(places))
    assert set(index) <= set(places) <= {*index, "lead"}
    assert len(index) == len({TOPIC_OF[slot] for slot in selection.slots})


def test_a_topic_whose_only_story_leads_is_found_at_the_top():
    business, science = SLOTS[3], SLOTS[7]
    made = shown(Selection((business, science))).html
    places = re.findall(r'href="#([^"]+)"', made)
    assert places[0] == "lead"
    assert made.index('name="lead"') < made.index(TITLES[business])
    assert made.index(TITLES[business]) < made.index(f'name="{places[1]}"')
    assert made.index(f'name="{places[1]}"') < made.rindex(TITLES[science])
