"""What an installation's history teaches its topics, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, article, settings

from digest.curate.bayes import learn
from digest.curate.classify import Sorter
from digest.errors import DigestError
from digest.model import OverrideKind, Topic
from digest.pipeline.build import build
from digest.pipeline.edit import Wish, edit
from digest.pipeline.freeze import approve
from digest.pipeline.labelled import labelled
from digest.pipeline.topics import explain, grade, graded, lessons_for, train
from digest.store import open_store

LATER = NOW + timedelta(hours=30)
MOVE = Wish(kind=OverrideKind.TOPIC, story="s1", value="Science")


@pytest.fixture
def house(tmp_path):
    configured = settings(tmp_path)
    with open_store(configured.store.url) as store:
        told = [article("1"), article("2", "Science"), article("3", "")]
        store.articles.save(told, now=NOW)
        yield configured, store, configured.newsletter()


def built(house):
    configured, store, _ = house
    return build(configured, store, None, now=NOW).edition


def test_an_edition_that_went_out_teaches_and_a_draft_does_not(house):
    configured, store, letter = house
    edition = built(house)
    assert train(configured, store, letter, now=NOW).taught == {}
    approve(configured, store, edition.id, now=NOW)
    lessons = train(configured, store, letter, now=NOW)
    assert lessons.taught == {"World": 1, "Science": 1}
    assert store.lessons.get("briefing") == (lessons, NOW)


def test_what_an_editor_moved_teaches_more_than_where_it_was(house):
    configured, store, letter = house
    edition = built(house)
    for story in ("s1", "s3"):
        wish = Wish(kind=OverrideKind.TOPIC, story=story, value="Science")
        edit(configured, store, edition.id, wish, who="anna", now=NOW)
    approve(configured, store, edition.id, now=NOW)
    lessons = train(configured, store, letter, now=NOW)
    assert lessons.taught == {"Science": 3}
    assert max(lessons.words["Science"].values()) > 5


def test_what_was_moved_in_a_newsletter_of_a_longer_name_teaches_that_one_alone(house):
    configured, store, letter = house
    sport = replace(letter, id="briefing-sport")
    both = msgspec.structs.replace(configured, newsletters={"briefing": letter, sport.id: sport})
    edition = build(both, store, sport.id, now=NOW).edition
    edit(both, store, edition.id, MOVE, who="anna", now=NOW)
    assert train(both, store, letter, now=NOW).taught == {}
    assert train(both, store, sport, now=NOW).taught == {"Science": 1}


def test_a_guess_teaches_nothing(house):
    configured, store, letter = house
    words = "Rebels broke the ceasefire and troops shelled the border."
    store.articles.save([article("4", "", title="Ceasefire broken", text=words)], now=NOW)
    edition = built(house)
    guessed = [s for p in edition.sections for s in p.slots if s.id == "s4"]
    assert "as shipped" in guessed[0].story.reasons[0]
    approve(configured, store, edition.id, now=NOW)
    assert train(configured, store, letter, now=NOW).taught == {"World": 1, "Science": 1}


def test_a_build_learns_anew_once_a_day(house):
    configured, store, letter = house
    approve(configured, store, built(house).id, now=NOW)
    assert lessons_for(configured, store, letter, now=NOW + timedelta(hours=1)).taught == {}
    assert lessons_for(configured, store, letter, now=LATER).taught == {"World": 1, "Science": 1}


def test_a_dry_run_keeps_nothing(house):
    configured, store, letter = house
    train(configured, store, letter, now=NOW, dry_run=True)
    assert store.lessons.get("briefing") is None


def test_an_article_is_explained_level_by_level(house):
    configured, store, letter = house
    found = explain(configured, store, letter, store.articles.get("a2"), now=NOW)
    assert (found.topic, found.reason) == ("Science", "Science by the articles' categories")
    assert [dict(one.votes) for one in found.levels[:3]] == [{}, {"Science": 1}, {}]


def test_a_sorter_is_graded(house):
    _, store, letter = house
    told = [store.articles.get(f"a{n}") for n in (1, 2, 3)]
    made = grade(Sorter(letter, ()), list(zip(told, ("World", "World", "Science"), strict=True)))
    assert (made.articles, made.accuracy) == (3, pytest.approx(1 / 3))
    world = made.topics[0]
    assert (world.topic, world.articles, world.precision, world.recall) == ("World", 2, 1.0, 0.5)
    assert made.macro_f1 == pytest.approx((2 / 3 + 0) / 2)
    assert made.wrong[0][1:] == ("World", "Science")
    assert grade(Sorter(letter, ()), []).accuracy == 0


def test_a_table_of_labelled_articles_is_read(tmp_path):
    file = tmp_path / "labelled.tsv"
    file.write_text(
        "\ufefftopic\ttitle\ttext\tcategories\nWorld\tA treaty\tOne. ¶ Two.\ta; b\n", "utf-8"
    )
    [(told, topic)] = labelled(file, now=NOW)
    assert (topic, told.title, told.text, told.categories) == (
        "World",
        "A treaty",
        "One.\n\nTwo.",
        ("a", "b"),
    )


QUOTED = 'topic,Title\nWorld,"Peace, she said, is ""near"""\n'


@pytest.mark.parametrize(
    "content",
    [
        QUOTED.encode(),
        QUOTED.replace(",", ";").replace("Peace; she said;", "Peace, she said,").encode(),
        'Topic\tTitle\r\n"World"\t"Peace, she said, is ""near"""\r\n'.encode("utf-16"),
        b'topic\ttitle\n\nWorld\tPeace, she said, is "near"\n',
    ],
)
def test_a_table_is_read_as_spreadsheets_write_it(tmp_path, content):
    file = tmp_path / "labelled.csv"
    file.write_bytes(content)
    [(told, topic)] = labelled(file, now=NOW, language="de")
    assert (topic, told.title, told.language) == ("World", 'Peace, she said, is "near"', "de")


def test_a_topic_that_nothing_can_speak_for_is_named(house):
    configured, store, letter = house
    told = [(store.articles.get("a1"), "World")]
    assert graded(configured, store, letter, told, now=NOW).unheard == ()
    more = (Topic(name="Panorama"), Topic(name="Harbour", words=("quay",)), Topic(name="Kultur"))
    wide = replace(letter, topics=(*letter.topics, *more))
    assert graded(configured, store, wide, told, now=NOW).unheard == ("Panorama",)
    taught = learn([(told[0][0], "Panorama", 1.0)])
    store.lessons.save(letter.id, taught, now=NOW)
    assert graded(configured, store, wide, told, now=NOW).unheard == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no articles"),
        (b"topic\ttitle\nWorld\tA\nWorld\n", "line 3, has no title"),
        (b"title\ttopic\nA\n", "line 2, has no topic"),
        (b"topic,title\nWorld\n", "line 2, has no title"),
        (b"topic\ttitle\n", "holds no articles"),
        (b"topic\theadline\nWorld\tA\n", "no column title"),
        (b"topic\ttitle\nWorld\t\xff\n", "can't be read"),
    ],
)
def test_a_table_that_is_none_says_so(tmp_path, content, said):
    file = tmp_path / "labelled.tsv"
    file.write_bytes(content)
    with pytest.raises(DigestError, match=said):
        labelled(file, now=NOW)
