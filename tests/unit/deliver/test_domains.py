from __future__ import annotations

from datetime import timedelta
from math import inf

import pytest
from tests.unit.deliver.memory import NOW, MemoryThrottles

from digest.deliver.domains import UNLIMITED, Domains
from digest.deliver.throttle import POLICY_REST, DomainLimit
from digest.errors import StoreBusyError
from digest.model import Outcome, OutcomeKind, Scope, Throttle

SENT = Outcome(kind=OutcomeKind.SENT, code=250)
BUSY = Outcome(kind=OutcomeKind.DEFERRED, code=451, scope=Scope.DOMAIN)
FULL = Outcome(kind=OutcomeKind.DEFERRED, code=452, scope=Scope.ADDRESS)
NOBODY = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.1.1", scope=Scope.ADDRESS)
POLICY = Outcome(kind=OutcomeKind.REJECTED, code=550, enhanced="5.7.1", scope=Scope.DOMAIN)


def domains(store=None, usual=UNLIMITED, **limits) -> Domains:
    return Domains(store or MemoryThrottles(), limits, usual)


def admitted(of: Domains, name: str, count: int, now=NOW) -> list[int]:
    """The serials of so many messages that get a place."""
    serials = []
    for _ in range(count):
        assert of.admit(name, now) == 0.0
        serials.append(of.serial)
    return serials


def kept(of: Domains, store: MemoryThrottles) -> tuple[Throttle, ...]:
    """Who is not treated plainly by what was learned."""
    of.keep()
    return store.all()


def test_a_domain_that_is_treated_plainly_leaves_nothing_behind():
    some = domains(store := MemoryThrottles())
    serials = admitted(some, "example.com", 5)
    for serial in serials:
        assert some.learn("example.com", SENT, serial, NOW) is None
    assert kept(some, store) == ()
    assert admitted(some, "example.com", 100)


@pytest.mark.parametrize("usual", [UNLIMITED, DomainLimit(connections=5)])
def test_what_is_kept_of_plain_domains_does_not_grow_with_them(usual):
    some = domains(usual=usual)
    for number in range(5000):
        (serial,) = admitted(some, f"d{number}.example", 1)
        some.learn(f"d{number}.example", SENT, serial, NOW)
    assert len(some._domains) <= 512


def test_what_is_kept_of_domains_with_a_dead_address_does_not_grow_with_them():
    some = domains(store := MemoryThrottles())
    for number in range(5000):
        name = f"d{number}.example"
        (serial,) = admitted(some, name, 1)
        some.refused(name).append(number)
        some.learn(name, NOBODY, serial, NOW)
    assert len(some._domains) <= 512
    some.doubt("d0.example", NOW)
    assert kept(some, store) == ()


def test_a_row_of_refusals_is_not_forgotten_for_others():
    some = domains()
    (serial,) = admitted(some, "row.example", 1)
    some.refused("row.example").extend(range(3))
    some.learn("row.example", NOBODY, serial, NOW)
    for number in range(1000):
        (serial,) = admitted(some, f"d{number}.example", 1)
        some.learn(f"d{number}.example", SENT, serial, NOW)
    assert some.refused("row.example") == [0, 1, 2]


def test_one_trouble_of_many_at_once_counts_once():
    some = domains(store := MemoryThrottles())
    serials = admitted(some, "example.com", 8)
    for serial in serials:
        some.learn("example.com", BUSY, serial, NOW)
    (known,) = kept(some, store)
    assert (known.failures, known.width) == (1, 4.0)
    admitted(some, "example.com", 4)
    assert some.admit("example.com", NOW) == inf
    assert some.admit("other.example", NOW) == 0.0


def test_an_address_in_trouble_slows_nobody_down():
    some = domains(store := MemoryThrottles())
    (serial,) = admitted(some, "example.com", 1)
    some.learn("example.com", FULL, serial, NOW)
    assert kept(some, store) == ()


def test_a_policy_refusal_is_told_once_and_kept():
    store = MemoryThrottles()
    some = domains(store)
    serials = admitted(some, "example.com", 3)
    told = [some.learn("example.com", POLICY, serial, NOW) for serial in serials]
    assert [bool(one) for one in told] == [True, False, False]
    assert some.closed("example.com", NOW) == NOW + POLICY_REST
    some.keep()
    again = domains(store)
    assert again.closed("example.com", NOW) == NOW + POLICY_REST
    assert again.closed("example.com", NOW + POLICY_REST) is None
    assert again.closed("other.example", NOW) is None


