"""Readers refused for good one after another: a provider, or a relay, may say so of everybody."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tests.integration.deliver.run import lockstep, send_to
from tests.integration.deliver.sink import Options, Sink
from tests.unit.store.make import NOW, approved, outbox_rows, rendered

from digest.deliver.denied import DENIED_WAIT
from digest.deliver.doubt import BELIEVED, MANY
from digest.deliver.throttle import POLICY_REST
from digest.model import DeliveryState, Scope, SubscriberRow

NOBODY = b"550 5.1.1 User unknown"
WAYS = {
    "pipelined": Options,
    "lockstep": lockstep,
    "chunks": lambda: Options(keywords=("PIPELINING", "CHUNKING")),
}
MODES = pytest.mark.parametrize("options", WAYS.values(), ids=WAYS)


def frozen_to(store, addresses):
    rows = (SubscriberRow(email=one, newsletters=("briefing",)) for one in addresses)
    store.subscribers.upsert_many(rows, now=NOW)
    going = approved(store)
    store.outbox.freeze(going.id, rendered(going), outbox_rows(store, going))
    return going.id


def at(domain, count):
    return [f"reader{number}@{domain}" for number in range(count)]


def send(
    store,
    edition,
    options=Options,
    *,
    now=NOW,
    refused=lambda _recipient: True,
    said=NOBODY,
    **more,
):
    """Send to a relay that says of some readers that they don't exist; report, mails, told."""
    told = []

    async def go():
        sink = Sink(options=options())
        sink.script = lambda verb, _: said if verb == "RCPT" and refused(sink.log[-1]) else None
        async with sink:
            report = await send_to(
                sink,
                store.outbox,
                edition=edition,
                throttles=store.throttles,
                now=lambda: now,
                on_blocked=told.append,
                **more,
            )
            return report, sink

    report, sink = asyncio.run(go())
    return report, sink, told


def bounced(store):
    return sum(one.state == "bounced" for one in store.subscribers.list())


def asked(sink):
    return sum(line.startswith("RCPT") for line in sink.log)


@MODES
@pytest.mark.parametrize("window", [1, 4])
def test_a_domain_that_knows_nobody_any_more_is_not_believed(store, options, window):
    edition = frozen_to(store, [*at("big.example", 40), *at("small.example", 5)])
    theirs = "@big.example"
    report, sink, told = send(
        store, edition, options, refused=lambda line: theirs in line, window=window
    )
    assert (report.sent, report.failed, report.remaining, report.reason) == (5, 0, 40, "")
    assert bounced(store) == 0
    assert store.outbox.counts(edition).get(DeliveryState.FAILED) is None
    assert MANY <= asked(sink) - 5 < MANY + 2 * window
    (one,) = told
    assert (one.name, one.until, one.doubted) == (theirs[1:], NOW + POLICY_REST, NOW)
    assert one.reason == NOBODY.decode()

    report, sink, _ = send(store, edition, options, now=NOW + timedelta(hours=2))
    assert (asked(sink), report.failed, bounced(store)) == (1, 0, 0)
    later = NOW + timedelta(hours=9)
    report, _, _ = send(store, edition, options, now=later, refused=lambda _: False)
    assert (report.sent, report.remaining) == (40, 0)
    (plain,) = store.throttles.all()
    assert (plain.until, plain.doubted) == (None, None)


def test_who_is_refused_for_good_before_there_are_too_many_has_bounced(store):
    edition = frozen_to(store, at("big.example", MANY - 1))
    report, _, told = send(store, edition)
    assert (report.failed, report.remaining, bounced(store)) == (MANY - 1, 0, MANY - 1)
    assert told == []


def test_one_mail_that_it_takes_begins_a_new_row(store):
    edition = frozen_to(store, at("big.example", 2 * MANY))
    well = {f"reader{MANY // 2}@", f"reader{MANY + 2}@"}
    report, _, told = send(
        store, edition, refused=lambda line: not any(name in line for name in well)
    )
    assert (report.sent, report.failed) == (2, 2 * MANY - 2)
    assert (bounced(store), told) == (2 * MANY - 2, [])


def test_what_it_still_says_a_day_later_is_believed(store):
    edition = frozen_to(store, at("gone.example", MANY + 2))
    send(store, edition)
    assert bounced(store) == 0
    report, _, _ = send(store, edition, now=NOW + BELIEVED - timedelta(seconds=1))
    assert (report.failed, bounced(store)) == (0, 0)
    report, _, told = send(store, edition, now=NOW + BELIEVED + POLICY_REST * 2)
    assert (report.failed, report.remaining, bounced(store)) == (MANY + 2, 0, MANY + 2)
    assert told == []


def test_a_relay_that_knows_nobody_of_any_domain_rests(store):
    edition = frozen_to(store, [f"reader@news{number}.example" for number in range(30)])
    report, sink, told = send(store, edition)
    assert (report.failed, report.remaining, bounced(store)) == (0, 30, 0)
    assert asked(sink) == MANY
    (one,) = told
    assert (one.scope, one.until) == (Scope.RELAY, NOW + DENIED_WAIT)
    assert f"{NOBODY.decode()} (so it says of readers of {MANY} domains" in report.reason
    report, _, _ = send(store, edition, now=one.until, refused=lambda _: False)
    assert (report.sent, report.remaining) == (30, 0)


@pytest.mark.parametrize("said", [b"502 5.5.1 what?", b"550 5.5.0 mailbox unavailable", b"521 no"])
def test_a_relay_that_refuses_each_command_fails_nobody(store, said):
    edition = frozen_to(store, [f"reader@domain{number}.example" for number in range(30)])
    report, _, _ = send(store, edition, said=said)
    assert (report.sent, report.failed, report.remaining) == (0, 0, 30)
    assert bounced(store) == 0


def test_domains_of_which_a_relay_knew_nobody_are_believed_a_day_later(store):
    """So a list of which only such are left comes to its end."""
    edition = frozen_to(store, [f"reader@gone{number}.example" for number in range(MANY)])
    report, _, _ = send(store, edition)
    assert report.remaining == MANY
    report, _, _ = send(store, edition, now=NOW + BELIEVED)
    assert (report.failed, report.remaining, bounced(store)) == (MANY, 0, MANY)


def test_a_relay_that_takes_mails_between_is_believed(store):
    addresses = [f"reader@news{number}.example" for number in range(3 * MANY)]
    edition = frozen_to(store, addresses)
    report, _, told = send(store, edition, refused=lambda line: "0.example" not in line)
    assert (report.sent, report.failed, bounced(store)) == (3, 3 * MANY - 3, 3 * MANY - 3)
    assert told == []


@MODES
@pytest.mark.parametrize(
    "readers",
    [at("big.example", 3 * MANY), [f"reader@news{one}.example" for one in range(2 * MANY)]],
    ids=["domain", "relay"],
)
@pytest.mark.parametrize("connections", [1, 3])
def test_a_progress_says_what_the_database_has(store, options, readers, connections):
    """At each moment; the last one says what the report says."""
    edition = frozen_to(store, readers)
    seen = []

    def look(progress):
        counts = store.outbox.counts(edition)
        known = [counts.get(DeliveryState(one), 0) for one in ("failed", "deferred")]
        seen.append((known, [progress.failed, progress.deferred]))

    report, _, _ = send(store, edition, options, on_progress=look, connections=connections)
    assert [known for known, _ in seen] == [told for _, told in seen]
    assert seen[-1][1] == [report.failed, report.deferred]
    assert report.failed == 0
    assert max(failed for (failed, _), _ in seen) >= 1
