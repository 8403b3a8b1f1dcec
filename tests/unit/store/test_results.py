from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.store.make import NOW

from digest.model import DeliveryState, Outcome, OutcomeKind, Scope
from digest.store.results import MAX_AGE, Verdict, judge, proves_no_mailbox, retry_delay

MINUTE = timedelta(minutes=1)


def verdict(kind, *, attempts=0, first_try=None, **answer) -> Verdict:
    outcome = Outcome(kind=kind, **answer)
    return judge(outcome, delivery=7, attempts=attempts, first_try=first_try, now=NOW)


def test_delays_double_from_five_minutes_to_four_hours():
    floors = [5, 10, 20, 40, 80, 160, 240, 240, 240]
    for attempt, floor in enumerate(floors, start=1):
        delay = retry_delay(1, attempt)
        assert floor * MINUTE <= delay <= floor * MINUTE * 1.25


@given(st.integers(1, 2**40), st.integers(1, 10_000))
def test_delays_are_fixed_by_the_delivery_and_bounded(delivery, attempt):
    assert retry_delay(delivery, attempt) == retry_delay(delivery, attempt)
    assert 5 * MINUTE <= retry_delay(delivery, attempt) <= timedelta(hours=5)


def test_readers_deferred_together_do_not_come_back_together():
    assert len({retry_delay(delivery, 1) for delivery in range(100)}) > 90


def test_sent_is_sent():
    assert verdict(OutcomeKind.SENT).state is DeliveryState.SENT


def test_unsure_counts_as_a_crash():
    assert verdict(OutcomeKind.UNSURE) == Verdict(DeliveryState.UNSURE, crashes=1)


@pytest.mark.parametrize("scope", list(Scope))
def test_a_deferral_waits_for_its_turn(scope):
    given_back = verdict(OutcomeKind.DEFERRED, code=451, scope=scope)
    assert given_back.state is DeliveryState.DEFERRED
    assert NOW + 5 * MINUTE <= given_back.due_at <= NOW + 7 * MINUTE


def test_the_relays_trouble_is_no_attempt_of_the_reader():
    assert verdict(OutcomeKind.DEFERRED, scope=Scope.RELAY).attempts == 0
    assert verdict(OutcomeKind.DEFERRED, scope=Scope.DOMAIN).attempts == 1


def test_the_server_knows_better_when_to_come_back():
    wait = timedelta(seconds=30)
    assert verdict(OutcomeKind.DEFERRED, retry_after=wait).due_at == NOW + wait
    at_once = verdict(OutcomeKind.DEFERRED, retry_after=timedelta(0))
    assert at_once.due_at == NOW


def test_after_five_days_it_is_given_up():
    young, old = NOW - MAX_AGE + MINUTE, NOW - MAX_AGE
    assert verdict(OutcomeKind.DEFERRED, first_try=young).state is DeliveryState.DEFERRED
    assert verdict(OutcomeKind.DEFERRED, first_try=old).state is DeliveryState.FAILED


def test_for_the_relays_trouble_nobody_is_given_up():
    found = verdict(OutcomeKind.DEFERRED, first_try=NOW - 2 * MAX_AGE, scope=Scope.RELAY)
    assert found.state is DeliveryState.DEFERRED


def test_who_met_a_domains_rest_comes_behind_those_who_wait_for_it():
    asked = {"scope": Scope.DOMAIN, "retry_after": MINUTE}
    tries = [verdict(OutcomeKind.DEFERRED, attempts=count, **asked).due_at for count in range(3)]
    assert tries == [NOW + MINUTE + timedelta(seconds=count) for count in (1, 2, 3)]


@pytest.mark.parametrize("scope", [Scope.DOMAIN, Scope.RELAY])
def test_a_refusal_of_domain_or_relay_fails_no_reader(scope):
    refusal = verdict(OutcomeKind.REJECTED, code=550, enhanced="5.7.1", scope=scope)
    assert refusal.state is DeliveryState.DEFERRED
    assert not refusal.bounced


@pytest.mark.parametrize(
    ("code", "enhanced", "proof"),
    [
        (550, "5.1.1", True),
        (553, "5.1.1", True),
        (550, "5.1.2", True),
        (550, "5.1.10", True),
        (553, "5.1.3", False),
        (550, "5.1.0", False),
        (550, "5.1.8", False),
        (550, "5.7.1", False),
        (550, "", False),
        (552, "5.2.2", False),
        (554, "5.0.0", False),
    ],
)
def test_only_a_missing_mailbox_is_a_bounce(code, enhanced, proof):
    outcome = Outcome(kind=OutcomeKind.REJECTED, code=code, enhanced=enhanced)
    assert proves_no_mailbox(outcome) is proof
    refusal = verdict(OutcomeKind.REJECTED, code=code, enhanced=enhanced)
    assert (refusal.state, refusal.bounced) == (DeliveryState.FAILED, proof)


@pytest.mark.parametrize("enhanced", ["", "5.0.0", "5.1.0"])
@pytest.mark.parametrize(
    "text",
    [
        "No such user here",
        "<ann@example.com>: Recipient address rejected: User unknown in local recipient table",
        "unknown user",
        "Mailbox not found",
        "sorry, no mailbox here by that name. (#5.1.1)",
        "the recipient does not exist",
        "Invalid recipient",
        "unknown local-part ann in domain example.com",
    ],
)
def test_a_plain_550_is_a_bounce_where_its_words_say_so(enhanced, text):
    outcome = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced=enhanced, text=text)
    assert proves_no_mailbox(outcome)


@pytest.mark.parametrize(
    "text",
    [
        "The email account that you tried to reach is disabled. For more information, go to",
        "Mailbox not available, inactive account",
        "Mailbox disabled, not accepting messages",
    ],
)
def test_a_mailbox_that_is_switched_off_is_a_bounce(text):
    outcome = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.2.1", text=text)
    assert proves_no_mailbox(outcome)


@pytest.mark.parametrize(
    ("code", "enhanced", "text"),
    [
        (550, "5.2.1", "The user you are trying to contact is receiving mail at a rate that"),
        (550, "5.2.1", "this account is temporarily suspended"),
        (450, "4.2.1", "mailbox disabled"),
        (550, "", "Requested action not taken: mailbox unavailable"),
        (550, "", "<no.such.user@example.com>: not now"),
        (550, "", "Administrative prohibition"),
        (550, "5.7.1", "unknown user"),
        (550, "5.2.1", "unknown user"),
        (554, "", "unknown user"),
        (553, "", "no such user"),
    ],
)
def test_what_may_mean_something_else_is_no_bounce(code, enhanced, text):
    outcome = Outcome(kind=OutcomeKind.REJECTED, code=code, enhanced=enhanced, text=text)
    assert not proves_no_mailbox(outcome)
