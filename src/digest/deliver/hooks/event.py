"""One thing that a provider tells, and what all of its files share. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from digest.deliver.bounce import reasons
from digest.errors import BounceError
from digest.model import Bounce, BounceKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_MOST_DIGITS: Final = 18  # what fits 64 bits
_HINT: Final = "it was not sent by the provider, or the key in digest.toml is another's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a provider tells of one mail; `mark` is its own name for it, told twice or not.

    `remote_id` is under which it took the mail, `delivery` ours where it gives it back.
    `evidence` is what tells of this mail alone, where a request tells of several.
    """

    bounce: Bounce
    mark: str
    remote_id: str = ""
    delivery: int | None = None
    evidence: str = ""


class Hook(Protocol):
    """A provider that signs with what the operator has put into digest.toml."""

    def events(self, raw: bytes, headers: Mapping[str, str], *, now: datetime) -> tuple[Event, ...]:
        """What the request tells, once it is known to be the provider's.

        Raises:
            BounceError: it is not signed as it should be, or can't be read.
        """
        ...


def unsigned(provider: str) -> BounceError:
    """A request that anybody could have sent."""
    return BounceError(f"a request to the webhook of {provider} is not signed by it", _HINT)


def document(raw: bytes, provider: str) -> Any:  # noqa: ANN401 - JSON of others
    """The JSON of a request.

    Raises:
        BounceError: it is none.
    """
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise BounceError(f"a request to the webhook of {provider} is no JSON: {error}") from error


def text(found: object, *path: str) -> str:
    """The text at that place of a document, "" where there is none.

    Halves of a pair (RFC 8259, section 8.2) become question marks, and NUL is left out: neither is
    text to a store.
    """
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    said = str(found) if isinstance(found, str | int) else ""
    return said.encode("utf-8", "replace").decode().replace("\0", "")


def number(said: str) -> int | None:
    """The number that a text is; None for what is none, or too long for one of ours."""
    fits = len(said) <= _MOST_DIGITS and said.isascii() and said.isdecimal()
    return int(said) if fits else None


def failure(
    words: str, *, lasting: bool, status: str = "", code: int = 0
) -> tuple[BounceKind, str]:
    """What a failure means: our table first, then what the provider holds it for.

    What it calls passing bars nobody at once, whatever the words.
    """
    status = status or reasons.status_in(words)
    code = code or reasons.code_in(words)
    kind, why = reasons.judge([words], status, code)
    if not lasting and kind is BounceKind.HARD:
        return BounceKind.SOFT, why
    if lasting and kind is BounceKind.SOFT and not words.strip():
        return BounceKind.HARD, "the provider says that it is for good"
    return kind, why


def bounce(
    kind: BounceKind, reason: str, address: str, *, words: str = "", message_id: str = ""
) -> Bounce:
    """The Bounce of an event."""
    return Bounce(
        kind=kind,
        reason=reason,
        addresses=(address,) if "@" in address else (),
        status=reasons.status_in(words),
        code=reasons.code_in(words),
        text=words[:1000],
        message_id=message_id,
    )
