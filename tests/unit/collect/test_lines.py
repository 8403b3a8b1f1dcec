"""Where lines of `br` and `pre` are paragraphs, and where they are only full."""

from __future__ import annotations

import pytest

from digest.collect import htmltext, quick_html

TIMES = "09:00 Opening<br>10:00 The mayor speaks<br>11:30 End"
WRAPPED = "The council has approved the plan for the<br>harbour, and the works begin on<br>12. May"


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        ("one<br><br>two", ["one", "two"]),
        (TIMES, ["09:00 Opening", "10:00 The mayor speaks", "11:30 End"]),
        ("To bring:<br>- a coat<br>- two<br>boots", ["To bring:", "- a coat", "- two boots"]),
        ("So:<br>1. boats<br>2. nets", ["So:", "1. boats", "2. nets"]),
        (WRAPPED, [WRAPPED.replace("<br>", " ")]),
        ("A rose is a rose<br>Is a rose", ["A rose is a rose Is a rose"]),
    ],
)
def test_lines_that_stand_alone_are_paragraphs(markup: str, paragraphs: list[str]):
    assert htmltext.paragraphs(f"<p>{markup}</p>") == "\n\n".join(paragraphs)
    assert quick_html.paragraphs(f"<p>{markup}</p>") == paragraphs
    assert htmltext.paragraphs(f"<main>{markup}</main>") == "\n\n".join(paragraphs), "lxml does it"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("one\n two\n\nthree", "one two\n\nthree"),
        (TIMES.replace("<br>", "\n"), TIMES.replace("<br>", "\n\n")),
        ("<b>one\n\ntwo</b>", "one\n\ntwo"),
    ],
)
def test_lines_of_a_pre_end_where_they_do(words: str, text: str):
    assert htmltext.paragraphs(f"<pre>{words}</pre>\n<p>a\nb</p>") == f"{text}\n\na b"
