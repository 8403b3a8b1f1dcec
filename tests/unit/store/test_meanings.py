from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
KEEP = timedelta(days=90)
numbers = st.lists(st.floats(-1, 1, width=32), max_size=9).map(tuple)


@given(vectors=st.dictionaries(st.text("abcdef0123456789", min_size=1), numbers, max_size=5))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_vectors_come_back_to_the_last_bit(store, vectors):
    store.meanings.save("m", vectors, now=NOW)
    assert store.meanings.of("m", vectors) == vectors


def test_each_model_has_its_own_and_only_what_is_asked_for_is_given(store):
    store.meanings.save("m", {"a": (1.0,), "b": (2.0,)}, now=NOW)
    store.meanings.save("n", {"a": (3.0,)}, now=NOW)
    assert store.meanings.of("m", ["a", "c"]) == {"a": (1.0,)}
    assert store.meanings.of("n", ["a", "b"]) == {"a": (3.0,)}
    store.meanings.save("n", {"a": (4.0,)}, now=NOW)
    assert store.meanings.of("n", ["a"]) == {"a": (4.0,)}


def test_old_ones_are_forgotten(store):
    store.meanings.save("m", {"old": (1.0,)}, now=NOW)
    store.meanings.save("m", {"new": (1.0,)}, now=NOW + KEEP)
    store.prune(KEEP, NOW + KEEP + timedelta(days=1))
    assert set(store.meanings.of("m", ["old", "new"])) == {"new"}
