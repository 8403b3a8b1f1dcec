"""The doctor's verdicts: what a finding about the installation means, and what to do. Pure."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from digest.collect import is_silent
from digest.keys import PUT_BACK
from digest.model import Cadence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from digest.deliver import Relay
    from digest.deliver.probe import Probe
    from digest.errors import DigestError
    from digest.model import Collected, Fetched, Newsletter, Source

GIB: Final = 1024**3
FULL: Final = GIB // 10
SCARCE: Final = GIB
OFTEN: Final = 5  # failures in a row behind which a source is down, not stumbling
OLDEST_PYTHON: Final = (3, 11)
OLDEST_SQLITE: Final = (3, 37, 0)
EARLIEST: Final = 2026  # no clock that goes right shows an earlier year
SLOW: Final = 5.0  # seconds for a greeting
_OTHERS: Final = 0o077
_EXAMPLES: Final = ("example", "example.com", "example.net", "example.org", "invalid", "test")
_USEFUL: Final = ("PIPELINING", "8BITMIME", "SMTPUTF8", "SIZE")


class Room(StrEnum):
    """What can be looked at."""

    CONFIG = "config"
    STORE = "store"
    SOURCES = "sources"
    SMTP = "smtp"
    RENDER = "render"
    CLOCK = "clock"


class Verdict(StrEnum):
    """How it stands."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at, how it stands, and what to do where it is not ok."""

    room: Room
    name: str
    verdict: Verdict
    detail: str
    hint: str = ""


def ok(room: Room, name: str, detail: str) -> Check:
    """Nothing to do."""
    return Check(room=room, name=name, verdict=Verdict.OK, detail=detail)


def warning(room: Room, name: str, detail: str, hint: str) -> Check:
    """It works, but should be looked at."""
    return Check(room=room, name=name, verdict=Verdict.WARNING, detail=detail, hint=hint)


def failed(room: Room, name: str, detail: str, hint: str) -> Check:
    """It does not work."""
    return Check(room=room, name=name, verdict=Verdict.FAILED, detail=detail, hint=hint)


def raised(room: Room, name: str, error: DigestError) -> Check:
    """What an error of ours says."""
    return failed(room, name, error.message, error.hint)


def no_key(path: str, *, has_mailed: bool) -> Check:
    """No key file: nothing to worry about before the first mail, links lost after it."""
    if not has_mailed:
        return ok(Room.STORE, "key", f"{path} is made when it is first needed")
    return failed(Room.STORE, "key", f"{path} is gone", PUT_BACK)


def newsletter(letter: Newsletter) -> Iterator[Check]:
    """Sender, links, postal address and bounces of one newsletter."""
    yield _sender(letter)
    yield _links(letter)
    yield _postal(letter)
    yield _bounces(letter)


def _sender(letter: Newsletter) -> Check:
    name, domain = f"{letter.id}: sender", letter.sender.domain
    host = (urlsplit(letter.public_url).hostname or "").lower()
    if _is_example(domain):
        hint = "set from in digest.toml to an address of your own domain"
        return warning(Room.CONFIG, name, f"{letter.sender.address} is an example", hint)
    if not _related(domain, host):
        said = f"mails come from {domain}, their links lead to {host}"
        hint = "mailboxes trust one domain more: let public_url be a host of the sender's"
        return warning(Room.CONFIG, name, said, hint)
    return ok(Room.CONFIG, name, letter.sender.address)


def _links(letter: Newsletter) -> Check:
    name, url = f"{letter.id}: links", urlsplit(letter.public_url)
    if url.scheme == "https":
        return ok(Room.CONFIG, name, letter.public_url)
    hint = "one-click leaving needs https (RFC 8058): set public_url to an https address"
    said = f"public_url {letter.public_url} is not https"
    if _is_here(url.hostname or ""):
        return warning(Room.CONFIG, name, f"{said}, but on this machine", hint)
    return failed(Room.CONFIG, name, said, hint)


def _bounces(letter: Newsletter) -> Check:
    name = f"{letter.id}: bounces"
    if letter.bounces:
        return ok(Room.CONFIG, name, f"each mail has a sender of its own at {letter.bounces}")
    said = f"what comes back goes to {letter.sender.address}, and names no reader"
    hint = "set bounces to a mailbox that takes plus-addresses: docs/operate.md, What comes back"
    return warning(Room.CONFIG, name, said, hint)


def _postal(letter: Newsletter) -> Check:
    name, said = f"{letter.id}: postal address", letter.postal_address.strip()
    hint = "set postal_address: the law of most countries wants one in each mail"
    if not said:
        return failed(Room.CONFIG, name, "there is none", hint)
    if "example" in said.casefold():
        return warning(Room.CONFIG, name, f"“{said}” is an example", hint)
    return ok(Room.CONFIG, name, said)


