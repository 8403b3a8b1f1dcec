"""run and runs: the daemon's words, its codes and its end."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.cli.newsroom import mailbox
from tests.unit.cli.test_servers import running
from tests.unit.schedule.house import add_readers, write_news, write_settings

from digest.store import open_store


@pytest.fixture
def due(folder):
    """Makes a newsletter whose slot was a minute ago; returns it."""

    def make(*, readers=2, **changes):
        slot = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=1)
        settings = write_settings(folder, at=f"{slot:%H:%M}", **changes)
        write_news(folder, dated=slot - timedelta(hours=2))
        with open_store(settings.store.url) as store:
            add_readers(store, readers)
        return slot

    return make


def test_one_tick_sends_what_is_due_and_lists_it(digest, due):
    with mailbox() as (inbox, address):
        slot = due(port=address.smtp_port)
        done = digest("run", "--once")
        assert done.code == 0
        assert done.out == ""
        words = [
            line.split(" ", 1)[1].split(" briefing-daily-")[0] for line in done.err.splitlines()
        ]
        assert words == [
            "collected: sources 1, new articles 2, changed 0",
            "briefing built",
            "briefing sent",
        ]
        assert len(inbox.mails()) == 2
        again = digest("run", "--once")
        assert (again.code, again.err) == (0, "")
        assert len(inbox.mails()) == 2
    [listed] = digest("runs", "list").rows
    assert (listed["slot"], listed["state"], listed["detail"]) == (
        f"{slot:%Y-%m-%dT%H:%M:%SZ}",
        "sent",
        "2 sent",
    )
    [run] = digest("runs", "list", "--newsletter", "briefing", "--limit", "1", "--json").json
    assert {"newsletter", "slot", "state", "edition", "detail", "tries", "retry_at"} <= set(run)
    assert digest("runs", "list", "--newsletter", "other").code == 3


def test_events_are_lines_of_json(digest, due):
    due(approval="manual")
    done = digest("run", "--once", "--json")
    assert done.code == 0
    found = [json.loads(line) for line in done.out.splitlines()]
    assert [event["what"] for event in found] == ["collected", "built", "held"]
    assert set(found[2]) == {
        "at",
        "what",
        "words",
        "newsletter",
        "edition",
        "slot",
        "code",
        "cause",
    }
    assert found[2]["edition"] in found[2]["words"]
    assert done.err == ""


def test_quiet_is_quiet(digest, due):
    due(approval="manual")
    assert digest("-q", "run", "--once").err == ""


@pytest.mark.parametrize(
    ("changes", "code", "state"),
    [
        ({"min_stories": 9}, 4, "skipped"),
        ({"readers": 0}, 4, "skipped"),
        ({"approval": "manual"}, 0, "held"),
        ({"port": 9}, 75, "failed"),
    ],
)
def test_one_tick_ends_with_the_code_of_the_worst(digest, due, changes, code, state):
    due(**changes)
    assert digest("run", "--once").code == code
    assert digest("runs", "list").rows[0]["state"] == state


def test_a_template_that_fails_is_code_1(digest, due, folder):
    due()
    (folder / "templates" / "email").mkdir(parents=True)
    (folder / "templates" / "email" / "daily.mjml.j2").write_text("{% broken")
    done = digest("run", "--once")
    assert done.code == 1
    assert "daily.mjml.j2" in digest("runs", "list").rows[0]["detail"]


def test_a_source_that_is_gone_is_code_6(digest, due, folder):
    due(
        more='[[sources]]\nname = "B"\nkind = "files"\npath = "b"\n'
        '[[sources]]\nname = "C"\nkind = "files"\npath = "c"\n',
        approval="manual",
    )
    assert digest("run", "--once").code == 6


def test_nothing_to_run_is_a_matter_of_configuration(digest, folder):
    (folder / "digest.toml").write_text("")
    refused = digest("run")
    assert refused.code == 3
    assert "schedule" in refused.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_daemon_ends_at_a_signal(folder, due, number):
    due(approval="manual")
    with running("run", "--json") as process:
        assert process.stdout is not None
        seen = [json.loads(process.stdout.readline())["what"] for _ in range(4)]
        assert seen == ["started", "collected", "built", "held"]
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
        assert process.returncode == 0
        assert json.loads(out)["what"] == "ended"
        assert "finishing what is in flight" in err
