from __future__ import annotations

import inspect
import json
import re
import stat

import pytest

from digest.cli import subscribers as module
from digest.pipeline import bounces


def test_an_import_reports_and_changes_nothing_the_second_time(ready):
    first = ready("subscribers", "import", "subscribers.example.csv", "--json").json
    assert (first["rows"], first["new"], first["same"]) == (12, 12, 0)
    again = ready("subscribers", "import", "subscribers.example.csv", "--json").json
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 12)


def test_a_dry_import_stores_nothing(ready):
    done = ready("subscribers", "import", "subscribers.example.csv", "--dry-run", "--json")
    assert done.json["new"] == 12
    assert "nothing was stored" in done.err
    assert ready("subscribers", "list", "--json").json == []


def test_refused_rows_are_named(ready, folder):
    (folder / "r.csv").write_text("email\nno\na@news.example\n")
    done = ready("subscribers", "import", "r.csv", "--json")
    assert done.code == 0
    assert done.json["quarantined"][0]["place"] == "r.csv:2"
    again = ready("subscribers", "import", "r.csv")
    assert "r.csv:2" in again.err
    assert "r.quarantine.csv" in again.err
    assert (folder / "r.quarantine.csv").exists()


def test_rows_that_name_no_newsletter_mean_those_of_the_command(ready, folder):
    toml = (folder / "digest.toml").read_text()
    [name] = re.findall(r"^\[newsletters\.([a-z-]+)\]", toml, re.MULTILINE)
    second = '\n[newsletters.second]\ntitle = "Second"\nfrom = "b@news.example"\n'
    second += 'public_url = "https://news.example"\npostal_address = "1 Street"\n'
    (folder / "digest.toml").write_text(toml + second)
    (folder / "r.csv").write_text("email\na@news.example\n")
    (folder / "s.jsonl").write_text(
        f'{{"email": "b@news.example"}}\n{{"email": "c@news.example", "newsletters": "{name}"}}\n'
    )
    refused = ready("subscribers", "import", "r.csv")
    assert refused.code == 1
    assert "--newsletter" in refused.err
    assert ready("subscribers", "import", "r.csv", "--newsletter", "secnd").code == 3

    both = ("--newsletter", "second", "--newsletter", name)
    assert ready("subscribers", "import", "r.csv", *both).code == 0
    assert ready("subscribers", "import", "s.jsonl", "--newsletter", "second").code == 0

    def readers(of: str) -> list[str]:
        found = ready("subscribers", "list", "--newsletter", of, "--json").json
        return [one["email"][0] for one in found]

    assert (readers("second"), readers(name)) == (["a", "b"], ["a", "c"])


def test_a_mended_file_of_refused_rows_is_left_as_it_is(ready, folder):
    (folder / "r.csv").write_text("email\nno\na@news.example\n")
    ready("subscribers", "import", "r.csv")
    (folder / "r.quarantine.csv").write_text("email\nb@news.example\n")
    again = ready("subscribers", "import", "r.csv", "--json")
    assert "r.quarantine.csv is left as it is" in again.err
    assert again.json["quarantine_file"].endswith("r.quarantine-2.csv")
    assert (folder / "r.quarantine.csv").read_text() == "email\nb@news.example\n"


def test_a_file_of_refused_rows_alone_fails(ready, folder):
    (folder / "r.csv").write_text("email\nno\n")
    assert ready("subscribers", "import", "r.csv").code == 1
    assert ready("subscribers", "import", "missing.csv").code == 2


def test_what_is_exported_can_be_imported(full, folder):
    exported = full("subscribers", "export")
    (folder / "out.csv").write_text(exported.out, newline="")
    again = full("subscribers", "import", "out.csv", "--json").json
    assert (again["rows"], again["same"]) == (12, 12)


def test_an_exported_file_is_for_its_owner_alone(full, folder):
    for form in ("csv", "json"):
        assert full("subscribers", "export", "--format", form, "--out", "out").out == ""
        assert stat.S_IMODE((folder / "out").stat().st_mode) == 0o600
    assert len(json.loads((folder / "out").read_text(encoding="utf-8"))) == 12
    assert full("subscribers", "export", "--out", "no/such/folder").code == 1
    assert full("subscribers", "export", "--newsletter", "no").code == 3