def _is_example(domain: str) -> bool:
    return any(domain == one or domain.endswith(f".{one}") for one in _EXAMPLES)


def _related(one: str, other: str) -> bool:
    """Whether one is the other, a host of it, or both are hosts of one domain."""
    parents = {one.partition(".")[2], other.partition(".")[2]}
    nested = one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
    return nested or (len(parents) == 1 and "." in parents.pop())


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def rhythm(letter: Newsletter, readers: Mapping[Cadence, int]) -> Iterator[Check]:
    """Readers of a cadence that has no edition get nothing."""
    for cadence, number in readers.items():
        if cadence not in letter.cadences:
            key = 'weekly = "sat"' if cadence is Cadence.WEEKLY else "days"
            yield warning(
                Room.STORE,
                f"{letter.id}: {cadence} readers",
                f"{number} chose it, and by the schedule no such edition is built",
                f"set {key} under [newsletters.{letter.id}.schedule], or import them anew"
                f" with the cadence {letter.usual}",
            )


def lost_topics(letter: Newsletter, readers: Mapping[tuple[str, ...], int]) -> Iterator[Check]:
    """Readers none of whose topics is left, since one was renamed or taken out."""
    there = set(letter.topic_names)
    lost = {one: number for one, number in readers.items() if one and there.isdisjoint(one)}
    if lost:
        names = ", ".join(sorted({topic for topics in lost for topic in topics}))
        yield warning(
            Room.STORE,
            f"{letter.id}: topics",
            f"{sum(lost.values())} readers chose only what is no topic of it any more ({names}):"
            " nothing comes to them",
            "give the topic its former name in digest.toml, or import them anew with their topics",
        )


def lost_newsletters(known: Collection[str], readers: Mapping[str, int]) -> Iterator[Check]:
    """Readers of a newsletter whose table is gone, or has another id."""
    for name, number in readers.items():
        if name not in known:
            yield warning(
                Room.STORE,
                f"{name}: gone",
                f"{number} read it, and digest.toml has no [newsletters.{name}]: nothing comes to"
                " them, and the links of its mails are dead",
                "put its table back under that id; a new title needs no new id",
            )


def disk(free: int) -> Check:
    """Room on the disk that holds the database, in bytes."""
    said, hint = f"{free / GIB:.1f} GiB free", "free space: a full disk stops a send"
    if free < FULL:
        return failed(Room.STORE, "disk", said, hint)
    if free < SCARCE:
        return warning(Room.STORE, "disk", said, hint)
    return ok(Room.STORE, "disk", said)


def rights(path: str, mode: int) -> Check:
    """Who can read the database; `mode` as os.stat gives it."""
    if mode & _OTHERS:
        said = f"others can use it (mode {mode & 0o777:03o}); it holds addresses"
        return warning(Room.STORE, "rights", said, f"chmod 600 {path}")
    return ok(Room.STORE, "rights", f"its owner alone (mode {mode & 0o777:03o})")


def migrations(names: Collection[str]) -> Check:
    """What the database lacks."""
    if names:
        said = f"{len(names)} migrations are pending: {', '.join(names)}"
        return warning(Room.STORE, "migrations", said, "digest db migrate; others do it as well")
    return ok(Room.STORE, "migrations", "none is pending")


def integrity(problems: Collection[str]) -> Check:
    """What `digest db check` finds."""
    if problems:
        said = f"{len(problems)} problems, such as: {next(iter(problems))}"
        hint = "`digest db check` lists them; restore the last backup where it is damaged"
        return failed(Room.STORE, "integrity", said, hint)
    return ok(Room.STORE, "integrity", "sound; write-ahead log in use")


def remembered(source: Source, fetched: Fetched | None, now: datetime) -> Check:
    """How the last visits to a source went."""
    if fetched is None or fetched.checked is None:
        hint = "digest collect, or `digest sources test NAME`"
        return warning(Room.SOURCES, source.name, "never visited", hint)
    if fetched.failures:
        said = f"failed {fetched.failures} times in a row: {fetched.error}"
        say = failed if fetched.failures >= OFTEN else warning
        return say(Room.SOURCES, source.name, said, _source_hint(source))
    if is_silent(fetched, source, now=now):
        said = f"nothing new since {fetched.changed:%Y-%m-%d}"
        hint = "look whether it moved, and take it out if it ended"
        return warning(Room.SOURCES, source.name, said, hint)
    return ok(Room.SOURCES, source.name, f"visited {fetched.checked:%Y-%m-%d %H:%M}Z")


