"""Preferences: what a reader changes by the link in each mail, without a login.

The link is the key: whoever has the mail may choose, as they may leave. What is chosen holds
from the next edition on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import msgspec

from digest.audience.cells import zone
from digest.errors import AudienceError, ChoiceError
from digest.model import (
    Cadence,
    Consent,
    ConsentEvent,
    Length,
    Newsletter,
    Subscriber,
    Subscription,
    SubscriptionState,
)
from digest.pipeline.erase import remove
from digest.pipeline.links import CHOOSE, PATHS, parties
from digest.pipeline.sisters import in_place_of, sisters, switch
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from digest.config import Settings
    from digest.model import KnownBounce, Notice
    from digest.store import Store

LONGEST: Final = timedelta(days=366)
"""The longest pause."""

TOPICS: Final = "topics"
"""What a ChoiceError is about where no topic would be left."""

MOST: Final = 10_000
"""Notices, and mails that came back, that a reader's file of their data holds: the latest."""

_LINK: Final = re.compile(rf"(/(?:{'|'.join(PATHS.values())})/)\S+")
_KEPT: Final = 200  # sources that one reader may mute


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """Who chooses, of which newsletter, and how it stands; `chosen` is None who has none."""

    person: Subscriber
    letter: Newsletter
    chosen: Subscription | None

    languages: tuple[Newsletter, ...] = ()
    """The same in each language that it is there in, itself too; none where in one alone."""

    @property
    def topics(self) -> tuple[str, ...]:
        """All topics of the newsletter, in its order."""
        return tuple(topic.name for topic in self.letter.topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader asks for; empty `topics` means all, and `muted` those still to be muted."""

    topics: tuple[str, ...]
    cadence: Cadence
    length: Length
    hour: int | None
    timezone: str
    muted: tuple[str, ...]


def chooser(settings: Settings, store: Store, token: str) -> Chooser:
    """Whom the link speaks for, and what they chose; changes nothing.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    person, letter = parties(settings, store, token, CHOOSE)
    return Chooser(
        person=person,
        letter=letter,
        chosen=store.subscriptions.get(person.id, letter.id),
        languages=sisters(settings, letter),
    )


def choose(
    settings: Settings, store: Store, token: str, wanted: Wanted, *, now: datetime
) -> Chooser:
    """Keep what a reader asks for.

    Raises:
        AudienceError: the link is not valid, or they have left.
        ChoiceError: there is no topic among them, or no such topic, cadence or zone.
    """
    one, chosen = _alive(settings, store, token)
    topics = tuple(dict.fromkeys(wanted.topics))
    if one.topics and not topics:
        raise ChoiceError("No topic was chosen.", "Leave the newsletter instead.", about=TOPICS)
    if unknown := set(topics) - set(one.topics):
        said = f"{min(unknown)!r} is no topic of {one.letter.title}."
        raise ChoiceError(said, about="form")
    if wanted.cadence not in one.letter.cadences:
        said = f"{one.letter.title} has no {wanted.cadence} edition."
        raise ChoiceError(said, about="form")
    try:
        where = zone(wanted.timezone)
    except ValueError as error:
        raise ChoiceError(f"There is no such time zone: {error}", about="zone") from None
    everything = set(topics) == set(one.topics)
    return _saved(
        store,
        one,
        replace(
            chosen,
            topics=() if everything else topics,
            cadence=wanted.cadence,
            length=wanted.length,
            hour=wanted.hour,
            timezone=where,
            muted=tuple(source for source in chosen.muted if source in wanted.muted),
        ),
        now,
    )


def fewer(settings: Settings, store: Store, token: str, topic: str, *, now: datetime) -> Chooser:
    """Leave a topic out from now on.

    Raises:
        AudienceError: the link is not valid, they have left, or there is no such topic.
        ChoiceError: it is their only topic.
    """
    one, chosen = _alive(settings, store, token)
    rest = tuple(name for name in chosen.topics or one.topics if name != topic)
    if topic not in one.topics:
        raise AudienceError(f"{topic!r} is no topic of {one.letter.title}.")
    if not rest:
        said = f"{topic!r} is their only topic."
        raise ChoiceError(said, "Leave the newsletter instead.", about=TOPICS)
    return _saved(store, one, replace(chosen, topics=rest), now)


def mute(settings: Settings, store: Store, token: str, source: str, *, now: datetime) -> Chooser:
    """Leave a source's stories out from now on.

    Raises:
        AudienceError: the link is not valid, they have left, or there is no such source.
    """
    one, chosen = _alive(settings, store, token)
    known = {known.name for known in settings.sources}
    if source not in known or len(chosen.muted) >= _KEPT:
        raise AudienceError(f"{source!r} can't be left out.")
    muted = tuple(dict.fromkeys((*chosen.muted, source)))
    return _saved(store, one, replace(chosen, muted=muted), now)


def pause(
    settings: Settings, store: Store, token: str, until: date | None, *, now: datetime
) -> Chooser:
    """Send nothing before that day; None ends a pause.

    Raises:
        AudienceError: the link is not valid, or they have left.
        ChoiceError: the day is past or too far.
    """
    one, chosen = _alive(settings, store, token)
    if until is None:
        back = replace(chosen, state=SubscriptionState.ACTIVE, until=None)
        return _saved(store, one, back, now)
    if not now.date() < until <= (now + LONGEST).date():
        raise ChoiceError("A pause ends on a day to come, within a year.", about="day")
    return _saved(store, one, replace(chosen, state=SubscriptionState.PAUSED, until=until), now)


def translate(
    settings: Settings,
    store: Store,
    token: str,
    newsletter: str,
    *,
    wording: str,
    ip: str,
    now: datetime,
) -> Chooser:
    """Read the newsletter's sister in another language in its place; choosing back undoes it.

    Cadence, length, hour, zone, pause and muted sources are kept; topics too, where the sister
    has all of them, and those of before come back with their newsletter.

    Raises:
        AudienceError: the link is not valid, they have left, or there is no such sister.
        ChoiceError: the reader must not be mailed by it.
    """
    one, chosen = _alive(settings, store, token)
    wanted = {sister.id: sister for sister in one.languages}.get(newsletter)
    if wanted is None:
        raise AudienceError(f"{newsletter!r} is no translation of {one.letter.title}.")
    if wanted.id == one.letter.id:
        return one
    if chosen.state is SubscriptionState.PENDING:
        raise AudienceError(f"{one.letter.title} is not confirmed yet.", "Confirm it first.")
    rows = store.suppressions.of(suppression_hashes(settings, store)(one.person.email))
    if any(row.newsletter in {"", wanted.id} for row in rows):
        said = f"{wanted.title} must not be sent there."
        raise ChoiceError(said, "Subscribe to it.", about="language")
    consent = Consent(
        event=ConsentEvent.CONFIRMED, at=now, source="preferences", ip=ip, wording=wording
    )
    translated = in_place_of(store, chosen, wanted)
    switch(store, chosen, translated, wanted, consent=consent, now=now)
    return chooser(settings, store, token)


def leave_all(settings: Settings, store: Store, token: str, *, now: datetime, ip: str) -> Chooser:
    """End all subscriptions of the reader.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    one = chooser(settings, store, token)
    for chosen in store.subscribers.subscriptions(one.person.id):
        store.subscribers.leave(
            one.person.id, chosen.newsletter, now=now, source="preferences", ip=ip
        )
    return chooser(settings, store, token)


def data_of(settings: Settings, store: Store, token: str) -> Mapping[str, object]:
    """All that is kept of the reader, for themselves (GDPR, articles 15 and 20).

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    person = chooser(settings, store, token).person
    built: Mapping[str, object] = msgspec.to_builtins(
        {
            "person": person,
            "subscriptions": store.subscribers.subscriptions(person.id),
            "consents": [
                {"newsletter": newsletter, **msgspec.to_builtins(one)}
                for newsletter, one in store.consents.of(person.id)
            ],
            "former_addresses": store.moves.of(person.id),
            "mails": store.history.mails(person.id),
            "suppressions": store.suppressions.of(
                suppression_hashes(settings, store)(person.email)
            ),
            "notices": [_told(one) for one in _notices(store, person)],
            "came_back": [
                _returned(one) for one in store.bounces.list(reader=person.id, limit=MOST)
            ],
        }
    )
    return built


def _notices(store: Store, person: Subscriber) -> Iterator[Notice]:
    """Those that the reader got as a reader; an operator's alarms may speak of others."""
    for one in store.notices.list(email=person.email, limit=MOST):
        if one.kind.is_readers:
            yield one


def _told(notice: Notice) -> Mapping[str, object]:
    """A notice as its reader saw it, but for the links: they do more than that of this page."""
    return {
        "kind": notice.kind,
        "subject": notice.subject,
        "text": _LINK.sub(r"\1...", notice.text),
        "state": notice.state,
        "created": notice.created,
        "due_at": notice.due_at,
        "answer": " ".join(filter(None, (str(notice.code or ""), notice.detail))),
    }


def _returned(one: KnownBounce) -> Mapping[str, object]:
    """What came back, but for its evidence: a whole mail, which may name others and hold links."""
    return {
        "seen": one.seen,
        "origin": one.origin,
        "kind": one.bounce.kind,
        "reason": one.bounce.reason,
        "status": one.bounce.status,
        "code": one.bounce.code,
        "text": _LINK.sub(r"\1...", one.bounce.text),
        "done": one.done,
    }


def erase(settings: Settings, store: Store, token: str, *, now: datetime) -> Newsletter:
    """Take the reader out for good: their address goes, that it must not be mailed stays.

    Raises:
        AudienceError: the link is not valid, or not any more.
    """
    one = chooser(settings, store, token)
    remove(settings, store, one.person.id, now=now, suppress=True)
    return one.letter


def _alive(settings: Settings, store: Store, token: str) -> tuple[Chooser, Subscription]:
    one = chooser(settings, store, token)
    if one.chosen is None or one.chosen.state is SubscriptionState.LEFT:
        raise AudienceError("You have left this newsletter.", "Subscribe again.")
    return one, one.chosen


def _saved(store: Store, one: Chooser, chosen: Subscription, now: datetime) -> Chooser:
    if chosen != one.chosen:
        store.subscriptions.save([chosen], now=now)
    return replace(one, chosen=chosen)
