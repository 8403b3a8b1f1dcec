from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from tests.unit.web.asked import ask

from digest.web.guard import Guard

NONE = "default-src 'none'"
GUARDED = Guard(PlainTextResponse("hello"), policy=NONE, names=["News.example"])


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:1", "[::1]:80", "LOCALHOST:8765", "news.example:443"]
)
def test_its_names_are_answered(host):
    assert ask(GUARDED, hosts=[host]).text == "hello"


@pytest.mark.parametrize(
    "hosts",
    [
        [],
        [""],
        ["evil.example"],
        ["localhost.evil.example"],
        ["[::2]"],
        ["localhost", "localhost"],
        ["127.0.0.1:9930@evil"],
        ["localhost:80:80"],
        ["localhost:80\n"],
        ["[::1]evil"],
        ["[::1]:x"],
        ["::1"],
    ],
)
def test_others_are_refused_with_the_same_headers(hosts):
    answer = ask(GUARDED, hosts=hosts)

    assert answer.status == 421
    assert answer.all("content-security-policy") == [NONE]
    assert "hello" not in answer.text


def test_every_answer_carries_safety_headers_once():
    answer = ask(GUARDED)

    assert answer.all("x-content-type-options") == ["nosniff"]
    assert answer.all("referrer-policy") == ["no-referrer"]
    assert answer.all("cache-control") == ["no-store"]
    assert answer.all("cross-origin-opener-policy") == ["same-origin"]
    assert answer.all("cross-origin-resource-policy") == ["same-origin"]


def test_an_answer_keeps_a_policy_of_its_own():
    own = PlainTextResponse("x", headers={"Content-Security-Policy": "sandbox"})
    answer = ask(Guard(own, policy=NONE))

    assert answer.all("content-security-policy") == ["sandbox"]


def test_more_headers_can_be_asked_for():
    answer = ask(Guard(PlainTextResponse("x"), policy=NONE, headers={"x-robots-tag": "noindex"}))

    assert answer.all("x-robots-tag") == ["noindex"]
