"""`digest why`: by id, by URL, by address."""

from __future__ import annotations

import re


def test_an_article_is_explained(ready, built):
    article = ready("articles", "list").rows[0]["id"]
    told = ready("why", article)
    assert told.code == 0
    assert "title       file: front matter, title" in told.out
    assert f"{built} (draft): " in told.out
    found = ready("why", article, "--json").json
    assert found["origins"]["title"] == "file: front matter, title"
    assert "text" not in found["article"]
    assert found["places"][0]["placed"] is True
    assert "title      file: front matter" not in ready("articles", "show", article).err
    assert "Where it came from\n  title" in ready("articles", "show", article).out


def test_an_article_is_found_at_its_address(ready, folder):
    (folder / "x.md").write_text(
        "---\nurl: https://news.example/x\n---\n# A title \x1b[2J of its own\n\nWords.\n"
    )
    ready("articles", "add", "x.md")
    told = ready("why", "HTTPS://news.example:443/x?utm_source=y#top")
    assert told.code == 0
    assert "no edition was built since it came in" in told.out
    assert "\x1b" not in told.out
    assert ready("why", "https://news.example/other").code == 1


def test_a_story_is_explained(ready, built):
    [story] = ready("editions", "show", built, "--json").json["sections"][0]["slots"]
    told = ready("why", story["id"])
    assert told.out.startswith(f"{story['id']}  {story['headline']}\n")
    assert "; 1 article: " in told.out
    assert "number 1" in told.out
    assert "score" in told.out
    assert ready("why", story["id"], "--json").json["places"][0]["story"] == story["id"]
    assert ready("why", "s0").code == 1


def test_a_reader_is_explained(ready, built):
    [reader] = ready("subscribers", "list", "--limit", "1", "--json").json
    told = ready("why", reader["email"])
    assert built in told.out
    assert "not sent yet" in told.out
    by_id = ready("why", str(reader["id"]), "--json", "--limit", "1").json
    assert by_id["subscriber"]["email"] == reader["email"]
    assert by_id["copies"][0]["state"] is None


def test_what_nobody_knows_is_code_1(ready):
    for what in ("nobody@example.com", "99", "a0", "nonsense"):
        refused = ready("why", what)
        assert refused.code == 1
        assert refused.err.startswith("error: ")


def test_of_an_address_that_a_suppression_holds_that_is_said(ready):
    ready("subscribers", "import", "subscribers.example.csv")
    email = ready("subscribers", "list", "--json").json[0]["email"]
    ready("subscribers", "remove", email, "--yes", "--suppress")
    refused = ready("why", email)
    assert refused.code == 1
    assert "a suppression keeps mail from that address: " in refused.err
    assert "every newsletter" in refused.err
    assert "a suppression" not in ready("why", "nobody@example.com").err


def test_of_a_reader_who_is_suppressed_it_says_why_and_since_when(ready, folder):
    ready("subscribers", "import", "subscribers.example.csv")
    email = ready("subscribers", "list", "--json").json[0]["email"]
    (folder / "digest.key").unlink()
    assert "suppressed" not in ready("why", email).out
    assert not (folder / "digest.key").exists()
    ready("suppressions", "add", email, "--reason", "complained")
    told = ready("why", email).out
    assert re.search(
        r"suppressed +complained since 2\d{3}-\S+Z \(every newsletter, by hand\)", told
    )
    [row] = ready("why", email, "--json").json["suppressions"]
    assert (row["reason"], row["newsletter"], row["source"]) == ("complained", "", "by hand")
