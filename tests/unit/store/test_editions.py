from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.store.make import NOW, approved, article, edition, rendered, story, url

from digest.errors import EditionError, StoreError
from digest.model import Block, Cadence, Edition, EditionState, Part, Rendered, SlotLine
from digest.store import open_store

DAY = date(2026, 11, 23)
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
moments = st.datetimes(timezones=st.just(UTC))


def with_articles(store, *names) -> Edition:
    kept = [article(name) for name in names]
    store.articles.save(kept, now=NOW)
    return edition(story(kept[0], *kept[1:]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words,
    words,
    st.lists(words).map(tuple),
    st.lists(st.builds(Block, text=words, title=words, time=st.none() | moments), max_size=3),
)
def test_any_edition_round_trips(store, subject, preheader, left_out, blocks):
    draft = edition(
        subject=subject, preheader=preheader, left_out=left_out, blocks=tuple(blocks), hash="h"
    )
    store.editions.save(draft, None)
    assert store.editions.get(draft.id) == draft


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(st.builds(Part, body=st.binary(max_size=200)), max_size=4).map(tuple),
    st.lists(st.builds(SlotLine, subject=words, words=st.integers(0, 9999)), max_size=3).map(tuple),
)
def test_anything_rendered_round_trips(store, parts, lines):
    draft = edition()
    made = Rendered(draft.id, "en", "hash", parts, parts, lines)
    store.editions.save(draft, made)
    assert store.editions.rendered(draft.id, "en") == made


def test_an_edition_keeps_stories_articles_and_hash(store):
    draft = with_articles(store, "a1", "a2")
    store.editions.save(draft, rendered(draft))
    assert store.editions.get(draft.id) == replace(draft, hash="hash-1")


def test_a_draft_is_replaced_with_what_was_rendered_of_it(store):
    draft = with_articles(store, "a1")
    store.editions.save(draft, rendered(draft))
    store.editions.save(edition(subject="Second"), None)
    assert store.editions.get(draft.id).subject == "Second"
    with pytest.raises(EditionError, match="never rendered in 'en'"):
        store.editions.rendered(draft.id, "en")
    assert store._connection.rows("SELECT * FROM edition_articles") == []


@pytest.mark.parametrize("state", [EditionState.HELD, EditionState.SKIPPED])
def test_held_and_skipped_can_be_built_again(store, state):
    store.editions.save(edition(state=state), None)
    store.editions.save(edition(), None)
    assert store.editions.get(edition().id).state is EditionState.DRAFT


def test_an_approved_edition_is_never_written_over(store):
    going = approved(store)
    with pytest.raises(EditionError, match="is approved and can't be changed"):
        store.editions.save(edition(subject="Other"), None)
    assert store.editions.get(going.id) == going


def test_a_cancelled_edition_is_not_revived(store):
    store.editions.save(edition(), None)
    store.editions.set_state(edition().id, EditionState.CANCELLED, expect={EditionState.DRAFT})
    with pytest.raises(EditionError, match="is cancelled"):
        store.editions.save(edition(), None)


def test_save_is_no_way_around_approval(store):
    with pytest.raises(EditionError, match="can't be saved as approved"):
        store.editions.save(edition(state=EditionState.APPROVED), None)


def test_an_article_that_is_not_stored_is_refused(store):
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.editions.save(edition(story(article("a404"))), None)
    assert store.editions.list() == ()


def test_unknown_editions(store):
    with pytest.raises(EditionError, match="no edition nope"):
        store.editions.get("nope")
    with pytest.raises(EditionError, match="no edition nope"):
        store.editions.set_state("nope", EditionState.PAUSED, expect={EditionState.SENDING})
    assert store.editions.find("briefing", Cadence.DAILY, DAY) is None


def test_approve_keeps_the_seal(store):
    going = approved(store)
    assert (going.state, going.hash, going.approved_hash) == ("approved", "hash-1", "seal")
    with pytest.raises(EditionError, match="is approved, so it can't become approved"):
        store.editions.approve(going.id, "other", now=NOW)
    assert store.editions.get(going.id).approved_hash == "seal"