def test_a_formula_in_a_name_is_harmless(ready):
    ready("subscribers", "add", "a@news.example", "--name", "=HYPERLINK(1)")
    assert ",=" not in ready("subscribers", "export").out
    assert ready("subscribers", "list").rows[0]["name"] == "=HYPERLINK(1)"


def test_lists_go_page_by_page(full, monkeypatch):
    monkeypatch.setattr(module, "PAGE", 5)
    assert len(full("subscribers", "list").rows) == 12
    assert len(full("subscribers", "list", "--limit", "7", "--json").json) == 7
    assert full("subscribers", "list", "--newsletter", "other").code == 3


def test_one_reader_is_shown(full):
    shown = full("subscribers", "show", "HANA.suzuki@example.org")
    assert "鈴木 花" in shown.out
    assert "Technology, Science" in shown.out
    found = full("subscribers", "show", "hana.suzuki@example.org", "--json").json
    assert found["subscriptions"][0]["hour"] == 6
    assert full("subscribers", "show", "nobody@news.example").code == 1


def test_the_proof_of_consent_is_shown(ready, folder):
    (folder / "r.csv").write_text(
        "email,optin_time,optin_ip\na@news.example,2020-02-03 04:05:06,192.0.2.1\n"
    )
    ready("subscribers", "import", "r.csv")
    [told] = ready("subscribers", "show", "a@news.example", "--json").json["consents"]
    assert (told["event"], told["at"], told["ip"]) == (
        "imported",
        "2020-02-03T04:05:06Z",
        "192.0.2.1",
    )
    assert "192.0.2.1" in ready("subscribers", "show", "a@news.example").out


def test_a_reader_is_added_with_choices(ready):
    topics = ["--topic", "sport", "--topic", "World", "--newsletter", "briefing"]
    choices = ["--cadence", "weekdays", "--length", "brief", "--hour", "7", "--name", "Zoë"]
    place = ["--timezone", "Asia/Tokyo", "--language", "ja", "--json"]
    added = ready("subscribers", "add", "A@News.example", *topics, *choices, *place)
    assert added.json["email"] == "a@news.example"
    assert (added.json["name"], added.json["language"]) == ("Zoë", "ja")
    [chosen] = ready("subscribers", "show", "a@news.example", "--json").json["subscriptions"]
    assert sorted(chosen["topics"]) == ["Sport", "World"]
    assert (chosen["cadence"], chosen["length"], chosen["hour"]) == ("weekdays", "brief", 7)
    assert chosen["timezone"] == "Asia/Tokyo"
    assert "a@news.example" in ready("subscribers", "add", "a@news.example").out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["no address"], "no address"),
        ([""], "no"),
        (["a@news.example", "--topic", "Wrold"], 'did you mean "World"'),
        (["a@news.example", "--newsletter", "other"], "other"),
        (["a@news.example", "--timezone", "Mars"], "an IANA time zone"),
        (["a@news.example", "--cadence", "weekly"], "briefing has no weekly edition"),
    ],
)
def test_a_wrong_choice_is_named(ready, options, words):
    refused = ready("subscribers", "add", *options)
    assert refused.code == 2
    assert words in refused.err
    assert ready("subscribers", "list", "--json").json == []


def test_who_left_is_not_brought_back(full):
    assert full("subscribers", "add", "luca.moretti@example.net").code == 1


def test_who_asked_by_mail_leaves_by_hand_and_stays_out(full):
    email = "hana.suzuki@example.org"

    def states() -> set[str]:
        told = full("subscribers", "show", email, "--json").json
        return {one["state"] for one in told["subscriptions"]}

    dry = full("subscribers", "leave", email, "--dry-run", "--json")
    assert (dry.json[0]["state"], states()) == ("active", {"active"})
    assert "nothing was changed" in dry.err
    assert full("subscribers", "leave", email, "--newsletter", "nope").code == 3
    done = full("subscribers", "leave", email, "--newsletter", "briefing")
    assert (done.code, done.out) == (0, "newsletter\twas\nbriefing\tactive\n")
    assert states() == {"left"}
    shown = full("subscribers", "show", email, "--json").json
    assert shown["consents"][-1]["source"] == "by hand"
    again = full("subscribers", "leave", email)
    assert (again.code, "nothing ended" in again.err) == (0, True)
    full("subscribers", "import", "subscribers.example.csv")
    assert states() == {"left"}
    assert full("subscribers", "leave", "nobody@example.org").code == 1


