"""Two sends of one edition, one of which comes too late: it says so, and mails nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.integration.deliver.press import NOW, house
from tests.integration.deliver.sink import Sink
from tests.integration.test_blocked import send_to

from digest.errors import EditionError
from digest.model import EditionState
from digest.pipeline.deliveries import decide
from digest.store import Chosen, Decision


@pytest.fixture
def made(tmp_path):
    with house(tmp_path) as frozen:
        yield frozen


def outrun(made, monkeypatch, *, by):
    """The edition is read as it was, and before it is marked as sending it is otherwise."""
    edition, get = made.deliveries[0].edition, made.store.editions.get
    told = [replace(get(edition), state=EditionState.SENDING)]
    by(edition)
    monkeypatch.setattr(made.store.editions, "get", lambda one: told.pop() if told else get(one))


def test_a_send_that_another_one_has_ended_meanwhile_says_so(made, monkeypatch):
    sink = Sink()
    outrun(made, monkeypatch, by=lambda _edition: send_to(made, Sink()))
    report = send_to(made, sink)
    assert (report.reason, report.sent, sink.taken) == ("already sent", 0, [])


def test_who_was_cancelled_is_told_of_an_edition_that_is_sent(made):
    edition, *_ = {one.edition for one in made.deliveries}
    chosen = Chosen(edition=edition, ids=(made.deliveries[0].id,))
    decide(made.store, Decision.CANCEL, chosen, now=NOW)
    send_to(made, Sink())
    words = f"already sent: {len(made.deliveries) - 1} sent, 1 cancelled"
    assert send_to(made, Sink()).reason == words


def test_a_send_of_an_edition_that_was_cancelled_meanwhile_is_refused(made, monkeypatch):
    def cancel(edition):
        made.store._connection.raw.execute(
            "UPDATE editions SET state = 'cancelled' WHERE id = ?", (edition,)
        )

    sink = Sink()
    outrun(made, monkeypatch, by=cancel)
    with pytest.raises(EditionError, match="cancelled"):
        send_to(made, sink)
    assert sink.taken == []
