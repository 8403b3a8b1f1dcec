"""Whom a report without any form speaks of, and in which words: what servers write for people.

Linear in the length of the text. What is found is a guess, the likeliest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE: Final = r"([\w+][\w.!#$%&*+/=?^{|}~'-]{0,63}@[A-Za-z0-9\u0080-\uffff](?:[\w.-]{0,250}\w)?)"
ADDRESS: Final = re.compile(r"(?<![\w.!#$%&*+/?^{|}~@-])" + _ONE)
_OPENING: Final = re.compile(
    r"^[ \t>*|-]{0,12}(?:(?:to|an|user|recipient|address|rcpt to|e-?mail|for|failed recipient"
    r"|original recipient|addressed to)[ :=]{1,3})?"
    r"[<('\"\[]?(?:rfc822;|smtp[:=]|mailto:)?[ ]?'?" + _ONE,
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"(?:(?:could not|couldn't) be delivered to|not delivered to|delivery to|undeliverable to"
    r"|deliver(?:ed)? (?:mail |message )?to|recipient|rcpt to|sent to|reach|address(?:es)?)"
    r"[^@]{0,80}?\b" + _ONE,
    re.IGNORECASE,
)
_OURS: Final = re.compile(
    r"(?:postmaster|mailer-daemon|mail-daemon|abuse|hostmaster|no-?reply)@", re.IGNORECASE
)
_WRITER: Final = re.compile(
    r"(?:mail from|from|sender|return-path|message-id|contact|by)[ :=]{0,3}[<\[(]{0,2}$",
    re.IGNORECASE,
)
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Told:
    """An address, and what stands with it."""

    address: str
    words: str


def told(text: str, *, without: frozenset[str] = frozenset()) -> list[Told]:
    """The addresses that a report's text speaks of, each with the words up to the next.

    Args:
        text: The words without the mail that is brought back.
        without: Addresses that are ours, in lower case: who sent the mail, where the report went.
    """
    opened = list(_opened(text.split("\n"), without))
    if opened:
        return opened[:_MOST]
    named = [match[1] for match in _TOLD.finditer(text)] or list(_anywhere(text))
    return [Told(one, text) for one in _once(named, without)][:_MOST]


def _opened(lines: list[str], without: frozenset[str]) -> Iterator[Told]:
    """Addresses at the start of a line: qmail, Postfix, Exim, Sendmail and most others."""
    starts = [(at, match[1]) for at, line in enumerate(lines) if (match := _OPENING.match(line))]
    wanted = [(at, one) for at, one in starts if _may_be(one, without)]
    seen = set[str]()
    ends = [at for at, _ in wanted[1:]] + [len(lines)]
    for (at, one), end in zip(wanted, ends, strict=False):
        if _key(one) not in seen:
            seen.add(_key(one))
            yield Told(_trimmed(one), "\n".join(lines[at:end]))


def _anywhere(text: str) -> Iterator[str]:
    for match in ADDRESS.finditer(text):
        if not _WRITER.search(text[max(0, match.start() - 40) : match.start()]):
            yield match[1]


def _once(found: list[str], without: frozenset[str]) -> Iterator[str]:
    seen = set(without)
    for one in found:
        if _key(one) not in seen and not _OURS.match(one):
            seen.add(_key(one))
            yield _trimmed(one)


def _may_be(address: str, without: frozenset[str]) -> bool:
    return _key(address) not in without and not _OURS.match(address)


def _key(address: str) -> str:
    return _trimmed(address).lower()


def _trimmed(address: str) -> str:
    return address.rstrip(".:-_")
