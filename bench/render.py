"""Render: the chain beside Node's official mjml with juice, and joins beside a copy of the bytes.

python bench/render.py [--rounds N]

An edition of 30 stories. All take turns in each round, warm, and CPU time is compared, so that
what else the machine does counts little. Each round has other links and words, as each day has, so
that what is kept of tags and names counts no more than it would.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import css_inline
from mjml import mjml2html
from subjects.newsroom import newsroom

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.node_mjml import OfficialMjml, installed

from digest.compose import select
from digest.deliver.bodies import Bodies
from digest.render import Templates, edition, inliner, join, render, selection_fields
from digest.render.mjml import compile_mjml, cure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import Edition, Newsletter, Rendered, Slot
    from digest.render import Inliner

JOINS = 2000
STORIES = 30
INLINERS = ("premailer", "css-inline")
BARE = "mjml-python, css-inline, nothing else"
NEW_SHEET = "premailer, sheet never seen"
NEW_FRAME = "css-inline, frame never seen"
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


def of_another_day(made: Edition, turn: int) -> Edition:
    """The edition with other words and links in each story."""

    def told(slot: Slot) -> Slot:
        lead = replace(slot.story.lead, url=f"https://round-{turn}.example/?to={slot.id}")
        words = (f"{slot.headline} {turn}", f"In round {turn}: {slot.summary}")
        story = replace(slot.story, lead=lead)
        return replace(slot, story=story, headline=words[0], summary=words[1])

    sections = (replace(one, slots=tuple(map(told, one.slots))) for one in made.sections)
    return replace(made, sections=tuple(sections))


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


def rendered_by(made: Edition, newsletter: Newsletter, chosen: Inliner) -> Rendered:
    """The whole way, from an edition to parts."""
    return render(made, newsletter, templates=TEMPLATES, inliner=chosen)


def bare(mjml: str, css: str) -> str:
    """What the chain can't be faster than: both libraries, with nothing checked or kept safe."""
    return str(
        css_inline.CSSInliner(extra_css=css, inline_style_tags=False).inline(mjml2html(mjml))
    )


def chained(chosen: Inliner, mjml: str, css: str) -> float:
    """CPU seconds from MJML to an inlined page."""
    return cpu(lambda: chosen.inline(compile_mjml(mjml), css))


def joins(rendered: Rendered, made: Edition) -> tuple[float, float, float]:
    """CPU seconds of JOINS readers' mails, HTML and text, each with a link of its own.

    As one string each, as the pieces in which they are sent, and of copying the same bytes.
    """
    selection = select(made, topics=())
    shared = selection_fields(rendered, selection)
    bodies = Bodies(rendered)

    def own(number: int) -> dict[str, bytes]:
        return {
            "preferences_url": b"https://news.example/p/%d" % number,
            "unsubscribe_url": b"https://news.example/u/%d" % number,
            "name": b"Reader",
        }

    def mail(number: int) -> tuple[bytes, bytes]:
        fields = {**shared, **own(number)}
        return (
            join(rendered.html, rendered, selection, fields, html=True),
            join(rendered.text, rendered, selection, fields, html=False),
        )

    whole = bytearray(b"".join(bodies.of(selection).fill(own(0))))
    return (
        cpu(lambda: [mail(number) for number in range(JOINS)]),
        cpu(lambda: [bodies.of(selection).fill(own(number)) for number in range(JOINS)]),
        cpu(lambda: [bytes(whole) for _ in range(JOINS)]),
    )


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
        OfficialMjml() if installed() else nullcontext() as node,
    ):
        letter, made = settings.newsletter(built.newsletter), of_stories(built, STORIES)
        mjml, css = source(letter, made)
        rendered = render(made, letter, templates=TEMPLATES, inliner=inliner("css-inline"))
        html = compile_mjml(mjml)
        columns: dict[str, list[float]] = {}

        def note(name: str, seconds: float) -> None:
            columns.setdefault(name, []).append(seconds)

        for turn in range(-3, rounds):  # three to warm up
            if turn == 0:
                columns.clear()
            fresh = mjml.replace('href="http', f'href="http://round-{turn}.example/?to=http')
            day = of_another_day(made, turn)
            if node:
                note("node", node.compile(cure(mjml), css)["seconds"])
            for name in INLINERS:
                chosen = inliner(name)
                note(name, chained(chosen, fresh, css))
                note(
                    f"whole {name}",
                    cpu(lambda one=chosen, to=day: rendered_by(to, letter, one)),
                )
            framed = fresh.replace('padding="0 20px', f'padding="{turn + 9}px 20px')
            note(NEW_FRAME, chained(inliner("css-inline"), framed, css))
            cured = cure(fresh)
            note(BARE, cpu(lambda to=cured: bare(to, css)))
            other = f"{css}/* {turn} */"
            note(NEW_SHEET, cpu(lambda to=other: inliner("premailer").inline(html, to)))
        mails = [joins(rendered, made) for _ in range(rounds)]
    report(rendered, columns, mails, len(mjml))


def report(
    rendered: Rendered,
    columns: dict[str, list[float]],
    mails: Sequence[tuple[float, float, float]],
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
    row("the same: " + NEW_FRAME, columns[NEW_FRAME], official)
    row(BARE, columns[BARE], official)
    row("inlined: " + NEW_SHEET, columns[NEW_SHEET])
    for name in INLINERS:
        row(f"whole rendering: {name}", columns[f"whole {name}"], official)
    said = (
        "joined: HTML and text, strings",
        "joined: pieces, as they are sent",
        "a copy of the same bytes",
    )
    for name, seconds in zip(said, zip(*mails, strict=True), strict=True):
        mail = statistics.median(seconds) / JOINS
        print(f"{name:38} {mail * 1e6:8.1f} us a reader, {1 / mail:,.0f} a core-second")


if __name__ == "__main__":
    main()
