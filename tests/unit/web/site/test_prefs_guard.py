"""Who must not choose for a reader: forged forms, wrong links, pages that lay open."""

from __future__ import annotations

import re

import pytest
from tests.unit.web.site.house import NOW, SAVE

from digest.audience.tokens import sign
from digest.model import (
    SubscriberRow,
)

POSTS = ["", "/quick?topic=World", "/erase"]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ([], {}),
        ([("form_token", "x")], {}),
        (None, {"sec-fetch-site": "cross-site"}),
        (None, {"sec-fetch-site": "", "origin": "https://evil.example"}),
    ],
)
def test_a_forged_form_does_nothing(site, page, path, fields, headers):
    before = site.chosen()
    if fields is None:
        answer = site.fill(page + path, SAVE, headers=headers)
    else:
        answer = site.post(page + path, [*fields, *SAVE], headers=headers)
    assert answer.status == 403
    assert "This did not come from our page." in answer.text
    assert site.chosen() == before


def test_a_form_of_another_page_or_person_does_nothing(site, page):
    other = site.house.store.subscribers.add(
        SubscriberRow(email="joe@example.com", newsletters=("briefing",)), now=NOW
    )
    theirs = sign(site.house.root.subkey("link"), "choose", "briefing", other.id, 0)
    for action, about in (("choose", theirs), ("erase", site.link("choose"))):
        token = site.house.forms.token(action, about)
        assert site.post(page, [("form_token", token), *SAVE]).status == 403


def test_a_page_that_lay_open_for_too_long(site, page):
    (token, *_) = re.findall(r'name="form_token" value="(.*?)"', site.ask(page).text)
    site.later(hours=5)
    answer = site.post(page, [("form_token", token), *SAVE])
    assert answer.status == 403
    assert "This page lay open for too long." in answer.text
    assert f'href="..{page}"' in answer.text  # to have another one
    german = site.post(page, [("form_token", token)], headers={"accept-language": "de"})
    assert "Diese Seite war zu lange offen." in german.text


def test_every_flipped_letter_of_the_link_is_refused(site):
    token = site.link("choose")
    for place in range(len(token)):
        wrong = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert site.ask(f"/p/{wrong}").status == 404


@pytest.mark.parametrize("purpose", ["leave", "confirm", "move"])
def test_a_link_of_another_purpose_opens_nothing(site, purpose):
    for path in ("", "/data", "/erase", "/quick?topic=World"):
        assert site.ask(f"/p/{site.link(purpose)}{path}").status == 404
    assert site.ask(f"/u/{site.link('choose')}").status == 404
    assert site.post(f"/u/{site.link('choose')}").status == 404


def test_nothing_redirects(site, page):
    for path in (page, f"{page}/", "/u/x?next=https://evil.example", "//evil.example", "/p//x"):
        for answer in (site.ask(path), site.post(path, SAVE)):
            assert not answer.all("location")
            assert answer.status < 300 or answer.status >= 400
