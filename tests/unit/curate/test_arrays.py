from __future__ import annotations

import random
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quality.labelled import NEWS
from tests.quality.labelled import read as labelled
from tests.quality.threads.score import PAIRS, pairs
from tests.unit.curate.make import NOW, article

from digest.curate import near
from digest.curate.arrays import ArrayNearness
from digest.curate.near import Nearness, nearness_of
from digest.curate.reading import read

WORDS = ["ash", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper"]
WORDS += ["Kalm", "Larch", "Maple", "Nyssa"]


@st.composite
def some_readings(draw):
    """Articles of few words, so that many are near, some empty, hours or days apart."""
    rng = draw(st.randoms(use_true_random=False))
    made = []
    for number in range(draw(st.integers(1, 40))):
        words = rng.choices(WORDS, k=rng.choice((0, 2, 9, 30, 90)))
        words += rng.choices(("in 2019", "on 3 May", "on 4 June", "2020"), k=rng.randint(0, 1))
        words += [f"elm {rng.randint(1, 3)} fir" for _ in range(rng.choice((0, 0, 1, 6)))]
        when = NOW + timedelta(hours=rng.uniform(0, 90))
        made.append(read(article(number, " ".join(words[:4]), " ".join(words), published=when)))
    return sorted(made, key=lambda reading: (reading.hours, reading.id))


def held_against_each_other(readings, fresh, least=0.5):
    plain, fast = Nearness(readings), ArrayNearness(readings)
    drawn = plain.drawn(fresh, least)
    assert fast.drawn(fresh, least) == drawn
    assert fast.drawn(fresh, least, 80) == plain.drawn(fresh, least, 80)
    places = list(range(len(readings)))
    components = [places[at : at + 7] for at in range(0, len(places), 7)]
    assert list(fast.grouped(components)) == list(plain.grouped(components))
    some = [pair for pair in combinations(places, 2) if pair[1] - pair[0] < 7]
    assert [fast.told_apart(*pair) for pair in some] == [plain.told_apart(*pair) for pair in some]
    return drawn


@given(readings=some_readings(), seed=st.integers(0, 99), few=st.booleans())
@settings(max_examples=60, deadline=None)
def test_arrays_give_the_same_numbers_to_the_last_bit(readings, seed, few):
    with pytest.MonkeyPatch.context() as patch:
        if few:  # more than one go, and more than fit
            patch.setattr("digest.curate.arrays.AT_ONCE", 3)
            patch.setattr("digest.curate.arrays.PAIRS", 5)
            patch.setattr("digest.curate.rows.CELLS", 40)
            patch.setattr("digest.curate.rows.AT_ONCE", 7)
            patch.setattr("digest.curate.near.HEAVIEST", 9)
            patch.setattr("digest.curate.near.FEW", 2)
            patch.setattr("digest.curate.rows.HEAVIEST", 9)
        fresh = [at for at in range(len(readings)) if random.Random(seed + at).random() < 0.6]
        held_against_each_other(readings, fresh)


def test_news_of_six_languages_is_as_near_over_arrays():
    ordered = sorted((one.article for one in labelled(NEWS)), key=lambda one: one.published)
    readings = [read(one) for one in ordered]
    assert len(held_against_each_other(readings, range(100, len(readings)))) > 200


def test_two_events_of_one_matter_are_parted_over_arrays_too():
    told = pairs(PAIRS.with_name("deceiving.txt"))
    readings = [read(one) for pair in told for one in (pair.earlier, pair.later)]
    readings.sort(key=lambda reading: reading.hours)
    place = {reading.id: at for at, reading in enumerate(readings)}
    each = [sorted((place[pair.earlier.id], place[pair.later.id])) for pair in told]
    parted = list(ArrayNearness(readings).grouped(each))
    assert parted == list(Nearness(readings).grouped(each))
    assert len(parted) > len(each) + 40


def test_a_word_that_many_have_finds_the_latest_of_them_alone():
    many = [read(article(number, "elm fir ivy", f"ash elm fir {number}")) for number in range(90)]
    pairs = held_against_each_other(many, range(80, 90), least=0.0)
    assert len(pairs) == 10 * near.RECENT


def test_numpy_is_loaded_for_many_readings_alone(monkeypatch):
    readings = [read(article(number, "elm fir ivy")) for number in range(3)]
    assert type(nearness_of(readings)) is Nearness
    monkeypatch.setattr(near, "MANY", 3)
    assert type(nearness_of(readings)) is ArrayNearness
