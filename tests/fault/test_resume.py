"""`digest send`, the real command, is stopped in the middle; `digest resume` does the rest."""

from __future__ import annotations

import signal

import pytest

READERS = 3000


def test_resume_after_kills_reaches_every_reader(newsroom):
    edition = newsroom.approved(READERS)
    for command, after in (("send", 700), ("resume", 1400), ("resume", 2100)):
        ended = newsroom.stop(command, edition, after=after, number=signal.SIGKILL)
        assert ended.code == -signal.SIGKILL
        doubtful = newsroom.books.account().of("sending")
        listed = newsroom.deliveries(edition, "unsure")
        assert {delivery["message_id"] for delivery in listed} == doubtful
    assert newsroom.state(edition) == "sending"
    newsroom.resumed(edition)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_resume_after_a_request_to_stop_repeats_nothing(newsroom, number):
    edition = newsroom.approved(READERS)
    ended = newsroom.stop("send", edition, "--json", after=900, number=number)
    assert ended.code == 130
    report = ended.report
    assert report["unsure"] == report["failed"] == 0
    assert report["sent"] == newsroom.sink.total()
    assert report["sent"] + report["remaining"] == READERS
    assert f"next: digest resume {edition}" in ended.err
    assert newsroom.deliveries(edition, "sending") == []
    assert newsroom.resumed(edition).surplus == 0
