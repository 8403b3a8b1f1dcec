"""Newsletters out of a mailbox: a maildir, or a folder of an IMAP server (RFC 3501).

Only mails that went to many are taken, so that nobody's letter is printed. Nothing is marked,
moved or deleted: what was read last is remembered by its UID.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from digest.collect.dates import PLAIN, DateStyle
from digest.collect.draft import Harvest, finish, sort_out
from digest.collect.identity import body_hash
from digest.collect.imap import opened
from digest.collect.newsletter_mail import is_newsletter, parse_mail
from digest.collect.thread import in_daemon
from digest.errors import SourceError
from digest.model import Article, Quarantined

if TYPE_CHECKING:
    import imaplib
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.collect.context import Context
    from digest.model import Source

    _Read = Callable[[str, bytes], Article | Quarantined]

MOST: Final = 200
"""Mails of one visit: the newest of the first one, the oldest that are new of the others."""

MOST_BYTES: Final = 10 * 1024 * 1024
_HEAD = 65_536
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_WANTED = "(UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (LIST-ID LIST-UNSUBSCRIBE)])"


@dataclass(frozen=True, slots=True)
class Post:
    """What a visit took: articles, a mark of how far it came, and the bytes."""

    harvest: Harvest
    mark: str
    size: int


async def read(source: Source, known: str, context: Context) -> Post:
    """Read a source's mailbox; `known` is the mark of the visit before.

    Raises:
        SourceError: it can't be read, or not in its time.
    """
    dates = DateStyle.of(source, context.now)
    if source.imap is None:
        folder = context.root / (source.path or "")
        return await context.parse(
            read_maildir, folder, source=source.name, now=context.now, known=known, dates=dates
        )
    reading = partial(
        read_imap,
        source.imap,
        context.settings.passwords[source.name].reveal(),
        source=source.name,
        now=context.now,
        known=known,
        timeout=context.settings.timeout,
        dates=dates,
    )
    try:
        async with asyncio.timeout(context.settings.timeout):
            return await in_daemon(reading, name="digest-mailbox")
    except TimeoutError as error:
        words = f"its mailbox took more than {context.settings.timeout:g} seconds"
        raise SourceError(words, "Raise timeout in [collect].") from error


def read_maildir(
    folder: Path, *, source: str, now: datetime, known: str, dates: DateStyle = PLAIN
) -> Post:
    """Read the newsletters of a maildir; nothing is read again while its files are the same.

    Raises:
        SourceError: it is no maildir.
    """
    if not ((folder / "new").is_dir() and (folder / "cur").is_dir()):
        raise SourceError(f"{folder} is no maildir", "It has folders new and cur.")
    files = [one for part in ("new", "cur") for one in _held(folder / part)]
    before, _, since = known.partition(".")
    if _mark(files) == before:
        return Post(Harvest(), known, 0)
    ages = {one: _age(one) for one in files}
    chosen, later = _chosen(ages, since)
    opened = {one: _head_of(one) for one in chosen if not one.is_symlink()}
    mails = [(one.name, body) for one, body in opened.items() if isinstance(body, bytes)]
    letters = [(name, body) for name, body in mails if is_newsletter(body[:_HEAD])]
    post = _post(letters, "", partial(_article, source=source, now=now, dates=dates))
    refused = [one for one in opened.values() if isinstance(one, Quarantined)]
    gone = [one for one, body in opened.items() if body is None]  # to be looked for again
    harvest = replace(
        post.harvest,
        quarantined=(*post.harvest.quarantined, *refused),
        notes=(
            *_passed_over(len(mails) - len(letters), letters),
            *_left(later=len(later), older=0 if since else len(files) - len(chosen)),
        ),
    )
    unread = {*gone, *later}
    last = max((since, *(ages[one] for one in chosen)))
    mark = f"{_mark(one for one in files if one not in unread)}.{last}"
    return replace(post, harvest=harvest, mark=mark)


def _chosen(ages: Mapping[Path, str], since: str) -> tuple[list[Path], list[Path]]:
    """The mails of a visit, and those that came since the one before and have to wait."""
    files = sorted(ages, key=ages.__getitem__)
    fresh = [one for one in files if ages[one] > since] if since else []
    return (fresh[:MOST], fresh[MOST:]) if len(fresh) > MOST else (files[-MOST:], [])


def _left(*, later: int, older: int) -> tuple[str, ...]:
    """What is said of mails that were not looked at."""
    if later:
        return (f"{later} more mails came: they wait for the next visits, {MOST} at each",)
    if older:
        return (f"a first visit reads the {MOST} newest mails; left unread: {older} older ones",)
    return ()


def _held(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.is_file()]
    except OSError as error:
        raise SourceError(f"{folder} can't be read: {error.strerror}") from error


def _mark(files: Iterable[Path]) -> str:
    """A name for the mails there are; one that was seen by its reader has the same as before."""
    names = sorted(one.name.partition(":")[0] for one in files)
    return body_hash("\n".join(names).encode("utf-8", "surrogateescape"))


def _age(file: Path) -> str:
    """What orders mails by when they came, no two of them alike, with flags or without."""
    return f"{_changed(file):020}{_mark([file])}"


def _changed(file: Path) -> int:
    try:
        return max(file.stat().st_mtime_ns, 0)
    except OSError:  # another program has moved it
        return 0


def _passed_over(count: int, taken: Sequence[object]) -> tuple[str, ...]:
    """What is said where mails came, and not one that went to many."""
    if taken or not count:
        return ()
    mails = "1 mail names" if count == 1 else f"{count} mails name"
    return (f"nothing was taken: {mails} no list (List-Id, List-Unsubscribe)",)


def read_imap(
    url: str,
    password: str,
    *,
    source: str,
    now: datetime,
    known: str,
    timeout: float,
    dates: DateStyle = PLAIN,
) -> Post:
    """Read the newsletters that came into a folder since `known`, a mark of the visit before.

    Raises:
        SourceError: the server can't be reached, or refuses the login or the folder.
    """
    with opened(url, password, timeout=timeout, readonly=True) as session:
        return _taken(session, known, partial(_article, source=source, now=now, dates=dates))


def _taken(session: imaplib.IMAP4, known: str, read_one: _Read) -> Post:
    validity = _number(session.response("UIDVALIDITY")[1])
    before, _, last = known.partition(".")
    since = int(last) if before == str(validity) and last.isdigit() else 0
    _, found = session.uid("SEARCH", f"UID {since + 1}:*")
    uids = sorted(int(one) for one in (found[0] or b"").split() if int(one) > since)
    chosen = uids[:MOST] if since else uids[-MOST:]
    wanted = list(_listed(session, chosen))
    mails = [(f"mail {uid}", _body(session, uid)) for uid in wanted]
    post = _post(mails, f"{validity}.{chosen[-1] if chosen else since}", read_one)
    rest = len(uids) - len(chosen)
    notes = (
        *_passed_over(len(chosen) - len(wanted), wanted),
        *_left(later=rest if since else 0, older=0 if since else rest),
    )
    return replace(post, harvest=replace(post.harvest, notes=notes))


def _listed(session: imaplib.IMAP4, uids: list[int]) -> Iterator[int]:
    """Those that went to many, and are no larger than a mail may be."""
    if not uids:
        return
    _, answers = session.uid("FETCH", ",".join(map(str, uids)), _WANTED)
    for answer in answers:
        if isinstance(answer, tuple):
            uid, size = _UID.search(answer[0]), _SIZE.search(answer[0])
            if uid and size and int(size[1]) <= MOST_BYTES and is_newsletter(answer[1]):
                yield int(uid[1])


def _body(session: imaplib.IMAP4, uid: int) -> bytes:
    _, answers = session.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((one[1] for one in answers if isinstance(one, tuple)), b"")


def _post(mails: Iterable[tuple[str, bytes]], mark: str, read_one: _Read) -> Post:
    size, results = 0, []
    for name, body in mails:
        size += len(body)
        results.append(read_one(name, body))
    return Post(sort_out(results), mark, size)


def _article(
    name: str, body: bytes, *, source: str, now: datetime, dates: DateStyle
) -> Article | Quarantined:
    try:
        return finish(parse_mail(body, dates), source=source, now=now)
    except SourceError as error:
        return Quarantined(place=name, reason=error.message)


def _head_of(file: Path) -> bytes | Quarantined | None:
    """A mail, or why it can't be read; None for one that another program has moved."""
    try:
        with file.open("rb") as stream:
            return stream.read(MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Quarantined(place=file.name, reason=f"it can't be read: {error.strerror}")


def _number(values: list[object] | list[bytes | None]) -> int:
    first = values[0] if values else None
    return int(first) if isinstance(first, bytes) and first.isdigit() else 0
