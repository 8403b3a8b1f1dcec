"""Articles from files: one that is named, or all in a folder.

Reads only under the folder, follows no symbolic link, writes nothing.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from digest.collect import language
from digest.collect.dates import PLAIN, DateStyle
from digest.collect.decode import decode
from digest.collect.draft import RAW_CHARS, Draft, Harvest, finish, sort_out
from digest.collect.identity import body_hash
from digest.collect.origins import told
from digest.collect.text_page import parse_text
from digest.errors import SourceError
from digest.model import FILE, Article, Quarantined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 5_000
_KINDS = "Articles are .txt, .md, .html or .eml files."


def read_file(path: Path, *, source: str, now: datetime) -> Article:
    """Read one article file; `source` names where it is said to come from.

    A date that the file does not hold is the file's own, a language it does not name is
    guessed from its words. One that states neither URL nor Message-ID is known by its path.

    Raises:
        SourceError: no such file, of another kind, empty, binary, or too large.
    """
    name = str(path.resolve())
    article = _finish(path, _bytes(path), name=name, source=source, now=now)
    if isinstance(article, Quarantined):
        raise SourceError(f"{path.name}: {article.reason}", _KINDS)
    return article


def folder_name(folder: Path) -> tuple[str, int]:
    """A name for a folder's content, and its bytes; nothing is parsed, one file held at a time.

    Raises:
        SourceError: there is no such folder.
    """
    name = _Name()
    for path in _paths(folder):
        name.add(path, _try_bytes(path))
    return name.told()


def read_folder(
    folder: Path, *, source: str, now: datetime, dates: DateStyle = PLAIN
) -> tuple[str, int, Harvest]:
    """Read a folder's articles: a name for its content, its bytes, and what it gave.

    A file that can't be read is quarantined and the others go on. `dates` says how its
    files write them.

    Raises:
        SourceError: there is no such folder.
    """
    name, results = _Name(), list[Article | Quarantined]()
    finish_one = partial(_finish, source=source, now=now, dates=dates)
    for path in _paths(folder):
        body, place = _try_bytes(path), path.relative_to(folder).as_posix()
        name.add(path, body)
        results.append(_try(path, body, partial(finish_one, name=place)))
    return *name.told(), sort_out(results)


class _Name:
    """What names the content of a folder, made file by file."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._bytes = 0

    def add(self, path: Path, body: bytes | Quarantined) -> None:
        if isinstance(body, bytes):
            self._lines.append(os.fsencode(f"{path}\0{body_hash(body)}\n"))
            self._bytes += len(body)

    def told(self) -> tuple[str, int]:
        return body_hash(b"".join(self._lines)), self._bytes


def _paths(folder: Path) -> list[Path]:
    """List the article files under a folder, hidden ones and links left out."""
    if not folder.is_dir():
        raise SourceError(f"{folder} is no folder", "Make it, or correct path in digest.toml.")
    found: list[Path] = []
    for top, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(top) / name for name in sorted(names) if not name.startswith("."))
        found += [path for path in paths if path.suffix.lower() in _READERS and _is_own(path)]
    if len(found) > MAX_FILES:
        raise SourceError(
            f"{folder} holds more than {MAX_FILES} articles", "Move the old ones out."
        )
    return found


def _is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _try_bytes(path: Path) -> bytes | Quarantined:
    if (named := _printable(path)) != str(path):
        return Quarantined(place=named, reason="its name is not UTF-8: rename it")
    try:
        return _bytes(path)
    except SourceError as error:
        return Quarantined(place=named, reason=error.message)


