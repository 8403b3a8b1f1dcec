"""The root key beside its database: made once, and never silently replaced."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.unit.pipeline.newsroom import NOW, settings
from tests.unit.store.make import approved, outbox_rows, rendered
from tests.unit.store.noticed import notice, queued, take

from digest.audience.suppression import Wanted
from digest.errors import ConfigError
from digest.keys import rotate
from digest.model import Outcome, OutcomeKind, SubscriberRow
from digest.pipeline.links import link_key, verp_key
from digest.pipeline.root import root_key
from digest.pipeline.suppress import suppress, suppression_hashes
from digest.store import open_store


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path)
    with open_store(configured.store.url) as store:
        row = SubscriberRow(email="a@example.com", newsletters=("briefing",))
        store.subscribers.add(row, now=NOW)
        yield configured, store


def bar(configured, store):
    suppress(configured, store, [Wanted(address="b@example.com")], now=NOW)


def send(configured, store):
    root_key(configured, store)
    going = approved(store)
    store.outbox.freeze(going.id, rendered(going), outbox_rows(store, going))
    (one,) = store.outbox.claim(going.id, now=NOW, limit=1, lease=timedelta(1), fence=1)
    store.outbox.commit([], [one.id], now=NOW, fence=1)
    store.outbox.commit([(one.id, Outcome(kind=OutcomeKind.SENT))], [], now=NOW, fence=1)


def leave_in_doubt(configured, store):
    root_key(configured, store)
    going = approved(store)
    store.outbox.freeze(going.id, rendered(going), outbox_rows(store, going))
    (one,) = store.outbox.claim(going.id, now=NOW, limit=1, lease=timedelta(1), fence=1)
    store.outbox.commit([], [one.id], now=NOW, fence=1)


def send_and_prune(configured, store):
    send(configured, store)
    store.outbox.finish(store.editions.list()[0].id)
    store.prune(timedelta(days=1), NOW + timedelta(days=90))
    assert store.outbox.list() == ()


def notify(configured, store):
    root_key(configured, store)
    queued(store, notice())
    assert take(store)


def lose(configured):
    (configured.store.path.parent / "digest.key").unlink()


def test_a_key_on_which_nothing_depends_may_be_made_anew(house):
    before = root_key(*house)
    lose(house[0])
    assert root_key(*house) != before


@pytest.mark.parametrize("use", [bar, send, leave_in_doubt, send_and_prune, notify])
@pytest.mark.parametrize("ask", [link_key, verp_key, suppression_hashes])
def test_a_lost_key_is_not_replaced(house, use, ask):
    configured, store = house
    use(configured, store)
    lose(configured)
    with pytest.raises(ConfigError, match=r"digest\.key is gone") as caught:
        ask(configured, store)
    assert "`digest keys rotate`" in caught.value.hint
    assert not (store.path.parent / "digest.key").exists()


def test_who_has_no_copy_begins_anew_by_their_own_hand(house):
    configured, store = house
    bar(configured, store)
    lose(configured)
    made = rotate(store.path, {})
    assert root_key(configured, store) == made
    assert made.older == ()
