from __future__ import annotations

import io
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.audience.samples import EVENING, ONE, TWO, newsletter, read, refused, rows

from digest.audience.columns import find_columns
from digest.audience.importer import open_text, read_rows
from digest.audience.quarantine import Quarantine
from digest.errors import AudienceError
from digest.model import (
    Cadence,
    Length,
    Quarantined,
    Schedule,
    SubscriberRow,
    SubscriberState,
    SubscriptionState,
    Weekday,
)

EXAMPLE = Path(__file__).parents[3] / "subscribers.example.csv"
DEMO = {
    "briefing": newsletter(
        "briefing", "Briefing", "World", "Business", "Technology", "Science", "Culture", "Sport"
    )
}


def only(line: str, header: str) -> SubscriberRow:
    (row,) = rows(f"email,{header}\njane@example.com,{line}\n")
    return row


def reason(line: str, header: str) -> str:
    (row,) = refused(f"email,{header}\njane@example.com,{line}\n")
    return row.reason


def test_email_alone_is_enough():
    assert rows("email\njane@example.com\n") == [
        SubscriberRow(email="jane@example.com", newsletters=("briefing",))
    ]


def test_the_newsletters_language_is_the_default():
    (row,) = rows("email\njane@example.com\n", {"evening": EVENING})

    assert row.language == "de"


def test_every_column_in_any_order():
    (row,) = rows(
        "state,hour,timezone,Name,newsletters,topics,cadence,length,language,E-Mail\n"
        "pending,7,europe/paris,Jane Doe,briefing,World,weekly,brief,pt_br,Jane@Example.com\n"
    )

    assert row == SubscriberRow(
        email="jane@example.com",
        name="Jane Doe",
        language="pt-BR",
        newsletters=("briefing",),
        topics=("World",),
        cadence=Cadence.WEEKLY,
        length=Length.BRIEF,
        hour=7,
        timezone="Europe/Paris",
        state=SubscriptionState.PENDING,
    )


def test_weekly_is_taken_only_where_all_its_newsletters_have_a_weekly_edition():
    daily = replace(EVENING, schedule=None)
    both = {"briefing": DEMO["briefing"], "evening": daily}
    asked = "email,newsletters,cadence\na@example.com,{},weekly\nb@example.com,evening,daily\n"
    assert [row.cadence for row in rows(asked.format("briefing"), both)] == ["weekly", "daily"]
    (row,) = refused(asked.format("briefing;evening"), both)
    assert "evening has no weekly edition" in row.reason
    assert "a@example.com" in row.raw


def test_who_says_nothing_gets_it_as_often_as_it_comes():
    schedule = Schedule(at=time(7), days=(), timezone="UTC", weekly=Weekday.SAT)
    weekly = replace(DEMO["briefing"], schedule=schedule)
    alone = {"briefing": weekly}
    assert [row.cadence for row in rows("email\na@example.com\n", alone)] == ["weekly"]
    (row,) = refused("email,cadence\na@example.com,daily\n", alone)
    assert row.reason == (
        "briefing has no daily edition: set `days` in its schedule, or choose weekly"
    )
    both = {"evening": replace(EVENING, schedule=None), "briefing": weekly}
    asked = "email,newsletters\na@example.com,evening;briefing\nb@example.com,briefing\n"
    (row,) = refused(asked, both)  # which of the two was meant is not for us to say
    assert "briefing has no daily edition" in row.reason


@pytest.mark.parametrize("title", ["email", "E-mail", "EMAIL ADDRESS", "email_address", "mail"])
def test_the_usual_spellings_of_the_address_column(title):
    assert [row.email for row in rows(f"{title}\na@example.com\n")] == ["a@example.com"]


def test_the_shipped_example_is_taken_whole():
    with open_text(EXAMPLE) as stream:
        found = list(read_rows(stream, DEMO))

    assert len(found) == 12
    assert all(isinstance(row, SubscriberRow) for row in found)
    assert [row.name for row in found][9] == 'Jo "Digest" Marsh, Jr.'


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("", ()),
        ("World;Business", ("World", "Business")),
        ("world | BUSINESS", ("World", "Business")),
        ('"World,Business"', ("World", "Business")),
        ('"Arts, Food and Drink"', ("Arts, Food and Drink",)),
        ('"Arts, Food and Drink;World"', ("Arts, Food and Drink", "World")),
        ("World;World;", ("World",)),
        ("E\u0301LYSE\u0301E", ("Élysée",)),
    ],
)
def test_topics_are_the_newsletters_own(text, topics):
    assert only(text, "topics").topics == topics


