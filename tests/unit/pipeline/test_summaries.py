"""Summaries by a language model: grounded or refused, kept, labelled, and behind an editor's."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import msgspec
import pytest
from tests.unit.pipeline.language_model import (
    built,
    completion,
    grounded,
    reasons_of,
    refuse,
    room,
    slots_of,
)
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.model import Archived, OverrideKind
from digest.pipeline.doctor import examine
from digest.pipeline.edit import Wish, edit
from digest.pipeline.proof import render_again
from digest.pipeline.verdicts import Room
from digest.pipeline.why import why_story
from digest.render.messages import Words
from digest.web.site.entries import story_entries

pytestmark = pytest.mark.usefixtures("three_articles")


def test_a_grounded_summary_stands_and_says_who_wrote_it(tmp_path, store, model):
    made = room(tmp_path, model)
    edition = built(made, store)
    assert len(model.asked) == 3
    assert {slot.summary_by for slot in slots_of(edition)} == {"stub-1"}
    assert reasons_of(edition) == ["summary: written by stub-1"] * 3
    asked = {grounded(one) for one in model.asked}
    assert {slot.summary for slot in slots_of(edition)} == asked


def test_nobody_is_asked_without_the_table(tmp_path, store, model):
    edition = built(settings(tmp_path), store)
    assert not model.asked
    assert {slot.summary_by for slot in slots_of(edition)} == {""}
    assert reasons_of(edition) == [""] * 3


def test_the_label_stands_in_mail_text_and_web_version(tmp_path, store, model):
    made = room(tmp_path, model)
    edition = built(made, store)
    rendered = render_again(made, store, edition)
    label = "Summary written by a machine (stub-1)"
    text = b"".join(part.body for part in rendered.text).replace(b"=\r\n", b"").decode()
    html = b"".join(part.body for part in rendered.html).replace(b"=\r\n", b"").decode()
    for slot in slots_of(edition):
        for kind in (rendered.html, rendered.text):
            told = [part.body for part in kind if part.slot == slot.id]
            assert told
            assert all(label.encode() in one.replace(b"=\r\n", b"") for one in told)
    assert label in text
    assert label in html
    assert rendered.web.html.count(label) == 3


def test_where_no_label_can_stand_the_models_words_do_not(tmp_path, store, model):
    def turned(asked):
        text = grounded(asked)
        return completion(text.replace(" ", " mostly ", 1))

    model.answer = turned
    made = room(tmp_path, model)
    edition = built(made, store)
    assert {"mostly" in slot.summary for slot in slots_of(edition)} == {True}
    lines = render_again(made, store, edition).lines
    assert len(lines) == 3
    assert all(line.preheader and "mostly" not in line.preheader for line in lines)
    assert "mostly" not in edition.preheader


def test_built_again_it_asks_nobody_and_is_the_same(tmp_path, store, model):
    made = room(tmp_path, model)
    first = built(made, store)
    store_first = store.editions.rendered(first.id, "en")
    again = built(made, store)
    assert len(model.asked) == 3
    assert again == first
    assert store.editions.rendered(first.id, "en") == store_first


def test_another_model_is_asked_anew_and_another_text_too(tmp_path, store, model):
    made = room(tmp_path, model)
    built(made, store)
    changed = article("0", text=f"{article('5').text} {article('0').text}")
    store.articles.save([changed], now=NOW)
    built(made, store)
    assert len(model.asked) == 4
    other = msgspec.structs.replace(made.summaries, model="stub-2")
    edition = built(msgspec.structs.replace(made, summaries=other), store)
    assert len(model.asked) == 7
    assert {slot.summary_by for slot in slots_of(edition)} == {"stub-2"}


def test_what_the_articles_do_not_say_is_refused_with_its_reason(tmp_path, store, model):
    said = refuse(
        tmp_path, store, model, lambda asked: completion(f"{grounded(asked)} So said Kirchner.")
    )
    assert "“Kirchner” does not stand in the articles" in said
    built(room(tmp_path, model), store)
    assert len(model.asked) == 3  # the refusal is kept, too


def decide(made, store, edition, wish):
    return edit(made, store, edition.id, wish, who="anna", now=NOW)


def test_an_editors_summary_wins_has_no_label_and_nobody_is_asked_again(tmp_path, store, model):
    made = room(tmp_path, model)
    first = built(made, store)
    wish = Wish(kind=OverrideKind.SUMMARY, story=first.lead, value="Two words.")
    decide(made, store, first, wish)
    for edition in (store.editions.get(first.id), built(made, store)):
        told = {slot.id: (slot.summary, slot.summary_by) for slot in slots_of(edition)}
        assert told[first.lead] == ("Two words.", "")
        assert sorted(by for _, by in told.values()) == ["", "stub-1", "stub-1"]
        assert render_again(made, store, edition).web.html.count("written by a machine") == 2
    assert len(model.asked) == 3


def test_a_story_that_an_editor_summed_up_before_is_not_asked_about(tmp_path, store, model):
    plain = settings(tmp_path)
    first = built(plain, store)
    decide(
        plain, store, first, Wish(kind=OverrideKind.SUMMARY, story=first.lead, value="Two words.")
    )
    edition = built(room(tmp_path, model), store)
    assert len(model.asked) == 2
    assert next(slot for slot in slots_of(edition) if slot.id == first.lead).summary_by == ""


def test_an_edit_after_a_failure_waits_for_nobody(tmp_path, store, model):
    model.status = 500
    made = room(tmp_path, model)
    first = built(made, store)
    before = len(model.asked)
    decide(made, store, first, Wish(kind=OverrideKind.RETITLE, story=first.lead, value="Retitled"))
    assert len(model.asked) == before


def test_why_a_story_has_its_summary_is_told(tmp_path, store, model):
    edition = built(room(tmp_path, model), store)
    (place,) = why_story(store, edition.lead).places
    assert "summary: written by stub-1" in place.reasons


def test_a_feed_of_stories_says_it_too(tmp_path, store, model):
    made = room(tmp_path, model)
    edition = built(made, store)
    section = edition.sections[0]
    archived = Archived(
        edition=edition.id,
        newsletter="briefing",
        cadence=edition.cadence,
        date=edition.date,
        language="en",
        title="",
        description="",
        topics=(),
        image="",
        published=NOW,
    )
    entries = story_entries(store, made.newsletter(), archived, section.topic)
    assert entries
    for entry in entries:
        assert "[Summary written by a machine (stub-1)]" in entry.summary
        assert "[Summary written by a machine (stub-1)]" in entry.html


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "he", "hi", "ja"])
def test_each_shipped_language_has_the_label(language):
    said = Words(language)("by_model", model="stub-1")
    assert "stub-1" in said
    assert (said == Words("en")("by_model", model="stub-1")) == (language == "en")


@pytest.mark.parametrize(
    ("name", "verdict", "words"),
    [("MODEL_KEY", "ok", "stub-1 at http"), ("OTHER", "failed", "OTHER is not set")],
)
def test_the_doctor_says_who_sums_up(tmp_path, model, name, verdict, words):
    made = room(tmp_path, model, f'key = {{ env = "{name}" }}')
    found = asyncio.run(examine(lambda: made, now=NOW, rooms=[Room.CONFIG], offline=True))
    (check,) = [one for one in found if one.name == "summaries"]
    assert check.verdict == verdict
    assert words in check.detail
    assert not model.asked


def test_a_brief_is_not_asked_for(tmp_path, store, model):
    made = room(tmp_path, model)
    letters = {"briefing": replace(made.newsletter(), template="brief")}
    store.articles.save([article(str(number)) for number in range(3, 9)], now=NOW)
    edition = built(msgspec.structs.replace(made, newsletters=letters), store)
    long = [slot for slot in slots_of(edition) if not slot.short]
    assert len(model.asked) == len(long)
