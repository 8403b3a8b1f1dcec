"""What a mail that came back says: bytes in, a Bounce for each address out. Pure.

Reports are believed by their form first: a complaint (RFC 5965), a delivery status (RFC 3464),
then what servers write for people. Only what is none of these may be an answer.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from digest.deliver.bounce import answers, reasons, wild
from digest.deliver.bounce.mail import Fields, Returned, take_apart
from digest.deliver.bounce.words import pattern
from digest.model import Bounce, BounceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_TEXT: Final = 1000
_CAME_TO: Final = (
    *("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to"),
    *("to", "cc"),
)
_FOR = re.compile(r"\bfor\s+(<?[^\s<>;]{1,64}@[^\s<>;]{1,255}>?)")  # RFC 5321, 4.4
_COMPLAINT = re.compile(r"(?i)\s*complaint about message from ")
_FORWARD = re.compile(r"(?i)^(?:re|fwd?|aw|wg|tr|rv|sv)\s*:")
_TYPE = re.compile(r"(?i)^\s*(?:rfc-?822|utf-8|smtp|x-[\w-]+)\s*;\s*")
_BY_NUMBER = re.compile(r"\\x\{([0-9a-fA-F]{2,6})\}")
_LAST_CHARACTER: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)
_NO_FAILURE: Final = {
    "delayed": "it is still being tried",
    "delivered": "it was delivered",
    "relayed": "it was passed on",
    "expanded": "it was passed on to several",
}


_TAKEN: Final = frozenset({"25", "2."})


def judge(raw: bytes) -> tuple[Bounce, ...]:
    """What a mail that came back says, for each address that it speaks of; never empty.

    Args:
        raw: The mail as it stands in a mailbox.
    """
    mail = take_apart(raw)
    found = tuple(_complaints(mail) or _statuses(mail) or _reports(mail))
    return found or (_answer(mail),)


def written(raw: bytes) -> datetime | None:
    """When the mail that came back was written, else when a server wrote of it, if that is told.

    Args:
        raw: What came, as far as it was kept: its header and its report (RFC 3464, 2.2.5).
    """
    mail = take_apart(raw)
    told = (one.first("arrival-date") for one in mail.status)
    dates = (mail.original.first("date"), *told, mail.headers.first("date"))
    return next(filter(None, map(_moment, dates)), None)


def _moment(said: str) -> datetime | None:
    """RFC 5322, section 3.3; in UTC where no zone is named."""
    try:
        found = parsedate_to_datetime(said)
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _complaints(mail: Returned) -> list[Bounce]:
    """RFC 5965; a report that something was no spam, or of a failed signature, is none."""
    if mail.feedback is None:
        return _plain_complaints(mail)
    said = mail.feedback.first("feedback-type").lower()
    kind = {"opt-out": BounceKind.LEAVE, "opt-out-list": BounceKind.LEAVE}.get(said)
    if said in {"not-spam", "auth-failure", "dmarc", "virus"}:
        kind = BounceKind.OTHER
    named = mail.feedback.get("original-rcpt-to", ()) + mail.feedback.get("removal-recipient", ())
    addresses = _addresses(named) or _written_to(mail)
    return [
        _bounce(
            mail,
            kind or BounceKind.COMPLAINT,
            f"a feedback report: {said or 'abuse'}",
            addresses,
            text=mail.feedback.first("user-agent", "source-ip"),
        )
    ]


def _plain_complaints(mail: Returned) -> list[Bounce]:
    """Microsoft's, which brings the mail back without a report."""
    if not _COMPLAINT.match(mail.headers.first("subject")) or not mail.original:
        return []
    named = mail.original.get("x-hmxmroriginalrecipient", ())
    addresses = _addresses(named) or _written_to(mail)
    return [_bounce(mail, BounceKind.COMPLAINT, "a provider passes on a complaint", addresses)]


def _statuses(mail: Returned) -> list[Bounce]:
    """RFC 3464, 2.3: one block for each recipient."""
    told = wild.told(mail.words) if mail.status else []
    return [_status(mail, one, told) for one in mail.status if _names(one) or "action" in one]


def _names(block: Fields) -> tuple[str, ...]:
    fields = ("original-recipient", "final-recipient", "x-actual-recipient", "x-original-to")
    return tuple(value for name in fields for value in block.get(name, ()))


def _status(mail: Returned, block: Fields, told: Iterable[wild.Told]) -> Bounce:
    addresses = _addresses(_names(block)) or _written_to(mail)
    said = _diagnosis(block)
    reason = _NO_FAILURE.get("delivered" if said[:2] in _TAKEN else _action(block))
    if reason is not None:
        return _bounce(mail, BounceKind.OTHER, reason, addresses, text=said)
    near = _told_of(told, addresses)
    status = _better(reasons.status_in(said), block.first("status"), reasons.status_in(near))
    code = reasons.code_in(said) or reasons.code_in(near)
    words = [said, near, *([mail.words] if reasons.is_vague(status) else [])]
    kind, why = reasons.judge(words, status, code)
    text = said or near or mail.words
    return _bounce(mail, kind, why, addresses, status=status, code=code, text=text)


def _action(block: Fields) -> str:
    return block.first("action").lower().partition(" ")[0]


def _diagnosis(block: Fields) -> str:
    """The servers' words, without the name of their protocol (RFC 3464, 2.3.6)."""
    said = block.first("diagnostic-code", "x-supplementary-info") or block.first("status")
    return re.sub(r"(?i)^\s*(?:smtp|x-[\w-]+|unix|dns)\s*;\s*", "", said)