def test_a_topic_that_is_not_known_names_the_nearest():
    assert reason("Wrold", "topics") == (
        "'Wrold' is no topic of Morning Briefing; did you mean \"World\"?"
    )


def test_each_newsletter_of_a_row_must_have_its_topics():
    good = "email,newsletters,topics\na@example.com,briefing;evening,World\n"
    bad = "email,newsletters,topics\na@example.com,briefing;evening,Business\n"

    assert rows(good, TWO)[0].newsletters == ("briefing", "evening")
    assert "no topic of Evening Post" in refused(bad, TWO)[0].reason


def test_newsletters_are_named_by_id_or_title():
    found = rows("email,newsletter\na@example.com,Evening\nb@example.com,morning briefing\n", TWO)

    assert [row.newsletters for row in found] == [("evening",), ("briefing",)]


def test_with_several_newsletters_each_row_says_which():
    with pytest.raises(AudienceError, match="no newsletters column"):
        read("email\na@example.com\n", TWO)
    assert refused("email,newsletters\na@example.com,\n", TWO)[0].reason == "no newsletter is named"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", SubscriptionState.ACTIVE),
        ("Active", SubscriptionState.ACTIVE),
        ("paused", SubscriptionState.PAUSED),
        ("left", SubscriptionState.LEFT),
        ("Unsubscribed", SubscriptionState.LEFT),
        ("bounced", SubscriberState.BOUNCED),
        ("cleaned", SubscriberState.BOUNCED),
        ("complained", SubscriberState.COMPLAINED),
    ],
)
def test_states_also_in_other_programs_words(text, state):
    assert only(text, "state").state is state


@pytest.mark.parametrize(("text", "hour"), [("", None), ("0", 0), ("07", 7), ("23:00", 23)])
def test_hours(text, hour):
    assert only(text, "hour").hour == hour


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ("24", "hour", "whole hour"),
        ("7:30", "hour", "whole hour"),
        ("-1", "hour", "whole hour"),
        ("\u0667", "hour", "whole hour"),
        ("Europe/Pari", "timezone", "Europe/Paris"),
        ("../../etc/passwd", "timezone", "IANA"),
        ("Mars/X", "timezone", "the timezone 'Mars/X' is not"),
        ("english please", "language", "the language 'english please' is not a language tag"),
        ("xx", "language", "the language 'xx' is not the tag of a language"),
        ("und", "language", 'not "und"'),
        ("en-", "language", "is not a language tag"),
        ("actve", "state", "active"),
        ("erased", "state", "none of"),
        ("dayly", "cadence", "daily"),
        ("long", "length", "full, brief"),
        ('"Jane\r\nBcc: x@example.com"', "name", "line break"),
        ('"Jane\nDoe"', "name", "line break"),
        ("Jane\0", "name", "control"),
        ("Jane\u2028Doe", "name", "line break"),
        ("Jane\x85Doe", "name", "line break"),
        ("Jane,Doe", "name", "3 cells, but the header has 2"),
        ("J\ufffdrg", "name", "UTF-8"),
    ],
)
def test_a_bad_cell_quarantines_its_row_and_says_why(text, column, word):
    assert word in reason(text, column)


def test_a_bad_row_has_its_place_and_text_and_stops_nobody(tmp_path):
    path = tmp_path / "readers.csv"
    path.write_text('email,name\na@example.com,A\nnot an address,"B, b"\nc@example.com,C\n')
    with open_text(path) as stream:
        first, bad, last = list(read_rows(stream, ONE))

    assert isinstance(first, SubscriberRow)
    assert isinstance(last, SubscriberRow)
    assert isinstance(bad, Quarantined)
    assert bad.place == "readers.csv:3"
    assert bad.raw == 'not an address,"B, b"'
    assert "not an email address" in bad.reason


def test_an_address_that_stands_twice_comes_twice_in_the_files_order():
    found = rows("email,hour\nA@example.com,6\na@EXAMPLE.com,8\n")

    assert [(row.email, row.hour) for row in found] == [("a@example.com", 6), ("a@example.com", 8)]


def test_a_byte_order_mark_does_not_spoil_the_first_header():
    assert rows("\ufeffemail\na@example.com\n")[0].email == "a@example.com"


@pytest.mark.parametrize("header", ["name\nx\n", "a@example.com\nb@example.com\n", "\n\n"])
def test_a_file_without_an_email_column_is_refused(header):
    with pytest.raises(AudienceError):
        read(header)


def test_an_empty_file_is_refused():
    with pytest.raises(AudienceError, match="empty"):
        read("")


