from __future__ import annotations

from math import inf

from tests.unit.deliver.memory import NOW, delivery

from digest.deliver.job import Job
from digest.deliver.parked import Parked


def parked(*emails: str) -> Parked:
    room = Parked()
    for number, email in enumerate(emails, 1):
        reader = delivery(number, email)
        room.put(Job(reader, reader.domain, NOW))
    return room


def served(room: Parked, now: float = 0.0) -> list[int]:
    """Who goes, as long as a domain is named."""
    order = []
    while (domain := room.ready(now)) is not None:
        order.append(room.pop(domain).id)
    return order


def test_a_domain_is_named_once_for_each_place_it_gets_back():
    room = parked("a@x.example", "b@x.example", "c@y.example")
    assert room.ready(0.0) is None
    room.freed("x.example")
    assert (room.ready(0.0), room.ready(0.0)) == ("x.example", None)
    assert room.first("x.example").id == 1


def test_who_came_first_goes_first_and_domains_take_turns():
    room = parked("a@x.example", "b@x.example", "c@y.example", "d@x.example", "e@y.example")
    room.freed("x.example")
    room.freed("y.example")
    assert served(room) == [1, 3, 2, 5, 4]
    assert (len(room), room.emptied, list(room.domains)) == (0, 2, [])


def test_time_frees_a_domain_at_the_earliest_moment_that_was_told():
    room = parked("a@x.example", "b@y.example")
    for domain, moment in (("x.example", 9.0), ("x.example", 5.0), ("y.example", inf)):
        room.freed_at(domain, moment)
    assert room.wait(2.0) == 3.0
    assert room.ready(4.9) is None
    assert room.ready(5.0) == "x.example"
    assert room.ready(9.0) is None


def test_where_only_a_place_can_free_it_time_tells_nothing():
    assert parked("a@x.example").wait(0.0) == inf


def test_a_domain_for_which_nobody_waits_is_never_named():
    room = parked("a@x.example")
    room.freed("y.example")
    room.freed_at("x.example", 1.0)
    assert [job.id for job in room.clear()] == [1]
    assert (len(room), room.ready(2.0)) == (0, None)
