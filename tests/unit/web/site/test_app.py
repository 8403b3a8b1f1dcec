"""What holds for every page of the readers' site."""

from __future__ import annotations

import asyncio
import json
import re

import pytest
from tests.unit.web.asked import scope_of
from tests.unit.web.site.house import TOML, opened

from digest.errors import DigestError, StoreBusyError
from digest.render.templates import shipped_folder
from digest.web import bounds
from digest.web.site import leave, running

FORGED = "/u/briefing.17.0.AAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("path", [FORGED, "/", "/nowhere/at/all"])
def test_every_answer_is_guarded_by_its_headers(site, method, path):
    answer = site.ask(path, method=method)
    (policy,) = answer.all("content-security-policy")

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.all("x-content-type-options") == ["nosniff"]
    assert answer.all("referrer-policy") == ["no-referrer"]


def test_a_readers_page_is_kept_and_found_by_nobody(site):
    answer = site.ask(f"/u/{site.token}")

    assert answer.all("cache-control") == ["no-store"]
    assert answer.all("x-robots-tag") == ["noindex, nofollow"]
    assert not answer.all("set-cookie")


def test_browsers_are_told_to_keep_to_https_only_where_it_is(site, tmp_path):
    assert not site.ask().all("strict-transport-security")
    with opened(tmp_path, TOML.replace("http://", "https://")) as secure:
        assert secure.ask().all("strict-transport-security") == ["max-age=31536000"]


def test_pictures_without_encryption_are_let_in_only_where_the_site_has_none(site, tmp_path):
    (plain,) = site.ask().all("content-security-policy")
    assert "img-src 'self' http: https: data:;" in plain
    with opened(tmp_path, TOML.replace("http://", "https://")) as secure:
        (policy,) = secure.ask().all("content-security-policy")
    assert "img-src 'self' https: data:;" in policy


@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",),
        ("news.example.evil.example",),
        ("evil.example", "news.example"),
        ("",),
        (),
        ("[::2]",),
    ],
)
def test_other_hosts_are_refused(site, hosts):
    assert site.ask(f"/u/{site.token}", method="POST", hosts=hosts).status == 421
    assert not site.left


@pytest.mark.parametrize("host", ["News.Example", "news.example:8700", "127.0.0.1:1", "[::1]:80"])
def test_its_own_names_and_loopback_are_answered(site, host):
    assert site.ask(f"/u/{site.token}", hosts=(host,)).status == 200


