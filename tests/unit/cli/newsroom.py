"""A folder with enough news for an edition, and a mailbox that takes it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.web.inbox import Inbox, InboxAddress, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEWS = {
    "World": "Border treaty signed after a night of talks\n\nThe two governments signed a treaty "
    "on their border on Sunday, after a night of talks in a mountain hotel. Observers called the "
    "treaty the most detailed in a generation.",
    "Science": "Telescope finds a moon with rings of its own\n\nAstronomers who used the new "
    "telescope say that they have found a moon with rings. The study took them eleven years and "
    "three instruments.",
}


def write_news(folder: Path) -> None:
    """Articles of today, in the folder that `digest init` made."""
    for topic, text in NEWS.items():
        title, _, body = text.partition("\n\n")
        front = f"---\ntitle: {title}\ncategories: [{topic}]\n---\n"
        (folder / "articles" / f"{topic}.md").write_text(f"{front}{body}\n")


@contextmanager
def mailbox() -> Iterator[tuple[Inbox, InboxAddress]]:
    """A catch-all in a thread of its own: the command has this one's loop to itself."""
    inbox, ready, done = Inbox(), threading.Event(), threading.Event()
    found: list[InboxAddress] = []

    async def serve() -> None:
        async with running(inbox) as address:
            found.append(address)
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert ready.wait(20)
    try:
        yield inbox, found[0]
    finally:
        done.set()
        thread.join()
