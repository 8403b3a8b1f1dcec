"""`digest check`: the codes it ends with."""

from __future__ import annotations

import http.server
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.unit.cli.newsroom import write_news
from tests.unit.cli.shelf import draft
from tests.unit.serving import serving

from digest.cli import check as module
from digest.pipeline import preflight
from digest.render.check import Finding, Severity
from digest.store import open_store


@pytest.fixture
def built(ready, folder, shelf):
    return shelf.into(folder, draft)


def test_the_edition_of_a_new_installation_passes(ready, built):
    done = ready("check", built, "--json")
    assert done.code == 0
    assert all(finding["severity"] != "error" for finding in done.json)
    assert f"{built}: 0 error" in done.err
    assert ready("check").err == done.err


def test_without_a_name_and_an_open_edition_there_is_nothing_to_check(ready):
    assert (done := ready("check")).code == 4
    assert "no edition to look at" in done.err


def test_the_newest_of_one_newsletter_can_be_asked_for(ready, built, folder):
    path = folder / "digest.toml"
    lines = ["title", "public_url", "postal_address", "from"]
    kept = [line for line in path.read_text().splitlines() if line.split(" ")[0] in lines]
    path.write_text("\n".join(["[newsletters.evening]", *kept, path.read_text()]))
    evening = ready("build", "--newsletter", "evening").out.strip()
    assert evening.startswith("evening-")
    assert f"{built}: " in ready("check", "--newsletter", "briefing").err
    assert f"{evening}: " in ready("check", "--newsletter", "evening").err
    assert ready("check", "--newsletter", "nightly").code == 3


TOLD = {"code": "DG999", "severity": Severity.INFO, "message": "so", "hint": "look"}


@pytest.mark.parametrize(
    ("finding", "where"),
    [
        (Finding(**TOLD, part="html", line=60), "html:60"),
        (Finding(**TOLD, part="text", line=12, story="A treaty"), "text:12 \u201cA treaty\u201d"),
        (Finding(**TOLD, part="text", line=12), "text:12"),
        (Finding(**TOLD, part="subject"), "subject"),
        (
            Finding(**TOLD, part="html", line=60, story="w" * 80),
            f"html \u201c{'w' * 59}\u2026\u201d",
        ),
    ],
)
def test_a_line_is_told_where_it_helps(ready, built, monkeypatch, finding, where):
    monkeypatch.setattr(module, "preflight", lambda *_, **__: (finding,))
    [row] = ready("check", built).rows
    assert row["where"] == where


def test_what_can_not_be_checked_is_said(ready):
    assert ready("check", "none").code == 1
    ready("build", "--date", "2020-02-02")
    assert ready("check", "briefing-daily-2020-02-02").code == 4


@pytest.mark.parametrize(
    ("severity", "codes"), [("error", (1, 1)), ("warning", (0, 1)), ("info", (0, 0))]
)
def test_the_worst_finding_decides_the_code(ready, built, monkeypatch, severity, codes):
    finding = Finding(
        code="DG999",
        severity=Severity(severity),
        message="so it is",
        hint="change it",
        part="html",
        slot="s1",
        story="Coastal states sign",
        link="https://news.example/",
        line=3,
        source="parts/slot.mjml.j2:7",
    )
    monkeypatch.setattr(module, "preflight", lambda *_, **__: (finding,))
    done = ready("check", built)
    assert done.code == codes[0]
    [row] = done.rows
    assert row["where"] == (
        "html \u201cCoastal states sign\u201d https://news.example/ parts/slot.mjml.j2:7"
    )
    assert (row["code"], row["what to do"]) == ("DG999", "change it")
    assert ready("check", built, "--strict").code == codes[1]


@pytest.fixture
def footless(ready, built, folder):
    """An operator's footer that leaves out the link to leave."""
    parts = folder / "templates" / "email" / "parts"
    parts.mkdir(parents=True)
    (parts / "footer.mjml.j2").write_text("<mj-text>Good night.</mj-text>")
    assert ready("build").out.strip() == built


def test_an_edition_with_an_error_is_approved_only_by_force(ready, built, footless):
    refused = ready("approve", built)
    assert (refused.code, refused.out) == (1, "")
    assert "DG041 " in refused.err
    assert f"digest check {built}" in refused.err
    assert f"digest approve --force {built}" in refused.err
    assert ready("editions", "list").rows[0]["state"] == "draft"
    forced = ready("approve", "--force", built)
    assert forced.out == f"{built}\n"
    assert "it goes out with its errors: DG041 " in forced.err
    assert ready("editions", "list").rows[0]["state"] == "approved"


def test_by_force_what_can_not_be_checked_is_said(ready, built, folder):
    assert "goes out with" not in ready("approve", "--force", built).err
    config = folder / "digest.toml"
    config.write_text(f"{config.read_text()}\n[check]\nclients = {{ gmial = 0.4 }}\n")
    assert ready("build").code == 0
    forced = ready("approve", "--force", built)
    assert (forced.code, forced.out) == (0, f"{built}\n")
    assert "not checked: " in forced.err
    assert "check.clients.gmial" in forced.err


def test_warnings_do_not_keep_an_edition_back(ready, built, monkeypatch):
    finding = Finding(code="DG999", severity=Severity.WARNING, message="so it is", hint="look")
    monkeypatch.setattr(preflight, "check", lambda *_: (finding,))
    assert ready("approve", built).code == 0


