"""init, config, sources, articles, collect, db: what there is to look after."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from tests.unit.cli.newsroom import write_news

from digest.cli import collect as collect_module
from digest.config import load


def test_init_writes_what_loads_and_teaches(ready, folder):
    settings = load(folder / "digest.toml", environ={})
    assert len(settings.newsletter().topics) == 6
    text = (folder / "digest.toml").read_text()
    assert text.count("#") > 40
    assert (folder / "articles").is_dir()
    assert (folder / "subscribers.example.csv").read_text().startswith("email,name,")


def test_what_init_has_commented_out_loads_as_well(ready, folder):
    """Each `# key = value` and `# [table]` is a line that may be uncommented."""
    text = (folder / "digest.toml").read_text()
    keys = ("reply_to", "approval", "min_stories", "max_hours", "user", "password", "rate")
    more = (
        "daily_limit",
        "headers",
        "every",
        "allow_private",
        "timeout",
        "max_bytes",
        "concurrency",
        "[operator]",
        "address",
    )
    model = ("[summaries]", "model", "key", "calls", "tokens", "[semantic]")
    last = ("contact", "[collect]", "[serve]", "host", "port", "[[sources]]", "name", "kind")
    for key in (*keys, *more, *model, *last, "url", "topic", "weight"):
        line = key if key.startswith("[") else f"{key} ="
        assert f"\n# {line}" in text
        text = text.replace(f"\n# {line}", f"\n{line}")
    (folder / "digest.toml").write_text(text)
    settings = load(folder / "digest.toml", environ={"DIGEST_SMTP_PASSWORD": "x"})
    assert len(settings.sources) == 2
    assert settings.smtp.rate == 14


def test_init_never_overwrites(ready, folder):
    (folder / "digest.toml").write_text("mine")
    (folder / "subscribers.example.csv").unlink()
    again = ready("init")
    assert (folder / "digest.toml").read_text() == "mine"
    assert "kept   digest.toml" in again.out
    assert "wrote  subscribers.example.csv" in again.out


def test_init_makes_a_folder_or_says_why_not(digest, folder):
    assert digest("init", "a/b").code == 0
    assert (folder / "a" / "b" / "digest.toml").is_file()
    (folder / "file").touch()
    assert digest("init", "file/x").code == 1


def test_config_shows_who_said_what(ready, monkeypatch):
    monkeypatch.setenv("DIGEST_SMTP__PORT", "2525")
    monkeypatch.setenv("DIGEST_SMTP__USER", "me")
    monkeypatch.setenv("DIGEST_SMTP__PASSWORD", "s3cret")
    shown = ready("config", "show")
    rows = {row["key"]: row for row in shown.rows}
    assert rows["smtp.port"] == {"key": "smtp.port", "value": "2525", "from": "DIGEST_SMTP__PORT"}
    assert "s3cret" not in shown.out + ready("config", "show", "--json").out
    found = ready("config", "show", "--json").json
    assert {"key": "smtp.password", "value": "********", "origin": "DIGEST_SMTP__PASSWORD"} in found


def test_config_schema_is_a_schema(digest):
    assert digest("config", "schema").json["title"] == "digest.toml"


def test_another_file_can_be_named(ready, folder):
    (folder / "digest.toml").rename(folder / "other.toml")
    shown = ready("--config", "other.toml", "config", "show")
    assert "other.toml:12" in shown.out
    assert ready("--config", "digest.toml", "config", "show").code == 3


def test_a_mistake_is_code_3(ready, folder):
    (folder / "digest.toml").write_text("[smtp]\nprot = 25\n")
    refused = ready("collect")
    assert refused.code == 3
    assert refused.err.startswith("error: digest.toml:2: smtp.prot: unknown key; did you mean")


def test_collect_stores_and_counts(ready, folder):
    write_news(folder)
    first = ready("collect", "--json")
    assert (first.code, first.json["new"]) == (0, 2)
    [visit] = first.json["sources"]
    assert (visit["source"], visit["articles"], visit["error"]) == ("Desk", 2, "")
    again = ready("collect", "--source", "Desk")
    assert again.rows[0]["source"] == "Desk"
    assert "0 new articles" in again.err
    assert ready("collect", "--source", "Desc").code == 3


def test_more_than_half_of_the_sources_failing_is_code_6(ready, folder):
    write_news(folder)
    text = (folder / "digest.toml").read_text()
    gone = '\n[[sources]]\nname = "{}"\nkind = "files"\npath = "gone"\n'
    (folder / "digest.toml").write_text(text + gone.format("A"))
    assert ready("collect").code == 0
    (folder / "digest.toml").write_text(text + gone.format("A") + gone.format("B"))
    failed = ready("collect")
    assert failed.code == 6
    assert "2 of 3 sources failed" in failed.err
    assert ready("articles", "list", "--json").json != []
    assert ready("sources", "test").code == 6
    assert ready("sources", "test", "Desk").code == 0


def test_progress_counts_the_sources(ready, folder, monkeypatch):
    seen: list[tuple[int, str]] = []

    class Bar:
        def __init__(self, label: str, total: int) -> None:
            assert (label, total) == ("Collecting", 1)

        def __enter__(self):
            return lambda done, words: seen.append((done, words))

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(collect_module, "progress", Bar)
    assert ready("collect").code == 0
    assert seen == [(1, "Desk")]


def test_sources_are_listed_and_tried_out(ready, folder):
    write_news(folder)
    [tried] = ready("sources", "test", "Desk", "--json").json
    assert tried["articles"] == 2
    assert ready("articles", "list", "--json").json == []
    assert ready("sources", "list", "--json").json[0]["fetched"] is None
    ready("collect")
    [listed] = ready("sources", "list").rows
    assert (listed["name"], listed["kind"], listed["place"]) == ("Desk", "files", "articles")
    assert ready("sources", "list", "--json").json[0]["weight"] == 1.0
    missing = ready("sources", "test", "Desc")
    assert missing.code == 3
    assert 'did you mean "Desk"' in missing.err


def test_articles_are_added_listed_and_shown(ready, folder):
    write_news(folder)
    files = sorted(str(path) for path in (folder / "articles").iterdir())
    added = ready("articles", "add", *files, "--json").json
    names = {"id", "url", "title", "source", "publisher", "published"}
    names |= {"summary", "text", "headings", "language"}
    assert names <= set(added[0])
    assert len(ready("articles", "list").rows) == 2
    assert len(ready("articles", "list", "--limit", "1", "--json").json) == 1
    [found] = ready("articles", "list", "--search", "telescope", "--json").json
    assert found["title"].startswith("Telescope")
    assert ready("articles", "list", "--source", "Desk", "--json").json == []
    assert "Astronomers who used" in ready("articles", "show", found["id"]).out
    shown = ready("articles", "show", found["id"], "--json").json
    assert shown == {**found, "revisions": []}
    assert ready("articles", "show", "a0").code == 1
    assert ready("articles", "add").code == 2
    assert ready("articles", "add", "missing.txt").code == 2


def test_a_title_can_not_drive_the_terminal(ready, folder):
    (folder / "x.txt").write_text("A plain headline \x1b[2J\x9b31m of some length\n\nWords. " * 9)
    ready("articles", "add", "x.txt")
    listed = ready("articles", "list")
    ident = listed.rows[0]["id"]
    for printed in (listed.out, ready("articles", "show", ident).out):
        assert "\x1b" not in printed
        assert "\x9b" not in printed


def test_the_database_is_looked_after(ready, folder):
    assert len(ready("db", "migrate", "--dry-run", "--json").json) > 0
    assert len(ready("db", "migrate").out.splitlines()) > 0
    assert ready("db", "migrate", "--json").json == []
    assert ready("db", "check").code == 0
    copied = ready("db", "backup", "copy.db")
    assert copied.out == "copy.db\n"
    assert "digest.key is not in it" in copied.err
    with closing(sqlite3.connect(folder / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert ready("db", "backup", "copy.db").code == 1


def test_a_damaged_database_is_code_1(ready, folder):
    ready("subscribers", "add", "a@news.example")
    with closing(sqlite3.connect(folder / "digest.db")) as db, db:
        db.execute("UPDATE subscribers SET state = 'odd'")
    checked = ready("db", "check", "--json")
    assert checked.code == 1
    assert "odd" in json.dumps(checked.json)


def test_an_edit_is_shown_beside_what_was_said_before(ready, folder):
    write_news(folder)
    ident = ready("articles", "add", "articles/World.md", "--json").json[0]["id"]
    file = folder / "articles" / "World.md"
    file.write_text(file.read_text().replace("on Sunday", "on Monday"))
    ready("articles", "add", "articles/World.md")

    shown = ready("articles", "show", ident).out
    before = ready("articles", "show", ident, "--revision", "1")

    assert "on Monday" in shown
    assert "What it said before\n  1  until " in shown
    assert "on Sunday" in before.out
    assert "on Sunday" in ready("articles", "show", ident, "--revision", "1", "--json").json["text"]
    missing = ready("articles", "show", ident, "--revision", "2")
    assert missing.code == 1
    assert "has 1 earlier texts, not 2" in missing.err


@pytest.fixture
def old_article(ready, folder):
    """An article from before the time that is kept."""
    write_news(folder)
    ready("articles", "add", "articles/World.md")
    with closing(sqlite3.connect(folder / "digest.db")) as db, db:
        past = "2020-01-01T00:00:00Z"
        db.execute("UPDATE articles SET first_seen = ?, published = ?", (past, past))


def test_prune_counts_before_it_drops(ready, old_article):
    dry = ready("db", "prune", "--dry-run", "--json")
    assert (dry.json["articles"], dry.err) == (1, "would be dropped\n")
    assert ready("articles", "list", "--json").json[0]["text"] != ""
    assert "article texts  1" in ready("db", "prune").out
    assert ready("articles", "list", "--json").json[0]["text"] == ""
