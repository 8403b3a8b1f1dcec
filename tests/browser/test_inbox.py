"""The inbox as Chromium draws it: wide and narrow, by day and by night, and harmless."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from threading import Event, Thread

import pytest

from digest.web.inbox import Envelope, Inbox, running

pytestmark = pytest.mark.browser

_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_GROUND = "getComputedStyle(document.body).backgroundColor"
_PATHS = ("?pause", "mail/1", "mail/1?width=375", "mail/1?view=text", "mail/1?view=headers")
_SUBJECT = "Halvern and Calland end eleven-year quarrel: " + "Marren" * 12


def _mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = _SUBJECT
    message["From"] = "Morning Briefing <briefing@news.example>"
    message["To"] = "داليا حداد <dalia.haddad@example.com>"
    message["List-Unsubscribe"] = f"<https://news.example/u/{'x' * 120}>"
    message.set_content("A line\n" + "word" * 60)
    message.add_alternative(
        "<h1>Morning</h1><script>document.title = 'taken'; top.location = '/gone'</script>"
        "<form action='/'><input autofocus></form><meta http-equiv=refresh content='0;url=/gone'>",
        subtype="html",
    )
    return message.as_bytes()


@pytest.fixture(scope="module")
def url():
    ready, done, found = Event(), Event(), []

    async def main() -> None:
        inbox = Inbox()
        inbox.add(_mail(), Envelope("briefing@news.example", ("dalia.haddad@example.com",)))
        async with running(inbox) as address:
            found.append(address.web_url)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = Thread(target=asyncio.run, args=(main(),))
    thread.start()
    assert ready.wait(20)
    yield found[0]
    done.set()
    thread.join(20)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("path", _PATHS)
def test_nothing_is_wider_than_the_window_and_the_page_refuses_nothing(chromium, url, width, path):
    chromium.console.clear()
    chromium.open(url + path, width=width)
    assert not chromium.evaluate(_WIDER)
    assert [said for said in chromium.console if "data:," in said] == []


def test_night_is_dark_and_day_is_light(chromium, url):
    grounds = []
    for dark in (False, True):
        chromium.open(url, width=1280, dark=dark)
        grounds.append(chromium.evaluate(_GROUND))
    assert grounds == ["rgb(240, 235, 224)", "rgb(22, 21, 15)"]


def test_the_mail_is_shown_and_can_do_nothing(chromium, url):
    chromium.open(url + "mail/1", width=1280)
    assert chromium.evaluate("document.title") == _SUBJECT
    assert chromium.evaluate("location.pathname") == "/mail/1"
    assert chromium.evaluate("frames.length") == 1
    assert chromium.evaluate("document.querySelector('iframe').contentDocument") is None


def test_the_frame_is_as_wide_as_was_asked(chromium, url):
    widths = []
    for asked in (700, 375):
        chromium.open(f"{url}mail/1?width={asked}", width=1280)
        widths.append(chromium.evaluate("document.querySelector('iframe').clientWidth"))
    assert widths == [700, 375]
