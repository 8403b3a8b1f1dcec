"""Preview: the mails of an edition as files, exactly as they would be sent; changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from digest.compose import select
from digest.errors import EditionError
from digest.model import Length
from digest.pipeline.freeze import readers, refuse_empty
from digest.pipeline.press import Press
from digest.render import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path
    from typing import TextIO

    from digest.config import Settings
    from digest.model import Edition, Selection, Subscriber, Subscription
    from digest.store import Store


LISTING = ".digest-out"
"""Names the files that `write_out` made in its folder, a line each."""

PAGES = ("edition.html", "edition.txt")


def clear(folder: Path) -> None:
    """Make the folder, or empty it of what an earlier `write_out` wrote.

    Raises:
        EditionError: it holds anything else; nothing was deleted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listing = folder / LISTING
    ours = set(listing.read_text(encoding="utf-8").split("\n")) if listing.is_file() else set()
    there = [path for path in folder.iterdir() if path != listing]
    if strange := sorted(path.name for path in there if path.name not in ours or path.is_dir()):
        raise EditionError(
            f"{folder} holds files that digest did not write, such as {strange[0]}",
            "name a folder that is empty or that is not there yet",
        )
    for path in there:
        path.unlink()


def whole(edition: Edition) -> Selection:
    """All of the edition at full length."""
    return select(edition, topics=(), length=Length.FULL)


def write_out(
    settings: Settings, store: Store, edition_id: str, folder: Path, *, now: datetime
) -> tuple[Path, ...]:
    """Write one .eml for each reader, edition.html and edition.txt; the edition stays as it is.

    What an earlier call wrote there goes first: a reader who left since has no mail in it.

    Raises:
        EmptyEditionError: the edition has no story.
        EditionError: the folder holds a file that no earlier call wrote.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    press = Press(settings, store, edition, now)
    clear(folder)
    with (folder / LISTING).open("w", encoding="utf-8", buffering=1) as listing:
        print("\n".join(PAGES), file=listing)
        reached = readers(settings, store, edition, Counter())
        mails = tuple(_write_mails(press, reached, folder, listing))
    return mails + write_page(settings, store, edition, folder)


def write_page(
    settings: Settings, store: Store, edition: Edition, folder: Path
) -> tuple[Path, Path]:
    """Write edition.html and edition.txt: all of it, with no reader's own links."""
    newsletter = settings.newsletter(edition.newsletter)
    rendered = store.editions.rendered(edition.id, edition.language)
    site = newsletter.public_url.encode()
    fields = {"preferences_url": site, "unsubscribe_url": site}
    shown = page(rendered, whole(edition), fields)
    html, text = (folder / name for name in PAGES)
    html.write_text(shown.html, encoding="utf-8")
    text.write_text(shown.text, encoding="utf-8")
    return html, text


def _write_mails(
    press: Press,
    reached: Iterator[tuple[Subscriber, Subscription, Selection]],
    folder: Path,
    listing: TextIO,
) -> Iterator[Path]:
    for subscriber, _, selection in reached:
        path = folder / file_name(subscriber)
        print(path.name, file=listing)  # before the file: a kill leaves none that is not listed
        path.write_bytes(press.sample(subscriber, selection).data)
        yield path


def file_name(subscriber: Subscriber) -> str:
    """`jane@example.com-7.eml`: readable, safe on any disk, one for each reader."""
    safe = re.sub(r"[^A-Za-z0-9@._+-]", "_", subscriber.email)[:80].lstrip(".-")
    return f"{safe}-{subscriber.id}.eml"