def test_after_its_rest_one_message_tries_it():
    some = domains()
    (serial,) = admitted(some, "example.com", 1)
    some.learn("example.com", POLICY, serial, NOW)
    later = NOW + POLICY_REST
    (serial,) = admitted(some, "example.com", 1, later)
    assert some.admit("example.com", later) == inf
    assert some.learn("example.com", POLICY, serial, later) is not None
    assert some.closed("example.com", later) == later + POLICY_REST * 2
    latest = later + POLICY_REST * 2
    (serial,) = admitted(some, "example.com", 1, latest)
    some.learn("example.com", SENT, serial, latest)
    admitted(some, "example.com", 2, latest)


def test_pardon_forgets_all():
    some = domains(store := MemoryThrottles())
    (serial,) = admitted(some, "example.com", 1)
    some.learn("example.com", POLICY, serial, NOW)
    assert len(kept(some, store)) == 1
    some.pardon(["example.com"])
    assert some.closed("example.com", NOW) is None
    assert kept(some, store) == ()


def test_what_is_taken_back_meanwhile_is_forgotten_here_too():
    some = domains(store := MemoryThrottles())
    for name in ("one.example", "two.example"):
        (serial,) = admitted(some, name, 1)
        some.learn(name, POLICY, serial, NOW)
    assert some.meet() == []
    assert some.closed("one.example", NOW)
    store.known.pop((Scope.DOMAIN, "one.example"))
    assert some.meet() == ["one.example"]
    assert some.closed("one.example", NOW) is None
    assert admitted(some, "one.example", 9)
    assert some.closed("two.example", NOW)


@pytest.mark.parametrize("look", ["meet", "keep"])
def test_a_domain_that_slowed_down_once_more_since_it_was_taken_back_is_not_kept_anew(look):
    some = domains(store := MemoryThrottles())
    for name in ("one.example", "two.example"):
        (serial,) = admitted(some, name, 1)
        some.learn(name, BUSY, serial, NOW)
    assert some.meet() == []
    (serial,) = admitted(some, "one.example", 1)
    some.learn("one.example", BUSY, serial, NOW)
    (serial,) = admitted(some, "new.example", 1)
    some.learn("new.example", BUSY, serial, NOW)
    store.known.pop((Scope.DOMAIN, "one.example"))
    getattr(some, look)()
    assert {one.name for one in store.all()} == {"two.example", "new.example"}
    assert some.meet() == ([] if look == "meet" else ["one.example"])
    assert admitted(some, "one.example", 9)


def test_what_a_busy_database_does_not_keep_is_kept_the_next_time(monkeypatch):
    some = domains(store := MemoryThrottles())
    (serial,) = admitted(some, "example.com", 1)
    some.learn("example.com", POLICY, serial, NOW)

    def busy(_throttles):
        raise StoreBusyError("busy", "wait")

    with monkeypatch.context() as patched:
        patched.setattr(store, "save", busy)
        with pytest.raises(StoreBusyError):
            some.keep()
    assert [one.name for one in kept(some, store)] == ["example.com"]


def test_the_operator_s_limits_hold_by_domain():
    few = DomainLimit(connections=2)
    some = domains(usual=few, **{"big.example": DomainLimit(connections=3)})
    admitted(some, "example.com", 2)
    assert some.admit("example.com", NOW) == inf
    admitted(some, "big.example", 3)
    assert some.admit("big.example", NOW) == inf


def test_a_rate_holds_over_a_restart():
    store = MemoryThrottles()
    slow = DomainLimit(rate=1.0)
    first = domains(store, usual=slow)
    (serial,) = admitted(first, "example.com", 1)
    first.learn("example.com", SENT, serial, NOW)
    assert first.admit("example.com", NOW) == pytest.approx(1.0)
    again = domains(store, usual=slow)
    assert again.admit("example.com", NOW) >= 1.0
    assert again.admit("example.com", NOW + timedelta(seconds=3)) == 0.0


def test_what_is_kept_of_rates_does_not_grow_with_the_domains():
    some = domains(usual=DomainLimit(rate=1.0))
    for number in range(5000):
        moment = NOW + timedelta(milliseconds=10 * number)
        (serial,) = admitted(some, f"d{number}.example", 1, moment)
        some.learn(f"d{number}.example", SENT, serial, moment)
    assert len(some._domains) <= 512
    assert some.admit("d4999.example", moment) == pytest.approx(1.0)
