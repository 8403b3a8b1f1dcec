from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import AudienceError, StaleFormError
from digest.web.forms import HOLDS, Forms, from_elsewhere

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def forms(clock):
    return Forms(b"k" * 32, clock)


def test_a_token_is_good_for_its_form(forms):
    forms.check(forms.token("subscribe"), "subscribe")
    forms.check(forms.token("choose", "reader 7"), "choose", "reader 7")


@pytest.mark.parametrize(("action", "about"), [("leave", "7"), ("choose", "8"), ("choose", "")])
def test_it_is_worth_nothing_for_another(forms, action, about):
    with pytest.raises(AudienceError, match="did not come from our page"):
        forms.check(forms.token("choose", "7"), action, about)


def test_parts_can_not_be_shifted_between_action_and_what_it_is_about(forms):
    with pytest.raises(AudienceError):
        forms.check(forms.token("choose", "7"), "choos", "e7")


def test_it_holds_for_a_while(forms, clock):
    token = forms.token("choose")
    clock.now = NOW + timedelta(seconds=HOLDS)
    forms.check(token, "choose")
    clock.now = NOW + timedelta(seconds=HOLDS + 1)
    with pytest.raises(StaleFormError, match="open for too long"):
        forms.check(token, "choose")
    with pytest.raises(AudienceError, match="did not come from our page"):
        forms.check(token, "erase")


def test_another_key_makes_other_tokens(forms, clock):
    with pytest.raises(AudienceError):
        Forms(b"j" * 32, clock).check(forms.token("choose"), "choose")


def test_every_changed_byte_is_noticed(forms):
    token = forms.token("choose")
    for place, letter in enumerate(token):
        for other in {"A", "B"} - {letter}:
            with pytest.raises(AudienceError):
                forms.check(token[:place] + other + token[place + 1 :], "choose")


@given(st.text())
def test_whatever_comes_is_an_error_to_show(text):
    with pytest.raises(AudienceError):
        Forms(b"k" * 32, Clock()).check(text, "choose")


@pytest.mark.parametrize(
    ("headers", "elsewhere"),
    [
        ({}, False),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": "cross-site"}, True),
        ({"sec-fetch-site": "same-site"}, True),
        ({"origin": "https://news.example", "host": "news.example"}, False),
        ({"origin": "https://evil.example", "host": "news.example"}, True),
        ({"origin": "null", "host": "news.example"}, True),
    ],
)
def test_what_a_browser_says_of_where_it_comes_from(headers, elsewhere):
    assert from_elsewhere(headers) is elsewhere
