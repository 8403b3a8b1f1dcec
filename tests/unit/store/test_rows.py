from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import StoreError
from digest.model import Edition, Image, Selection
from digest.store.rows import (
    clean,
    decoded,
    email_key,
    json_of,
    like,
    moment_of,
    selection_of,
    text_of,
    with_lower_domain,
)

FIRST, LAST = datetime(2, 1, 1), datetime(9998, 1, 1)  # noqa: DTZ001  # hypothesis wants naive


@given(st.datetimes(FIRST, LAST, timezones=st.timezones()))
def test_times_round_trip_to_the_second(moment):
    text = text_of(moment)
    assert len(text) == 20
    assert text.endswith("Z")
    assert moment_of(text) == moment.astimezone(UTC).replace(microsecond=0)
    assert moment_of(text).tzinfo is UTC


def test_text_order_is_time_order():
    paris = timezone(timedelta(hours=1))
    moments = [
        datetime(9, 1, 1, tzinfo=UTC),
        datetime(2026, 11, 23, 7, 30, tzinfo=paris),
        datetime(2026, 11, 23, 7, tzinfo=UTC),
    ]
    assert sorted(map(text_of, moments)) == list(map(text_of, moments))


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        text_of(datetime(2026, 1, 1))  # noqa: DTZ001  # the very mistake


@given(st.text())
def test_text_that_is_unicode_stays_as_it_is(text):
    assert clean(text) == text


@given(st.text(alphabet=st.characters(categories=["Cs", "Lu"])))
def test_clean_text_can_always_be_encoded(text):
    cleaned = clean(Image(url="https://x.example", alt=text))
    assert cleaned.alt.encode().decode() == cleaned.alt
    assert len(cleaned.alt) == len(text)


def test_a_surrogate_in_a_document_is_a_clear_error():
    with pytest.raises(StoreError, match="can't be stored"):
        json_of(("\ud800",))


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_selections_round_trip(slots):
    selection = Selection(tuple(slots))
    assert selection_of(json_of(selection)) == selection


@pytest.mark.parametrize("document", ["{", "[]", '{"id": 1}', b"\xc1"])
def test_a_damaged_document_names_what_it_was(document):
    with pytest.raises(StoreError, match="edition x can't be read"):
        decoded(document, Edition, what="edition x")


def test_addresses_compare_without_case_and_by_composed_letters():
    assert email_key("José@Example.COM") == email_key("JOSE\u0301@example.com")
    assert email_key("strasse@example.de") != email_key("straße@example.de")
    assert with_lower_domain(" Ann.Lee@Example.COM ") == "Ann.Lee@example.com"


def test_like_takes_wildcards_by_their_word():
    assert like(r"100%_\o/") == r"%100\%\_\\o/%"
