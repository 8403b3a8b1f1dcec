"""Render: the chain with each inliner, interleaved, and joins beside a copy of the same bytes.

python bench/render.py [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING

from subjects.newsroom import newsroom

from digest.compose import select
from digest.render import Templates, inliner, join, render, selection_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Edition, Newsletter, Rendered

JOINS = 2000
TEMPLATES = Templates()


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def chain(newsletter: Newsletter, edition: Edition, name: str) -> float:
    """CPU seconds of one whole rendering with that inliner, its templates compiled before."""
    chosen = inliner(name)
    return cpu(lambda: render(edition, newsletter, templates=TEMPLATES, inliner=chosen))


def joins(rendered: Rendered, edition: Edition) -> tuple[float, float]:
    """CPU seconds of JOINS mails, HTML and text, each with a link of its own; of copying them."""
    selection = select(edition, topics=())
    shared = selection_fields(rendered, selection)

    def mail(number: int) -> tuple[bytes, bytes]:
        fields = {**shared, "unsubscribe_url": b"https://news.example/u/%d" % number}
        return (
            join(rendered.html, rendered, selection, fields, html=True),
            join(rendered.text, rendered, selection, fields, html=False),
        )

    bodies = bytearray(b"".join(mail(0)))
    joined = cpu(lambda: [mail(number) for number in range(JOINS)])
    return joined, cpu(lambda: [bytes(bodies) for _ in range(JOINS)])


def main() -> None:
    """Print one table of medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with newsroom() as (settings, store, edition):
        rendered = store.editions.rendered(edition.id, edition.language)
        names = ("premailer", "css-inline")
        newsletter = settings.newsletter(edition.newsletter)
        chain(newsletter, edition, names[0])
        chains = [[chain(newsletter, edition, name) for name in names] for _ in range(rounds)]
        pairs = [joins(rendered, edition) for _ in range(rounds)]
    slots = sum(len(section.slots) for section in edition.sections)
    size = sum(len(part.body) for part in rendered.html) / 1024
    print(
        f"edition: {slots} stories, {size:.0f} KB of encoded HTML parts; CPU time, {rounds} rounds"
    )
    for name, column in zip(names, zip(*chains, strict=True), strict=True):
        print(f"{'render, ' + name:28} {statistics.median(column) * 1e3:8.1f} ms")
    ratio = statistics.median(slow / fast for slow, fast in chains)
    print(f"{'css-inline is faster by':28} {ratio:8.1f} x")
    mail = statistics.median(joined / JOINS for joined, _ in pairs)
    print(
        f"{'join, HTML and text':28} {mail * 1e6:8.1f} us a reader, {1 / mail:,.0f} a core-second"
    )
    copy = statistics.median(joined / copied for joined, copied in pairs)
    print(f"{'a copy of the same bytes is':28} {copy:8.1f} x faster")


if __name__ == "__main__":
    main()
