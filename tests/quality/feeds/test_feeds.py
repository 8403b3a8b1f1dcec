"""The floor under the reading of feeds, and the set that it was measured on."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.quality.feeds import fuzz
from tests.quality.feeds.expect import Claim, claims, fulfilled
from tests.quality.feeds.score import corpus_hash, feeds, score

from digest.collect import Draft
from digest.collect.feed import parse
from digest.errors import SourceError

OWN = Path(__file__).parent / "own"
CORPUS = "15f2eccf8a0497ff"
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_the_set_is_the_one_that_was_measured():
    assert corpus_hash(OWN) == CORPUS
    assert len(feeds(OWN)) == 27


def test_every_feed_is_read_as_it_expects():
    (part,) = score(OWN).values()

    assert part.failed == []
    assert part.concerned == len(feeds(OWN))


def test_the_scorer_runs_on_any_folder():
    command = [sys.executable, "-m", "tests.quality.feeds", str(OWN)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert f"27 feeds, corpus {CORPUS}" in done.stdout


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("<!-- Expect: not bozo and entries[0].title == 'x' -->", [Claim(0, ("title",), "x")]),
        (
            "<!--\nExpect:   entries[1]['tags'][0]['term'] == 'a' and len(entries) == 2\n-->",
            [Claim(1, ("tags", "*", "term"), "a")],
        ),
        ("<!-- Expect: feed.title == 'x' -->", []),
        ("<!-- Expect: entries[0].source.subtitle == 'x' -->", []),
        ("<!-- Expect: __import__('os') -->", []),
        ("<!-- Expect: 1 == -->", []),
    ],
)
def test_only_comparisons_of_kept_fields_count(comment: str, expected: list[Claim]):
    assert claims(comment) == expected


def test_a_wrong_reading_is_told_from_a_right_one():
    draft = Draft(title="A", text="B c", url="https://a.example/", guid="g")

    assert fulfilled(Claim(0, ("content", "*", "value"), "<p>B <i>c</i></p>"), [draft])
    assert not fulfilled(Claim(0, ("title",), "B"), [draft])
    assert not fulfilled(Claim(0, ("link",), "https://b.example/"), [draft])
    assert not fulfilled(Claim(1, ("title",), "A"), [draft])
    assert not fulfilled(Claim(0, ("updated_parsed",), (2026, 1, 1, 0, 0, 0, 0, 0, 0)), [draft])


def test_no_spoilt_feed_is_a_crash_or_holds_up_the_pass():
    found = fuzz.run(300)

    assert found.taken > 100
    assert found.refused > 10
    assert found.lost == 0, "a letter or a date cost a whole feed"
    assert found.longest < fuzz.LONGEST


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes):
    wrapped = b"<rss><channel><item><title>" + body + b"</title></item></channel></rss>"
    for one in (body, wrapped):
        try:
            parse(one, url="https://f.example/", content_type="", source="F", now=NOW)
        except SourceError as error:
            assert error.message  # noqa: PT017 - either is right


@pytest.mark.parametrize("scorer", ["feeds", "pages"])
def test_a_scorer_says_how_it_is_used(scorer: str):
    asked = [sys.executable, "-m", f"tests.quality.{scorer}", "--help"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True)

    assert "DIR" in said.stdout
    assert "--tell" in said.stdout
