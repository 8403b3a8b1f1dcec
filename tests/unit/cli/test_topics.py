from __future__ import annotations

import pytest
from tests.unit.cli.newsroom import write_news


@pytest.fixture
def stocked(ready, folder):
    write_news(folder)
    assert ready("collect").code == 0
    return ready


def test_topics_are_held_against_a_table(stocked, folder):
    table = folder / "labelled.tsv"
    table.write_text("topic\ttitle\nSport\tGoalkeeper saves the final\nWorld\tCup final\n")
    done = stocked("-v", "topics", "test", str(table))
    assert {row["topic"]: row["recall"] for row in done.rows} == {
        "Sport": "1.000",
        "World": "0.000",
    }
    assert "accuracy 0.500" in done.err
    assert "World, not Sport: Cup final" in done.err
    assert stocked("topics", "test", str(table), "--json").json["articles"] == 2
    assert stocked("topics", "test", "none.tsv").code == 2
    table.write_text("topic\ttitle\nSports\tGoalkeeper saves the final\nOther\tNobody\n")
    told = stocked("topics", "test", str(table)).err
    assert "Sports is no topic of briefing" in told
    assert "Other is no" not in told
    assert "can speak" not in told
    table.write_text("a\tb\n1\t2\n")
    assert stocked("topics", "test", str(table)).code == 1


def test_topics_are_learned_from_what_went_out(stocked):
    edition = stocked("build").out.strip()
    stocked("approve", edition)
    dry = stocked("topics", "train", "--dry-run")
    assert sum(int(row["articles"]) for row in dry.rows) == 2
    assert "nothing was changed" in dry.err
    done = stocked("topics", "train", "--json").json
    assert (done["newsletter"], sum(done["taught"].values())) == ("briefing", 2)


def test_an_article_is_explained(stocked):
    [one, *_] = stocked("articles", "list", "--json").json
    done = stocked("topics", "explain", one["id"])
    assert "by the articles' categories" in done.out
    assert stocked("topics", "explain", one["id"], "--json").json["topic"] in {"World", "Science"}
    assert stocked("topics", "explain", "a0").code == 1


def test_a_topic_of_which_nothing_is_known_is_told(stocked, folder):
    config = folder / "digest.toml"
    config.write_text(config.read_text().replace("topics = [", 'topics = [{ name = "Panorama" }, '))
    table = folder / "labelled.tsv"
    table.write_text("topic\ttitle\nPanorama\tA quiet day\n")
    assert "no article can speak for Panorama yet" in stocked("topics", "test", str(table)).err
