"""Editing an edition: what holds, what is taken back, and what an approval has to do with it."""

from __future__ import annotations

import json
import quopri
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.errors import EditionError, RenderError
from digest.model import Cadence, EditionState, Length, OverrideKind, SubscriberRow
from digest.pipeline import draft as module
from digest.pipeline.build import build
from digest.pipeline.edit import Wish, changes, edit, log, undo
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.why import why_article, why_story
from digest.store import open_store

KIND = OverrideKind
LATER = NOW + timedelta(hours=1)
ID = "briefing-daily-2026-11-23"


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path, per_topic=2)
    with open_store(configured.store.url) as store:
        store.articles.save([article(str(n)) for n in range(1, 5)], now=NOW)
        store.articles.save([article("5", "Science")], now=NOW)
        build(configured, store, None, now=NOW)
        yield configured, store


def wish(house, kind, story="", value="", **changes):
    configured, store = house
    made = Wish(kind=kind, story=story, value=value, **changes)
    return edit(configured, store, ID, made, who="anna", now=LATER)


def take_back(house, number=None):
    configured, store = house
    return undo(configured, store, ID, number, who="ben", now=LATER)


def placed(edition):
    return [slot.id for section in edition.sections for slot in section.slots]


def page(store):
    rendered = store.editions.rendered(ID, "en")
    return quopri.decodestring(b"".join(part.body for part in rendered.html)).decode()


def test_a_decision_changes_the_edition_and_its_mail_at_once(house):
    _, store = house
    before = store.editions.get(ID)
    done = wish(house, KIND.RETITLE, "s1", "A better headline")
    after = store.editions.get(ID)
    assert after == done.edition
    assert after.hash != before.hash
    assert "A better headline" in page(store)
    assert [(one.what, one.after) for one in done.changes][-1] == ("headline", "A better headline")
    assert (done.override.id, done.override.who, done.override.at) == (1, "anna", LATER)
    assert done.override.before == before.sections[0].slots[0].headline


def test_why_it_matters_is_printed_with_who_says_so(house):
    _, store = house
    wish(house, KIND.WHY, "s1", "It is the first of <its> kind.", writer="Anna Berg")
    text = page(store)
    assert "It is the first of &lt;its&gt; kind." in text
    assert "Anna Berg" in text
    words = store.editions.rendered(ID, "en").text
    said = [part for part in words if b"Anna Berg" in part.body]
    assert {part.slot for part in said} == {"s1"}
    assert {part.length for part in said} == {Length.FULL}
    with pytest.raises(EditionError, match="under a person's name"):
        wish(house, KIND.WHY, "s1", "It is the first.", writer=" ")


def test_a_decision_survives_a_rebuild_and_a_new_collection(house):
    configured, store = house
    wish(house, KIND.RETITLE, "s1", "Else")
    wish(house, KIND.HIDE, "s5")
    store.articles.save([article("1", title="Its page has another title now")], now=LATER)
    store.articles.save([article("6", published=LATER)], now=LATER)
    edition = build(configured, store, None, now=LATER).edition
    assert "s5" not in placed(edition)
    headlines = {s.id: s.headline for part in edition.sections for s in part.slots}
    assert headlines.get("s1", "Else") == "Else"
    wish(house, KIND.PIN, "s1")
    headlines = {s.id: s.headline for p in store.editions.get(ID).sections for s in p.slots}
    assert headlines["s1"] == "Else"


def _articles(slot) -> set[str]:
    return {one.id for one in (slot.story.lead, *slot.story.coverage)}


def test_a_decision_survives_that_its_story_is_merged(house):
    configured, store = house
    wish(house, KIND.RETITLE, "s2", "Else")
    first = store.articles.get("a2")
    older = replace(
        first,
        id="a7",
        url="https://news.example/7",
        guid=None,
        source="Other",
        publisher="The Other",
        published=NOW - timedelta(hours=5),
        text=" ".join(reversed(first.text.split())),
    )
    store.articles.save([older], now=LATER)
    edition = build(configured, store, None, now=LATER).edition
    slots = [slot for part in edition.sections for slot in part.slots]
    [merged] = [slot for slot in slots if "a7" in _articles(slot)]
    assert _articles(merged) == {"a2", "a7"}
    assert (merged.story.lead.id, merged.headline) == ("a7", "Else")


