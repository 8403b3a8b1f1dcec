"""What passes between this process and its parsers: requests out, answers back.

An answer comes from a process that held hostile text, so nothing in it is called: it can be made
of digest's own values, dates and what Python builds in, and of nothing else. What nearly all of
them are, a Harvest, goes as MessagePack: pickle takes four times as long for our dataclasses.
"""

from __future__ import annotations

import io
import pickle
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import msgspec

from digest.collect.draft import Harvest
from digest.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HEADER: Final = 4
"""Bytes of the length that stands before each parcel, most significant first."""

_PICKLED: Final = b"P"
_HARVEST: Final = b"H"

_OURS: Final = ("digest.model.", "digest.collect.")
_DATES: Final = frozenset(("date", "datetime", "timedelta", "timezone"))


@dataclass(frozen=True, slots=True)
class Ready:
    """The parser waits for its first request."""


@dataclass(frozen=True, slots=True)
class Done:
    """It came to its end, with this value."""

    value: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """It raised a SourceError, with these words."""

    message: str
    hint: str

    def error(self) -> SourceError:
        """The error again."""
        return SourceError(self.message, self.hint)


@dataclass(frozen=True, slots=True)
class Broke:
    """It raised what it should not have; `memory` where it wanted more than it may have."""

    words: str
    memory: bool = False


def wrap_request(
    read: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> bytes:
    """Pack a call; `read` is a function of a module."""
    return _framed(pickle.dumps((read, args, kwargs), pickle.HIGHEST_PROTOCOL))


def wrap(answer: Ready | Done | Refused | Broke) -> bytes:
    """Pack an answer."""
    if isinstance(answer, Done) and isinstance(answer.value, Harvest):
        with suppress(UnicodeEncodeError):  # half a character: pickle lets it through
            return _framed(_HARVEST + msgspec.msgpack.encode(answer.value))
    return _framed(_PICKLED + pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def unwrap(parcel: bytes) -> object:
    """Unpack an answer.

    Raises:
        pickle.UnpicklingError: it is damaged, or made of something else.
    """
    kind, packed = parcel[:1], memoryview(parcel)[1:]
    if kind != _HARVEST:
        return _Unpickler(io.BytesIO(packed)).load()
    try:
        return Done(_harvests().decode(packed))
    except msgspec.MsgspecError as error:
        raise pickle.UnpicklingError(f"no harvest: {error}") from error


@cache
def _harvests() -> msgspec.msgpack.Decoder[Harvest]:
    """Made where answers are read: a parser's start need not wait for it."""
    return msgspec.msgpack.Decoder(Harvest)


def _framed(parcel: bytes) -> bytes:
    return len(parcel).to_bytes(HEADER) + parcel


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        """Allow dates and dataclasses of ours; nothing that does anything when it is made."""
        if module == "datetime" and name in _DATES:
            return _type(super().find_class(module, name))
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            if is_dataclass(found) and getattr(found, "__module__", "") == module:
                return _type(found)
        raise pickle.UnpicklingError(f"an answer may not hold {module}.{name}")


def _type(found: object) -> type:
    if not isinstance(found, type):
        raise pickle.UnpicklingError("an answer is made of values")
    return found
