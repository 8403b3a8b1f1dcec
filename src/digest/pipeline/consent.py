"""Consent: a reader asks, is asked back by mail, and says yes; each step is kept as proof.

What is done for an address does not show to who asked: the answer is the same whether it is
known or not. A link alone confirms nothing, a button does. Never more than one question waits
for an answer, and it is asked a few times at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.errors import AudienceError
from digest.model import (
    Confirmation,
    ConfirmationKind,
    Consent,
    ConsentEvent,
    Newsletter,
    NoticeKind,
    Subscriber,
    SubscriberRow,
    SubscriberState,
    Subscription,
    SubscriptionState,
    SuppressionReason,
)
from digest.pipeline.letters import DAYS
from digest.pipeline.links import CHOOSE, CONFIRM, READ, address_of, bearer, link_key
from digest.pipeline.sisters import in_place_of, read_in_others, switch
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.pipeline.letters import Letters
    from digest.store import Store

MAILS: Final = 3
"""How often one question is asked."""

PAUSE: Final = timedelta(minutes=10)
"""The least time between two mails that ask it."""

HOLDS: Final = timedelta(days=DAYS)
"""So long a question waits for its answer."""

SERIALS: Final = 2**31
_OWN: Final = frozenset({SuppressionReason.LEFT, SuppressionReason.ERASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody wants a newsletter sent to an address, which is in its normal form.

    `wording` is the sentence that they agreed to, `ip` where they were, `source` the page.
    """

    email: str
    newsletter: str
    language: str
    wording: str
    source: str
    ip: str = ""


def ask(
    settings: Settings, store: Store, letters: Letters, wish: Wish, *, serial: int, now: datetime
) -> None:
    """Ask the owner of the address by mail; who reads the newsletter already is told so.

    An address that must not be mailed is not, and nothing says so.

    Args:
        settings: for newsletters and keys.
        store: keeps question and proof.
        letters: makes the mails.
        wish: what was asked for.
        serial: a random number under SERIALS, for the link.
        now: the time.
    """
    store.confirmations.prune(now=now)
    store.moves.prune(now=now)
    letter = settings.newsletter(wish.newsletter)
    hashes = suppression_hashes(settings, store)(wish.email)
    rows = store.suppressions.of(hashes)
    if any(row.reason not in _OWN for row in rows if row.newsletter in {"", letter.id}):
        return
    person = store.subscribers.get(wish.email) or _added(store, wish, now)
    if person.state is not SubscriberState.ACTIVE:
        return
    chosen = store.subscriptions.get(person.id, letter.id)
    if chosen is not None and chosen.state in READ:
        welcome(settings, store, letters, person, letter, key=f"{now.date()}", now=now)
    else:
        asked = _question(store, person, wish, serial=serial, now=now)
        if asked is not None:
            _put(settings, store, letters, asked, wish, first=chosen is None)


def _added(store: Store, wish: Wish, now: datetime) -> Subscriber:
    """A person of whom only the address is known, until they say yes."""
    row = SubscriberRow(email=wish.email, language=wish.language)
    return store.subscribers.add(row, now=now)


def _question(
    store: Store, person: Subscriber, wish: Wish, *, serial: int, now: datetime
) -> Confirmation | None:
    """A new question, or the one that waits once more; None where that was asked enough."""
    before = store.confirmations.get(person.id, wish.newsletter, ConfirmationKind.JOIN)
    if before and before.expires > now:
        return _again(before, now)
    return Confirmation(
        subscriber=person.id,
        newsletter=wish.newsletter,
        kind=ConfirmationKind.JOIN,
        serial=serial,
        asked=now,
        expires=now + HOLDS,
    )


def _put(
    settings: Settings,
    store: Store,
    letters: Letters,
    asked: Confirmation,
    wish: Wish,
    *,
    first: bool,
) -> None:
    """Keep the question and its proof, and mail it; `first`: nothing is known of their choices."""
    now = asked.asked
    proof = Consent(
        event=ConsentEvent.ASKED, at=now, source=wish.source, ip=wish.ip, wording=wish.wording
    )
    letter = settings.newsletter(wish.newsletter)
    store.confirmations.put(asked, proof, chosen=_pending(asked, letter) if first else None)
    key = link_key(settings, store)
    letters.send(
        store,
        NoticeKind.CONFIRM,
        letter,
        key=f"confirm {asked.subscriber} {asked.serial} {asked.mails}",
        email=wish.email,
        name="",  # who asked need not be who owns the address
        language=wish.language,
        url=address_of(key, letter, CONFIRM, asked.subscriber, asked.serial),
        now=now,
    )


