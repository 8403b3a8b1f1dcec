"""From articles to an edition, by commands alone."""

from __future__ import annotations

import pytest
from tests.unit.cli.newsroom import write_news

from digest.compose import BUDGET
from digest.pipeline import fit


def test_build_prints_the_id_alone(ready, built):
    again = ready("build")
    assert again.out == f"{built}\n"
    assert f"digest approve {built}" in again.err
    report = ready("build", "--json").json
    assert report["edition"]["id"] == built
    assert (report["articles"], report["stories"], report["duplicates"]) == (2, 2, 0)


def test_an_empty_edition_is_skipped_with_code_4(ready):
    skipped = ready("build", "--date", "2020-02-02")
    assert (skipped.code, skipped.out) == (4, "briefing-daily-2020-02-02\n")
    assert "digest sources add ADDRESS" in skipped.err
    for command in (["approve"], ["send"], ["send", "--dry-run"], ["resume"]):
        assert ready(*command, "briefing-daily-2020-02-02").code == 4


def test_an_edition_of_too_few_stories_says_what_to_lower(built, ready, folder):
    config = folder / "digest.toml"
    config.write_text(
        config.read_text().replace(
            "[newsletters.briefing]", "[newsletters.briefing]\nmin_stories = 9", 1
        )
    )
    skipped = ready("build")
    assert (skipped.code, "lower min_stories" in skipped.err) == (4, True)


def test_where_all_articles_are_too_old_the_day_to_build_is_named(ready, folder):
    old = (
        "---\ntitle: Harbour opens\ndate: 2024-03-05T10:00:00Z\n---\nThe harbour opened to ships.\n"
    )
    (folder / "articles" / "old.md").write_text(old)
    ready("collect")
    skipped = ready("build")
    assert (skipped.code, "digest build --date 2024-03-05" in skipped.err) == (4, True)
    assert ready("build", "--json").json["newest"] == "2024-03-05"
    assert ready("build", "--date", "2024-03-05").code == 0
    assert "no articles to choose from" in ready("build", "--date", "2024-01-01").err


def test_what_was_left_out_is_said_on_demand(ready):
    assert "left out" not in ready("build").err
    assert "left out" in ready("-v", "build").err


@pytest.mark.parametrize(
    ("over", "said"), [(1, "1 told in a sentence, "), (50_000, "1 story left out, ")]
)
def test_what_the_size_of_the_mail_cost_is_counted_at_once(ready, built, monkeypatch, over, said):
    assert "100 KB" not in ready("build").err
    sizes = iter((BUDGET + over, BUDGET))
    monkeypatch.setattr(fit, "largest", lambda *_: next(sizes))
    told = ready("build").err
    assert f"{said}so that the mail stays under 100 KB" in told
    assert f"digest editions show {built}" in told
    assert "under 100 KB" in ready("editions", "show", built).out


def test_a_block_that_is_missing_is_said_at_once(ready, folder):
    write_news(folder)
    ready("collect")
    with (folder / "digest.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[newsletters.briefing.blocks]]\nkind = "data"\n')
        file.write('options = { table = "gone.csv", source = "Office" }\n')
    said = ready("build").err
    assert "left out: data block: " in said
    assert "gone.csv can't be read: No such file or directory" in said
    assert "left out: “" not in said


def test_options_of_build(ready, built):
    assert ready("build", "--newsletter", "briefnig").code == 3
    assert ready("build", "--date", "tomorrow").code == 2
    for day in ("9999-12-31", "0001-01-01", "1989-12-31", "2201-01-01"):
        assert ready("build", "--date", day).code == 2
    assert ready("build", "--date", "1990-01-01").code == 4
    weekly = ready("build", "--cadence", "weekly")
    assert weekly.out.startswith("briefing-weekly-")
    assert ready("editions", "list").rows[0]["id"] in {built, weekly.out.strip()}


def test_editions_are_listed_and_shown(ready, built):
    [listed] = ready("editions", "list").rows
    assert (listed["id"], listed["state"], listed["stories"]) == (built, "draft", "2")
    [found] = ready("editions", "list", "--json").json
    assert {"id", "newsletter", "date", "state", "subject", "sections"} <= set(found)
    shown = ready("editions", "show", built).out
    assert "World" in shown
    assert "* s" in shown
    assert ready("editions", "show", built, "--json").json == found
    assert next(slot["tier"] for slot in found["sections"][0]["slots"]) == "lead"
    assert ready("editions", "show", "none").code == 1


@pytest.mark.parametrize(
    ("command", "code", "close"),
    [
        (("editions", "list", "--newsletter", "briefnig"), 3, "briefing"),
        (("subscribers", "list", "--newsletter", "briefnig"), 3, "briefing"),
        (("subscribers", "export", "--newsletter", "briefnig"), 3, "briefing"),
        (("runs", "list", "--newsletter", "briefnig"), 3, "briefing"),
        (("articles", "list", "--source", "Dsek"), 3, "Desk"),
        (("collect", "--source", "Dsek"), 3, "Desk"),
        (("sources", "test", "Dsek"), 3, "Desk"),
        (("deliveries", "list", "--edition", "briefing-dialy-2026-11-23"), 1, "briefing-daily-"),
    ],
)
def test_a_name_that_nobody_knows_is_no_empty_list(ready, built, command, code, close):
    refused = ready(*command)
    assert (refused.code, refused.out) == (code, "")
    assert f'did you mean "{close}' in refused.err


def test_a_known_name_may_have_nothing(ready, built):
    for command in (
        ("deliveries", "list", "--edition", built),
        ("runs", "list", "--newsletter", "briefing"),
        ("articles", "list", "--source", "added by hand"),
    ):
        assert ready(*command, "--json").json == []