def test_nothing_unrendered_is_approved(store):
    store.editions.save(edition(), None)
    with pytest.raises(EditionError, match="never rendered"):
        store.editions.approve(edition().id, "seal", now=NOW)


def test_the_database_itself_knows_no_approval_without_a_seal(store):
    store.editions.save(edition(), None)
    with pytest.raises(StoreError, match="CHECK"):
        store.editions.set_state(edition().id, EditionState.APPROVED, expect={EditionState.DRAFT})


def test_set_state_names_both_states(store):
    going = approved(store)
    with pytest.raises(EditionError) as caught:
        store.editions.set_state(going.id, EditionState.SENT, expect={EditionState.SENDING})
    assert "is approved, so it can't become sent" in caught.value.message
    assert "sending" in caught.value.hint
    store.editions.set_state(going.id, EditionState.PAUSED, expect={EditionState.APPROVED})
    assert store.editions.get(going.id).state is EditionState.PAUSED


def test_of_two_who_set_the_state_one_wins(store, tmp_path):
    going = approved(store)
    with open_store(url(tmp_path)) as other:
        other.editions.set_state(going.id, EditionState.SENDING, expect={EditionState.APPROVED})
    with pytest.raises(EditionError, match="is sending"):
        store.editions.set_state(going.id, EditionState.SENDING, expect={EditionState.APPROVED})


def test_previous_and_carried_see_only_what_went_out(store):
    kept = [article(f"a{n}") for n in range(1, 5)]
    store.articles.save(kept, now=NOW)
    days = [DAY - timedelta(days=back) for back in (3, 2, 1, 0)]
    for one, day in zip(kept, days, strict=True):
        draft = edition(story(one), day=day)
        store.editions.save(draft, rendered(draft))
    for day in (days[0], days[1], days[3]):
        store.editions.approve(f"briefing-daily-{day}", "seal", now=NOW)
    assert store.editions.previous("briefing", Cadence.DAILY, DAY).date == days[1]
    assert store.editions.carried("briefing", Cadence.DAILY, DAY) == {"a1", "a2"}
    assert store.editions.previous("briefing", Cadence.WEEKLY, DAY) is None
    assert store.editions.carried("other", Cadence.DAILY, DAY) == frozenset()
    carrying = store.editions.carrying("briefing", Cadence.DAILY, DAY, limit=9)
    assert {one for _, articles in carrying for one in articles} == {"a1", "a2"}
    assert store.editions.carrying("briefing", Cadence.DAILY, DAY, limit=1) == carrying[:1]


def test_list_is_newest_first(store):
    for back in range(3):
        store.editions.save(edition(day=DAY - timedelta(days=back)), None)
    store.editions.save(edition(id="weekly", newsletter="weekly"), None)
    assert [one.date.day for one in store.editions.list("briefing")] == [23, 22, 21]
    assert len(store.editions.list()) == 4
    assert len(store.editions.list(limit=2)) == 2


def test_a_damaged_document_is_named(store):
    store.editions.save(edition(), None)
    store._connection.raw.execute("UPDATE editions SET document = '{}'")
    with pytest.raises(StoreError, match=r"edition briefing-daily-2026-11-23 can't be read"):
        store.editions.get(edition().id)


def test_built_may_be_unknown(store):
    store.editions.save(edition(built=None), None)
    assert store.editions.get(edition().id).built is None


def test_a_time_with_fractions_survives_in_the_document(store):
    built = datetime(2026, 11, 23, 7, 0, 0, 123456, tzinfo=UTC)
    store.editions.save(edition(built=built), None)
    assert store.editions.get(edition().id).built == built


def test_an_approval_is_taken_back_only_where_that_is_asked_for_and_nothing_is_frozen(store):
    approved(store)
    draft = edition()
    assert store.editions.save(draft, rendered(draft), withdraw=True)
    kept = store.editions.get(draft.id)
    assert (kept.state, kept.approved_hash) == (EditionState.DRAFT, None)
    store.editions.approve(draft.id, "seal", now=NOW)
    store.outbox.freeze(draft.id, rendered(draft), [])
    with pytest.raises(EditionError, match="is approved and can't be changed"):
        store.editions.save(draft, rendered(draft), withdraw=True)
    assert store.editions.get(draft.id).approved_hash == "seal"
