"""The readers' pages as Chromium draws them: a reader's whole way, with and without scripts.

The pages bring no script of their own; with scripts on and off they are the same pages, and
both ways are walked. Narrow, wide, by night, and from right to left.
"""

from __future__ import annotations

import asyncio
import os
import re
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from tests.unit.web.site.house import TOML, opened

from digest.audience.tokens import sign
from digest.model import Confirmation, ConfirmationKind, Consent, ConsentEvent
from digest.store import open_store
from digest.store.rows import text_of
from digest.web.site import running

pytestmark = pytest.mark.browser

_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_FAULTS = """axe.run().then(found => found.violations.map(
  one => [one.id, one.nodes.map(node => node.html.slice(0, 120))]))"""
_SMALL = """[...document.querySelectorAll("button, select, .tick, .row input")]
  .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
_HEADING = "document.querySelector('h1').textContent"


WEEK = timedelta(days=7)
SISTER = """
[newsletters.matin]
title = "Le point du matin"
from = "Le point du matin <matin@news.example>"
public_url = "http://news.example"
postal_address = "1 Harbour Street, Port Ellis"
language = "fr"
translations = ["briefing"]
"""


def _served(folder, language):
    toml = TOML.replace("postal_address", f'language = "{language}"\npostal_address') + SISTER
    ready, done, found = Event(), Event(), []

    async def main(site) -> None:
        async with running(site.app, host="127.0.0.1", port=0) as url:
            found.append((site, url))
            ready.set()
            await asyncio.to_thread(done.wait)

    def work() -> None:
        with opened(folder, toml) as site:
            asyncio.run(main(site))

    thread = Thread(target=work)
    thread.start()
    assert ready.wait(20)
    return found[0], done, thread


@pytest.fixture(scope="module", params=["en", "ar"])
def site(request, tmp_path_factory):
    """A site in one language, its URL, and a reader's tokens."""
    (made, url), done, thread = _served(tmp_path_factory.mktemp("site"), request.param)
    yield made, url.rstrip("/"), request.param
    done.set()
    thread.join(20)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """What is done behind an answer is done at once."""
    monkeypatch.setattr("digest.web.site.join.DELAY", 0)


def _pages(made) -> dict[str, str]:
    page = f"/p/{made.link('choose')}"
    return {
        "join": "/join/briefing",
        "prefs": page,
        "quick": f"{page}/quick?topic=World",
        "erase": f"{page}/erase",
        "leave": f"/u/{made.token}",
        "back": f"/b/{_way_back(made)}",
        "confirm": f"/c/{_question(made)}",
        "missing": "/c/nothing",
    }


def _way_back(made) -> str:
    """The token of a link to a former address."""
    moment = made.house.clock()
    row = (made.reader.id, 7, "briefing", "old@example.com", *map(text_of, (moment, moment + WEEK)))
    with open_store(made.house.settings.store.url) as store, store.batch() as raw:
        raw.execute("INSERT OR REPLACE INTO former_addresses VALUES (?, ?, ?, ?, ?, ?)", row)
    return sign(made.house.root.subkey("link"), "back", "briefing", made.reader.id, 7)


def _question(made) -> str:
    """The token of a question that waits: it in French, in the place of what the reader has."""
    now = made.house.clock()
    asked = Confirmation(
        subscriber=made.reader.id,
        newsletter="matin",
        kind=ConfirmationKind.JOIN,
        serial=7,
        asked=now,
        expires=now + WEEK,
    )
    with open_store(made.house.settings.store.url) as store:
        store.confirmations.put(asked, Consent(event=ConsentEvent.ASKED, at=now))
    return sign(made.house.root.subkey("link"), "confirm", "matin", made.reader.id, 7)


