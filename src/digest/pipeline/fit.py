"""Fit: an edition rendered, measured and made smaller until the largest of its mails fits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.compose import BUDGET, shrink, trimmings, unpictured
from digest.render import heaviest, largest, slot_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import Edition, Rendered

ROOM = 500_000  # bytes of embedded pictures, where nothing else is said


def fit(
    edition: Edition,
    ranked: Sequence[str],
    render: Callable[[Edition], Rendered],
    *,
    link: int,
    room: int = ROOM,
) -> tuple[Edition, Rendered]:
    """Render an edition that fits, with what that took in its `left_out`.

    Args:
        edition: as composed.
        ranked: story ids, best first.
        render: gives the parts of an edition.
        link: bytes that a reader's own link may have.
        room: bytes of pictures that a mail may hold.

    Raises:
        RenderError: what has to stand in the edition does not fit.
    """
    whole, rendered = edition, render(edition)
    # Every round shortens a slot or leaves one out, so that the last one ends it.
    while (over := largest(rendered, link) - BUDGET) > 0:
        shrunk = shrink(edition, ranked, slot_bytes(rendered, link), over)
        edition = replace(shrunk, full=whole.sections)
        rendered = render(edition)
    while (heavy := heaviest(rendered))[0] > room:
        edition = unpictured(edition, ranked, heavy[1], room)
        rendered = render(edition)
    said = trimmings(whole, edition)
    return replace(edition, left_out=(*edition.left_out, *said)), rendered
