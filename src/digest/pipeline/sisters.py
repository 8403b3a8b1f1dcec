"""Sisters: a newsletter in several languages, of which a reader gets one.

One takes the place of the other, with the reader's choices; choosing back undoes it. It asks
nobody, and looks at no suppression.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.pipeline.links import READ

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Consent, Newsletter, Subscription
    from digest.store import Store


def sisters(settings: Settings, letter: Newsletter) -> tuple[Newsletter, ...]:
    """The same in each language that it is there in, itself too; none where in one alone.

    In the order of digest.toml, so that the list is the same on each one's page.
    """
    group = {letter.id, *letter.translations}
    found = tuple(one for name, one in settings.newsletters.items() if name in group)
    return found if len(found) > 1 else ()


def read_in_others(
    settings: Settings, store: Store, reader: int, letter: Newsletter
) -> tuple[Subscription, ...]:
    """What the reader gets of the newsletter in its other languages."""
    others = (one.id for one in sisters(settings, letter) if one.id != letter.id)
    chosen = (store.subscriptions.get(reader, other) for other in others)
    return tuple(one for one in chosen if one is not None and one.state in READ)


def in_place_of(store: Store, former: Subscription, letter: Newsletter) -> Subscription:
    """The choices of `former` for its sister `letter`.

    Where that is read already, beside the former, its own choices stay; where it was left for
    the former, its topics come back.
    """
    before = store.subscriptions.get(former.subscriber, letter.id)
    if before is not None and before.state in READ:
        return before
    was_left = store.switches.successor(former.subscriber, letter.id) == former.newsletter
    own = before.topics if before is not None and was_left else ()
    topics = former.topics if set(former.topics) <= set(letter.topic_names) else ()
    return replace(
        former,
        newsletter=letter.id,
        topics=topics or own,
        cadence=former.cadence if former.cadence in letter.cadences else letter.usual,
    )


def switch(
    store: Store,
    former: Subscription,
    chosen: Subscription,
    letter: Newsletter,
    *,
    consent: Consent,
    now: datetime,
) -> None:
    """Let `chosen`, of `letter`, take the place of `former`, with the proof of both."""
    store.switches.switch(
        former.newsletter,
        chosen,
        language=letter.language,
        consent=consent,
        now=now,
    )
