"""Moving: a new address counts once it is confirmed there, and the old one is told.

Whoever has a forwarded mail can ask for it; so who reads at the old address can have it back
for a while, by a link that ends all others. Both steps are kept as proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.audience.address import mask
from digest.errors import AudienceError
from digest.model import (
    Confirmation,
    ConfirmationKind,
    Consent,
    ConsentEvent,
    FormerAddress,
    Newsletter,
    NoticeKind,
    Subscriber,
)
from digest.pipeline.consent import HOLDS, asked_enough
from digest.pipeline.letters import BACK_DAYS
from digest.pipeline.links import BACK, MOVE, address_of, bearer, link_key
from digest.pipeline.preferences import chooser
from digest.pipeline.suppress import suppression_hashes
from digest.store.moves import MOVED

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.pipeline.letters import Letters
    from digest.pipeline.preferences import Chooser
    from digest.store import Store

UNDONE: Final = timedelta(days=BACK_DAYS)
"""So long the old address can be had back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mover:
    """Who moves, or moves back, to which address, and by which newsletter's mail."""

    person: Subscriber
    letter: Newsletter
    address: str


def ask_move(
    settings: Settings,
    store: Store,
    letters: Letters,
    token: str,
    email: str,
    *,
    serial: int,
    wording: str,
    ip: str,
    now: datetime,
) -> Chooser:
    """Ask at the new address, in its normal form, whether it is theirs.

    One that is another reader's or suppressed is not mailed, and nothing says so. `wording`, what
    the page said, is kept as proof, as it is of the answers.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    one = chooser(settings, store, token)
    rows = store.suppressions.of(suppression_hashes(settings, store)(email))
    if store.subscribers.get(email) or any(row.source != MOVED for row in rows):
        return one
    before = store.confirmations.get(one.person.id, one.letter.id, ConfirmationKind.MOVE)
    waits = before if before and before.expires > now else None
    if waits and asked_enough(waits, now):
        return one
    asked = Confirmation(
        subscriber=one.person.id,
        newsletter=one.letter.id,
        kind=ConfirmationKind.MOVE,
        serial=serial,
        email=email,
        asked=now,
        expires=now + HOLDS,
        mails=waits.mails + 1 if waits else 1,
    )
    proof = Consent(event=ConsentEvent.ASKED, at=now, source="move", ip=ip, wording=wording)
    store.confirmations.put(asked, proof)
    letters.send(
        store,
        NoticeKind.MOVE,
        one.letter,
        key=f"move {one.person.id} {serial}",
        email=email,
        name=one.person.name,
        language=one.person.language,
        url=address_of(link_key(settings, store), one.letter, MOVE, one.person.id, serial),
        now=now,
    )
    return one


def moving(
    settings: Settings, store: Store, token: str, *, now: datetime
) -> tuple[Mover, Confirmation]:
    """Who moves to which address by this link; changes nothing.

    Raises:
        AudienceError: the link is not valid, was used, or the question has expired.
    """
    claims, person, letter = bearer(settings, store, MOVE, token)
    waits = store.confirmations.get(person.id, letter.id, ConfirmationKind.MOVE)
    if waits is None or waits.serial != claims.generation or waits.expires <= now:
        raise AudienceError("This link is no longer valid.", "Ask for another one.")
    return Mover(person=person, letter=letter, address=waits.email), waits


def move(
    settings: Settings,
    store: Store,
    letters: Letters,
    token: str,
    *,
    wording: str,
    ip: str,
    now: datetime,
) -> Mover:
    """The reader said yes at the new address: it takes the place of the old one, which is told.

    Raises:
        AudienceError: the link is not valid, was used, or the address is another reader's.
    """
    key, hashes = link_key(settings, store), suppression_hashes(settings, store)
    with store.batch():
        one, waits = moving(settings, store, token, now=now)
        former = FormerAddress(
            subscriber=one.person.id,
            serial=waits.serial,
            newsletter=one.letter.id,
            email=one.person.email,
            moved=now,
            until=now + UNDONE,
        )
        proof = Consent(event=ConsentEvent.MOVED, at=now, source="mail", ip=ip, wording=wording)
        store.moves.move(waits, former, proof, hashes=hashes)
        back = address_of(key, one.letter, BACK, one.person.id, waits.serial)
        told = f"moved {one.person.id} {waits.serial}"
        _tell(store, letters, one, former.email, key=told, back=back, now=now)
    return one


def returning(
    settings: Settings, store: Store, token: str, *, now: datetime
) -> tuple[Mover, FormerAddress]:
    """Who has which address back by this link; changes nothing.

    Raises:
        AudienceError: the link is not valid, was used, or its time is over.
    """
    claims, person, letter = bearer(settings, store, BACK, token)
    former = store.moves.get(person.id, claims.generation)
    if former is None or former.until <= now:
        raise AudienceError("This link is no longer valid.", "Write to the newsletter.")
    return Mover(person=person, letter=letter, address=former.email), former


def move_back(
    settings: Settings,
    store: Store,
    letters: Letters,
    token: str,
    *,
    wording: str,
    ip: str,
    now: datetime,
) -> Mover:
    """It was not the reader who moved: they have their address again, and all old links end.

    The address that they lose by it is told too.

    Raises:
        AudienceError: the link is not valid, was used, its time is over, or the address is
            another reader's.
    """
    hashes = suppression_hashes(settings, store)
    with store.batch():
        one, former = returning(settings, store, token, now=now)
        lost = one.person.email
        proof = Consent(event=ConsentEvent.MOVED, at=now, source="back", ip=ip, wording=wording)
        store.moves.back(former, proof, lost=lost, hashes=hashes, now=now)
        key = f"back {one.person.id} {former.serial}"
        _tell(store, letters, one, lost, key=key, back="", now=now)
    return one


def _tell(
    store: Store, letters: Letters, one: Mover, lost: str, *, key: str, back: str, now: datetime
) -> None:
    """Tell the address that was given up; without a link back it is told whom to write to."""
    letters.send(
        store,
        NoticeKind.MOVED,
        one.letter,
        key=key,
        email=lost,
        name=one.person.name,
        language=one.person.language,
        url=back,
        moved_to=mask(one.address),
        now=now,
    )
