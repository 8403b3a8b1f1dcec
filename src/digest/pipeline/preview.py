"""Preview: the mails of an edition as files, exactly as they would be sent; changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from digest.compose import select
from digest.model import Length
from digest.pipeline.freeze import readers, refuse_empty
from digest.pipeline.press import Press
from digest.render import page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from digest.config import Settings
    from digest.model import Edition, Selection, Subscriber
    from digest.store import Store


def whole(edition: Edition) -> Selection:
    """All of the edition at full length."""
    return select(edition, topics=(), length=Length.FULL)


def write_out(
    settings: Settings, store: Store, edition_id: str, folder: Path, *, now: datetime
) -> tuple[Path, ...]:
    """Write one .eml for each reader, edition.html and edition.txt; the edition stays as it is.

    Raises:
        EmptyEditionError: the edition has no story.
    """
    edition = store.editions.get(edition_id)
    refuse_empty(edition)
    folder.mkdir(parents=True, exist_ok=True)
    mails = tuple(_write_mails(settings, store, edition, folder, now))
    return mails + write_page(settings, store, edition, folder)


def write_page(
    settings: Settings, store: Store, edition: Edition, folder: Path
) -> tuple[Path, Path]:
    """Write edition.html and edition.txt: all of it, with no reader's own links."""
    newsletter = settings.newsletter(edition.newsletter)
    rendered = store.editions.rendered(edition.id, edition.language)
    shown = page(rendered, whole(edition), {"unsubscribe_url": newsletter.public_url.encode()})
    html, text = folder / "edition.html", folder / "edition.txt"
    html.write_text(shown.html, encoding="utf-8")
    text.write_text(shown.text, encoding="utf-8")
    return html, text


def _write_mails(
    settings: Settings, store: Store, edition: Edition, folder: Path, now: datetime
) -> Iterator[Path]:
    press = Press(settings, store, edition, now)
    for subscriber, selection in readers(store, edition, Counter()):
        path = folder / file_name(subscriber)
        path.write_bytes(press.sample(subscriber, selection).data)
        yield path


def file_name(subscriber: Subscriber) -> str:
    """`jane@example.com-7.eml`: readable, safe on any disk, one for each reader."""
    safe = re.sub(r"[^A-Za-z0-9@._+-]", "_", subscriber.email)[:80].lstrip(".-")
    return f"{safe}-{subscriber.id}.eml"