def test_automatic_approval_stops_at_an_error(ready, footless, built, folder):
    config = folder / "digest.toml"
    head = "[newsletters.briefing]\n"
    config.write_text(config.read_text().replace(head, f'{head}approval = "auto"\n', 1))
    held = ready("build")
    assert (held.code, held.out) == (0, f"{built}\n")
    assert "held for its errors: DG041 " in held.err
    assert f"digest approve --force {built}" in held.err
    report = ready("build", "--json").json
    assert report["edition"]["state"] == "held"
    assert "DG041" in {one["code"] for one in report["errors"]}
    assert ready("send", built).code == 1
    (folder / "templates" / "email" / "parts" / "footer.mjml.j2").unlink()
    assert "approved; next" in ready("build").err


def test_a_client_that_is_none_is_refused_with_the_nearest(ready, built, folder):
    config = folder / "digest.toml"
    config.write_text(f"{config.read_text()}\n[check]\nclients = {{ gmial = 0.4 }}\n")
    done = ready("check", built)
    assert done.code == 3
    assert "check.clients.gmial" in done.err
    assert 'did you mean "gmail"?' in done.err


@pytest.fixture
def shaded(ready, built, folder):
    """An operator's masthead with what some clients lack."""
    parts = folder / "templates" / "email" / "parts"
    parts.mkdir(parents=True)
    (parts / "masthead.mjml.j2").write_text(
        '<mj-text><h1 style="text-shadow: 1px 1px #ccc">{{ newsletter.title }}</h1></mj-text>'
    )
    assert ready("build").out.strip() == built


def test_of_a_template_that_ships_it_is_not_said_what_clients_lack(ready, built):
    assert [one for one in ready("check", built, "--json").json if one["code"] == "DG060"] == []


def test_clients_decide_what_is_said_of_them(ready, built, shaded, folder):
    config, before = folder / "digest.toml", ready("check", built, "--json").json
    config.write_text(f"{config.read_text()}\n[check]\nclients = {{ apple-mail = 1 }}\n")
    after = ready("check", built, "--json").json
    said = [
        [one["message"] for one in found if one["code"] == "DG060"] for found in (before, after)
    ]
    assert any("Gmail" in message for message in said[0])
    assert not any("Gmail" in message for message in said[1])
    assert len(said[1]) < len(said[0])


def test_a_finding_names_file_and_line_of_the_newsrooms_template(ready, folder):
    write_news(folder)
    assert ready("collect").code == 0
    own = folder / "templates" / "email" / "parts"
    own.mkdir(parents=True)
    mast = '<mj-text><h1 class="name">{{ newsletter.title }}</h1></mj-text>\n'
    (own / "masthead.mjml.j2").write_text(f'{mast}<mj-text><a href="#">Up</a></mj-text>\n')
    built = ready("build").out.strip()
    done = ready("check", built, "--json")
    assert done.code == 1
    [found] = [one for one in done.json if one["severity"] == "error"]
    assert (found["code"], found["message"]) == ("DG010", "a link leads nowhere")


def test_a_subject_of_an_edition_that_went_out_is_found(ready, built, folder):
    def codes():
        return [one["code"] for one in ready("check", built, "--json").json]

    with open_store(f"sqlite:///{folder / 'digest.db'}") as store:
        edition = store.editions.get(built)
        rendered = store.editions.rendered(built, edition.language)
        former = replace(edition, id="briefing-daily-2020-02-02", date=date(2020, 2, 2))
        store.editions.save(former, replace(rendered, edition=former.id))
        assert "DG007" not in codes()  # a draft that nobody got
        store.editions.approve(former.id, rendered.hash, now=datetime(2020, 2, 2, tzinfo=UTC))
        assert "DG007" in codes()


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(404 if "gone" in self.path else 200)
        self.end_headers()
        self.wfile.write(b"x" * 300_000 if self.path.endswith(".jpg") else b"here")

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    with serving(_Site) as url:
        yield url


def test_live_asks_for_links_and_images_and_nothing_does_without(ready, folder, site):
    config = folder / "digest.toml"
    ours = config.read_text().replace("https://news.example", site)
    config.write_text(f"{ours}\n[collect]\nallow_private = true\n")
    own = folder / "templates" / "email" / "parts"
    own.mkdir(parents=True)
    image = f'<img src="{site}/1.jpg" alt="" width="9" height="9" />'
    (own / "masthead.mjml.j2").write_text(
        '<mj-text><h1 class="name">{{ newsletter.title }}</h1></mj-text>\n'
        f'<mj-text><a href="{site}/gone">Old</a> <a href="{site}/here">New</a>{image}</mj-text>\n'
    )
    write_news(folder)
    assert ready("collect").code == 0
    built = ready("build").out.strip()
    quiet = {one["code"] for one in ready("check", built, "--json").json}
    assert not quiet & {"DG016", "DG023"}
    done = ready("check", built, "--live", "--json")
    assert done.code == 1
    live = {one["code"]: one for one in done.json}
    assert live["DG016"]["link"] == f"{site}/gone"
    assert live["DG016"]["severity"] == "error"
    assert live["DG016"]["source"].endswith("parts/masthead.mjml.j2:2")
    assert live["DG023"]["link"] == f"{site}/1.jpg"
