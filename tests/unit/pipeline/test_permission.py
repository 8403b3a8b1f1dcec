"""What a source does not allow stands in no part of what readers get."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.unit.store.make import article

from digest.compose import composed
from digest.model import (
    Cadence,
    Draft,
    Image,
    Limits,
    Mailbox,
    Newsletter,
    Source,
    Story,
    Topic,
    Use,
)
from digest.pipeline.permission import permitted
from digest.render import NO_PICTURES, Templates, inliner, render

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TEXT = "The council voted by a single seat to build a barrier across the mouth of the harbour."
STANDFIRST = "A close vote ends ten years of talk about the barrier in the harbour of Marl."
LETTER = Newsletter(
    id="briefing",
    title="Morning",
    sender=Mailbox(address="a@news.example"),
    public_url="https://news.example",
    postal_address="1 Example Street",
    topics=(Topic(name="World"),),
    min_stories=1,
)


def story(**changes) -> Story:
    lead = article(
        "a1",
        title="Vote on the barrier",
        text=f"{TEXT}\n\n## And then\n\n{TEXT}",
        summary=STANDFIRST,
        image=Image(url="https://pics.example/1.jpg", width=900, height=600),
        **changes,
    )
    other = article("a2", source="Other", publisher="The Other", title="Vote")
    return Story(
        id="s1", lead=lead, coverage=(other,), topic="World", summary=f"{STANDFIRST} {TEXT}"
    )


def printed(*sources: Source) -> str:
    stories = permitted([story()], sources)
    draft = Draft(
        stories=stories,
        limits=Limits(hours=24, max_hours=96, max_stories=5, per_topic=5),
        date=date(2026, 11, 23),
        cadence=Cadence.DAILY,
        now=NOW,
    )
    made = render(
        composed(draft, LETTER).edition,
        LETTER,
        templates=Templates(),
        inliner=inliner("premailer"),
        pictures=NO_PICTURES,
    )
    parts = b"".join(part.body for part in (*made.html, *made.text))
    return parts.replace(b"=\r\n", b"").replace(b"=\n", b"").decode()


def source(name: str = "Example", **changes) -> Source:
    return replace(Source(name=name, kind="feed", url="https://news.example/rss"), **changes)


def test_without_limits_sentences_and_picture_are_printed_and_credited():
    page = printed(source())

    assert "single seat" in page
    assert "pics.example" in page
    assert "The Example" in page


@pytest.mark.parametrize(
    ("use", "standfirst", "text"),
    [(Use.HEADLINE, False, False), (Use.STANDFIRST, True, False), (Use.EXTRACT, True, True)],
)
def test_each_use_prints_no_more_than_it_allows(use: Use, standfirst, text):
    page = printed(source(use=use))

    assert "Vote on the barrier" in page
    assert ("ten years of talk" in page) is standfirst
    assert ("single seat" in page) is text


def test_pictures_that_are_not_allowed_stand_nowhere():
    assert "pics.example" not in printed(source(pictures=False))


def test_a_picture_carries_its_own_credit_or_the_publishers_name():
    (plain,) = permitted([story()], [source()])
    (own,) = permitted([story()], [source(own=True)])
    image = Image(url="https://pics.example/1.jpg", credit="Ola Berg")
    pictured = replace(story(), lead=replace(story().lead, image=image))
    (credited,) = permitted([pictured], [source()])

    assert [one.lead.image.credit for one in (plain, own, credited)] == [
        "The Example",
        "",
        "Ola Berg",
    ]


def test_a_link_behind_a_paywall_says_so_in_every_part():
    plain, told = printed(source(pictures=False)), printed(source(pictures=False, paywall=True))

    assert plain.count("The Example") >= 2
    assert told.count("The Example (subscription)") == plain.count("The Example")


def test_coverage_behind_a_paywall_says_so_too():
    assert "The Other (subscription)" in printed(source(), source("Other", paywall=True))


def test_a_source_that_is_not_set_up_any_more_is_as_it_was():
    assert permitted([story()], []) == (story(),)
