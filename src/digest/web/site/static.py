"""The archive as a folder of files, for a web server that runs no program.

A file is written beside its place and moved there, whole or not at all; one that is as it
should be is left alone. What an earlier build wrote and this one does not is taken away last.
It writes into its folder alone, follows no link out of it, and touches no file of others.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from digest.errors import DigestError
from digest.web.site.house import ASSETS
from digest.web.site.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from digest.web.site.house import House

__all__ = ["Built", "build", "names"]

LISTING: Final = ".digest-site.json"
"""Names the files of the last build, so that the next one knows what is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did: files written, left as they were, and taken away."""

    written: int
    same: int
    removed: int


def names(house: House) -> tuple[str, ...]:
    """Every file of the folder; sheets come first, so that no page lacks its own."""
    shelf = Shelf(house, static=True)
    return (*(f"{ASSETS}{name}" for name in house.sheets()), *map(_name, shelf.paths()))


def build(
    house: House,
    folder: Path,
    *,
    dry_run: bool = False,
    on_file: Callable[[int, str], None] = lambda _done, _name: None,
) -> Built:
    """Write all pages of the archive into `folder`.

    Args:
        house: whose archive; feeds and cards name its newsletters' public URLs.
        folder: made if it is missing; otherwise empty, or of an earlier build.
        dry_run: only count.
        on_file: called with how many files are done, and the name of the last one.

    Raises:
        DigestError: the folder holds files of others, or can't be written.
    """
    try:
        return _Builder(folder, dry_run=dry_run).build(house, on_file)
    except OSError as error:
        raise DigestError(
            f"{error.filename or folder} can't be written: {error.strerror or error}",
            "let this account write the folder, or name another one",
        ) from error


def _name(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path


def _files(house: House) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file, in the order of `names`."""
    shelf = Shelf(house, static=True)
    base = next((one.public_url.rstrip("/") for one in house.letters), "")
    for name, text in house.sheets().items():
        yield f"{ASSETS}{name}", text.encode()
    for path in shelf.paths():
        if made := shelf.at(path, base):
            yield _name(path), made.text.encode()


class _Builder:
    """One build into one folder."""

    def __init__(self, folder: Path, *, dry_run: bool) -> None:
        self._folder = folder
        self._dry_run = dry_run
        self._written = self._same = 0

    def build(self, house: House, on_file: Callable[[int, str], None]) -> Built:
        """Write what differs; take away what is of an earlier build alone."""
        wanted, before = names(house), self._listed()
        gone = sorted(before.difference(wanted))
        # Listed before they are there, until they are gone: a kill leaves nothing unknown.
        self._list([*wanted, *gone])
        for done, (name, data) in enumerate(_files(house), 1):
            self._put(name, data)
            on_file(done, name)
        if not self._dry_run:
            for name in gone:
                self._remove(name)
        self._list(wanted)
        return Built(written=self._written, same=self._same, removed=len(gone))

    def _listed(self) -> set[str]:
        listing = self._folder / LISTING
        if listing.is_file() and not listing.is_symlink():
            return set(json.loads(listing.read_text(encoding="utf-8")))
        strange = next(self._folder.iterdir(), None) if self._folder.is_dir() else None
        if strange is not None:
            raise DigestError(
                f"{self._folder} holds files that no build of this site wrote, as {strange.name}",
                "name a folder that is empty or that is not there yet",
            )
        return set()

    def _put(self, name: str, data: bytes) -> None:
        place = self._place(name)
        if not place.is_symlink() and place.is_file() and place.read_bytes() == data:
            self._same += 1
            return
        self._written += 1
        if not self._dry_run:
            _write(place, data)

    def _list(self, names: Sequence[str]) -> None:
        if self._dry_run:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        _write(self._folder / LISTING, json.dumps(names, ensure_ascii=False).encode())

    def _remove(self, name: str) -> None:
        place = self._place(name)
        place.unlink(missing_ok=True)
        for parent in place.parents:
            if parent == self._folder or any(parent.iterdir()):
                return
            parent.rmdir()

    def _place(self, name: str) -> Path:
        """Where a file of ours stands.

        Raises:
            DigestError: it would be outside the folder, or behind a link that leads out of it.
        """
        parts = PurePosixPath(name).parts
        place = self._folder.joinpath(*parts)
        if not parts or name.startswith("/") or ".." in parts or "\0" in name:
            raise DigestError(f"{name!r} is no place for a page", "rename its topic or newsletter")
        for parent in place.parents:
            if parent == self._folder:
                return place
            if parent.is_symlink():
                raise DigestError(
                    f"{parent} is a link that no build of this site made", "take it away"
                )
        raise DigestError(f"{name!r} is no place for a page", "rename its topic or newsletter")


def _write(place: Path, data: bytes) -> None:
    """Write a file whole or not at all; a link in its place is replaced, not followed."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{secrets.token_hex(8)}.part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        draft.replace(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
