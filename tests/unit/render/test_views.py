from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.render.sample import NEWSLETTER, article, edition

from digest.model import Development, Image
from digest.render.frame import newsletter_view
from digest.render.messages import Words
from digest.render.views import (
    MAX_COVERAGE,
    edition_view,
    first_sentence,
    minutes,
)


def _slot(**changes: object):
    """The lead's view after changes to its article."""
    made = edition()
    section = made.sections[0]
    slot = section.slots[0]
    story = replace(slot.story, lead=replace(slot.story.lead, **changes))
    changed = replace(section, slots=(replace(slot, story=story), *section.slots[1:]))
    return edition_view(replace(made, sections=(changed,)), Words("en")).sections[0].slots[0]


def test_an_update_links_back_to_what_was_told():
    told = Development(
        edition="briefing-daily-2026-11-22",
        date=date(2026, 11, 22),
        headline="The first news",
        url="javascript:alert(1)",
        sentence="It is new.",
        source="The Meridian",
    )
    made = edition()
    section = made.sections[0]
    slot = section.slots[0]
    slot = replace(slot, story=replace(slot.story, update=told))
    changed = replace(section, slots=(slot, *section.slots[1:]))
    view = edition_view(replace(made, sections=(changed,)), Words("en")).sections[0].slots[0]
    assert (view.update.label, view.update.before) == ("Update.", "We told on Sun, Nov 22: ")
    assert (view.update.headline.text, view.update.url) == ("The first news", "")


def _with_coverage(*publishers: str):
    made = edition()
    slot = made.sections[0].slots[0]
    coverage = tuple(article(n, "x", who, "en", 5) for n, who in enumerate(publishers, 20))
    story = replace(slot.story, coverage=coverage)
    section = replace(made.sections[0], slots=(replace(slot, story=story),))
    return edition_view(replace(made, sections=(section,)), Words("en")).sections[0].slots[0]


def test_each_other_publisher_is_named_once_and_the_own_one_not():
    view = _with_coverage("Harbour Post", "Harbour Post", "The Meridian", "Nordlys Avis")
    assert [other.name.text for other in view.coverage] == ["Harbour Post", "Nordlys Avis"]
    assert view.sources == 3


def test_many_publishers_are_cut_short_and_counted():
    view = _with_coverage(*(f"Paper {n}" for n in range(MAX_COVERAGE + 2)))
    assert len(view.coverage) == MAX_COVERAGE
    assert view.more == 2


@pytest.mark.parametrize(
    ("image", "size"),
    [
        (Image(url="https://news.example/a.png", width=1160, height=640), (580, 320)),
        (Image(url="https://news.example/a.png", width=300, height=200), (300, 200)),
        (Image(url="https://news.example/a.png"), (580, 0)),
        (Image(url="https://news.example/a.png", width=60, height=60), None),
        (Image(url="data:image/png;base64,xx", width=600, height=300), None),
        (Image(url="javascript:x"), None),
        (None, None),
    ],
)
def test_pictures_fit_or_are_left_out(image, size):
    shown = _slot(image=image).image
    assert (shown and (shown.width, shown.height)) == size


def test_an_article_without_a_url_or_with_a_bad_one_has_none():
    assert _slot(url=None).url == ""
    assert _slot(url="javascript:alert(1)").url == ""


def test_the_source_stands_in_for_a_publisher():
    assert _slot(publisher="", source="Desk").publisher.text == "Desk"


def test_right_to_left_stories_start_on_the_right():
    view = edition_view(edition(), Words("en"))
    assert [slot.align for slot in view.sections[0].slots] == ["left", "right", "left"]
    assert edition_view(replace(edition(), language="ar"), Words("ar")).align == "right"


def test_whoever_may_come_first_has_a_lead_form():
    made = edition()
    essential = replace(made.sections[0].slots[2], essential=True)
    world = replace(made.sections[0], slots=(*made.sections[0].slots[:2], essential))
    view = edition_view(
        replace(made, sections=(world, *made.sections[1:]), lead=made.sections[2].slots[1].id),
        Words("en"),
    )
    firsts = {section.slots[0].id for section in made.sections}
    assert {slot.id for slot in view.leads} == firsts | {essential.id, made.sections[2].slots[1].id}


def test_a_newsletter_shows_its_host():
    view = newsletter_view(replace(NEWSLETTER, public_url="https://www.meridian.example/x"), "en")
    assert view.host == "meridian.example"
    assert newsletter_view(replace(NEWSLETTER, public_url=""), "en").host == ""


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("Prices rose 2.1 per cent. Rents fell.", "Prices rose 2.1 per cent."),
        ("The U.S. Senate voted on Tuesday. It passed.", "The U.S. Senate voted on Tuesday."),
        (
            "Dr. Meier leitet ab dem 3. März die Klinik. Sie ist neu.",
            "Dr. Meier leitet ab dem 3. März die Klinik.",
        ),
        ("J. K. Tal won. Nobody knew.", "J. K. Tal won."),
        ("“We won. We did!” she said. It rained.", "“We won. We did!” she said."),
        ("内閣は予算案を可決した。野党は反対した。", "内閣は予算案を可決した。"),
        ("ज़रूरी ख़बर। और भी।", "ज़रूरी ख़बर।"),
        ("No end", "No end"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_sentence_ends(summary, told):
    assert first_sentence(summary, "en") == told


def test_a_first_sentence_that_is_too_long_is_cut_and_no_flag_with_it():
    told = first_sentence("x" * 147 + "\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea and more.", "en")
    assert told == "x" * 147 + "\U0001f1eb\U0001f1f7…"


QUAKE = """A magnitude 6.1 earthquake struck the port of Larmont before dawn on Sunday, bringing
    down apartment blocks and killing at least nine people, the civil defence said."""
DAM = """Nether Hal's 1,100 people may go home: the cracks in the spillway of Halwick dam are
    shallow, engineers found after the reservoir was lowered by six metres."""
DUES = """Der neue Präsident der kleinen Republik hat am Dienstag vor dem Parlament in Port Ellis
    angekündigt, die Gebühren für alle Schiffe unter Flagge der Nachbarn zu senken."""


@pytest.mark.parametrize(
    ("tongue", "summary", "told"),
    [
        ("en", QUAKE, "bringing down apartment blocks and killing at least nine people…"),
        ("en", DAM, "engineers found after the reservoir was lowered…"),
        ("de", DUES, "die Gebühren für alle Schiffe unter Flagge…"),
    ],
)
def test_a_first_sentence_is_cut_on_a_word_on_which_a_thought_can_end(tongue, summary, told):
    assert first_sentence(" ".join(summary.split()), tongue).endswith(told)


@pytest.mark.parametrize(
    ("language", "taken"), [("en", 4), ("de-AT", 6), ("ar", 7), ("zh", 8), ("xx", 4)]
)
def test_a_thousand_words_take_as_long_as_their_language_does(language, taken):
    assert minutes(1000, language) == taken
    assert minutes(0, language) == 1
