from __future__ import annotations

import logging
import re
import unicodedata
from dataclasses import replace

import msgspec
import pytest
from tests.unit.deliver.test_header import NAUGHTY
from tests.unit.pipeline.newsroom import NOW, settings

from digest.errors import ConfigError, StoreError
from digest.model import DeliveryState, Mailbox, NoticeKind
from digest.pipeline.notify import alarm, tell
from digest.store import open_store

OPERATOR = Mailbox(address="desk@news.example", name="The desk")


@pytest.fixture
def house(tmp_path):
    """Settings with an operator, and a store."""
    made = msgspec.structs.replace(settings(tmp_path), operator=OPERATOR)
    with open_store(made.store.url) as store:
        yield made, store


def raise_alarm(house, **changes):
    values = {
        "key": "a day",
        "subject": "digest: trouble",
        "text": "It broke.\n\nMore.",
        "now": NOW,
    }
    return alarm(*house, **(values | changes))


def with_newsletters(made, *names):
    first = made.newsletter()
    letters = {
        name: replace(first, id=name, sender=Mailbox(address=f"{name}@{name}.example"))
        for name in names
    }
    return msgspec.structs.replace(made, newsletters=letters)


def test_what_is_told_is_queued_once(house):
    made, store = house
    values = {"kind": NoticeKind.TEST, "key": "k", "email": "ann@example.com", "now": NOW}
    values |= {"subject": "Hello", "text": "Words", "html": "<p>Words</p>", "name": "Ann"}
    assert tell(made, store, **values)
    assert not tell(made, store, **values)
    (kept,) = store.notices.list()
    assert (kept.kind, kept.email, kept.name) == (NoticeKind.TEST, "ann@example.com", "Ann")
    assert (kept.subject, kept.text, kept.html) == ("Hello", "Words", "<p>Words</p>")
    assert (kept.state, kept.due_at, kept.created) == (DeliveryState.QUEUED, NOW, NOW)
    assert re.fullmatch(r"<[0-9a-f]{40}@meridian\.example>", kept.message_id)


def test_each_notice_has_its_own_message_id(house):
    for number in range(20):
        raise_alarm(house, key=str(number))
    assert len({one.message_id for one in house[1].notices.list()}) == 20


@pytest.mark.parametrize(("newsletter", "sender"), [(None, "one"), ("two", "two"), ("gone", "one")])
def test_it_comes_from_the_newsletter_that_it_speaks_of_else_the_first(house, newsletter, sender):
    made, store = with_newsletters(house[0], "one", "two"), house[1]
    assert raise_alarm((made, store), newsletter=newsletter)
    (kept,) = store.notices.list()
    assert kept.newsletter == sender
    assert kept.message_id.endswith(f"@{sender}.example>")


def test_without_a_newsletter_there_is_no_sender(house):
    made, store = with_newsletters(house[0]), house[1]
    values = {"kind": NoticeKind.TEST, "key": "k", "email": "a@b.example", "now": NOW}
    with pytest.raises(ConfigError, match="no newsletter"):
        tell(made, store, subject="x", text="y", **values)
    assert not raise_alarm((made, store))


def test_an_alarm_goes_to_the_operator_and_to_the_log_without_the_address(house, caplog):
    with caplog.at_level(logging.INFO):
        assert raise_alarm(house)
        assert not raise_alarm(house)
    (kept,) = house[1].notices.list()
    assert (kept.kind, kept.email, kept.name) == (NoticeKind.ALARM, OPERATOR.address, OPERATOR.name)
    assert [(one.levelno, one.message) for one in caplog.records] == [
        (logging.WARNING, "digest: trouble: It broke.")
    ] * 2
    assert OPERATOR.address not in caplog.text


def test_the_log_has_what_the_server_said_without_addresses(house, caplog):
    said = "550 5.7.1 <ann@example.com> is listed,\nsee https://list.example"
    raise_alarm(house, text="They said:\n\n    it", said=said)
    (line,) = (one.message for one in caplog.records)
    assert line.startswith("digest: trouble: They said: 550 5.7.1 (address) is listed,")
    assert line.endswith("see https://list.example")
    assert "\n" not in line


def test_without_an_operator_an_alarm_is_only_logged(house, caplog):
    made, store = msgspec.structs.replace(house[0], operator=None), house[1]
    assert not raise_alarm((made, store))
    assert store.notices.list() == ()
    assert "It broke." in caplog.text


def test_an_alarm_that_can_not_be_kept_raises_nothing(house, caplog, monkeypatch):
    def full(*_, **__):
        raise StoreError("the disk is full")

    monkeypatch.setattr(house[1].notices, "enqueue", full)
    assert not raise_alarm(house)
    assert "the operator can't be mailed: the disk is full" in caplog.text


@pytest.mark.parametrize("word", NAUGHTY)
def test_a_log_line_stays_one_line(house, caplog, word):
    assert raise_alarm(house, subject=word, text=word)
    (line,) = [one.message for one in caplog.records]
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Zl", "Zp"}