def test_an_edit_brings_in_nothing_that_was_collected_since(house):
    _, store = house
    before = store.editions.get(ID)
    store.articles.save([article("8", published=NOW - timedelta(minutes=1))], now=LATER)
    store.articles.save([article("1", title="Its page has another title now")], now=LATER)
    wish(house, KIND.PREHEADER, value="Today")
    after = store.editions.get(ID)
    assert after.sections == before.sections


def test_undo_gives_the_very_same_edition_back(house):
    _, store = house
    before = store.editions.get(ID)
    for kind, story, value in (
        (KIND.PIN, "s4", ""),
        (KIND.HIDE, "s1", ""),
        (KIND.MOVE, "s2", "2"),
        (KIND.SUMMARY, "s3", "In short."),
        (KIND.GREETING, "", "Good morning."),
    ):
        wish(house, kind, story, value)
        store.articles.save([article("1", title=f"Now {kind}")], now=LATER)
    assert store.editions.get(ID) != before
    for _ in range(5):
        take_back(house)
    assert store.editions.get(ID) == before
    with pytest.raises(EditionError, match="nothing to undo"):
        take_back(house)


def test_undo_takes_the_one_that_is_named(house):
    _, store = house
    wish(house, KIND.SUBJECT, value="One")
    wish(house, KIND.PREHEADER, value="Two")
    take_back(house, 1)
    assert store.editions.get(ID).preheader == "Two"
    assert store.editions.get(ID).subject != "One"
    with pytest.raises(EditionError, match="number 1 was undone already"):
        take_back(house, 1)
    with pytest.raises(EditionError, match="nothing to undo"):
        take_back(house, 9)


def test_an_edit_takes_the_approval_back_and_a_note_does_not(house):
    configured, store = house
    approve(configured, store, ID, now=NOW)
    assert not wish(house, KIND.NOTE, "s1", "Check the spelling.").withdrawn
    assert store.editions.get(ID).state is EditionState.APPROVED
    assert wish(house, KIND.RETITLE, "s1", "Else").withdrawn
    assert store.editions.get(ID).state is EditionState.DRAFT
    assert not take_back(house).withdrawn
    assert store.check() == ()


def test_what_goes_out_can_t_be_edited_and_a_note_can_be_made(house):
    configured, store = house
    reader = SubscriberRow(email="r@example.com", newsletters=("briefing",))
    store.subscribers.upsert_many([reader], now=NOW)
    edition = approve(configured, store, ID, now=NOW)
    freeze(configured, store, edition, now=NOW, key=b"k" * 32)
    with pytest.raises(EditionError, match="can't be changed"):
        wish(house, KIND.RETITLE, "s1", "Else")
    assert log(store, ID) == ()
    wish(house, KIND.NOTE, value="We were late.")
    assert [one.value for one in log(store, ID)] == ["We were late."]


def test_an_edit_that_can_t_be_rendered_keeps_nothing(house, monkeypatch):
    _, store = house
    before = store.editions.get(ID)

    def broken(*_args, **_more):
        raise RenderError("it does not fit")

    monkeypatch.setattr(module, "fit", broken)
    with pytest.raises(RenderError):
        wish(house, KIND.RETITLE, "s1", "Else")
    assert (log(store, ID), store.editions.get(ID)) == ((), before)


def test_two_editors_at_once_lose_no_decision(house, monkeypatch):
    _, store = house
    whole, first = module.fit, [True]

    def interrupted(*args, **more):
        if first.pop() if first else False:
            wish(house, KIND.PREHEADER, value="The other's")
        return whole(*args, **more)

    monkeypatch.setattr(module, "fit", interrupted)
    wish(house, KIND.SUBJECT, value="Mine")
    edition = store.editions.get(ID)
    assert (edition.subject, edition.preheader) == ("Mine", "The other's")
    assert [one.kind for one in log(store, ID)] == [KIND.PREHEADER, KIND.SUBJECT]


