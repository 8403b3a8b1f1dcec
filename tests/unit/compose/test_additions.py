from __future__ import annotations

from dataclasses import replace

from tests.unit.compose.test_edition import LETTER, story
from tests.unit.curate.make import NOW, article

from digest.compose import composed
from digest.compose.additions import with_additions
from digest.model import Addition, BlockKind, Cadence, Draft, Limits, Override, OverrideKind

ALL = tuple(Addition)


def voice(number, title, publisher):
    return article(number, title, publisher=publisher, url=f"https://news.example/{number}")


TOLD = story(
    1,
    coverage=[
        voice(20, "Ferry aground in fog", "The Herald"),
        voice(21, "Night on the rocks", "The Post"),
        voice(22, "Night on the rocks", "The Courier"),
        voice(23, "Headline 1", "The Wire"),
        voice(24, "A second look", "The Herald"),
        voice(25, "Fog, rocks, luck", "The Gazette"),
        voice(26, "All safe", "The Globe"),
    ],
)


def added(stories, wanted=ALL, limits=None, overrides=(), quote=lambda _article, _beside: ""):
    draft = Draft(
        stories=tuple(stories),
        limits=limits or Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
    )
    letter = replace(LETTER, adds=wanted)
    made = composed(draft, letter, overrides)
    return with_additions(made.edition, letter, stories, made.reasons, quote)


def slots(edition):
    return {slot.id: slot for part in edition.sections for slot in part.slots}


def test_nothing_is_added_that_nobody_wants():
    draft = added([TOLD, story(2)], (), Limits(per_topic=1))
    assert (slots(draft)[TOLD.id].blocks, draft.blocks) == ((), ())


def test_others_headlines_stand_side_by_side_as_they_are_once_each():
    [block] = slots(added([TOLD, story(2)]))[TOLD.id].blocks
    assert block.kind is BlockKind.VOICES
    assert block.text.splitlines() == [
        "The Herald\tFerry aground in fog\thttps://news.example/20",
        "The Post\tNight on the rocks\thttps://news.example/21",
        "The Gazette\tFog, rocks, luck\thttps://news.example/25",
    ]


def test_one_other_headline_is_no_choir_and_only_the_lead_has_one():
    alone = replace(TOLD, coverage=TOLD.coverage[:1])
    assert slots(added([alone]))[TOLD.id].blocks == ()
    second = replace(story(2), coverage=TOLD.coverage)
    assert slots(added([story(1), second]))[second.id].blocks == ()


def test_a_quotation_is_of_the_first_article_that_has_one_and_says_which():
    def quote(one, beside):
        assert beside == slots(added([TOLD]))[TOLD.id].summary
        return "“Whole,” said Ada Fennick." if one.publisher == "The Post" else ""

    [block] = slots(added([TOLD], (Addition.QUOTATION,), quote=quote))[TOLD.id].blocks
    assert (block.kind, block.title, block.source) == (BlockKind.FIGURE, "", "The Post")
    assert block.url == "https://news.example/21"


def test_what_there_was_no_room_for_is_named_and_what_was_hidden_is_not():
    stories = [story(n) for n in range(1, 9)]
    hide = Override(
        edition="e",
        kind=OverrideKind.HIDE,
        who="anna",
        at=NOW,
        story=stories[1].id,
        articles=(stories[1].lead.id,),
    )
    edition = added(stories, (Addition.LEFT_OUT,), Limits(per_topic=1), [hide])
    [block] = edition.blocks
    assert block.kind is BlockKind.LEFT_OUT
    assert [line.split("\t")[1] for line in block.text.splitlines()] == [
        f"Headline {n}" for n in range(3, 8)
    ]
    assert added(stories[:1], (Addition.LEFT_OUT,)).blocks == ()


def test_a_writers_words_stand_before_what_is_added():
    why = Override(
        edition="e",
        kind=OverrideKind.WHY,
        who="anna",
        at=NOW,
        story=TOLD.id,
        articles=(TOLD.lead.id,),
        value="It is the first.",
        writer="Anna Berg",
    )
    kinds = [one.kind for one in slots(added([TOLD], overrides=[why]))[TOLD.id].blocks]
    assert kinds == [BlockKind.WHY, BlockKind.VOICES]
