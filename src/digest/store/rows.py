"""Conversions that all nouns share: times, lists, documents, hostile text.

Pure: values in, values out; it never touches the database.
"""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar, cast

import msgspec

from digest.errors import StoreError
from digest.model import Selection

T = TypeVar("T")

_MOMENT = len("YYYY-MM-DDTHH:MM:SS")


def text_of(moment: datetime) -> str:
    """An aware datetime as `YYYY-MM-DDTHH:MM:SSZ`; fractions of a second are dropped.

    Raises:
        ValueError: `moment` is naive.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone can't be stored: {moment}")
    told = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return told.isoformat()[:_MOMENT] + "Z"


def day_of(moment: datetime) -> str:
    """The UTC day of an aware datetime, as `YYYY-MM-DD`."""
    return text_of(moment)[:10]


def moment_of(text: str) -> datetime:
    """The aware UTC datetime that `text_of` wrote."""
    return datetime.fromisoformat(text)


def text_or_none(moment: datetime | None) -> str | None:
    """`text_of` where there is a time."""
    return None if moment is None else text_of(moment)


def moment_or_none(text: str | None) -> datetime | None:
    """`moment_of` where there is a text."""
    return None if text is None else moment_of(text)


def seconds_of(moment: datetime) -> int:
    """Whole seconds since the epoch, as leases are kept."""
    return int(moment.timestamp())


def json_of(value: object) -> str:
    """A value of the model as JSON text.

    Raises:
        StoreError: it holds text that is no Unicode (a lone surrogate).
    """
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"a document can't be stored: {error}", "clean the text where it comes in"
        ) from error


def strings_of(text: str) -> tuple[str, ...]:
    """The tuple of strings that `json_of` wrote."""
    return msgspec.json.decode(text, type=tuple[str, ...])


@lru_cache(maxsize=4096)
def selection_of(document: str) -> Selection:
    """The Selection that `json_of` wrote; readers share few, so they are kept."""
    return msgspec.json.decode(document, type=Selection)


def decoded(document: str | bytes, kind: type[T], *, what: str) -> T:
    """A stored document as `kind`: JSON where it is text, MessagePack where it is bytes.

    Raises:
        StoreError: it can't be read; names `what`.
    """
    try:
        if isinstance(document, str):
            return msgspec.json.decode(document, type=kind)
        return msgspec.msgpack.decode(document, type=kind)
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"{what} can't be read from the database: {error}", "run `digest db check`"
        ) from error


def clean(value: T) -> T:
    """Replace what is no Unicode in a string, a tuple or a dataclass of them."""
    if isinstance(value, str) and value.isascii():
        return value
    with suppress(UnicodeEncodeError, TypeError):
        msgspec.msgpack.encode(value)  # nearly all is clean, and that is seen at once
        return value
    if isinstance(value, str):
        return cast("T", value.encode("utf-8", "replace").decode())
    if isinstance(value, tuple):
        return cast("T", tuple(clean(part) for part in value))
    if is_dataclass(value) and not isinstance(value, type):
        values = {field.name: clean(getattr(value, field.name)) for field in fields(value)}
        return replace(value, **values)
    return value


def email_key(email: str) -> str:
    """What two spellings of one address have in common: NFC and lower case.

    RFC 5321, 2.4 lets local parts differ by case alone; no provider gives both to two people.
    """
    bare = email.strip()
    return (bare if bare.isascii() else unicodedata.normalize("NFC", bare)).lower()


def with_lower_domain(email: str) -> str:
    """The address as it was given, its domain in lower case."""
    local, at, domain = clean(email).strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"


def like(needle: str) -> str:
    """A LIKE pattern for text that holds `needle`; the escape character is the backslash."""
    escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