def _printable(path: Path) -> str:
    """Its name; bytes of it that are no letters are seen as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _try(
    path: Path,
    body: bytes | Quarantined,
    finish_one: Callable[[Path, bytes], Article | Quarantined],
) -> Article | Quarantined:
    if isinstance(body, Quarantined):
        return body
    try:
        return finish_one(path, body)
    except SourceError as error:
        return Quarantined(place=str(path), reason=error.message, raw=_excerpt(body))


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in _READERS:
        raise SourceError(f"{path.name} is no article file", _KINDS)
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}", "Check the name and its rights.") from error
    if len(body) > MAX_BYTES:
        raise SourceError(f"{path.name} is larger than {MAX_BYTES // 2**20} MiB", _KINDS)
    if not body.strip():
        raise SourceError(f"{path.name} is empty", "Save the article's text into it.")
    return body


def _finish(
    path: Path,
    body: bytes,
    *,
    name: str,
    source: str,
    now: datetime,
    dates: DateStyle = PLAIN,
) -> Article | Quarantined:
    draft = _READERS[path.suffix.lower()](path.name, body, dates)
    tongue = draft.language
    if tongue == language.UNKNOWN:
        tongue = language.guess(draft.text or draft.title)
    # The file's own date changes with every copy: it dates an article, but never names it.
    key = f"{draft.publisher}\0{draft.title}\0{draft.date or ''}\0{draft.text}"
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    date = draft.date or min(saved, now)
    origins = {**draft.origins, **_guesses(draft)}
    whole = replace(draft, key=key, date=date, language=tongue, origins=origins)
    article = finish(whole, source=source, now=now, raw=partial(_excerpt, body))
    return _named(article, name) if isinstance(article, Article) else article


def _named(article: Article, name: str) -> Article:
    """Known by its path where it states no name: its id is that of its words, in any source."""
    if article.guid or article.url:
        return article
    origins = (*article.origins, ("guid", "file: its path"))
    return replace(article, guid=FILE + name, origins=origins)


def _excerpt(body: bytes) -> str:
    return body[:RAW_CHARS].decode("utf-8", "replace")


def _guesses(draft: Draft) -> Mapping[str, str]:
    """What stands in where the file itself says nothing."""
    dated = "" if draft.date else "when it was saved"
    spoken = "guessed from its words" if draft.language == language.UNKNOWN else ""
    return told("file", published=dated, language=spoken)


def _text(name: str, body: bytes, dates: DateStyle) -> Draft:
    page = parse_text(_decoded(name, body), dates)
    return Draft(
        title=page.title,
        text=page.text,
        summary=page.summary,
        date=page.date,
        publisher=page.publisher,
        origins=told(
            "file",
            title="title line",
            published="date line" if page.date else "",
            text="body",
            summary="standfirst",
            publisher="masthead and copyright line",
        ),
    )


def _markdown(name: str, body: bytes, dates: DateStyle) -> Draft:
    from digest.collect.markdown import parse_markdown  # noqa: PLC0415 - only who needs it pays

    return parse_markdown(_decoded(name, body), name=name, dates=dates)


def _html(name: str, body: bytes, dates: DateStyle) -> Draft:
    from digest.collect.extract import read_page  # noqa: PLC0415 - trafilatura is slow to import

    _decoded(name, body)  # a browser makes a page of anything, even of a picture
    page = read_page(body, dates=dates)
    if page is None or not page.draft.text:
        raise SourceError(f"{name}: no article's text in it", "Save the article's own page.")
    return page.draft


def _mail(name: str, body: bytes, dates: DateStyle) -> Draft:
    from digest.collect.newsletter_mail import parse_mail  # noqa: PLC0415 - only who needs it pays

    try:
        return parse_mail(body, dates)
    except SourceError as error:
        raise SourceError(f"{name}: {error.message}", error.hint) from error


def _decoded(name: str, body: bytes) -> str:
    try:
        text = decode(body)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name} is not text", "Save it as UTF-8.") from error
    if "\x00" in text:
        raise SourceError(f"{name} is not text", "Save it as UTF-8.")
    return text


_READERS: dict[str, Callable[[str, bytes, DateStyle], Draft]] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".eml": _mail,
}
