from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.deliver.memory import NOW

from digest.deliver.throttle import (
    DOMAIN_REST,
    FREE,
    LONGEST,
    PATIENCE,
    POLICY_REST,
    blocked,
    eased,
    relay_rest,
    said,
    slowed,
)
from digest.model import Outcome, OutcomeKind, Scope, Throttle

PLAIN = Throttle(scope=Scope.DOMAIN, name="example.com")
BUSY = Outcome(kind=OutcomeKind.DEFERRED, code=451, enhanced="4.7.1", text="try later")
POLICY = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.7.1", text="blocked")


def test_a_trouble_halves_what_is_under_way_at_once():
    once = slowed(PLAIN, BUSY, at_once=8, now=NOW)
    assert (once.width, once.failures, once.until) == (4.0, 1, None)
    assert slowed(once, BUSY, at_once=8, now=NOW).width == 2.0
    assert slowed(PLAIN, BUSY, at_once=1, now=NOW).width == 1.0


def test_the_third_trouble_in_a_row_earns_a_rest_that_doubles():
    throttle, rests = PLAIN, []
    for _ in range(PATIENCE + 8):
        throttle = slowed(throttle, BUSY, at_once=8, now=NOW)
        rests.append(throttle.until and throttle.until - NOW)
    assert rests[: PATIENCE + 2] == [None, None, DOMAIN_REST, DOMAIN_REST * 2, DOMAIN_REST * 4]
    assert rests[-1] == LONGEST
    assert throttle.reason == "451 4.7.1 try later"


def test_a_server_that_says_for_how_long_is_believed_at_once():
    asked = Outcome(kind=OutcomeKind.DEFERRED, code=450, retry_after=timedelta(minutes=7))
    assert slowed(PLAIN, asked, at_once=4, now=NOW).until == NOW + timedelta(minutes=7)


def test_a_policy_refusal_shuts_the_domain_at_once_and_longer_each_time():
    once = blocked(PLAIN, POLICY, now=NOW)
    assert (once.until, once.width, once.reason) == (NOW + POLICY_REST, 1.0, "550 5.7.1 blocked")
    assert blocked(once, POLICY, now=NOW).until == NOW + POLICY_REST * 2


def test_success_forgives_and_widens_until_nothing_is_left():
    throttle = slowed(slowed(PLAIN, BUSY, at_once=4, now=NOW), BUSY, at_once=4, now=NOW)
    widths = []
    while not throttle.is_plain:
        throttle = eased(throttle)
        widths.append(throttle.width)
    assert widths[:3] == [2.0, 3.0, 4.0]
    assert len(widths) == FREE - 1
    assert eased(PLAIN) is PLAIN


@given(st.lists(st.sampled_from(["ease", "slow", "block"]), max_size=60), st.integers(1, 100))
def test_whatever_happens_one_at_least_may_try_and_no_rest_is_endless(steps, at_once):
    throttle = PLAIN
    for step in steps:
        match step:
            case "ease":
                throttle = eased(throttle)
            case "slow":
                throttle = slowed(throttle, BUSY, at_once=at_once, now=NOW)
            case _:
                throttle = blocked(throttle, POLICY, now=NOW)
        assert throttle.width == 0.0 or throttle.width >= 1.0
        assert throttle.until is None or throttle.until - NOW <= LONGEST


def test_a_relay_rests_longer_each_time():
    rests = [relay_rest(failures).total_seconds() for failures in (1, 2, 3, 4)]
    assert rests == [15, 30, 60, 120]
    assert relay_rest(1000) == LONGEST


def test_words_leave_out_what_was_not_said():
    assert said(Outcome(kind=OutcomeKind.DEFERRED, text="lost")) == "lost"


def test_what_it_asked_for_is_not_believed_when_it_was_not_enough_so_often():
    asked = Outcome(kind=OutcomeKind.DEFERRED, code=450, retry_after=timedelta(minutes=1))
    throttle, rests = PLAIN, []
    for _ in range(PATIENCE + 1):
        throttle = slowed(throttle, asked, at_once=4, now=NOW)
        rests.append(throttle.until - NOW)
    assert rests == [timedelta(minutes=1)] * 2 + [DOMAIN_REST, DOMAIN_REST * 2]
