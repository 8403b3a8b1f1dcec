from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.compose.test_edition import LETTER, story
from tests.unit.curate.make import NOW, article

from digest.compose import composed
from digest.compose.additions import Gathered, with_additions
from digest.compose.dated import Dated
from digest.model import (
    PAYWALL,
    Addendum,
    Addition,
    BlockKind,
    Cadence,
    Development,
    Draft,
    Limits,
    Override,
    OverrideKind,
)

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


def nothing(*_told):
    return None


def added(
    stories, wanted=ALL, limits=None, overrides=(), *, quote=lambda *_: "", second=True, **gathered
):
    draft = Draft(
        stories=tuple(stories),
        limits=limits or Limits(),
        date=NOW.date(),
        cadence=Cadence.DAILY,
        now=NOW,
    )
    letter = replace(LETTER, adds=wanted, second_source=second)
    made = composed(draft, letter, overrides)
    return with_additions(
        made.edition,
        letter,
        stories,
        made.reasons,
        Gathered(**{"quote": quote, "figure": nothing, "addendum": nothing, **gathered}),
    )


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
    stories[2] = replace(stories[2], lead=replace(stories[2].lead, title="The daily crossword"))
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
        f"Headline {n}" for n in range(4, 9)
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


EXPLAINED = Dated(date(2026, 9, 1), "The Post", "What we know", "https://news.example/31")


def test_dated_headlines_belong_to_every_story_that_has_some():
    second = story(2)
    lines = [
        Dated(date(2026, 11, 20), "The Post", "Fog warning", "https://news.example/30"),
        Dated(date(2026, 11, 21), "The Wire", "Ferry overdue", None),
    ]
    wanted = (Addition.SO_FAR, Addition.BACKGROUND)
    found = slots(
        added(
            [story(1), second],
            wanted,
            so_far={second.id: lines},
            background={second.id: [EXPLAINED]},
        )
    )
    assert found[story(1).id].blocks == ()
    thread, background = found[second.id].blocks
    assert (thread.kind, thread.id) == (BlockKind.SO_FAR, f"so-far-{second.id}")
    assert (background.kind, background.id) == (BlockKind.BACKGROUND, f"background-{second.id}")
    assert thread.text.splitlines() == [
        "2026-11-20\tThe Post\tFog warning\thttps://news.example/30",
        "2026-11-21\tThe Wire\tFerry overdue\t",
    ]
    assert background.text.endswith("What we know\thttps://news.example/31")
    assert slots(added([second], (), so_far={second.id: lines}))[second.id].blocks == ()


def test_a_figure_stands_in_its_sentence_and_says_whose_it_is():
    heard = []

    def figure(one, beside, others, printed):
        heard.append((beside, len(others), printed))
        return ("43", "Of those aboard 43 were hurt.") if one.publisher == "The Post" else None

    printed = {TOLD.id: "One was hurt."}
    slot = slots(added([TOLD], (Addition.FIGURE,), figure=figure, printed=printed))[TOLD.id]
    [block] = slot.blocks
    assert (block.kind, block.title, block.text) == (
        BlockKind.FIGURE,
        "43",
        "Of those aboard 43 were hurt.",
    )
    assert (block.source, block.url) == ("The Post", "https://news.example/21")
    assert heard[0] == (slot.summary, len(TOLD.coverage), "One was hurt.")


def test_a_quotation_is_looked_for_beside_what_was_printed_too():
    heard = []

    def quote(one, beside):
        heard.append(beside)
        return ""

    slot = slots(added([TOLD], quote=quote, printed={TOLD.id: "“Luck,” said Ada."}))[TOLD.id]
    assert heard[0] == f"{slot.summary} “Luck,” said Ada.".strip()


def test_the_figure_is_not_that_of_the_quotation():
    def figure(one, beside, others, printed):
        return None if "43 aboard" in beside else ("43", "There were 43 aboard.")

    wanted = (Addition.QUOTATION, Addition.FIGURE)
    made = added([TOLD], wanted, quote=lambda *_: "“We had 43 aboard,” said Ada.", figure=figure)
    assert [one.title for one in slots(made)[TOLD.id].blocks] == [""]


MORE = Addendum(sentence="The radar was off.", source="The Herald", url="https://news.example/20")


def test_a_summary_goes_on_with_what_another_source_adds():
    heard = []

    def addendum(told, summary):
        heard.append((told.id, summary))
        return MORE

    made = slots(added([TOLD, story(2)], (), addendum=addendum))
    assert [made[one].addendum for one in made] == [MORE, MORE]
    assert heard[0] == (TOLD.id, made[TOLD.id].summary)


@pytest.mark.parametrize(
    "told",
    [
        replace(TOLD, summary_by="a model", summary="It sank."),
        replace(
            TOLD,
            update=Development(
                edition="e",
                date=NOW.date(),
                headline="Ferry",
                url=None,
                sentence="It sank.",
                source="The Post",
            ),
        ),
    ],
    ids=["a model's", "an update"],
)
def test_words_that_are_not_the_articles_own_are_left_alone(told):
    assert slots(added([told], (), addendum=lambda *_: MORE))[TOLD.id].addendum is None


def test_what_the_summary_goes_on_with_is_not_quoted_below_again():
    asked = []
    added(
        [TOLD],
        quote=lambda _, told: asked.append(told) or "",
        addendum=lambda *_: MORE,
    )
    assert asked
    assert all(MORE.sentence in told for told in asked)


def test_a_brief_is_told_in_its_own_sentence_alone():
    made = slots(added([story(at) for at in range(1, 13)], (), addendum=lambda *_: MORE))
    assert {True, False} == {slot.short for slot in made.values()}
    assert all(slot.short is (slot.addendum is None) for slot in made.values())


def test_an_editors_summary_is_left_alone_and_so_is_a_newsletter_that_wants_none():
    mine = Override(
        edition="e",
        kind=OverrideKind.SUMMARY,
        who="anna",
        at=NOW,
        story=TOLD.id,
        articles=(TOLD.lead.id,),
        value="It sank.",
    )
    assert (
        slots(added([TOLD], (), overrides=[mine], addendum=lambda *_: MORE))[TOLD.id].addendum
        is None
    )
    assert (
        slots(added([TOLD], (), second=False, addendum=lambda *_: MORE))[TOLD.id].addendum is None
    )


def test_a_link_that_asks_for_a_subscription_says_so_in_every_addition():
    closed = [replace(one, notes=(PAYWALL,)) for one in TOLD.coverage]
    told = replace(TOLD, coverage=tuple(closed))
    second = replace(story(2), lead=replace(story(2).lead, notes=(PAYWALL,)))
    lines = [
        Dated(date(2026, 11, 20), "The Post", "Fog", "https://news.example/30", paywalled=True)
    ]
    edition = added(
        [told, second],
        ALL,
        Limits(per_topic=1),
        quote=lambda one, _: "“Whole,” said Ada." if one.publisher == "The Post" else "",
        so_far={TOLD.id: lines},
    )
    quotation, thread, voices = slots(edition)[TOLD.id].blocks
    assert quotation.paywalled
    for block in (thread, voices, *edition.blocks):
        assert all(line.endswith("\tsubscription") for line in block.text.splitlines())


def test_what_the_thread_told_is_no_background():
    line = Dated(date(2026, 11, 20), "The Post", "Fog", None)
    made = added([TOLD], so_far={TOLD.id: [line]}, background={TOLD.id: [line]})
    kinds = [one.kind for one in slots(made)[TOLD.id].blocks]
    assert kinds == [BlockKind.SO_FAR, BlockKind.VOICES]
