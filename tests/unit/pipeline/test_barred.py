from __future__ import annotations

from tests.unit.pipeline.newsroom import settings
from tests.unit.store.make import NOW, frozen

from digest.model import Outcome, OutcomeKind, Scope, SubscriberRow
from digest.pipeline.barred import all_barred
from digest.pipeline.why_reader import NO_PROOF

GONE = Outcome(
    kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", text="no such", scope=Scope.ADDRESS
)


def test_the_answer_to_a_copy_is_the_reason_and_its_time(store, tmp_path):
    edition = frozen(store, 3)
    [gone, *_] = store.outbox.list(edition)
    store.outbox.claim(edition, now=NOW, limit=1, lease=NOW - NOW, fence=5)
    store.outbox.commit([], [gone.id], now=NOW, fence=5)
    store.outbox.commit([(gone.id, GONE)], [], now=NOW, fence=5)
    [row] = all_barred(settings(tmp_path), store, now=NOW)
    assert (row.email, row.reason, row.source) == (gone.email, "bounced", "550 5.1.1 no such")
    assert row.at == NOW


def test_where_nothing_is_on_record_that_is_said(store, tmp_path):
    rows = [SubscriberRow(email="ann@example.com", newsletters=("briefing",))]
    store.subscribers.upsert_many(rows, now=NOW)
    with store.subscribers._connection.write() as raw:
        raw.execute("UPDATE subscribers SET state = 'complained'")
    [row] = all_barred(settings(tmp_path), store, now=NOW)
    assert (row.reason, row.source, row.at) == ("complained", NO_PROOF, None)
