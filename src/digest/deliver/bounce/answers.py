"""Answers that are no failure: machines that write for people, and people. Pure.

A machine's answer never counts against its reader (RFC 3834, section 2). A person who asks to
be left alone is heard in each language that ships.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from digest.deliver.bounce.words import pattern
from digest.model import BounceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.deliver.bounce.mail import Returned

_SIGNS: Final = re.compile("[\u0640\u064b-\u0652]")

_MOST: Final = 2000
"""Characters of a mail's words that are looked at: people say it at the top."""


def kind_of(mail: Returned) -> tuple[BounceKind, str]:
    """What an answer is: a machine's, a wish to leave, or another word of a person."""
    if is_auto_reply(mail):
        return BounceKind.AUTO_REPLY, "a machine answered for the reader"
    if asks_to_leave(mail):
        return BounceKind.LEAVE, "the reader writes that they want no more"
    return BounceKind.REPLY, "somebody wrote"


def is_auto_reply(mail: Returned) -> bool:
    """By RFC 3834, section 5, by older headers, or by what such machines write.

    A receipt (RFC 8098) tells that a mail arrived, whatever was done with it then.
    """
    headers = mail.headers
    if is_receipt(mail):
        return True
    said = headers.first("auto-submitted").lower()
    if said.startswith(("auto-replied", "auto-notified")) and mail.kind != "multipart/report":
        return True
    if any(name in headers for name in ("x-autoreply", "x-autorespond", "x-auto-reply-from")):
        return True
    if headers.first("precedence").lower() == "auto_reply":
        return True
    if pattern("machine_subject").match(headers.first("subject")):
        return True
    return bool(pattern("machine_words").search("\n".join(_own_lines(mail))))


def is_receipt(mail: Returned) -> bool:
    """Whether it is a reader's program's word on what became of a mail that arrived (RFC 8098)."""
    return "disposition-notification" in mail.headers.first("content-type").lower()


def is_delay(mail: Returned) -> bool:
    """Whether a server tells that it goes on trying."""
    text = f"{mail.headers.first('subject')}\n{mail.words}"
    return bool(pattern("delay").search(text)) and not pattern("given_up").search(text)


def asks_to_leave(mail: Returned) -> bool:
    """Whether a person's own words, not those they quote, say so in a language that ships."""
    lines = tuple(_own_lines(mail))
    own = (mail.headers.first("subject"), *lines, " ".join(lines))
    return any(pattern("asks").search(_spelt(line)) for line in own)


def _spelt(line: str) -> str:
    """As the tables are: composed, one kind of apostrophe, Arabic without its vowel signs."""
    plain = unicodedata.normalize("NFC", line).replace("\u2019", "'")
    return " ".join(_SIGNS.sub("", plain).split())


def _own_lines(mail: Returned) -> Iterator[str]:
    """Up to where a program says that it quotes, without the lines that it marks."""
    for line in mail.words[:_MOST].splitlines():
        if pattern("quotes").fullmatch(line.strip()):
            return
        if not line.lstrip().startswith((">", "|")):
            yield line
