from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from tests.unit.cli.shelf import draft

from digest.cli import edit as module


@pytest.fixture
def built(ready, folder, shelf):
    return shelf.into(folder, draft)


@pytest.fixture
def stories(ready, built):
    shown = ready("editions", "show", built, "--json").json
    lead = shown["lead"]
    [other] = [s["id"] for part in shown["sections"] for s in part["slots"] if s["id"] != lead]
    return lead, other


def test_each_decision_prints_what_it_changed(ready, built, stories):
    lead, other = stories
    done = ready("edit", built, "retitle", other, "Else")
    assert (done.rows[-1]["what"], done.rows[-1]["after"]) == ("headline", "Else")
    assert f"digest edit {built} undo" in done.err
    assert ready("edit", built, "lead", other).rows[0]["what"] == "subject"
    assert ready("edit", built, "hide", lead).rows[-1]["what"] == "removed"
    for command in ("pin", "essential", "lead"):
        assert ready("edit", built, command, lead).code == 0
    assert ready("edit", built, "move", other, "1").code == 0
    assert ready("edit", built, "topic", other, "Sport").rows[-1]["after"] == "Sport, number 1"
    assert ready("edit", built, "summary", other, "In short.").code == 0
    assert ready("edit", built, "subject", "Today").rows[0]["after"] == "Today"
    assert ready("edit", built, "preheader", "And tomorrow").code == 0
    assert ready("edit", built, "greeting", "Good morning.", "--by", "Anna").code == 0
    shown = ready("editions", "show", built, "--json").json
    assert (shown["subject"], shown["preheader"]) == ("Today", "And tomorrow")


def test_why_needs_a_name(ready, built, stories):
    assert ready("edit", built, "why", stories[0], "It is the first.").code == 2
    done = ready(
        "edit", built, "why", stories[0], "It is the first.", "--by", "Anna Berg", "--json"
    )
    assert done.json["edition"] == built
    assert done.json["state"] == "draft"
    assert done.json["withdrawn"] is False
    assert done.json["override"]["writer"] == "Anna Berg"
    assert done.json["changes"][0]["after"] == "It is the first.\nAnna Berg"


def test_a_story_that_was_hidden_says_so_when_it_comes_back(ready, built, stories):
    ready("edit", "--who", "Anna", built, "hide", stories[1])
    tomorrow = date.fromisoformat(built[-10:]) + timedelta(days=1)
    again = ready("build", "--date", tomorrow.isoformat())
    assert f"{stories[1]} is back: hidden by Anna" in again.err
    shown = ready("editions", "show", again.out.strip()).out
    assert "back: hidden by Anna" in shown
    assert f"in {built}" in shown


def test_the_log_and_undo(ready, built, stories, monkeypatch):
    monkeypatch.setattr(module.getpass, "getuser", lambda: "ben")
    ready("edit", "--who", "Anna", built, "subject", "Today")
    ready("edit", built, "note", "Check it.", "--story", stories[0])
    rows = ready("edit", built, "log").rows
    assert [(one["who"], one["what"], one["after"]) for one in rows] == [
        ("Anna", "subject", "Today"),
        ("ben", "note", "Check it."),
    ]
    undone = ready("edit", built, "undo", "1")
    assert undone.rows[0]["before"] == "Today"
    assert "to take it back" not in undone.err
    assert "taken back: number 1, subject" in undone.err
    assert "nothing that readers see changed" not in undone.err
    assert ready("edit", built, "log", "--json").json[0]["undone_by"] == "ben"
    assert "Check it." in ready("why", stories[0]).out
    assert ready("edit", built, "undo", "7").code == 1
    again = ready("edit", built, "undo")
    assert "nothing that readers see changed" in again.err
    assert "taken back: number 2, note" in again.err


def test_an_account_without_a_name_is_told_by_its_number(ready, built, monkeypatch):
    def nobody():
        raise KeyError("uid not found")

    monkeypatch.setattr(module.getpass, "getuser", nobody)
    ready("edit", built, "subject", "Today")
    assert ready("edit", built, "log").rows[0]["who"].startswith("uid ")


def test_words_come_from_stdin(ready, built, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Größe\n".encode()), "utf-8"))
    ready("edit", built, "subject", "-")
    assert ready("editions", "show", built, "--json").json["subject"] == "Größe"


def test_an_approval_goes_and_is_said_to(ready, built):
    ready("approve", built)
    assert "approval of the edition is taken back" in ready("edit", built, "subject", "Today").err
    assert ready("editions", "list").rows[0]["state"] == "draft"


def test_an_edition_is_compared_with_the_draft_before(ready, built):
    assert ready("editions", "diff", built).rows == []
    ready("edit", built, "subject", "Today")
    done = ready("editions", "diff", built)
    assert [one["what"] for one in done.rows] == ["subject", "preheader"]
    assert done.rows[0]["after"] == "Today"
    assert "number 2: subject written" in done.err
    ready("edit", built, "subject", "Tomorrow")
    changes = ready("editions", "diff", built, "--from", "1", "--to", "3", "--json").json
    assert [one["what"] for one in changes] == ["subject", "preheader"]
    assert changes[0]["after"] == "Tomorrow"
    assert ready("editions", "diff", built, "--from", "8").code == 1


def test_names_that_nobody_knows_are_refused_with_the_nearest(ready, built, stories):
    assert built in ready("edit", built[:-1], "log").err
    assert ready("edit", built, "topic", stories[0], "Sprot").code == 1
    assert 'did you mean "Sport"' in ready("edit", built, "topic", stories[0], "Sprot").err
    assert ready("edit", built, "move", stories[0], "x").code == 2
    assert ready("edit", built, "pin", "s12345").code == 1
