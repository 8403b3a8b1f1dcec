from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.audience.samples import BRIEFING, TWO

from digest.audience.cells import clean, protect
from digest.audience.columns import COLUMNS
from digest.audience.exporter import members, write_csv
from digest.audience.importer import read_rows
from digest.model import (
    Cadence,
    Consent,
    ConsentEvent,
    Length,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
)

STARTS = "=+-@\t\r＝＋－＠"


def cleaned(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().strip("\u200b\u2060\ufeff").strip()


names = st.one_of(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=40),
    st.text(st.sampled_from("'=+-@a \"',;|＝"), max_size=8),
).map(cleaned)

subscriber_rows = st.builds(
    SubscriberRow,
    email=st.from_regex(r"[a-z+=-][a-z0-9]{0,9}@example\.(com|org)", fullmatch=True),
    name=names,
    language=st.sampled_from(["en", "de", "pt-BR", "zh-Hant-TW"]),
    newsletters=st.sampled_from([("briefing",), ("evening", "briefing")]),
    topics=st.just(("World",)) | st.just(()),
    cadence=st.sampled_from(Cadence),
    length=st.sampled_from(Length),
    hour=st.none() | st.integers(0, 23),
    timezone=st.none() | st.sampled_from(["Europe/Paris", "America/St_Johns", "Etc/GMT+5"]),
    state=st.sampled_from(SubscriptionState)
    | st.sampled_from([SubscriberState.BOUNCED, SubscriberState.COMPLAINED]),
    until=st.none() | st.dates(),
    muted=st.sampled_from([(), ("The Wire",), ("=1", "Wire, The")]),
    consent=st.none()
    | st.builds(
        Consent,
        event=st.just(ConsentEvent.IMPORTED),
        at=st.none()
        | st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0)),
        source=st.sampled_from(["form", "=cmd", "https://news.example/"]),
        ip=st.sampled_from(["", "192.0.2.1", "2001:db8::1"]),
    ),
)


def exported(rows) -> str:
    stream = io.StringIO(newline="")
    write_csv(rows, stream)
    return stream.getvalue()


@given(st.lists(subscriber_rows, max_size=4))
def test_an_export_is_read_back_as_it_was(rows):
    assert list(read_rows(io.StringIO(exported(rows), newline=""), TWO)) == rows


@given(st.lists(subscriber_rows, max_size=4))
def test_an_export_as_json_is_read_back_as_it_was(rows):
    lines = ",\n".join(json.dumps(members(row)) for row in rows)
    assert list(read_rows(io.StringIO(f"[\n{lines}\n]\n", newline=""), TWO)) == rows


@given(names)
def test_no_cell_starts_like_a_formula(name):
    row = SubscriberRow(email="=1@example.com", name=name, newsletters=("briefing",))
    for line in csv.reader(io.StringIO(exported([row]), newline="")):
        assert not [cell for cell in line if cell[:1] in tuple(STARTS)]


@pytest.mark.parametrize("start", STARTS)
def test_every_start_of_a_formula_is_guarded(start):
    assert protect(f"{start}1") == f"'{start}1"


@given(names)
def test_the_guard_comes_off_again(name):
    assert clean(protect(name), "name") == name


def test_topics_with_a_comma_survive():
    topics = tuple(topic.name for topic in BRIEFING.topics)
    row = SubscriberRow(email="a@example.com", newsletters=("briefing",), topics=topics)

    assert list(read_rows(io.StringIO(exported([row]), newline=""), TWO)) == [row]


def test_the_header_names_every_column_and_rows_are_counted():
    stream = io.StringIO(newline="")

    assert write_csv([SubscriberRow(email="a@example.com", newsletters=("briefing",))], stream) == 1
    assert stream.getvalue().splitlines()[0] == ",".join(COLUMNS)
