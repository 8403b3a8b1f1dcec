from __future__ import annotations

import random

import pytest
from tests.unit.curate.make import CHESS, QUAKE, QUAKE_RETOLD, article

from digest.curate.dedupe import copied, duplicates


def test_the_same_text_under_two_urls_is_one_and_the_earliest_is_kept():
    first, copy = article(1, "Quake", QUAKE), article(2, "Earthquake hits", QUAKE)
    found = duplicates([copy, first])
    assert {key: value.kept for key, value in found.items()} == {copy.id: first.id}
    assert found[copy.id].reason == "same text as “Quake” (Publisher 1), which is the earlier one"


def test_a_fuller_copy_is_kept_in_place_of_the_original():
    short = article(1, "Quake", QUAKE)
    full = article(2, "Quake", f"{QUAKE} {CHESS}")
    found = duplicates([short, full])
    assert {key: value.kept for key, value in found.items()} == {short.id: full.id}
    assert found[short.id].reason.endswith("which is fuller")


def test_a_few_changed_words_do_not_hide_a_copy():
    edited = QUAKE.replace("at least nine", "about ten")
    assert len(duplicates([article(1, "Quake", QUAKE), article(2, "Quake", edited)])) == 1


def test_of_copies_the_newest_toll_is_kept():
    first = article(1, "Quake kills many", QUAKE)
    copy = article(2, "Quake kills many", QUAKE.replace("Monday", "Monday morning"))
    risen = article(3, "Quake toll rises to 19", QUAKE.replace("at least nine", "at least 19"))
    last = article(4, "Quake toll stands at 19", QUAKE.replace("at least nine", "at least 19"))
    found = duplicates([last, risen, copy, first])
    assert {one.kept for one in found.values()} == {risen.id}
    assert found[first.id].reason.endswith("which is newer, with another number")


@pytest.mark.parametrize("toll", ["at least 19", "at least nineteen", "about 9.5"])
def test_a_toll_that_rises_in_the_text_alone_makes_of_a_copy_the_news(toll):
    first = article(1, "Quake kills many", QUAKE)
    risen = article(2, "Quake kills many", QUAKE.replace("at least nine", toll))
    found = duplicates([risen, first])
    assert {key: value.kept for key, value in found.items()} == {first.id: risen.id}
    assert found[first.id].reason.endswith("which is newer, with another number")


def test_a_number_that_the_lines_below_the_first_title_told_is_no_newer_one():
    lines = "Paper maker Stora will close its mill in Lindholm next spring, cutting 420 jobs."
    first = article(1, "Stora to close Lindholm mill", summary=lines)
    later = article(2, "420 jobs go at Lindholm mill", summary=lines)
    assert {key: one.kept for key, one in duplicates([later, first]).items()} == {
        later.id: first.id
    }


def test_a_text_that_is_printed_with_other_digits_is_a_copy():
    told = (
        "أعلنت الشركة يوم {} أنها ستغلق مصنعها وتسرح {} عاملا "
        "بعد {} عاما من العمل وخسارة {} مليون درهم. "
    )
    printed = told * 3
    first = article(1, "مصنع", printed.format(*"3456", *"3456", *"3456"))
    copy = article(2, "إغلاق", printed.format(*"٣٤٥٦", *"٣٤٥٦", *"٣٤٥٦"))
    assert set(duplicates([first, copy])) == {copy.id}


def test_an_old_toll_that_is_copied_late_does_not_come_back():
    first = article(1, "Quake kills many", QUAKE)
    risen = article(2, "Quake kills many", QUAKE.replace("at least nine", "at least 19"))
    late = article(3, "Quake kills many", f"{QUAKE} More soon.")
    assert {one.kept for one in duplicates([late, risen, first]).values()} == {risen.id}


def test_a_shorter_copy_with_a_newer_toll_is_kept_before_a_fuller_one():
    full = article(1, "Quake kills many", f"{QUAKE} {CHESS}")
    short = article(2, "Quake kills many", QUAKE.replace("at least nine", "at least 19"))
    assert {one.kept for one in duplicates([full, short]).values()} == {short.id}


WIRE = "The bank of Larmont raised its rates by a quarter point on Thursday."


def test_a_wire_of_a_few_lines_under_other_headlines_counts_once():
    copies = [
        article(1, "Bank of Larmont raises rates", WIRE),
        article(2, "Larmont: rates go up", f"LARMONT (Reuters) - {WIRE}"),
        article(3, "Rates rise in Larmont", "", summary=WIRE),
    ]
    assert {one.kept for one in duplicates(copies).values()} == {copies[0].id}
    assert len(duplicates(copies)) == 2


def test_what_a_site_prints_where_it_has_no_text_is_no_wire():
    teaser = "All that matters today with pictures and sound in our evening programme."
    assert not duplicates([article(1, "Quake hits port", teaser), article(2, "Chess", teaser)])


def test_lines_that_one_outlet_prints_under_two_headlines_are_two_articles():
    one = article(1, "Larmont rates rise", WIRE, publisher="Herald")
    assert not duplicates([one, article(2, "Larmont rates, again", WIRE, publisher="Herald")])


def test_a_number_that_was_told_makes_no_copy_newer():
    told = QUAKE.replace("at least nine", "at least 19")
    found = duplicates([article(1, "Quake", told), article(2, "Quake kills 19", told)])
    assert {one.kept for one in found.values()} == {article(1).id}


def test_the_same_event_in_other_words_is_no_duplicate():
    assert not duplicates([article(1, "Quake", QUAKE), article(2, "Quake", QUAKE_RETOLD)])


