"""Render: the chain beside Node's official mjml with juice, and joins beside a copy of the bytes.

python bench/render.py [--rounds N]

An edition of 30 stories. All take turns in each round, warm, and CPU time is compared, so that
what else the machine does counts little.
"""

from __future__ import annotations

import argparse
import statistics
import time
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from subjects.newsroom import newsroom
from subjects.official import Official, installed

from digest.compose import select
from digest.render import Templates, edition, inliner, join, render, selection_fields
from digest.render.mjml import compile_mjml, cure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import Edition, Newsletter, Rendered

JOINS = 2000
STORIES = 30
INLINERS = ("premailer", "css-inline")
TEMPLATES = Templates()


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def of_stories(made: Edition, count: int) -> Edition:
    """The edition with its stories told again, under other ids, until there are `count`."""
    sections = [list(section.slots) for section in made.sections]
    told = [slot for slots in sections for slot in slots]
    for number in range(count - len(told)):
        slot = told[number % len(told)]
        again = f"{slot.id}-{number}"
        sections[number % len(sections)].append(
            replace(slot, id=again, story=replace(slot.story, id=again), essential=False)
        )
    pairs = zip(made.sections, sections, strict=True)
    return replace(made, sections=tuple(replace(one, slots=tuple(to)) for one, to in pairs))


def source(newsletter: Newsletter, made: Edition) -> tuple[str, str]:
    """The MJML and CSS that the chain makes of an edition."""
    seen: dict[str, str] = {}

    class Watch:
        """An inliner that looks on."""

        def inline(self, html: str, css: str) -> str:
            """Keep the CSS."""
            seen["css"] = css
            return html

    def watched(mjml: str) -> str:
        seen["mjml"] = mjml
        return compile_mjml(mjml)

    real, edition.compile_mjml = edition.compile_mjml, watched
    try:
        render(made, newsletter, templates=TEMPLATES, inliner=Watch())
    finally:
        edition.compile_mjml = real
    return seen["mjml"], seen["css"]


def joins(rendered: Rendered, made: Edition) -> tuple[float, float]:
    """CPU seconds of JOINS mails, HTML and text, each with a link of its own; of copying them."""
    selection = select(made, topics=())
    shared = selection_fields(rendered, selection)

    def mail(number: int) -> tuple[bytes, bytes]:
        own = {"preferences_url": b"https://news.example/p/%d" % number}
        fields = {**shared, **own, "unsubscribe_url": b"https://news.example/u/%d" % number}
        return (
            join(rendered.html, rendered, selection, fields, html=True),
            join(rendered.text, rendered, selection, fields, html=False),
        )

    bodies = bytearray(b"".join(mail(0)))
    joined = cpu(lambda: [mail(number) for number in range(JOINS)])
    return joined, cpu(lambda: [bytes(bodies) for _ in range(JOINS)])


def row(name: str, seconds: Sequence[float], official: Sequence[float] = ()) -> None:
    """One line: the median, and how many times as long Node takes in the same round."""
    ratios = [node / ours for node, ours in zip(official, seconds, strict=bool(official))]
    beside = f"   Node takes {statistics.median(ratios):5.1f} x as long" if ratios else ""
    print(f"{name:38} {statistics.median(seconds) * 1e3:8.1f} ms{beside}")


def main() -> None:
    """Print one table of medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with (
        newsroom() as (settings, _store, built),
        Official() if installed() else nullcontext() as node,
    ):
        letter, made = settings.newsletter(built.newsletter), of_stories(built, STORIES)
        mjml, css = source(letter, made)
        rendered = render(made, letter, templates=TEMPLATES, inliner=inliner("css-inline"))
        columns: dict[str, list[float]] = {}

        def note(name: str, seconds: float) -> None:
            columns.setdefault(name, []).append(seconds)

        for turn in range(-3, rounds):  # three to warm up
            if turn == 0:
                columns.clear()
            if node:
                note("node", node.seconds(cure(mjml), css))
            for name in INLINERS:
                chosen = inliner(name)
                note(name, cpu(lambda one=chosen: one.inline(compile_mjml(mjml), css)))
                note(
                    f"whole {name}",
                    cpu(lambda one=chosen: render(made, letter, templates=TEMPLATES, inliner=one)),
                )
        pairs = [joins(rendered, made) for _ in range(rounds)]
    report(rendered, columns, pairs, len(mjml))


def report(
    rendered: Rendered,
    columns: dict[str, list[float]],
    pairs: Sequence[tuple[float, float]],
    characters: int,
) -> None:
    """Print what was measured."""
    size = sum(len(part.body) for part in rendered.html) / 1024
    print(
        f"{STORIES} stories, {characters / 1024:.0f} KB of MJML, {size:.0f} KB of parts; CPU time"
    )
    official = columns.get("node", [])
    if official:
        row("mjml + juice (Node)", official)
    for name in INLINERS:
        row(f"checked, compiled, inlined: {name}", columns[name], official)
    for name in INLINERS:
        row(f"whole rendering: {name}", columns[f"whole {name}"], official)
    mail = statistics.median(joined / JOINS for joined, _ in pairs)
    print(
        f"{'join, HTML and text':34} {mail * 1e6:8.1f} us a reader, {1 / mail:,.0f} a core-second"
    )
    copy = statistics.median(copied / JOINS for _, copied in pairs)
    print(f"{'a copy of the same bytes':38} {copy * 1e6:8.1f} us, {mail / copy:.1f} x faster")


if __name__ == "__main__":
    main()
