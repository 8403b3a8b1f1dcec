"""The single values of digest.toml, each from its text: addresses, zones, durations, rates.

Every function raises ValueError saying what was expected. None reads a file, the
environment or the network: an address is judged by its form, never by DNS.
"""

from __future__ import annotations

import re
from datetime import time, timedelta
from functools import cache
from ipaddress import ip_network
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from digest.config.hosts import is_readable
from digest.model import Mailbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PACKAGE: Final = "package:"
"""What a model begins with that an installed package brings."""

_MAILBOX = re.compile(r"([^<>]*)<([^<>]*)>")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_CENTURY = 36525 * 86400  # more would leave the calendar
_DURATION = re.compile(r"([0-9]{1,6})(s|m|h|d|w)")
_RATE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)/(s|min|h)")
_NO_ZONES = frozenset({"Factory", "localtime"})  # of no place, or of this machine
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PACKED = re.compile(rf"{PACKAGE}[A-Za-z_][A-Za-z0-9_.]*(/[^/]+)*")
_TEMPLATE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(r"[A-Za-z0-9-]+")
_TAG = re.compile(r"[A-Za-z0-9_-]{1,64}")

TAG_PLACES: Final = ("{newsletter}", "{date}", "{cadence}")
"""What may stand in the value of a link tag, to be filled in for each edition."""

OURS: Final = frozenset(
    {
        *("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id"),
        *("mime-version", "content-type", "content-transfer-encoding", "return-path", "received"),
        *("list-id", "list-unsubscribe", "list-unsubscribe-post", "list-post", "list-help"),
        *("list-archive", "list-owner", "precedence", "auto-submitted", "feedback-id"),
        *("dkim-signature",),
    }
)
"""What a mail carries by our own hand, or must not carry: a second one makes it malformed."""

LONGEST_BOUNCES: Final = 19
"""Characters before the "@" of `bounces`: the tokens behind it need 45 of 64 (RFC 5321)."""

LONGEST_URL: Final = 500
"""Characters of a URL that goes into a header: with a token it still fits on a line of 998."""


class NearMissError(ValueError):
    """What was expected, and in `close` the words on the value that comes near."""

    def __init__(self, expected: str, close: str) -> None:
        super().__init__(expected + close)
        self.expected = expected
        self.close = close


def mailbox(text: str) -> Mailbox:
    """A `Name <address>` or a bare address (RFC 5322, section 3.4)."""
    found = _MAILBOX.fullmatch(text)
    name = found[1].strip().removeprefix('"').removesuffix('"') if found else ""
    if name and not name.isprintable():
        raise ValueError("a display name without control characters")
    return Mailbox(address=address(found[2] if found else text), name=name)


