"""What HTTP headers say of when to ask again, and link to. Pure: the time is an argument."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAX_AGE: Final = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_STALE: Final = re.compile(r"(?:^|,)\s*no-(?:cache|store)\b", re.IGNORECASE)
_PARAMETER: Final = re.compile(
    r";\s*([\w!#$&+.^`|~*-]+)(?:\s*=\s*(\"[^\"]*\"|[^\s\",;<>]+))?"  # RFC 8288, section 3
)
_LINK: Final = re.compile(rf"<([^<>]{{1,2000}})>((?:\s*{_PARAMETER.pattern})*)")
_LINKS: Final = 8_000  # characters of them that are read
_MOST_SECONDS: Final = 100 * 365 * 24 * 3600  # more is no time that anybody means


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How long an answer says that it stays fresh: max-age, else Expires (RFC 9111, 4.2.1).

    None where it says nothing, or what can't be read.
    """
    control = headers.get("Cache-Control", "")
    if _STALE.search(control):
        return None
    if found := _MAX_AGE.search(control):
        age = _seconds(headers.get("Age", "")) or timedelta()
        return max(timedelta(), (_seconds(found[1]) or timedelta()) - age)
    expires, date = _moment(headers.get("Expires", "")), _moment(headers.get("Date", ""))
    return max(timedelta(), expires - date) if expires and date else None


def wait_of(retry_after: str, now: datetime) -> timedelta | None:
    """How long a Retry-After asks to wait, in seconds or until a date (RFC 9110, 10.2.3)."""
    if (wait := _seconds(retry_after.strip())) is not None:
        return wait
    until = _moment(retry_after)
    return max(timedelta(), until - now) if until else None


def links(header: str) -> Iterator[tuple[frozenset[str], str]]:
    """The links of a Link header: their relations in lower case, and the address (RFC 8288, 3).

    One that names another page as what links is left out.
    """
    for address, parameters in (link.group(1, 2) for link in _LINK.finditer(header[:_LINKS])):
        said: dict[str, str] = {}
        for name, value in _PARAMETER.findall(parameters):
            said.setdefault(name.lower(), value.strip('"').lower())
        if "anchor" not in said:
            yield frozenset(said.get("rel", "").split()), address.strip()


def _seconds(text: str) -> timedelta | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return timedelta(seconds=min(int(text[:12]), _MOST_SECONDS))


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