@pytest.mark.parametrize(("width", "dark"), [(375, False), (1024, True)])
def test_every_page_fits_and_axe_finds_nothing(chromium, axe, site, width, dark):
    made, url, language = site
    for name, path in _pages(made).items():
        chromium.open(url + path, width=width, dark=dark)
        assert not chromium.evaluate(_WIDER), name
        if name != "missing":  # that one speaks the browser's language
            direction = "rtl" if language == "ar" else "ltr"
            assert chromium.evaluate("document.documentElement.dir") == direction
        assert chromium.evaluate(_SMALL) == [], name
        if folder := os.environ.get("DIGEST_SHOTS"):
            shot = Path(folder) / f"{name}-{language}-{width}.png"
            shot.write_bytes(chromium.screenshot())
        chromium.call("Page.setBypassCSP", enabled=True)  # for axe alone: no page has a script
        chromium.evaluate(f"{axe};0")
        assert chromium.evaluate(_FAULTS) == [], name
        chromium.call("Page.setBypassCSP", enabled=False)


def _press(browser, selector: str) -> None:
    with browser.loading():
        browser.evaluate(f"document.querySelector({selector!r}).click()")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_subscribes_confirms_chooses_leaves_and_comes_back(chromium, site, scripts):
    made, url, language = site
    email = f"walker-{language}-{scripts}@example.org".lower()
    chromium.call("Emulation.setScriptExecutionDisabled", value=not scripts)
    chromium.console.clear()
    try:
        chromium.open(f"{url}/join/briefing", width=375)
        chromium.evaluate(f"document.getElementById('email').value = {email!r}")
        _press(chromium, "main button")

        chromium.open(url + _link(made, email), width=375)
        before = chromium.evaluate(_HEADING)
        _press(chromium, "main button")
        assert chromium.evaluate(_HEADING) != before

        with chromium.loading():
            chromium.evaluate("document.querySelector('main a').click()")
        chromium.evaluate("document.querySelector('input[value=Science]').click()")
        chromium.evaluate("document.querySelector('input[value=brief]').click()")
        _press(chromium, "button[value=save]")
        assert chromium.evaluate("document.querySelector('[role=status]') !== null")
        assert not chromium.evaluate("document.querySelector('input[value=Science]').checked")

        chromium.open(f"{url}/u/{_token(made, email)}", width=375)
        _press(chromium, "main button")
        assert _state(made, email) == "left"
        _press(chromium, "main button")
        assert _state(made, email) == "active"
        assert chromium.console == []
    finally:
        chromium.call("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_takes_it_in_another_language_and_goes_back(chromium, site, scripts):
    made, url, language = site
    chromium.call("Emulation.setScriptExecutionDisabled", value=not scripts)
    try:
        chromium.open(f"{url}/p/{made.link('choose')}", width=375)
        for wanted, spoken in (("matin", "fr"), ("briefing", language)):
            chromium.evaluate(f"document.querySelector('input[value={wanted}]').click()")
            _press(chromium, "button[value=translate]")
            assert chromium.evaluate("document.querySelector('[role=status]') !== null")
            assert chromium.evaluate("document.documentElement.lang") == spoken
            assert chromium.evaluate(f"document.querySelector('input[value={wanted}]').checked")
            assert not chromium.evaluate(_WIDER)
    finally:
        chromium.call("Emulation.setScriptExecutionDisabled", value=False)


def _link(made, email: str) -> str:
    """Where the mail leads that asks for confirmation; it is made behind the answer."""
    deadline = monotonic() + 20
    with open_store(made.house.settings.store.url) as store:  # the site's own is its thread's
        while monotonic() < deadline:
            for mail in store.notices.list():
                if mail.email == email:
                    return re.findall(r"http://news\.example(/c/\S+)", mail.text)[0]
    raise AssertionError("no mail came")


def _token(made, email: str) -> str:
    with open_store(made.house.settings.store.url) as store:
        person = store.subscribers.get(email)
    return sign(made.house.root.subkey("link"), "leave", "briefing", person.id, person.generation)


def _state(made, email: str) -> str:
    with open_store(made.house.settings.store.url) as store:
        return store.subscriptions.get(store.subscribers.get(email).id, "briefing").state