def address(text: str) -> str:
    """One address in the ASCII form that goes on the wire; judged without DNS."""
    # Costs 20 ms to import, and commands that need no settings should not pay.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - see above

    try:
        found = validate_email(
            text, allow_smtputf8=False, check_deliverability=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise ValueError(f'an address such as "name@news.example" ({error})') from None
    return found.ascii_email or found.normalized


def domain(text: str) -> str:
    """A name in the DNS in its ASCII form, of labels parted by dots (RFC 1035, 2.3.1)."""
    if not _DOMAIN.fullmatch(text):
        raise ValueError('a name such as "news.example", in ASCII')
    return text


def idn(text: str) -> str:
    """A domain in any letters; the result is lower case, and ASCII (A-labels, RFC 5890)."""
    try:
        return domain(text if text.isascii() else address(f"x@{text}").rpartition("@")[2]).lower()
    except ValueError:
        raise ValueError('a domain such as "news.example" or "bücher.example"') from None


def network(text: str) -> str:
    """An IP address or a network of them, as `10.0.0.0/8`; the result has its mask."""
    try:
        return str(ip_network(text))
    except ValueError:
        raise ValueError('an address or network such as "10.0.0.5" or "10.0.0.0/8"') from None


def duration(text: str) -> timedelta:
    """A length of time above zero: a whole number and s, m, h, d or w, as in `90d`."""
    found = _DURATION.fullmatch(text)
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if not 0 < seconds <= _CENTURY:
        raise ValueError('a duration such as "30m", "3h" or "90d"')
    return timedelta(seconds=seconds)


def spelt(length: timedelta) -> str:
    """A length of time as `duration` reads it, in the longest unit that it is whole in."""
    seconds = int(length.total_seconds())
    unit = next(unit for unit in ("w", "d", "h", "m", "s") if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def rate(text: str) -> float:
    """A number per unit of time as `14/s`, `1000/min` or `5000/h`; the result is per second."""
    found = _RATE.fullmatch(text)
    if found is None or float(found[1]) == 0:
        raise ValueError('a rate such as "14/s", "1000/min" or "5000/h"')
    return float(found[1]) / _SECONDS[found[2]]


def clock(text: str) -> time:
    """A local time of day, `HH:MM`."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError('a time from "00:00" to "23:59"')
    return time(int(found[1]), int(found[2]))


@cache
def zones() -> frozenset[str]:
    """All time zones that a person may be in: files of the database that are no place are none."""
    return frozenset(available_timezones() - _NO_ZONES)


def zone(text: str) -> str:
    """The name of an IANA time zone that this machine knows."""
    if not _is_zone(text):
        close = nearest(text, sorted(zones()))
        raise NearMissError('an IANA time zone such as "Europe/Paris"', close)
    return text


def _is_zone(text: str) -> bool:
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):  # a missing zone is a KeyError, "../x" a ValueError
        return False
    return text not in _NO_ZONES


def imap_url(text: str) -> str:
    """A URL of a folder, with who logs in: imaps, or imap on this machine."""
    wanted = ValueError('a URL such as "imaps://desk@mail.example/Newsletters"')
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise wanted from None
    near = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    safe = parts.scheme == "imaps" or (parts.scheme == "imap" and near)
    if not safe or not parts.hostname or not parts.username or parts.password is not None:
        raise wanted
    return text


def web_url(text: str) -> str:
    """An absolute http or https URL with a host and without white space."""
    wanted = ValueError('a URL such as "https://news.example"')
    if any(c.isspace() or not c.isprintable() for c in text):
        raise wanted
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise wanted from None
    host = parts.hostname
    if parts.scheme not in {"http", "https"} or not host or not is_readable(host):
        raise wanted
    return text


def site_url(text: str) -> str:
    """A web URL that paths can be put behind: without query and fragment."""
    if "?" in text or "#" in text:
        raise ValueError('a URL without "?" and "#": links are made by adding to it')
    return header_url(text)


def header_url(text: str) -> str:
    """A web URL that fits into a header of each mail."""
    url = _host_in_ascii(web_url(text))
    if len(url) > LONGEST_URL:
        raise ValueError(f"a URL of at most {LONGEST_URL} characters")
    return url


def _host_in_ascii(url: str) -> str:
    """As a resolver knows it (RFC 5890): a provider's robot that unsubscribes may know no other."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.isascii():
        return url
    try:
        name = address(f"x@{host}").removeprefix("x@")
    except ValueError:
        raise ValueError('a URL such as "https://news.example"') from None
    before, at, _ = parts.netloc.rpartition("@")
    port = "" if parts.port is None else f":{parts.port}"
    return parts._replace(netloc=f"{before}{at}{name}{port}").geturl()


def help_url(text: str) -> str:
    """Where a reader finds help: a page, or `mailto:` and an address (RFC 2369, section 3.1)."""
    if not text.startswith("mailto:"):
        return header_url(text)
    receiver, mark, query = text.removeprefix("mailto:").partition("?")
    if len(text) > LONGEST_URL or any(c.isspace() or not c.isprintable() for c in query):
        raise ValueError(f"mailto: and an address, at most {LONGEST_URL} characters, no spaces")
    return f"mailto:{address(receiver)}{mark}{query}"


def bounces(text: str) -> str:
    """An address that takes mail for itself and for all that has a "+" behind its name."""
    made = address(text)
    local = made.rpartition("@")[0]
    if "+" in local or len(local) > LONGEST_BOUNCES:
        raise ValueError(
            f'an address without "+" and with at most {LONGEST_BOUNCES} characters before its "@"'
        )
    return made


def store_url(text: str) -> str:
    """Where the database is: `sqlite:///FILE`, or `sqlite:////FILE` for an absolute path."""
    if not text.startswith("sqlite:///") or not text.removeprefix("sqlite:///").strip("/"):
        raise ValueError('"sqlite:///FILE", as in "sqlite:///digest.db"')
    return text


def line(text: str) -> str:
    """Text on one line, not empty, without control characters: it may stand in a header."""
    if not text.strip() or not text.isprintable():
        raise ValueError("text on one line, not empty, without control characters")
    return text


def sentence_model(text: str) -> str:
    """A path, or `package:NAME` with a folder or file inside of it."""
    packed = text.startswith(PACKAGE)
    if not text.strip() or not text.isprintable() or (packed and not _PACKED.fullmatch(text)):
        raise ValueError('a folder such as "models/minilm", or "package:NAME" of a package')
    return text


def line_or_nothing(text: str) -> str:
    """Likewise, or nothing at all."""
    return line(text) if text else text


def relay_name(text: str) -> str:
    """A relay's name; `main` is the one of [smtp] itself."""
    if not _ID.fullmatch(text) or text == "main":
        raise ValueError("a name of a-z, 0-9 and hyphens, not main")
    return text


def template_name(text: str) -> str:
    """A template's name, which is no path."""
    if not _TEMPLATE.fullmatch(text):
        raise ValueError("a name of letters, digits, _ and -, without folder and ending")
    return text


def colour(text: str) -> str:
    """A colour as six hexadecimal digits, `#rrggbb`."""
    if not _COLOUR.fullmatch(text):
        raise ValueError('a colour such as "#a3161f"')
    return text.lower()


def newsletter_id(text: str) -> str:
    """A newsletter's id, which stands in edition ids and links."""
    if not _ID.fullmatch(text):
        raise ValueError("an id of a-z, 0-9 and hyphens")
    return text


def topic_name(text: str) -> str:
    """A topic's name: one line, and no `;`, which parts topics in the subscribers' CSV."""
    if ";" in text:
        raise ValueError("a name without ;")
    return line(text)


def language(text: str) -> str:
    """A language tag by its form (RFC 5646)."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError('a language tag such as "en" or "pt-BR"')
    return text


def headers(table: dict[str, str]) -> dict[str, str]:
    """More header fields for each mail, none of which digest writes itself (RFC 5322, 3.6)."""
    for name, value in table.items():
        if not _HEADER.fullmatch(name):
            raise ValueError(f"header names of letters, digits and hyphens, not {name!r}")
        if name.lower() in OURS:
            raise ValueError(f"header names that digest does not set itself, not {name!r}")
        if not value.isascii() or not value.isprintable():
            raise ValueError(f"plain ASCII on one line as the value of {name}")
    return table


def link_tags(table: dict[str, str]) -> dict[str, str]:
    """Parameters for links: names as in a URL, values that may hold {newsletter} and the like."""
    for name, value in table.items():
        if not _TAG.fullmatch(name):
            raise ValueError(f"names of letters, digits, - and _, as utm_source, not {name!r}")
        if not value.isprintable() or not value:
            raise ValueError(f"a text on one line as the value of {name}")
        for place in re.findall(r"[{][^}]*[}]?|[}]", value):
            if place not in TAG_PLACES:
                raise ValueError(f"of {', '.join(TAG_PLACES)} in {name}, not {place}")
    return table


def unknown(kind: str, name: str, known: Sequence[str]) -> tuple[str, str]:
    """The words of an error about a name that nobody knows: message and hint."""
    there = f"there are: {', '.join(known)}" if known else "none is set up in digest.toml"
    return f"no {kind} {name!r}{nearest(name, known)}", there


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean "x"?` for the closest of the words, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only errors need it

    lowered = {w.lower(): w for w in words}
    found = get_close_matches(word.lower(), lowered, n=1)
    return f'; did you mean "{lowered[found[0]]}"?' if found else ""