def test_drafts_are_compared(house):
    _, store = house
    assert changes(store, ID) == ()
    wish(house, KIND.SUBJECT, value="One")
    wish(house, KIND.HIDE, "s5")
    assert [one.what for one in changes(store, ID)][-1] == "removed"
    assert {one.what for one in changes(store, ID, since=1)} >= {"subject", "removed"}
    subject, preheader = changes(store, ID, until=2)
    assert (subject.after, preheader.what) == ("One", "preheader")
    with pytest.raises(EditionError, match="no draft number 9"):
        changes(store, ID, until=9)


def test_why_tells_decisions_and_notes(house):
    _, store = house
    wish(house, KIND.HIDE, "s1")
    wish(house, KIND.PIN, "s4")
    wish(house, KIND.NOTE, "s4", "A scoop.")
    wish(house, KIND.NOTE, value="Tired.")
    [hidden] = why_story(store, "s1").places
    assert (hidden.placed, hidden.reason) == (False, "hidden by anna at 2026-11-23 08:00Z")
    [pinned] = why_article(store, store.articles.get("a4")).places
    assert "pinned by anna at 2026-11-23 08:00Z" in pinned.reasons
    assert [one.split("”")[0] for one in pinned.notes] == ["note “A scoop.", "note “Tired."]
    take_back(house, 1)
    assert why_story(store, "s1").places[0].placed


@pytest.mark.parametrize(
    ("kind", "story", "value", "said"),
    [
        (KIND.RETITLE, "s1", "  ", "1 to 200 characters"),
        (KIND.RETITLE, "s1", "x" * 201, "1 to 200 characters"),
        (KIND.SUMMARY, "s1", "\n\n", "1 to 2000 characters"),
        (KIND.RETITLE, "", "Else", "needs a story"),
        (KIND.RETITLE, "s99", "Else", "knows no story s99"),
        (KIND.TOPIC, "s1", "Wrold", "no topic 'Wrold'"),
        (KIND.MOVE, "s1", "0", "is no place"),
        (KIND.MOVE, "s1", "-1", "is no place"),
        (KIND.MOVE, "s1", "²", "is no place"),
    ],
)
def test_what_can_t_be_done_is_refused(house, kind, story, value, said):
    with pytest.raises(EditionError, match=said):
        wish(house, kind, story, value)
    assert log(house[1], ID) == ()


def test_words_are_brought_in_order(house):
    _, store = house
    wish(house, KIND.SUBJECT, value=" A \n subject\t")
    wish(house, KIND.TOPIC, "a1", "science")
    wish(house, KIND.GREETING, value="One\nline.\n\n\n\nAnother. ")
    edition = store.editions.get(ID)
    assert edition.subject == "A subject"
    assert "s1" in [s.id for p in edition.sections if p.topic == "Science" for s in p.slots]
    assert edition.blocks[0].text == "One line.\n\nAnother."


def test_an_edition_of_before_drafts_were_kept_says_what_to_do(house):
    _, store = house
    store.prune(timedelta(days=0), NOW + timedelta(days=3))
    with pytest.raises(EditionError, match="nothing is kept") as caught:
        wish(house, KIND.SUBJECT, value="Else")
    assert "digest build --newsletter briefing" in caught.value.hint


def test_a_weekly_edition_has_decisions_of_its_own(house):
    configured, store = house
    wish(house, KIND.SUBJECT, value="Daily")
    week = build(configured, store, None, now=NOW, cadence=Cadence.WEEKLY).edition
    assert week.subject != "Daily"


@given(st.text(min_size=1, max_size=60))
@examples(max_examples=15, deadline=None)
def test_any_words_can_be_written(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("words")
    configured = settings(folder)
    with open_store(configured.store.url) as store:
        store.articles.save([article("1")], now=NOW)
        build(configured, store, None, now=NOW)
        made = Wish(kind=KIND.WHY, story="s1", value=text, writer="Anna Berg")
        if " ".join(text.split()):
            edit(configured, store, ID, made, who="anna", now=NOW)
            assert json.dumps(log(store, ID)[0].value)
        else:
            with pytest.raises(EditionError):
                edit(configured, store, ID, made, who="anna", now=NOW)
