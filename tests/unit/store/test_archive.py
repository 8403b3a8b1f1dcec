"""What the archive shows and finds: what readers have, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.store.make import NOW, article, edition, outbox_rows, readers, rendered, story

from digest.model import Cadence, EditionState, WebVersion

DAY = date(2026, 11, 23)


@pytest.fixture
def store(store):
    readers(store, 1)
    return store


def send(store, day=DAY, *, text="The border treaty was signed", send=True, **changes):
    """An edition with a page, on its way."""
    lead = article(f"a{day.toordinal()}")
    store.articles.save([lead], now=NOW)
    made = edition(story(lead), day=day, **changes)
    whole = replace(rendered(made), web=WebVersion(html="<p>x</p>", text=text, image="https://i"))
    store.editions.save(made, whole)
    if send:
        store.editions.approve(made.id, "seal", now=NOW)
        store.outbox.freeze(made.id, whole, outbox_rows(store, made))
    return made.id


def found(store, words, **changes):
    return [
        hit.archived.date.day
        for hit in store.archive.search(words, newsletters=("briefing",), **changes)
    ]


def test_what_went_out_is_listed_newest_first(store):
    days = [date(2025, 12, 31), date(2026, 11, 22), DAY]
    for day in days:
        send(store, day)
    listed = store.archive.list("briefing")

    assert [one.date for one in listed] == days[::-1]
    assert listed[0].title == "What matters"
    assert listed[0].topics == ("World",)
    assert listed[0].image == "https://i"
    assert store.archive.years("briefing") == (2026, 2025)
    assert [one.date for one in store.archive.list("briefing", year=2025)] == days[:1]
    assert len(store.archive.list("briefing", limit=2)) == 2
    assert store.archive.list("briefing", topic="World") == listed
    assert store.archive.list("briefing", topic="Chess") == ()
    assert store.archive.list("other") == ()
    assert store.archive.topics("briefing") == ("World",)
    assert store.archive.topics("other") == ()


def test_a_draft_is_in_it_for_nobody(store):
    send(store, send=False)

    assert store.archive.list("briefing") == ()
    assert store.archive.get("briefing", Cadence.DAILY, DAY) is None
    assert found(store, "treaty") == []


def test_one_that_was_cancelled_is_taken_out(store):
    name = send(store)
    assert found(store, "treaty") == [23]
    states = set(EditionState)
    store.editions.set_state(name, EditionState.PAUSED, expect=states)
    assert found(store, "treaty") == [23]
    store.editions.set_state(name, EditionState.CANCELLED, expect=states)
    assert found(store, "treaty") == []
    assert store.archive.get("briefing", Cadence.DAILY, DAY) is None


def test_the_page_is_what_was_approved(store):
    send(store)
    archived, whole = store.archive.get("briefing", Cadence.DAILY, DAY)

    assert archived.published == NOW
    assert whole.web.html == "<p>x</p>"
    assert whole == store.editions.rendered(archived.edition, "en")


def test_neighbours_are_of_the_same_cadence(store):
    for day in (21, 22, 23):
        send(store, date(2026, 11, day))
    send(store, DAY, id="briefing-weekly-2026-11-23", cadence=Cadence.WEEKLY)
    one, _ = store.archive.get("briefing", Cadence.DAILY, date(2026, 11, 22))
    before, after = store.archive.beside(one)
    last, _ = store.archive.get("briefing", Cadence.DAILY, DAY)

    assert (before.date.day, after.date.day) == (21, 23)
    assert after.cadence is Cadence.DAILY
    assert store.archive.beside(last)[1] is None


def test_words_are_found_whatever_their_case_and_accents_and_the_last_as_a_beginning(store):
    send(store, text="Zoë Ångström signed the BORDER treaty")

    for words in ("angstrom", "border tre", '"border treaty"', "zoe -fish", "ÅNGSTRÖM"):
        assert found(store, words) == [23], words
    for words in ("borders", "fish", "treaty -border", '"treaty border"', "tre border"):
        assert found(store, words) == [], words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("沿岸国が漁業協定に署名した。", "漁業協定"),
        ("وزراء المياه يتفقون على خطة", "المياه"),
        ("जल मंत्री एक योजना पर सहमत", "योजना"),
    ],
)
def test_other_scripts_are_found(store, text, words):
    send(store, text=text)

    assert found(store, words) == [23]


def test_what_was_found_is_marked_and_reads_as_it_was_written(store):
    send(store, text="沿岸国が漁業協定に署名した", subject="A treaty, <signed>")
    [hit] = store.archive.search("漁業", newsletters=("briefing",))
    [other] = store.archive.search("treaty", newsletters=("briefing",))

    assert hit.snippet == (("沿岸国が", False), ("漁業", True), ("協定に署名した", False))
    assert other.title == (("A ", False), ("treaty", True), (", <signed>", False))


@pytest.mark.parametrize(
    ("subject", "preheader", "shown"),
    [
        ("Title of…", "…{lead} · Two · Three", ("Title of {lead}", "Two · Three")),
        ("Title of…", "…{lead}", ("Title of {lead}", "")),
        ("Title of…", "Words of an editor · Two", ("Title of {lead}", "Words of an editor · Two")),
        ("Another matter…", "…that goes on", ("Another matter…", "…that goes on")),
        ("Title of", "…{lead} · Two", ("Title of", "…{lead} · Two")),
    ],
)
def test_a_subject_that_was_cut_is_told_whole_where_there_is_room(store, subject, preheader, shown):
    lead = f"a{DAY.toordinal()}"
    opens = f"s{DAY.toordinal()}"
    send(store, subject=subject, preheader=preheader.format(lead=lead), lead=opens)
    [listed] = store.archive.list("briefing")

    assert (listed.title, listed.description) == tuple(one.format(lead=lead) for one in shown)


def test_a_draft_that_is_built_again_is_found_by_its_new_words_alone(store):
    send(store, send=False)
    send(store, text="Something about cheese")

    assert found(store, "treaty") == []
    assert found(store, "cheese") == [23]
    assert store.check() == ()


def test_results_come_in_pages(store):
    for day in range(1, 6):
        send(store, date(2026, 11, day))

    assert found(store, "treaty", limit=2) == [5, 4]
    assert found(store, "treaty", limit=2, skip=4) == [1]


@pytest.mark.parametrize("text", ["A Ze\u0301bra and x\u0302y", "A Z\u00e9bra and xy"])
def test_accents_are_found_however_they_were_written(store, text):
    send(store, text=text)
    for words in ("Ze\u0301bra", "Z\u00e9bra", "zebra", "x\u0302y"):
        assert found(store, words) == [DAY.day], words


def test_letters_of_their_own_are_found_however_they_were_written(store):
    send(store, text="\u304b\u3099")
    assert found(store, "\u304c") == [DAY.day] == found(store, "\u304b\u3099")
