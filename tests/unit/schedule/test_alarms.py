from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.schedule.house import utc, write_settings

from digest.model import Mailbox, NoticeKind
from digest.pipeline.shift import Event
from digest.schedule.alarms import with_alarms
from digest.store import open_store

AT = utc(2026, 11, 23, 7, 0, 3)
FAILED = Event(
    at=AT,
    what="failed",
    words="a template broke; next try at 07:01:03Z",
    newsletter="briefing",
    edition="briefing-daily-2026-11-23",
    slot=utc(2026, 11, 23, 7),
    code=1,
    cause="RenderError",
)


@pytest.fixture
def heard(tmp_path):
    """A function that hears events, what it passed on, and the store."""
    settings = write_settings(tmp_path)
    operator = Mailbox(address="desk@news.example")
    with open_store(settings.store.url) as store:
        passed: list[Event] = []
        made = msgspec.structs.replace(settings, operator=operator)
        yield with_alarms(made, store, passed.append), passed, store


def test_an_event_with_a_cause_is_told_and_mailed(heard):
    hear, passed, store = heard
    hear(FAILED)
    assert passed == [FAILED]
    (kept,) = store.notices.list()
    assert (kept.kind, kept.email) == (NoticeKind.ALARM, "desk@news.example")
    assert kept.subject == "digest: briefing failed"
    first, *_ = kept.text.splitlines()
    assert first == FAILED.words
    for fact in ("slot: 2026-11-23 07:00Z", f"edition: {FAILED.edition}", "digest doctor"):
        assert fact in kept.text


def test_an_event_without_a_cause_is_only_told(heard):
    hear, passed, store = heard
    hear(replace(FAILED, cause=""))
    assert len(passed) == 1
    assert store.notices.list() == ()


def test_what_no_newsletter_is_the_matter_with_has_its_cause_as_subject(heard):
    hear, _, store = heard
    hear(Event(at=AT, what="collected", words="sources 2", code=6, cause="most sources failed"))
    assert store.notices.list()[0].subject == "digest: most sources failed"


@pytest.mark.parametrize(
    ("changes", "mails"),
    [
        ({"words": "another word"}, 1),
        ({"at": AT + timedelta(hours=16)}, 1),
        ({"at": AT + timedelta(hours=17)}, 2),
        ({"cause": "given up"}, 2),
        ({"newsletter": "evening"}, 2),
        ({"slot": utc(2026, 11, 23, 9)}, 2),
    ],
)
def test_a_cause_is_mailed_once_a_day(heard, changes, mails):
    hear, passed, store = heard
    hear(FAILED)
    hear(replace(FAILED, **changes))
    assert len(passed) == 2
    assert len(store.notices.list()) == mails