def test_a_misspelt_column_is_refused_and_a_strange_one_passed_over():
    with pytest.raises(AudienceError, match="topcis"):
        read("email,topcis\na@example.com,World\n")
    assert rows("email,Favourite colour\na@example.com,red\n")


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(AudienceError, match="Two columns"):
        read("email,E-Mail\na@example.com,b@example.com\n")


def test_the_guard_against_formulas_is_taken_off():
    assert only("'=Jane", "name").name == "=Jane"
    assert only("'Jane'", "name").name == "'Jane'"


# --- what was refused can be mended -------------------------------------------------------

MESSY = (
    "Name;E-Mail;Extra\r\n"
    "Jane;jane@example.com;1\r\n"
    '"Jo ""D"" Marsh; Jr.";jo(at)example.com;2\r\n'
    "\r\n"
    '"open;open@example.com;3\r\n'
    "Last;last@example.com;4\r\n"
)


def quarantine(source: Path, target: Path) -> tuple[list[SubscriberRow], int]:
    with open_text(source) as stream:
        found = list(read_rows(stream, ONE))
    bad = [row for row in found if isinstance(row, Quarantined)]
    with Quarantine(target, source=source) as file:
        for row in bad:
            file.add(row)
    return [row for row in found if isinstance(row, SubscriberRow)], file.count


def test_a_quarantine_file_can_be_mended_and_imported(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "bad.csv"
    source.write_bytes(MESSY.encode())
    good, count = quarantine(source, target)

    assert [row.name for row in good] == ["Jane", "Last"]
    assert count == 2
    text = target.read_text("utf-8-sig")
    assert text.startswith('"reason";"line";Name;E-Mail;Extra')
    assert [line.split(";")[1] for line in text.splitlines()[1:]] == ['"3"', '"5"']
    target.write_text(text.replace("(at)", "@"), "utf-8-sig")
    mended, left = quarantine(target, tmp_path / "bad2.csv")
    assert [(row.name, row.email) for row in mended] == [('Jo "D" Marsh; Jr.', "jo@example.com")]
    assert left == 1


def test_quarantining_the_quarantine_changes_nothing_but_reasons(tmp_path):
    source, first, second, third = (tmp_path / f"{n}.csv" for n in range(4))
    source.write_bytes(MESSY.encode())
    quarantine(source, first)
    quarantine(first, second)
    quarantine(second, third)

    assert third.read_bytes() == second.read_bytes()
    assert second.read_text("utf-8-sig").count("reason") == 1


def test_a_file_that_was_mended_is_not_written_over(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "bad.csv"
    source.write_bytes(MESSY.encode())
    quarantine(source, target)
    written = target.read_bytes()
    quarantine(source, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "in.csv"]  # the same

    target.write_bytes(mended := written.replace(b"(at)", b"@"))
    for _ in range(2):
        quarantine(source, target)
        assert target.read_bytes() == mended
        assert (tmp_path / "bad-2.csv").read_bytes() == written
    assert not (tmp_path / "bad-3.csv").exists()


def test_what_a_kill_left_of_a_file_is_completed(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "bad.csv"
    source.write_bytes(MESSY.encode())
    quarantine(source, target)
    whole = target.read_bytes()
    target.write_bytes(whole[:40])
    quarantine(source, target)
    assert target.read_bytes() == whole
    assert not (tmp_path / "bad-2.csv").exists()


def test_the_columns_of_a_quarantine_file_alone_are_passed_over_in_silence():
    told: list[str] = []
    assert find_columns(["reason", "line", "email"], told.append) == {"email": 2}
    assert told == []
    assert find_columns(["email", "line"], told.append) == {"email": 0}
    assert told[0].startswith("'line' is no column")


def test_refused_json_lines_are_mended_and_imported(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "bad.jsonl"
    source.write_text('{"email": "a@example.com"}\n{"email": "b(at)example.com"}\n{"email": \n')
    good, count = quarantine(source, target)
    assert (len(good), count) == (1, 2)
    text = target.read_text()
    assert text.startswith("# in.jsonl:2: 'b(at)example.com' is not an email address")
    target.write_text(text.replace("(at)", "@"))
    mended, left = quarantine(target, tmp_path / "bad2.jsonl")
    assert ([row.email for row in mended], left) == (["b@example.com"], 1)


@given(st.text(alphabet=st.sampled_from("a@,;\"\n\r\t\0 é|'=+"), max_size=80))
def test_no_file_makes_the_import_fall(text):
    for row in read_rows(io.StringIO("email,name\n" + text, newline=""), ONE):
        assert isinstance(row, SubscriberRow | Quarantined)
