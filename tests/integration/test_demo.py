"""The demo, whole: what its readers got, and what it left behind."""

from __future__ import annotations

import csv
import email
import json
import re
import sqlite3
from contextlib import closing
from email import policy
from pathlib import Path

import pytest

from digest.cli.main import run
from digest.demo.newsroom import FIRST_LINE
from digest.demo.run import Demo, run_demo
from digest.errors import DigestError

CSV = Path(__file__).parents[2] / "subscribers.example.csv"
ONCE = ("from", "to", "subject", "date", "message-id", "mime-version", "list-id")
BULK = ("list-unsubscribe", "list-unsubscribe-post", "content-type", "precedence")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "out"
    shown: list[Demo] = []
    run_demo(folder, serve=False, show=shown.append)
    assert len(shown) == 1
    return folder


def readers():
    with CSV.open(encoding="utf-8", newline="") as stream:
        return {row["email"]: row for row in csv.DictReader(stream)}


def mails(out):
    found = {}
    for path in sorted(out.glob("*.eml")):
        raw = path.read_bytes()
        message = email.message_from_bytes(raw, policy=policy.default)
        found.setdefault(message["to"].addresses[0].addr_spec, []).append((raw, message))
    return found


def test_each_active_reader_has_exactly_one_mail_and_nobody_else_has_one(out):
    active = {address for address, row in readers().items() if row["state"] == "active"}
    assert {address: len(copies) for address, copies in mails(out).items()} == dict.fromkeys(
        active, 1
    )


def headlines(out):
    """The edition's headlines by topic, as the store holds them."""
    with closing(sqlite3.connect(out / "digest.db")) as database:
        [(document,)] = database.execute("SELECT document FROM editions").fetchall()
    return {
        section["topic"]: [slot["headline"] for slot in section["slots"]]
        for section in json.loads(document)["sections"]
    }


def test_a_mail_holds_all_stories_of_its_reader_s_topics_and_no_other(out):
    chosen = {address: row["topics"].split(";") for address, row in readers().items()}
    edition = headlines(out)
    assert set(edition) == {"World", "Business", "Technology", "Science", "Culture", "Sport"}
    for address, [(_, message)] in mails(out).items():
        text = " ".join(message.get_body(("plain",)).get_content().split())
        for topic, told in edition.items():
            wanted = topic in chosen[address] or chosen[address] == [""]
            assert [" ".join(line.split()) in text for line in told] == [wanted] * len(told)


def test_every_mail_is_well_formed(out):
    for [(raw, message)] in mails(out).values():
        assert not message.defects
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        for name in ONCE + BULK:
            assert len(message.get_all(name)) == 1, name
        lines = raw.split(b"\r\n")
        assert max(map(len, lines)) <= 998
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert "__DIGEST_" not in message.get_body(("html",)).get_content()


def test_the_duplicate_is_told_once_and_hostile_markup_stays_text(out):
    html = (out / "edition.html").read_text()
    headlines = re.findall(r"<h[123][^>]*>.*?</h[123]>", html, re.DOTALL)
    assert len(headlines) == len(set(headlines))
    assert "<script" not in html.lower()


def test_it_leaves_page_text_pictures_database_and_a_log_without_addresses(out):
    assert (out / "edition.html").stat().st_size > 10_000
    assert (out / "edition.txt").stat().st_size > 3_000
    assert list((out / "images").glob("*.jpg"))
    log = (out / "digest.log").read_text()
    assert "10 sent" in log
    assert "@" not in log
    with closing(sqlite3.connect(out / "digest.db")) as database:
        states = database.execute("SELECT state, count(*) FROM deliveries GROUP BY 1").fetchall()
    assert states == [("sent", 10)]


def test_sending_the_edition_again_sends_nothing(out, capsys, monkeypatch):
    monkeypatch.chdir(out)
    edition = next(iter(re.findall(r"froze (\S+):", Path("digest.log").read_text())))
    # its inbox is gone: a try to send anything would fail with 75
    assert run(["send", edition, "--yes"]) == 0
    assert "already sent" in capsys.readouterr().out


def test_it_takes_the_place_of_an_earlier_demo(tmp_path):
    for _ in range(2):
        run_demo(tmp_path, serve=False, show=lambda _: None)
        assert len(list(tmp_path.glob("*.eml"))) == 10


@pytest.mark.parametrize("name", ["digest.toml", "digest.db"])
def test_it_refuses_a_folder_of_somebody_s_own(tmp_path, name):
    (tmp_path / name).write_text("# mine\n")
    with pytest.raises(DigestError, match="no demo wrote"):
        run_demo(tmp_path, serve=False, show=lambda _: None)
    assert (tmp_path / name).read_text() == "# mine\n"


def test_its_configuration_says_where_it_comes_from(out):
    assert (out / "digest.toml").read_text().startswith(FIRST_LINE)


def test_the_edition_breaks_no_rule(out, capsys):
    config = ("--config", str(out / "digest.toml"))
    assert run([*config, "editions", "list", "--json"]) == 0
    [edition] = json.loads(capsys.readouterr().out)
    assert run([*config, "check", edition["id"], "--strict"]) == 0


def test_each_article_says_where_its_fields_came_from(out, capsys):
    config = ("--config", str(out / "digest.toml"))
    assert run([*config, "articles", "list", "--limit", "500", "--json"]) == 0
    articles = json.loads(capsys.readouterr().out)
    told = [dict(article["origins"]) for article in articles]
    assert all({"title", "published", "text", "publisher"} <= set(origins) for origins in told)
    assert {origins["title"].partition(":")[0] for origins in told} == {"feed", "file", "page"}


def test_every_article_has_a_reason(out, capsys):
    """Each one is in the edition, or a copy, or was left out by name."""
    config = ("--config", str(out / "digest.toml"))
    run([*config, "articles", "list", "--limit", "500", "--json"])
    for article in json.loads(capsys.readouterr().out):
        assert run([*config, "why", article["id"], "--json"]) == 0
        [place] = json.loads(capsys.readouterr().out)["places"]
        assert place["placed"] or place["reason"]