def test_a_proxys_headers_choose_no_host(site):
    page = site.ask(FORGED, headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil"})

    assert "evil" not in page.text


def test_a_giant_body_is_refused_before_it_is_read(site):
    read = []

    async def receive():
        read.append(b"x" * 1024)
        return {"type": "http.request", "body": read[-1], "more_body": True}

    answer = site.ask(f"/u/{site.token}", method="POST", receive=receive)

    assert answer.status == 413
    assert answer.all("connection") == ["close"]
    assert "too large" in answer.text
    assert len(read) == bounds.MAX_BODY // 1024 + 1
    assert not site.left


def test_a_body_that_breaks_off_changes_nothing(site):
    async def receive():
        return {"type": "http.disconnect"}

    assert site.ask(f"/u/{site.token}", method="POST", receive=receive).status == 400
    assert not site.left


def test_a_busy_store_asks_to_come_again(site, monkeypatch):
    def busy(*_args, **_named):
        raise StoreBusyError("held")

    monkeypatch.setattr(leave, "leave", busy)
    answer = site.ask(f"/u/{site.token}", method="POST")

    assert answer.status == 503
    assert answer.all("retry-after") == ["30"]
    assert "nothing has changed" in answer.text


def test_a_fault_of_ours_shows_the_reader_a_page_and_no_traceback(site, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("secret words")

    sent = []
    monkeypatch.setattr(leave, "leave", broken)

    async def take(message):
        sent.append(message)

    async def body():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = scope_of(f"/u/{site.token}", method="POST", hosts=("news.example",))
    with pytest.raises(RuntimeError):  # the server's log gets it
        asyncio.run(site.app(scope, body, take))
    assert sent[0]["status"] == 500
    assert b"Please try again" in sent[1]["body"]
    assert b"secret" not in sent[1]["body"]


@pytest.mark.parametrize("path", [FORGED, "/", "/a/b/c", "/a//b/"])
def test_the_sheets_of_a_page_are_found_from_where_it_stands(site, path):
    page = site.ask(path).text
    links = re.findall(r'rel="stylesheet" href="([^"]*)"', page)
    [here] = {link.rpartition("assets/")[0] for link in links}
    answers = [site.ask(f"/{link.removeprefix(here)}") for link in links]

    assert here == "../" * (path.count("/") - 1)
    assert [answer.status for answer in answers] == [200, 200]
    assert all("immutable" in answer.all("cache-control")[0] for answer in answers)
    assert "--accent" in answers[0].text
    assert "var(--accent)" in answers[1].text


@pytest.mark.parametrize("name", ["site.css", "..%2f..%2fdigest.toml", "look-.css", "%00"])
def test_no_file_can_be_asked_for(site, name):
    assert site.ask(f"/assets/{name}").status == 404


def test_each_newsletter_has_its_own_look(tmp_path):
    toml = TOML + 'look = { accent = "#00567a" }\n'
    with opened(tmp_path, toml) as site:
        page = site.ask(f"/u/{site.token}").text
        link = re.search(r'href="\.\./(assets/look-[^"]*)"', page)[1]
        assert "--accent: #00567a" in site.ask(f"/{link}").text


def test_the_log_tells_what_was_asked_and_nobody(site):
    site.ask(f"/u/{site.token}?email=jane@example.com", client="203.0.113.7")
    site.ask("/jane@example.com", client="203.0.113.7")
    first, second = map(json.loads, site.log)

    assert (first["path"], first["status"], first["method"]) == ("/u/{token}", 200, "GET")
    assert (second["path"], second["status"]) == ("-", 404)
    assert first["bytes"] > 500
    assert first["time"] == "2026-11-23T07:00:00Z"
    assert not [line for line in site.log if "jane" in line or "203" in line]


def test_it_serves_over_http_until_told_to_stop(site):
    async def talk():
        async with running(site.app, host="127.0.0.1", port=0) as url:
            port = int(url.rpartition(":")[2].strip("/"))
            incoming, outgoing = await asyncio.open_connection("127.0.0.1", port)
            outgoing.write(
                f"POST /u/{site.token} HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n"
                "Content-Length: 26\r\n\r\nList-Unsubscribe=One-Click".encode()
            )
            answer = await incoming.read()
            outgoing.close()
            await outgoing.wait_closed()
            return answer

    answer = asyncio.run(talk())

    assert answer.startswith(b"HTTP/1.1 200")
    assert b"\r\nserver:" not in answer.lower()
    assert site.left


def test_a_port_that_is_taken_is_an_error_to_act_on(site):
    async def twice():
        async with running(site.app, host="127.0.0.1", port=0) as url:
            port = int(url.rpartition(":")[2].strip("/"))
            async with running(site.app, host="127.0.0.1", port=port):
                pass

    with pytest.raises(DigestError, match="readers' site can't listen"):
        asyncio.run(twice())


def test_the_operators_own_tokens_hold_for_the_site_too(tmp_path):
    own = tmp_path / "templates" / "email" / "tokens.j2"
    own.parent.mkdir(parents=True)
    shipped = (shipped_folder() / "tokens.j2").read_text()
    own.write_text(shipped.replace('set paper = "#fcfaf5"', 'set paper = "#ffffff"'))
    with opened(tmp_path) as site:
        page = site.ask(f"/u/{site.token}").text
        link = re.search(r'href="\.\./(assets/look-[^"]*)"', page)[1]
        assert "--paper: #ffffff" in site.ask(f"/{link}").text
