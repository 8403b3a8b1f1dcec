"""Our table from a server's words, status and code to what they say of the mailbox.

Words come first: many servers give a code that says little, or the wrong one (RFC 3463 has
"other" in each class). The rules are tried in order; the first whose words are there holds. Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from digest.deliver.bounce.words import Rule, rules
from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Iterable

Finding = tuple[BounceKind, str]
_HARD, _SOFT, _QUOTA, _POLICY = (
    BounceKind.HARD,
    BounceKind.SOFT,
    BounceKind.QUOTA,
    BounceKind.POLICY,
)

_NO_DOMAIN: Final = "there is no such domain"
_OFF: Final = "the mailbox is switched off"
_TAKEN_BACK: Final = frozenset({_NO_DOMAIN, _OFF})
"""Proofs that end where a server says that it is so for now: a name comes back, and a mailbox."""

# RFC 3463 and its registry; the longest prefix wins.
_STATUS: Final[dict[str, Finding]] = {
    "1": (_HARD, "there is no such mailbox"),
    "1.0": (_SOFT, "the address was refused, nobody says why"),
    "1.2": (_HARD, _NO_DOMAIN),
    "1.7": (_POLICY, "our sender or host was refused"),
    "1.8": (_POLICY, "our sender or host was refused"),
    "1.9": (_SOFT, "it was sent on to a place that can't take it"),
    "2": (_SOFT, "the mailbox took no mail"),
    "2.1": (_HARD, _OFF),
    "2.2": (_QUOTA, "the mailbox is full"),
    "2.3": (_POLICY, "the mail was too large"),
    "3": (_SOFT, "the reader's server could not take it"),
    "3.4": (_POLICY, "the mail was too large"),
    "4": (_SOFT, "it could not be delivered then"),
    "5": (_POLICY, "the servers did not understand each other"),
    "6": (_POLICY, "the mail's form was refused"),
    "7": (_POLICY, "the mail was refused as unwanted"),
}
_CODES: Final[dict[int, Finding]] = {
    550: (_SOFT, "it was refused, nobody says why"),
    551: (_HARD, "there is no such mailbox"),
    552: (_QUOTA, "the mailbox is full"),
    553: (_SOFT, "the address was refused, nobody says why"),
    554: (_POLICY, "the mail was refused"),
}

_SURE: Final = frozenset({"5.1.1", "5.1.6", "5.1.10"})
"""These say that there is no mailbox, in whatever words."""

_STATUS_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.:/\[-])([45]\d\d)(?=[ :#;,.)\-]|$)(?!\.\d)")
_ADDRESS = re.compile(r"[^\s<>\"'()]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,9}")
_GATEWAY = re.compile(r"5\.1\.0 - unknown address error")  # before any answer, whatever it says
_URL = re.compile(r"https?://\S+")
_PERMANENT: Final = 500
_SAID_AGAIN: Final = re.compile(r"try again|temporar|later|timed? ?out")


def judge(words: Iterable[str], status: str, code: int) -> Finding:
    """What it means: of all `words` the first that tells, else the status, else the code.

    Args:
        words: What servers said, the most exact first.
        status: The enhanced status code, or "".
        code: The SMTP reply code, or 0.
    """
    for one in words:
        if (finding := _by_words(_cleaned(one), status, code)) is not None:
            return finding
    return _by_status(status) or _CODES.get(code) or _by_class(code)


def status_in(text: str) -> str:
    """The enhanced code that stands in a text (RFC 3463), the most telling of several, else ""."""
    found = [".".join(digits) for digits in _STATUS_CODE.findall(_bare(text))]
    return next((one for one in found if not is_vague(one)), found[0] if found else "")


def is_vague(status: str) -> bool:
    """Whether an enhanced code says no more than that something was wrong; so does none, ""."""
    return not status or status.endswith(".0.0")


def code_in(text: str) -> int:
    """The SMTP reply code that stands in a text, else 0."""
    found = _REPLY.search(_bare(text))
    return int(found[1]) if found else 0


@lru_cache(maxsize=8)
def _rule_of(text: str) -> Rule | None:
    """The first rule that fits; a report's words are asked about again for each address in it."""
    return next((one for one in rules() if one.words.search(text)), None)


def _by_words(text: str, status: str, code: int) -> Finding | None:
    rule = _rule_of(text)
    if rule is None:
        return None
    if rule.weak and status in _SURE:
        return _STATUS["1"]
    for_now = _is_for_now(status, code)
    if rule.kind is _HARD and (
        for_now or (rule.reason in _TAKEN_BACK and _SAID_AGAIN.search(text))
    ):
        return _SOFT, f"{rule.reason}, for now"
    return rule.kind, rule.reason


def _is_for_now(status: str, code: int) -> bool:
    """Whether the server said so: by its enhanced code, else by its reply (RFC 5321, 4.2.1)."""
    if not is_vague(status):
        return status.startswith("4")
    return 0 < code < _PERMANENT or (code == 0 and status.startswith("4"))


def _by_status(status: str) -> Finding | None:
    level, _, rest = status.partition(".")
    finding = _STATUS.get(rest) or _STATUS.get(rest.partition(".")[0])
    if finding is None or rest == "0.0":
        return None
    if level == "4" and finding[0] is _HARD:
        return _SOFT, finding[1]
    return finding


def _by_class(code: int) -> Finding:
    if code >= _PERMANENT:
        return _SOFT, "it was refused, nobody says why"
    return _SOFT, "it could not be delivered then"


@lru_cache(maxsize=8)
def _cleaned(text: str) -> str:
    text = _ADDRESS.sub(" @ ", text).lower().replace("\u2019", "'")
    return " ".join(_GATEWAY.sub(" ", text).split())


def _bare(text: str) -> str:
    return _URL.sub(" ", _ADDRESS.sub(" ", text))
