"""Mail that came back, from where it lies: a maildir, an mbox, .eml files, or a pipe.

It is given out one by one, and marked as taken only by whoever took it. Nothing is deleted.
"""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

from digest.deliver.bounce.mail import MOST_BYTES
from digest.errors import BounceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FROM: Final = b"From "


def _nothing() -> None:
    """A file or a pipe has no mark for what was taken: its hash is known to the store."""


@dataclass(frozen=True, slots=True)
class Came:
    """One mail as it came, and what marks it as taken."""

    raw: bytes
    origin: str
    taken: Callable[[], None] = field(default=_nothing)


def mails(path: Path) -> Iterator[Came]:
    """All mails in a maildir that nobody has seen, in an mbox file, in a folder of files, or one.

    Raises:
        BounceError: there is nothing at `path`, or it can't be read.
    """
    try:
        yield from _opened(path)
    except OSError as error:
        raise BounceError(
            f"{path}: {error.strerror or error}", "name a maildir, an mbox, or a mail as a file"
        ) from error


def piped(stream: BinaryIO) -> Iterator[Came]:
    """The mail, or the mbox, that an MTA pipes in."""
    raw = stream.read(64 * MOST_BYTES)
    if raw.startswith(_FROM):
        parts = raw.split(b"\n" + _FROM)
        yield from (Came(part.partition(b"\n")[2], "pipe") for part in parts if part.strip())
    elif raw.strip():
        yield Came(raw, "pipe")


def _opened(path: Path) -> Iterator[Came]:
    if (path / "new").is_dir() and (path / "cur").is_dir():
        return _maildir(path)
    if path.is_dir():
        return (Came(_head(file), file.name) for file in sorted(path.iterdir()) if _is_mail(file))
    with path.open("rb") as stream:
        is_mbox = stream.read(len(_FROM)) == _FROM
    return _mbox(path) if is_mbox else iter([Came(_head(path), path.name)])


def _is_mail(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".")


def _maildir(path: Path) -> Iterator[Came]:
    """What is new, and what a mail program moved without having shown it (no flag S)."""
    waiting = sorted((path / "new").iterdir(), key=lambda file: file.name)
    moved = sorted(one for one in (path / "cur").iterdir() if "S" not in _flags(one.name))
    for file in (*waiting, *moved):
        if _is_mail(file):
            yield Came(_head(file), f"maildir {path.name}", _marker(path, file))


def _marker(path: Path, file: Path) -> Callable[[], None]:
    """Moves the mail to where the seen ones are (maildir(5)); another program may have."""
    name, flags = file.name.partition(":")[0], _flags(file.name)
    seen = path / "cur" / f"{name}:2,{''.join(sorted({*flags, 'S'}))}"

    def mark() -> None:
        with suppress(FileNotFoundError):
            file.rename(seen)

    return mark


def _flags(name: str) -> str:
    return name.partition(":2,")[2]


def _mbox(path: Path) -> Iterator[Came]:
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            yield Came(box.get_bytes(key)[:MOST_BYTES], f"mbox {path.name}")
    finally:
        box.close()


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES)
