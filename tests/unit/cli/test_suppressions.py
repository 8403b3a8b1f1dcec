from __future__ import annotations

import pytest

HANA = "hana.suzuki@example.org"


def test_one_address_is_suppressed_and_taken_off(full):
    assert full("suppressions", "add", HANA.upper()).code == 0
    [row] = full("suppressions", "list", "--json").json
    assert (row["reason"], row["newsletter"], row["source"]) == ("manual", "", "by hand")
    assert "hana" not in str(row)
    [chosen] = full("subscribers", "show", HANA, "--json").json["subscriptions"]
    assert chosen["state"] == "left"
    assert "already" in full("suppressions", "add", HANA).err
    assert full("suppressions", "remove", HANA, "--dry-run").code == 0
    assert full("suppressions", "list", "--address", HANA).rows
    assert full("suppressions", "remove", HANA).code == 0
    assert full("suppressions", "remove", HANA).code == 1
    assert full("suppressions", "list", "--address", HANA, "--json").json == []
    assert full("subscribers", "add", HANA).code == 1


def test_of_one_newsletter(full):
    assert full("suppressions", "add", HANA, "--newsletter", "other").code == 3
    assert full("suppressions", "add", HANA, "--newsletter", "briefing").code == 0
    assert full("suppressions", "list").rows[0]["newsletter"] == "briefing"
    assert full("suppressions", "add", "nobody").code == 2


def test_a_file_with_other_programs_words(full, folder):
    (folder / "s.csv").write_text(
        f"Email Address;Reason\n{HANA};spam complaint\nno;left\nx@example.com;mood\n"
    )
    dry = full("suppressions", "import", "s.csv", "--dry-run", "--json").json
    assert (dry["rows"], dry["new"], dry["refused"]) == (3, 1, 2)
    assert full("suppressions", "list", "--json").json == []
    done = full("suppressions", "import", "s.csv")
    assert "s.csv:4: 'mood' is no reason" in done.err
    assert full("subscribers", "show", HANA, "--json").json["state"] == "complained"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        *[
            (word, "left")
            for word in ("unsub", "Unsubscribe", "unsubscribed", "opt-out", "Opted Out")
        ],
        *[("hard-bounce", "bounced"), ("spam", "complained"), ("blocklisted", "manual")],
    ],
)
def test_the_words_of_other_programs_for_a_reason(full, folder, word, reason):
    (folder / "s.csv").write_text(f"email,reason\n{HANA},{word}\n")
    assert full("suppressions", "import", "s.csv").code == 0
    assert full("suppressions", "list", "--json").json[0]["reason"] == reason


def test_a_file_of_bare_addresses(full, folder):
    (folder / "s.txt").write_text(f"{HANA}\nx@example.com\n")
    assert full("suppressions", "import", "s.txt", "--json").json["new"] == 2
    (folder / "s.txt").write_text("no\n")
    assert full("suppressions", "import", "s.txt").code == 1


def test_an_export_is_imported_by_its_hashes(full, folder):
    full("suppressions", "add", HANA, "--reason", "bounced")
    exported = full("suppressions", "export").out
    assert HANA not in exported
    full("suppressions", "remove", HANA)
    (folder / "s.csv").write_text(exported, newline="")
    assert full("suppressions", "import", "s.csv", "--json").json["new"] == 1
    assert full("suppressions", "list").rows[0]["reason"] == "bounced"


def test_suppressions_hold_after_the_key_is_rotated(full, folder):
    full("suppressions", "add", "new@example.com")
    assert "1 older still hold" in full("keys", "rotate").err
    (folder / "r.csv").write_text("email\nnew@example.com\n")
    assert full("subscribers", "import", "r.csv", "--json").json["kept"] == 1


def test_since_when_comes_back_with_an_export_and_what_that_ends_ends_now(full, folder):
    (folder / "s.csv").write_text(
        f"email,reason,at\n{HANA},manual,2019-05-01T08:00:00+02:00\n"
        "b@example.com,manual,2999-01-01\nc@example.com,manual,lately\n"
    )
    done = full("suppressions", "import", "s.csv")
    assert "s.csv:4: the time 'lately' is not like 2026-11-30 07:00:00" in done.err
    times = {row["at"] for row in full("suppressions", "list", "--json").json}
    assert "2019-05-01T06:00:00Z" in times
    assert not any(time.startswith("2999") for time in times)
    exported = full("suppressions", "export").out
    full("suppressions", "remove", HANA)
    (folder / "e.csv").write_text(exported, newline="")
    full("suppressions", "import", "e.csv")
    assert times == {row["at"] for row in full("suppressions", "list", "--json").json}
    assert "2019" not in full("why", HANA).out.split("suppressed")[0]