def _better(*found: str) -> str:
    """The first enhanced code that says something, else the first there is."""
    codes = [code for one in found if (code := reasons.status_in(one))]
    return next((one for one in codes if not reasons.is_vague(one)), codes[0] if codes else "")


def _told_of(told: Iterable[wild.Told], addresses: Iterable[str]) -> str:
    """What stands beside one of the addresses in the words for people."""
    wanted = {one.lower() for one in addresses}
    return next((one.words for one in told if one.address.lower() in wanted), "")


def _reports(mail: Returned) -> Iterator[Bounce]:
    """Words alone, where everything else says that a server wrote them."""
    if not _is_report(mail):
        return
    named = _addresses(mail.headers.get("x-failed-recipients", ()))
    found = wild.told(mail.words, without=frozenset(_ours(mail)))
    found = found or [wild.Told(address, mail.words) for address in _written_to(mail)]
    found = found or wild.told(mail.words)
    if named:
        found = [one for one in found if one.address in named] or [
            wild.Told(one, mail.words) for one in named
        ]
    found = found or [wild.Told("", mail.words)]  # where it came to may tell whose it was
    is_delay = answers.is_delay(mail)
    for one in found:
        yield _report(mail, one, alone=len(found) <= 1, is_delay=is_delay)


def _report(mail: Returned, told: wild.Told, *, alone: bool, is_delay: bool) -> Bounce:
    words = [told.words, mail.words] if alone else [told.words]
    status = _better(*words)
    code = next(filter(None, map(reasons.code_in, words)), 0)
    kind, why = reasons.judge(words, status, code)
    if is_delay:
        kind, why = BounceKind.OTHER, _NO_FAILURE["delayed"]
    addresses = (*filter(None, (told.address,)), *_written_to(mail))
    return _bounce(mail, kind, why, addresses, status=status, code=code, text=told.words)


def _is_report(mail: Returned) -> bool:
    """Whether a server wrote this, not a person or a person's machine."""
    subject = mail.headers.first("subject")
    if answers.is_receipt(mail):
        return False
    if "x-failed-recipients" in mail.headers or mail.kind == "multipart/report":
        return True
    failed = pattern("failed").search(subject) or pattern("said_so").search(mail.words)
    if failed and pattern("daemon").search(mail.headers.first("from", "sender")):
        return True
    if _FORWARD.match(subject) or answers.is_auto_reply(mail):
        return False
    nobody = mail.headers.first("return-path") == "<>"
    return bool(failed and (nobody or mail.original))


def _answer(mail: Returned) -> Bounce:
    kind, why = answers.kind_of(mail)
    writer = _addresses(mail.headers.get("from", ()))
    text = f"{mail.headers.first('subject')}\n{mail.words}"
    return _bounce(mail, kind, why, writer, text=text)


def _ours(mail: Returned) -> Iterator[str]:
    """Addresses that can't be the reader's: whose mail it was, and where this one went."""
    for name in ("to", "delivered-to", "x-original-to", "envelope-to", "from"):
        yield from map(str.lower, _addresses(mail.headers.get(name, ())))
    for name in ("from", "sender", "return-path", "reply-to", "errors-to"):
        yield from map(str.lower, _addresses(mail.original.get(name, ())))


def _outer(mail: Returned) -> list[Fields]:
    """The blocks of a report, of a complaint or of a delivery status."""
    return [*([mail.feedback] if mail.feedback else []), *mail.status]


def _senders(block: Fields) -> tuple[str, ...]:
    """Who sent what a report is about (RFC 5965, 3.2; Postfix' own field of RFC 3464, 2.2)."""
    return block.get("original-mail-from", ()) + block.get("x-postfix-sender", ())


def _written_to(mail: Returned) -> tuple[str, ...]:
    """Whom the mail that came back was for; to several, nobody knows which failed."""
    named = ("x-original-to", "delivered-to", "envelope-to", "to")
    for name in named:
        found = _addresses(mail.original.get(name, ()))
        if len(found) == 1:
            return found
    return ()


def _addresses(values: Iterable[str]) -> tuple[str, ...]:
    """The addresses in fields, without the type before them, such as "rfc822;"."""
    plain = [_unescaped(_TYPE.sub("", one)) for one in values]
    pairs = getaddresses([one.replace("<<", "<").replace(">>", ">") for one in plain])
    found = [address.strip("<> .'\"") for _, address in pairs if "@" in address]
    return tuple(dict.fromkeys(found))


def _unescaped(address: str) -> str:
    """With the characters that stand there by their numbers (RFC 6533, section 3)."""
    return _BY_NUMBER.sub(_character, address)


def _character(named: re.Match[str]) -> str:
    number = int(named[1], 16)
    is_one = number <= _LAST_CHARACTER and number not in _SURROGATES
    return chr(number) if is_one else named[0]


def _bounce(
    mail: Returned,
    kind: BounceKind,
    reason: str,
    addresses: Iterable[str],
    *,
    status: str = "",
    code: int = 0,
    text: str = "",
) -> Bounce:
    came_to = [value for name in _CAME_TO for value in mail.headers.get(name, ())]
    came_to += mail.original.get("return-path", ())
    came_to += [value for block in _outer(mail) for value in _senders(block)]
    came_to += [one for way in mail.headers.get("received", ()) for one in _FOR.findall(way)]
    return Bounce(
        kind=kind,
        reason=reason,
        addresses=tuple(dict.fromkeys(addresses)),
        status=status,
        code=code,
        text=" ".join(text.split())[:_MOST_TEXT],
        message_id=mail.original.first("message-id"),
        came_to=_addresses(came_to),
    )
