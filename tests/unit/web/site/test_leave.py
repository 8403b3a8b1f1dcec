from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.web.site.house import NOW, TOML, opened

from digest.model import SubscriberRow, SubscriptionState
from digest.pipeline.suppress import Wanted, suppress

ONE_CLICK = b"List-Unsubscribe=One-Click"


def test_get_shows_a_button_and_changes_nothing(site):
    page = site.ask(f"/u/{site.token}")

    assert page.status == 200
    assert "Morning Briefing" in page.text
    assert '<form method="post">' in page.text
    assert not site.left


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])
def test_only_a_post_leaves(site, method):
    answer = site.ask(f"/u/{site.token}", method=method)

    assert not site.left
    assert answer.status == (200 if method in {"GET", "HEAD"} else 405)


@pytest.mark.parametrize(
    "body",
    [
        (ONE_CLICK,),
        (ONE_CLICK[:5], ONE_CLICK[5:]),
        (b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n', b"One-Click"),
        (b"",),
    ],
)
def test_one_click_leaves_without_a_visit_before(site, body):
    answer = site.ask(f"/u/{site.token}", method="POST", body=body)

    assert answer.status == 200
    assert site.left
    assert not answer.all("location")
    assert not answer.all("set-cookie")


def test_the_button_sends_what_a_mailbox_sends(site):
    page = site.ask(f"/u/{site.token}").text
    (name, value) = re.search(r'type="hidden" name="(.*?)" value="(.*?)"', page).groups()

    assert f"{name}={value}".encode() == ONE_CLICK
    assert "action=" not in page


def test_leaving_twice_is_as_good_as_once(site):
    first = site.ask(f"/u/{site.token}", method="POST", body=(ONE_CLICK,))
    second = site.ask(f"/u/{site.token}", method="POST", body=(ONE_CLICK,))
    later = site.ask(f"/u/{site.token}")

    assert first.body == second.body == later.body
    assert f"u/{site.token}/undo" in later.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_address_is_masked(site, method):
    page = site.ask(f"/u/{site.token}", method=method).text

    assert "j•••@e•••.com" in page
    assert "jane" not in page
    assert "example" not in page


def test_a_hostile_title_is_escaped(tmp_path):
    hostile = TOML.replace('"Morning Briefing"', '"<script>alert(1)</script>%(x)s"')
    with opened(tmp_path, hostile) as site:
        pages = [site.ask(f"/u/{site.token}", method=method).text for method in ("GET", "POST")]

    assert not [page for page in pages if "<script" in page]
    assert all("&lt;script&gt;alert(1)&lt;/script&gt;%(x)s" in page for page in pages)


def test_every_wrong_link_gets_the_same_page(site):
    token = site.token
    answers = [
        site.ask(path, method=method)
        for method in ("GET", "POST")
        for path in ("/u/nonsense", "/u/briefing.18.0.AAAAAAAAAAAAAAAAAAAAAAAA", f"/u/{token}x")
    ]

    assert {answer.status for answer in answers} == {404}
    assert len({(answer.body, *answer.headers) for answer in answers}) == 1
    assert "This link does not work" in answers[0].text
    assert not site.left


@pytest.mark.parametrize("language", ["de", "ar", "ja"])
def test_it_speaks_the_readers_language_before_the_browsers(tmp_path, language):
    with opened(tmp_path) as site:
        row = SubscriberRow(email="b@example.com", newsletters=("briefing",), language=language)
        site.reader = site.house.store.subscribers.add(row, now=NOW)
        page = site.ask(f"/u/{site.token}", headers={"accept-language": "fr;q=.5, es"}).text

    ours, way = {"de": ("de", "ltr"), "ar": ("ar", "rtl"), "ja": ("es", "ltr")}[language]
    assert f'lang="{ours}" dir="{way}"' in page
    assert {"de": "Ja, abbestellen", "ar": "نعم", "es": "Sí, dejarlo"}[ours] in page


def test_leaving_is_taken_back_within_a_day(site):
    path = f"/u/{site.token}"
    site.ask(path, method="POST", body=(ONE_CLICK,))
    site.later(hours=23)
    assert site.ask(f"{path}/undo").status == 405
    first = site.post(f"{path}/undo")
    assert first.status == 200
    assert not site.left
    before = site.house.store.consents.of(site.reader.id)
    again = site.post(f"{path}/undo")  # a double click
    assert (again.status, again.body) == (200, first.body)
    assert site.house.store.consents.of(site.reader.id) == before
    assert site.mails() == ()


def test_who_left_in_a_pause_comes_back_to_it(site):
    path, day = f"/u/{site.token}", NOW.date() + timedelta(days=30)
    paused = replace(site.chosen(), state=SubscriptionState.PAUSED, until=day)
    site.house.store.subscriptions.save([paused], now=NOW)
    site.ask(path, method="POST", body=(ONE_CLICK,))
    assert site.left
    for _ in range(2):
        assert "December 23, 2026" in site.post(f"{path}/undo").text
        assert site.chosen() == paused
    site.ask(path, method="POST", body=(ONE_CLICK,))
    assert "December 21, 2026" in site.post(f"{path}/undo", [("weeks", "4")]).text


def test_who_was_never_asked_back_is_not_brought_in_by_it(site):
    pending = replace(site.chosen(), state=SubscriptionState.PENDING)
    site.house.store.subscriptions.save([pending], now=NOW)
    assert site.post(f"/u/{site.token}/undo").status == 404
    assert site.chosen() == pending


def test_leaving_becomes_a_pause(site):
    path = f"/u/{site.token}"
    site.ask(path, method="POST", body=(ONE_CLICK,))
    answer = site.post(f"{path}/undo", [("weeks", "4")])
    assert "December 21, 2026" in answer.text
    assert (site.chosen().state, str(site.chosen().until)) == ("paused", "2026-12-21")


def test_after_a_day_only_subscribing_again_brings_back(site):
    path = f"/u/{site.token}"
    site.ask(path, method="POST", body=(ONE_CLICK,))
    site.later(hours=25)
    assert "/undo" not in site.ask(path).text
    assert "join/briefing" in site.ask(path).text
    assert site.post(f"{path}/undo").status == 404
    assert site.left


def test_who_was_put_out_by_the_operator_can_not_undo_that(site):
    wanted = Wanted(address="jane.doe@example.com")
    suppress(site.house.settings, site.house.store, [wanted], now=NOW)
    assert site.left
    assert site.post(f"/u/{site.token}/undo").status == 404
    assert site.left


def test_that_they_left_is_kept_with_when_and_from_where(site):
    site.ask(f"/u/{site.token}", method="POST", body=(ONE_CLICK,), client="192.0.2.5")
    [(newsletter, left)] = site.house.store.consents.of(site.reader.id)
    assert (newsletter, left.event, left.at, left.ip) == ("briefing", "left", NOW, "192.0.2.5")
