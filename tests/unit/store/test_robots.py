from __future__ import annotations

from datetime import timedelta

from tests.unit.store.make import NOW

from digest.model import Robots


def test_a_look_takes_the_place_of_the_one_before(store):
    first = Robots(site="https://news.example", rules="", checked=NOW)
    second = Robots(
        site=first.site, rules="User-agent: *\nDisallow: /\n", checked=NOW + timedelta(days=1)
    )
    assert store.robots.get(first.site) is None
    store.robots.save(first)
    assert store.robots.get(first.site) == first
    store.robots.save(second)
    assert store.robots.get(first.site) == second
