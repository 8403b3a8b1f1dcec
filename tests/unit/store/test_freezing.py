from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.store.make import (
    NOW,
    approved,
    frozen,
    outbox_rows,
    readers,
    rendered,
)

from digest.errors import EditionError, StoreError
from digest.model import (
    DeliveryState,
    EditionState,
    FreezeCount,
    Selection,
)
from digest.store.freezing import NOT_ACTIVE, NOTHING_CHOSEN


def test_freeze_queues_each_reader_once(store):
    edition = frozen(store, 3)
    queued = store.outbox.list(edition)
    assert [one.email for one in queued] == [f"reader{n}@example.com" for n in (1, 2, 3)]
    assert {one.state for one in queued} == {DeliveryState.QUEUED}
    assert queued[0].selection == Selection(("s1", "s2"))
    assert queued[0].message_id == f"<{edition}.1@news.example>"
    assert (store.outbox.open(edition), store.deliveries.first_due(edition, {})) == (3, NOW)


def test_freezing_again_gives_the_first_count_and_adds_nobody(store):
    edition = frozen(store, 3)
    readers(store, 5)
    going = store.editions.get(edition)

    def unread():
        raise AssertionError
        yield

    count = store.outbox.freeze(edition, rendered(going), unread())
    assert count == FreezeCount(queued=3, audience=3)
    assert store.outbox.open(edition) == 3


def test_freeze_refuses_other_content(store):
    edition = frozen(store, 1)
    other = rendered(store.editions.get(edition), "hash-2")
    with pytest.raises(EditionError, match="holds other content"):
        store.outbox.freeze(edition, other, [])


def test_freeze_takes_an_approval(store):
    readers(store, 1)
    going = approved(store)
    rows = outbox_rows(store, going)
    store.editions.set_state(going.id, EditionState.CANCELLED, expect={EditionState.APPROVED})
    with pytest.raises(EditionError, match="is cancelled, so it can't be sent"):
        store.outbox.freeze(going.id, rendered(going), rows)


def test_freeze_leaves_out_who_is_not_active_or_gets_nothing(store):
    readers(store, 3)
    going = approved(store)
    first, second, third = outbox_rows(store, going)
    store._connection.raw.execute("UPDATE subscribers SET state = 'complained' WHERE id = 1")
    empty = replace(second, selection=Selection(()))
    count = store.outbox.freeze(going.id, rendered(going), [first, empty, third])
    assert count == FreezeCount(queued=1, audience=3, excluded={NOT_ACTIVE: 1, NOTHING_CHOSEN: 1})
    assert store.outbox.freeze(going.id, rendered(going), []) == count


@pytest.mark.parametrize("trouble", ["twice", "raises"])
def test_a_freeze_that_fails_leaves_nothing(store, trouble):
    readers(store, 2)
    going = approved(store)
    rows = outbox_rows(store, going)

    def told():
        yield from rows
        if trouble == "raises":
            raise StoreError("x")
        yield replace(rows[0], message_id="<other@news.example>")

    with pytest.raises(StoreError):
        store.outbox.freeze(going.id, rendered(going), told())
    assert store.outbox.list() == ()
    assert store._connection.rows("SELECT * FROM selections") == []
    assert store.outbox.freeze(going.id, rendered(going), rows).queued == 2


def test_freeze_reads_the_audience_of_the_same_store_while_it_writes(store):
    readers(store, 1200)
    going = approved(store)
    source = (row for row in outbox_rows(store, going))
    assert store.outbox.freeze(going.id, rendered(going), source).queued == 1200
    assert len(store._connection.rows("SELECT * FROM selections")) == 2


# --- claim