def _again(before: Confirmation, now: datetime) -> Confirmation | None:
    """The same question once more; None where it was asked enough."""
    if asked_enough(before, now):
        return None
    return replace(before, mails=before.mails + 1, asked=now)


def asked_enough(before: Confirmation, now: datetime) -> bool:
    """Whether a question that waits was asked often enough, or just now."""
    return before.mails >= MAILS or now < before.asked + PAUSE


def _pending(asked: Confirmation, letter: Newsletter) -> Subscription:
    return Subscription(
        subscriber=asked.subscriber,
        newsletter=letter.id,
        state=SubscriptionState.PENDING,
        cadence=letter.usual,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who is asked what: the newsletter, the address, and whether they said yes before.

    `instead` is what the reader gets now in another language: a yes takes its place.
    """

    letter: Newsletter
    person: Subscriber
    address: str
    answered: bool
    instead: tuple[Newsletter, ...] = ()


def question(settings: Settings, store: Store, token: str, *, now: datetime) -> Question:
    """What the link to confirm asks; changes nothing.

    Raises:
        AudienceError: the link is not valid, or the question has expired.
    """
    person, letter, _, answered = _asked(settings, store, token, now)
    formers = () if answered else read_in_others(settings, store, person.id, letter)
    return Question(
        letter=letter,
        person=person,
        address=person.email,
        answered=answered,
        instead=tuple(settings.newsletter(one.newsletter) for one in formers),
    )


def confirm(
    settings: Settings,
    store: Store,
    letters: Letters,
    token: str,
    *,
    wording: str,
    ip: str,
    now: datetime,
) -> Question:
    """The reader said yes: the subscription lives from the next edition on.

    A second time changes nothing.

    Raises:
        AudienceError: the link is not valid, or the question has expired.
    """
    person, letter, serial, answered = _asked(settings, store, token, now)
    if not answered:
        proof = Consent(event=ConsentEvent.CONFIRMED, at=now, source="mail", ip=ip, wording=wording)
        _join(settings, store, person, letter, proof, now=now)
        person = store.subscribers.get(person.id) or person  # in the newsletter's language now
        welcome(settings, store, letters, person, letter, key=str(serial), now=now)
    return Question(letter=letter, person=person, address=person.email, answered=True)


def _join(
    settings: Settings,
    store: Store,
    person: Subscriber,
    letter: Newsletter,
    proof: Consent,
    *,
    now: datetime,
) -> None:
    """The subscription lives, in the place of the same in other languages."""
    formers = read_in_others(settings, store, person.id, letter)
    before = store.subscriptions.get(person.id, letter.id)
    if formers:
        before = in_place_of(store, formers[0], letter)
    blank = Subscription(subscriber=person.id, newsletter=letter.id, cadence=letter.usual)
    chosen = replace(before or blank, state=SubscriptionState.ACTIVE, until=None)
    if chosen.cadence not in letter.cadences:
        chosen = replace(chosen, cadence=letter.usual)
    hashes = suppression_hashes(settings, store)(person.email)
    with store.batch():
        store.confirmations.join(chosen, proof, hashes=hashes, now=now)
        for former in formers:
            switch(store, former, chosen, letter, consent=proof, now=now)


def welcome(
    settings: Settings,
    store: Store,
    letters: Letters,
    person: Subscriber,
    letter: Newsletter,
    *,
    key: str,
    now: datetime,
) -> None:
    """Tell a reader that they are subscribed, and where they choose; once for each key."""
    letters.send(
        store,
        NoticeKind.WELCOME,
        letter,
        key=f"welcome {person.id} {letter.id} {key}",
        email=person.email,
        name=person.name,
        language=person.language,
        url=choices_url(settings, store, letter, person),
        now=now,
    )


def choices_url(settings: Settings, store: Store, letter: Newsletter, person: Subscriber) -> str:
    """Where this reader chooses."""
    key = link_key(settings, store)
    return address_of(key, letter, CHOOSE, person.id, person.generation)


def _asked(
    settings: Settings, store: Store, token: str, now: datetime
) -> tuple[Subscriber, Newsletter, int, bool]:
    """Who is asked, of what, by which serial, and whether they have answered."""
    claims, person, letter = bearer(settings, store, CONFIRM, token)
    waits = store.confirmations.get(person.id, letter.id, ConfirmationKind.JOIN)
    if waits and waits.serial == claims.generation and waits.expires > now:
        return person, letter, claims.generation, False
    chosen = store.subscriptions.get(person.id, letter.id)
    if waits is None and chosen is not None and chosen.state in READ:
        return person, letter, claims.generation, True
    raise AudienceError("This link is no longer valid.", "Subscribe again.")