def test_a_text_quoted_in_a_much_longer_one_is_no_duplicate():
    long = " ".join(f"{CHESS} Round {number} was {number * 7} moves long." for number in range(12))
    assert not duplicates([article(1, "Quake", QUAKE), article(2, "Review", f"{QUAKE} {long}")])


def test_short_texts_need_equal_title_and_text():
    short = "Rates rise again."
    same, other = article(2, "Rates up", short), article(3, "Rates climb", short)
    found = duplicates([article(1, "Rates up", short), same, other])
    assert set(found) == {same.id}


def test_equal_titles_without_any_text_are_no_duplicates():
    assert not duplicates([article(1, "Live blog"), article(2, "Live blog"), article(3)])


@pytest.mark.parametrize("seed", range(5))
def test_sixty_copies_in_any_order_leave_one(seed):
    copies = [article(number, "Quake", QUAKE) for number in range(60)]
    random.Random(seed).shuffle(copies)
    found = duplicates(copies)
    assert len(found) == 59
    assert {one.kept for one in found.values()} == {article(0).id}


def test_text_with_lone_surrogates_is_hashed():
    broken = QUAKE + " \ud800 end of the broken text"
    assert len(duplicates([article(1, "Quake", broken), article(2, "Quake", broken)])) == 1


def test_a_text_that_was_told_is_known_again_and_the_latest_telling_of_it():
    first, second = article(1, "Quake", QUAKE), article(2, "Earthquake hits", QUAKE)
    again, other = article(3, "Larmont", QUAKE), article(4, "Chess", CHESS)
    assert copied([again, other], [first, second]) == {again.id: second.id}
    assert copied([first, other], [first]) == {}


def test_the_cut_beginning_of_a_wire_is_a_copy_of_it_under_another_outlets_headline():
    wire = article(1, "Quake hits Larmont", f"LARMONT (AP) - {QUAKE}")
    teaser = article(2, "Earthquake in Larmont", f"{QUAKE[:110]}…")
    bare = article(3, "Larmont struck by quake", "", summary=f"{QUAKE[:140]}...")
    found = duplicates([wire, teaser, bare])
    assert {name: one.kept for name, one in found.items()} == {
        teaser.id: wire.id,
        bare.id: wire.id,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"publisher": "Publisher 1"},  # an outlet's own two articles
        {"text": " ".join(QUAKE.split()[:9])},
        {"text": f"{' '.join(QUAKE.split()[:12])} in another port far away from there"},
        {"title": "Our podcast of the day"},
    ],
)
def test_what_only_begins_alike_is_no_copy(change):
    wire = article(1, "Quake hits Larmont", QUAKE)
    other = {"title": "Earthquake in Larmont", "text": QUAKE[:110]} | change
    assert duplicates([wire, article(2, other.pop("title"), other.pop("text"), **other)]) == {}


def test_a_live_page_is_the_copy_of_what_somebody_wrote_down():
    live = article(1, "Live: earthquake hits Larmont", f"{QUAKE} {QUAKE}")
    written = article(2, "Earthquake hits Larmont", QUAKE)
    found = duplicates([live, written])
    assert {name: one.kept for name, one in found.items()} == {live.id: written.id}
    assert found[live.id].reason.endswith("which is no live page")


QUAKE_AT_LENGTH = (
    f"{QUAKE} The mayor of Larmont asked people to stay out of their houses, and schools in the "
    "harbour district are shut until further notice. Trains do not run north of the river. The "
    "earthquake was felt in towns a hundred miles away, where windows broke and shops closed. "
    "Larmont was last shaken by a quake of that kind when its old bridge came down. Engineers look "
    "at the bridge, the tunnels and the dam above the town before anybody may go near them. "
    "Fishermen brought food and water by boat to those who sleep on the beach. "
)


def test_a_wire_that_a_site_cut_after_some_paragraphs_is_a_copy_and_the_whole_one_is_kept():
    cut, whole = (
        article(1, "Quake hits Larmont", QUAKE),
        article(2, "Larmont shaken", QUAKE_AT_LENGTH),
    )
    found = duplicates([cut, whole])
    assert {key: one.kept for key, one in found.items()} == {cut.id: whole.id}
    assert found[cut.id].reason.endswith("which is fuller")


def test_a_review_of_the_day_that_begins_with_an_article_is_no_copy_of_it():
    others = " ".join((CHESS, CHESS.replace("Mira", "Lena"), CHESS.replace("Graz", "Oster"))) * 2
    review = article(2, "Quake hits Larmont, and other news", f"{QUAKE} {others}")
    assert duplicates([article(1, "Quake hits Larmont", QUAKE), review]) == {}


def test_a_text_that_stands_in_the_middle_of_a_far_longer_one_is_no_copy():
    rest = QUAKE_AT_LENGTH.removeprefix(QUAKE)
    longer = article(2, "Larmont shaken", f"{rest} {rest.lower()} {QUAKE}")
    assert duplicates([article(1, "Quake hits Larmont", QUAKE), longer]) == {}


def test_the_same_words_without_spaces_are_a_copy():
    text = "ทีมกู้ภัยกำลังค้นหาผู้รอดชีวิตใต้ซากอาคารในย่านท่าเรือเก่าของเมืองลาร์มอนต์หลังเกิดแผ่นดินไหวขนาดใหญ่"
    first, copy = article(1, "แผ่นดินไหว", text), article(2, "ลาร์มอนต์", f"{text} เมื่อเช้า")
    assert duplicates([first, copy]).keys() == {copy.id}