BLOCKED = "email,name,status\nnew@example.com,New,enabled\n"


def test_whom_listmonk_blocklisted_is_suppressed_by_an_import(full, folder):
    told = f"{BLOCKED}b@example.com,B,enabled\nb@example.com,B,blocklisted\n{HANA},H,blocklisted\n"
    (folder / "r.csv").write_text(told)
    dry = full("subscribers", "import", "r.csv", "--json", "--dry-run").json
    assert full("suppressions", "list", "--json").json == []
    done = full("subscribers", "import", "r.csv", "--json").json
    assert dry == done
    assert [done[word] for word in ("rows", "new", "kept", "suppressed")] == [4, 1, 1, 2]
    kept = full("suppressions", "list", "--json").json
    assert [(one["reason"], one["newsletter"], one["source"]) for one in kept] == [
        ("manual", "", "imported")
    ] * 2
    [chosen] = full("subscribers", "show", HANA, "--json").json["subscriptions"]
    assert chosen["state"] == "left"
    again = full("subscribers", "import", "r.csv", "--json").json
    assert [again[word] for word in ("new", "same", "kept", "suppressed")] == [0, 3, 1, 0]
    assert "suppressed" in full("subscribers", "import", "r.csv").out


def test_who_was_blocked_far_behind_is_out_as_well(full, folder, monkeypatch):
    monkeypatch.setattr("digest.store.subscribers.CHUNK", 1)
    monkeypatch.setattr("digest.pipeline.subscribe.CHUNK", 1)
    told = f"{BLOCKED}b@example.com,B,enabled\n{HANA},Renamed,enabled\n"
    (folder / "r.csv").write_text(f"{told}b@example.com,B,blocklisted\n{HANA},H,blocklisted\n")
    for news in (2, 0):
        report = full("subscribers", "import", "r.csv", "--json").json
        assert (report["new"], report["suppressed"], report["changed"]) == (news, news, 0)
    for address in ("b@example.com", HANA):
        [chosen] = full("subscribers", "show", address, "--json").json["subscriptions"]
        assert chosen["state"] == "left"


GONE = f"""From: Mailer-Daemon@mx.example
Subject: Mail delivery failed
Date: Mon, 23 Nov 2026 08:00:00 +0000

Your mail could not be delivered:

  {HANA}
    550 5.1.1 user unknown
"""


def test_who_is_barred_by_a_bounce_is_listed_beside_them(full, folder):
    (folder / "back.eml").write_text(GONE)
    assert full("bounces", "ingest", "back.eml").code == 0
    assert full("suppressions", "add", "other@example.org").code == 0
    other, hana = full("suppressions", "list").rows
    assert (other["reason"], other["email"]) == ("manual", "")
    assert (hana["reason"], hana["email"], hana["newsletter"]) == ("bounced", HANA, "")
    assert "550 5.1.1 user unknown" in hana["source"]
    assert hana["at"]
    [found] = full("suppressions", "list", "--address", HANA.upper(), "--json").json
    assert (found["email"], found["hash"]) == (HANA, hana["hash"])
    assert len(full("suppressions", "list", "--json").json) == 2


def test_who_is_suppressed_and_bounced_is_listed_once(full, folder):
    (folder / "back.eml").write_text(GONE)
    full("bounces", "ingest", "back.eml")
    bounced = full("suppressions", "list").rows
    full("suppressions", "add", HANA, "--reason", "complained")
    [row] = full("suppressions", "list").rows
    assert (row["reason"], row["hash"]) == ("complained", bounced[0]["hash"])


def test_who_is_bounced_of_one_newsletter_is_still_named(full, folder):
    full("suppressions", "add", HANA, "--newsletter", "briefing")
    (folder / "back.eml").write_text(GONE)
    full("bounces", "ingest", "back.eml")
    reasons = {row["newsletter"]: row["reason"] for row in full("suppressions", "list").rows}
    assert reasons == {"briefing": "manual", "": "bounced"}
