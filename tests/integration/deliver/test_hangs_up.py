"""A server that hangs up after a few refusals, as Exim does: it judges, so it does not fail."""

from __future__ import annotations

import pytest
from tests.integration.deliver.run import lockstep, run
from tests.integration.deliver.sink import Options
from tests.unit.deliver.memory import MemoryStore, gone

READERS, FEW = 60, 7
NO = b"550 5.1.1 no such reader"
ENOUGH = b"554 5.7.0 too many nonmail commands\0"


def hang_up(verb, count):
    if verb == "RCPT":
        return NO if count <= READERS else None
    return ENOUGH if verb == "RSET" and count % FEW == 0 else None


@pytest.mark.parametrize("options", [Options, lockstep], ids=["pipelined", "lockstep"])
def test_refusals_in_a_row_do_not_stop_a_send(options):
    report, sink = run(MemoryStore.of(READERS + 5), hang_up, options(), throttles=gone())
    assert (report.failed, report.sent, report.reason) == (READERS, 5, "")
    assert sink.connections > READERS / FEW / 2


def test_a_server_that_hangs_up_before_it_judges_anybody_stops_it():
    report, sink = run(MemoryStore.of(20), lambda verb, _: ENOUGH if verb == "MAIL" else None)
    assert (report.failed, report.sent, report.remaining) == (0, 0, 20)
    assert report.reason
    assert sink.connections <= 10