def visited(source: Source, visit: Collected) -> Check:
    """How a visit made just now went."""
    name = f"{source.name}: now"
    if visit.error:
        return failed(Room.SOURCES, name, visit.error, _source_hint(source))
    if visit.waits:
        return warning(Room.SOURCES, name, visit.notes[0], "its host wants peace: try again later")
    said = f"{len(visit.articles)} articles in {visit.seconds:.1f} s"
    if visit.quarantined:
        refused = f"{said}, {len(visit.quarantined)} refused: {visit.quarantined[0].reason}"
        return warning(Room.SOURCES, name, refused, f"digest sources test {source.name!r}")
    if not visit.articles:
        hint = "is it the right address, and the right kind?"
        return warning(Room.SOURCES, name, "it holds no article", hint)
    return ok(Room.SOURCES, name, said)


def _source_hint(source: Source) -> str:
    return f"open {source.url or source.path} and correct it in digest.toml, or take it out"


def relay(found: Probe, used: Relay) -> Iterator[Check]:
    """What a relay that answered is worth."""
    said = f"{used} answered in {found.seconds:.1f} s"
    if found.seconds > SLOW:
        yield warning(Room.SMTP, "greeting", said, "a slow relay makes a slow send: ask why")
    else:
        yield ok(Room.SMTP, "greeting", said)
    yield _encryption(found, used)
    yield _login(found, used)
    yield _keywords(found)


def _encryption(found: Probe, used: Relay) -> Check:
    if found.encryption:
        return ok(Room.SMTP, "encryption", found.encryption)
    if _is_here(used.host):
        return ok(Room.SMTP, "encryption", "none, on this machine")
    hint = 'set security = "starttls" or "tls" in [smtp]'
    offered = "; the relay offers STARTTLS" if "STARTTLS" in found.keywords else ""
    return warning(Room.SMTP, "encryption", f"none: mails can be read on the way{offered}", hint)


def _login(found: Probe, used: Relay) -> Check:
    if found.logged_in:
        return ok(Room.SMTP, "login", f"as {used.user}")
    if "AUTH" in found.keywords:
        hint = "most relays that offer a login want one: set user and password in [smtp]"
        return warning(Room.SMTP, "login", "none, though the relay offers it", hint)
    return ok(Room.SMTP, "login", "none wanted")


def _keywords(found: Probe) -> Check:
    shown = " ".join(f"{word} {rest}".strip() for word, rest in sorted(found.keywords.items()))
    if lacking := [word for word in _USEFUL if word not in found.keywords]:
        said = f"{shown or 'none'}; not {', '.join(lacking)}"
        hint = "without PIPELINING a send takes longer; without SMTPUTF8 some addresses fail"
        return warning(Room.SMTP, "extensions", said, hint)
    return ok(Room.SMTP, "extensions", shown)


def semantic(model: str, numbers: int, size: int) -> Check:
    """The sentence model, by how many numbers it gave for a text, and its bytes."""
    if not numbers:
        hint = "take a sentence model, exported for onnxruntime with its tokenizer.json"
        return failed(Room.CONFIG, "semantic", f"{model} sees nothing in a text", hint)
    said = f"{model}: {numbers} numbers a text, {size / 1e6:.1f} MB on disk"
    return ok(Room.CONFIG, "semantic", said)


def python(version: tuple[int, ...]) -> Check:
    """The interpreter."""
    said = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return failed(Room.CLOCK, "Python", said, "use 3.11 or newer")
    return ok(Room.CLOCK, "Python", said)


def sqlite(version: tuple[int, ...]) -> Check:
    """The SQLite that Python was built with."""
    said = ".".join(map(str, version))
    if version < OLDEST_SQLITE:
        return failed(Room.CLOCK, "SQLite", said, "use a Python with SQLite 3.37 or newer")
    return ok(Room.CLOCK, "SQLite", said)


def zones(wanted: Collection[str], known: Collection[str]) -> Check:
    """Time zone data, for the zones that the newsletters name."""
    missing = sorted(set(wanted) - set(known))
    if missing:
        hint = "pip install --upgrade tzdata"
        return failed(Room.CLOCK, "time zones", f"not known: {', '.join(missing)}", hint)
    return ok(Room.CLOCK, "time zones", f"{len(known)} known")


def clock(now: datetime) -> Check:
    """The machine's clock."""
    if now.year < EARLIEST:
        return failed(Room.CLOCK, "clock", f"it says {now:%Y-%m-%d}", "let NTP set the clock")
    return ok(Room.CLOCK, "clock", f"{now:%Y-%m-%d %H:%M}Z")
