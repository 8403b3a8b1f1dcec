from __future__ import annotations

from datetime import UTC, datetime

from tests.unit.store.make import article, url

from digest.pipeline.boilerplate import Boilerplate
from digest.store import open_store

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FOOT = "Sign up to our newsletter and never miss a tide."


def told(number: int):
    body = f"Report {number}: the council voted by a single seat. " * 8
    return article(f"a{number}", text=f"{body.strip()}\n\n{FOOT}")


def visit(store, *articles) -> list[str]:
    known = Boilerplate(store, "Example", articles)
    known.learn(store.articles.save(known.articles, now=NOW).fresh, now=NOW)
    return [one.text for one in known.articles]


def test_what_is_learned_at_one_visit_is_dropped_at_another(tmp_path):
    with open_store(url(tmp_path)) as store:
        first = visit(store, *map(told, range(2)))
        again = visit(store, *map(told, range(2)))  # the same two are no more than two
        more = visit(store, *map(told, (2, 3)))
        last = visit(store, told(4))

    assert all(text.endswith(FOOT) for text in [*first, *again, *more])
    assert FOOT not in last[0]