def test_what_an_alarm_tells_the_operator_to_type_is_a_command(full):
    told = inspect.getsource(bounces)
    commands = re.findall(r"`digest ([a-z]+) ([a-z]+)[^`]*`", told)
    assert ("subscribers", "leave") in commands
    for group, name in commands:
        assert full(group, name, "--help").code == 0, f"digest {group} {name}"


def test_a_reader_is_removed_when_somebody_says_yes(full, monkeypatch):
    email = "hana.suzuki@example.org"
    assert f"would remove {email}" in full("subscribers", "remove", email, "--dry-run").err
    assert full("subscribers", "remove", email).code == 2
    monkeypatch.setattr(module.sys.stdin, "isatty", lambda: True)
    for answer, code in ((False, 1), (True, 0)):
        monkeypatch.setattr(module.click, "confirm", lambda *_, answer=answer, **__: answer)
        assert full("subscribers", "remove", email).code == code
    assert full("subscribers", "remove", email, "--yes").code == 1


def test_an_unknown_column_is_named_and_a_misspelt_one_refused(ready, folder):
    (folder / "r.csv").write_text("email,phone,titel,reason\na@example.com,1,Dr,x\n")
    done = ready("subscribers", "import", "r.csv")
    assert done.code == 0
    assert "passed over: 'phone' is no column that is known" in done.err
    assert "'titel'" in done.err
    assert "'reason'" not in done.err
    (folder / "r.csv").write_text("email,nmae\na@example.com,Ann\n")
    refused = ready("subscribers", "import", "r.csv")
    assert refused.code == 1
    assert "'nmae'" in refused.err
    assert "'name'" in refused.err


def test_what_was_not_imported_is_not_called_imported(ready, folder):
    for text in ("email\nnobody\n", "email\n"):
        (folder / "r.csv").write_text(text)
        assert ready("subscribers", "import", "r.csv").err.endswith(
            "\nnothing was imported\n" if "nobody" in text else "nothing was imported\n"
        )


def test_refused_rows_are_cut_in_json_and_whole_in_a_file_of_ones_own(ready, folder):
    file = folder / "r.quarantine.csv"
    file.touch(0o644)
    (folder / "r.csv").write_text(f"email,name\nnobody,{'x' * 5000}\n")
    done = ready("subscribers", "import", "r.csv", "--json")
    assert len(done.json["quarantined"][0]["raw"]) == 500
    assert "x" * 5000 in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_export_as_json_can_be_imported(full, folder):
    full("subscribers", "export", "--format", "json", "--out", "out.json")
    again = full("subscribers", "import", "out.json", "--json").json
    assert (again["rows"], again["same"]) == (12, 12)


def test_what_is_kept_of_the_refused_is_bounded_and_all_are_written(ready, folder, monkeypatch):
    monkeypatch.setattr("digest.pipeline.subscribe.SHOWN", 2)
    (folder / "r.csv").write_text("email\n" + "no\n" * 5 + "a@news.example\n")
    report = ready("subscribers", "import", "r.csv", "--json").json
    assert (report["refused"], len(report["quarantined"])) == (5, 2)
    assert len((folder / "r.quarantine.csv").read_text().splitlines()) == 6


def test_who_was_removed_with_suppress_or_had_left_is_not_imported_again(full, folder):
    (folder / "two.csv").write_text("email\nhana.suzuki@example.org\nluca.moretti@example.net\n")
    full("subscribers", "remove", "hana.suzuki@example.org", "--yes", "--suppress")
    full("subscribers", "remove", "luca.moretti@example.net", "--yes")
    again = full("subscribers", "import", "two.csv", "--json").json
    assert (again["new"], again["kept"]) == (0, 2)
    assert full("subscribers", "add", "hana.suzuki@example.org").code == 1


def test_who_left_and_is_imported_again_is_not_renamed(full, folder):
    full("subscribers", "leave", "luca.moretti@example.net")
    stood = full("subscribers", "show", "luca.moretti@example.net", "--json").json
    (folder / "r.csv").write_text("email,name,language\nluca.moretti@example.net,Renamed,fr\n")
    for more in (["--dry-run"], []):
        report = full("subscribers", "import", "r.csv", "--json", *more).json
        assert (report["changed"], report["kept"]) == (0, 1)
        assert full("subscribers", "show", "luca.moretti@example.net", "--json").json == stood
