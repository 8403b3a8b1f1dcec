"""What came back: whose mail it was, what it means for them, and what is done about it.

Each mail is taken once, however often it is read. A report that anyone could have written (no
signed address, no Message-ID of ours) bars nobody at once where ours would have carried one.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from digest.audience.address import normalise
from digest.audience.verp import read_leave, read_sender
from digest.deliver import bounce as bounces
from digest.errors import AudienceError
from digest.model import BARS, Bounce, BounceKind, KnownBounce, Soft, SubscriberState
from digest.pipeline.links import parties, read_instead, verp_keys
from digest.pipeline.notify import alarm
from digest.store.notices import ASKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.config import Settings
    from digest.deliver.hooks import Event
    from digest.deliver.returns import Came
    from digest.model import Subscriber
    from digest.store import Store
    from digest.store.bounces import Sent

logger = logging.getLogger(__name__)

MOST_EVIDENCE: Final = 8000
"""Characters kept of a mail: its header and its report; what it brings back stands below."""

LEAVE_ADDRESS: Final = "leave address"
_TOKEN: Final = re.compile(r"unsubscribe (\S{20,200})")
_MILDEST: Final = (BounceKind.OTHER, BounceKind.SOFT, BounceKind.QUOTA, BounceKind.POLICY)
_COUNTED: Final = frozenset({BounceKind.SOFT, BounceKind.QUOTA})


@dataclass(slots=True)
class IngestReport:
    """What became of the mails: how many were read, known before, of each kind, and done."""

    read: int = 0
    known: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    nobody: int = 0
    bounced: int = 0
    complained: int = 0
    left: int = 0
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """Whose mail it was, and how that is known."""

    subscriber: int | None = None
    delivery: int | None = None
    by: str = ""
    newsletter: str | None = None
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Effect:
    """What is done to the reader, in words too."""

    done: str
    barred: SubscriberState | None = None
    leaves: str | None = None
    is_task: bool = False


class Ingest:
    """Takes mails that came back, one by one.

    Args:
        settings: for the newsletters, and for whoever is told.
        store: an open one.
        now: when they are read.
        dry_run: nothing is kept, done or told.

    Raises:
        ConfigError: the key file can't be read.
    """

    def __init__(
        self, settings: Settings, store: Store, *, now: datetime, dry_run: bool = False
    ) -> None:
        self._settings, self._store, self._now, self._dry = settings, store, now, dry_run
        self._keys = verp_keys(settings, store)
        self._signed = any(letter.bounces for letter in settings.newsletters.values())
        self._kinds: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self.report = IngestReport()

    def mails(self, came: Iterable[Came]) -> IngestReport:
        """Take all of these; what is taken is marked so where it lies.

        Raises:
            BounceError: a mailbox can't be read; what was taken before is kept.
            StoreError: the database can't be written; likewise.
        """
        for one in came:
            self.take(one)
        return self.finish()

    def take(self, came: Came) -> None:
        """Take one mail, and mark it as taken where it lies; what is empty is none."""
        if came.raw.strip():
            self._read(came)
        if not self._dry:
            came.taken()

    def _read(self, came: Came) -> None:
        self.report.read += 1
        found = bounces.judge(came.raw)
        evidence = came.raw[:MOST_EVIDENCE].decode("utf-8", "replace")
        same = _plain(came.raw)
        for at, (whose, bounce) in enumerate(self._one_each(found)):
            mark = blake2b(b"%d/%b" % (at, same), digest_size=16).hexdigest()
            self._settle(bounce, whose, mark=mark, origin=came.origin, evidence=evidence)

    def event(self, told: Event, *, origin: str, evidence: str) -> None:
        """Take what a provider tells of one mail; its signature was looked at."""
        self.report.read += 1
        self._settle(
            told.bounce,
            self._of_event(told),
            mark=blake2b(told.mark.encode(), digest_size=16).hexdigest(),
            origin=origin,
            evidence=evidence[:MOST_EVIDENCE],
        )

    def finish(self) -> IngestReport:
        """The report, after the operator was told of mails that were refused as unwanted."""
        self.report.kinds = dict(sorted(self._kinds.items()))
        if self._refused and not self._dry:
            _tell_refused(self._settings, self._store, self._refused, self._now)
        return self.report

    def _one_each(self, found: tuple[Bounce, ...]) -> list[tuple[_Found, Bounce]]:
        """With whose mail each was. A mail of ours has one reader: the mildest word on it holds.

        Where a reader's mailbox passes mail on to several, one of these may be gone.
        """
        pairs = [(self._whose(one), one) for one in found]
        if len(pairs) > 1 and pairs[0][0].delivery is not None:
            return [min(pairs, key=lambda pair: _mildness(pair[1]))]
        return pairs

    def _whose(self, bounce: Bounce) -> _Found:
        signed = ((key, address) for address in bounce.came_to for key in self._keys)
        found = (self._signed_by(key, address) for key, address in signed)
        return next(filter(None, found), None) or self._by_content(bounce)

    def _signed_by(self, key: bytes, address: str) -> _Found | None:
        """Whose it is, if the address was made with that key: to leave, or for one mail."""
        if claims := read_leave(key, self._settings.newsletters, address):
            reader = self._store.subscribers.get(claims.subscriber)
            if reader is not None and reader.generation == claims.generation:
                left = self._settings.newsletters[claims.newsletter]
                left = read_instead(self._settings, self._store, reader, left)
                return _Found(reader.id, by=LEAVE_ADDRESS, newsletter=left.id)
        delivery = read_sender(key, address)
        sent = self._store.bounces.sent(delivery=delivery) if delivery is not None else None
        return _of(sent, "verp") if sent else None

    def _of_event(self, told: Event) -> _Found:
        """By our number that it gives back, by what it says, or by its own id of the mail."""
        if told.delivery and (sent := self._store.bounces.sent(delivery=told.delivery)):
            return _of(sent, "delivery")
        whose = self._by_content(told.bounce)
        if whose.by != "address" or whose.subscriber is None:
            return whose
        sent = self._store.bounces.sent_to(whose.subscriber, told.remote_id)
        return _of(sent, "provider") if sent else replace(whose, by="provider")

    def _by_content(self, bounce: Bounce) -> _Found:
        if (named := _TOKEN.search(bounce.text)) and bounce.kind is BounceKind.LEAVE:
            with suppress(AudienceError):
                leaver, letter = parties(self._settings, self._store, named[1])
                return _Found(leaver.id, by=LEAVE_ADDRESS, newsletter=letter.id)
        ident = bounce.message_id
        if ident and (sent := self._store.bounces.sent(message_id=ident)):
            return _of(sent, "message-id")
        found = next(filter(None, map(self._reader, bounce.addresses)), None)
        return _Found(found.id, by="address") if found else _Found()

    def _reader(self, address: str) -> Subscriber | None:
        """Who has it, however the report spells its domain (RFC 5890)."""
        if (reader := self._store.subscribers.get(address)) is not None:
            return reader
        with suppress(AudienceError):
            return self._store.subscribers.get(normalise(address))
        return None

    def _settle(
        self, bounce: Bounce, whose: _Found, *, mark: str, origin: str, evidence: str
    ) -> None:
        if self._store.bounces.has(mark):
            self.report.known += 1
            return
        if whose.by == LEAVE_ADDRESS and bounce.kind in {BounceKind.REPLY, BounceKind.LEAVE}:
            bounce = replace(bounce, kind=BounceKind.LEAVE, reason="a mail to the leave address")
        if bounce.kind is BounceKind.HARD and whose.sent is None:
            whose = replace(whose, sent=bounces.written(evidence.encode()))
        effect = self._effect(bounce, whose)
        known = KnownBounce(
            id=0,
            seen=self._now,
            origin=origin,
            bounce=bounce,
            subscriber=whose.subscriber,
            delivery=whose.delivery,
            found_by=whose.by,
            done=effect.done,
            evidence=evidence,
        )
        if not self._dry:
            self._keep(known, effect, mark)
        self._count(bounce, whose, effect)

    def _keep(self, known: KnownBounce, effect: _Effect, mark: str) -> None:
        self._store.bounces.take(
            known,
            mark=mark,
            barred=effect.barred,
            leaves=effect.leaves,
            is_task=effect.is_task,
        )
        logger.info("%s from %s: %s", known.bounce.kind, known.origin, effect.done)
        if effect.is_task and known.bounce.kind is BounceKind.LEAVE:
            _tell_task(self._settings, self._store, known, mark, self._now)

    def _effect(self, bounce: Bounce, whose: _Found) -> _Effect:
        if bounce.kind is BounceKind.LEAVE:
            if whose.newsletter is not None and whose.by:
                return _Effect(f"left {whose.newsletter}", leaves=whose.newsletter)
            return self._on_wish(bounce, whose)
        if bounce.kind is BounceKind.REPLY:
            return _Effect("waits for a person", is_task=True)
        if whose.subscriber is None:
            return _Effect("nobody of ours is known by it")
        return self._on_reader(bounce, whose, whose.subscriber)

    def _on_wish(self, bounce: Bounce, whose: _Found) -> _Effect:
        """One task for each who asks in words, however often they write."""
        writer = next(iter(bounce.addresses), "")
        task = self._store.bounces.waiting(whose.subscriber, writer)
        if task is not None:
            return _Effect(f"asks again: task {task} waits for a person")
        return _Effect("waits for a person: somebody wants to leave", is_task=True)

    def _on_reader(self, bounce: Bounce, whose: _Found, reader: int) -> _Effect:
        proved = whose.by != "address" or not self._signed
        if bounce.kind is BounceKind.COMPLAINT and proved:
            return _Effect(f"{BARS}: a complaint", barred=SubscriberState.COMPLAINED)
        if bounce.kind is BounceKind.HARD and self._was_before(reader, whose.sent):
            return _Effect("not counted: the reader was brought back since that mail")
        if bounce.kind is BounceKind.HARD and proved:
            return _Effect(f"{BARS}: {bounce.reason}", barred=SubscriberState.BOUNCED)
        if bounce.kind in _COUNTED and proved:
            return self._on_soft(reader, whose.sent)
        if bounce.kind in {BounceKind.HARD, BounceKind.COMPLAINT} | _COUNTED:
            return _Effect("not counted: it carries no sign that it is about a mail of ours")
        return _Effect("not counted")

    def _was_before(self, reader: int, sent: datetime | None) -> bool:
        """Whether an operator has brought the reader back since this mail was sent."""
        revived = self._store.revivals.of(reader)
        return bool(revived) and sent is not None and sent <= revived[0].at

    def _on_soft(self, reader: int, sent: datetime | None) -> _Effect:
        store, now, signed = self._store.bounces, self._now, self._signed
        before = store.softs(reader, since=now - bounces.WINDOW, signed=signed)
        softs = (*before, Soft(now, sent))
        wait, days = bounces.wait_for(softs), [one.at for one in softs]
        good = store.last_good(reader, now=now, wait=wait, signed=signed)
        # An operator's word that it was a mistake forgives as a mail does that arrived.
        revived = [one.at for one in self._store.revivals.of(reader)]
        good = max(filter(None, (good, *revived)), default=None)
        if bounces.is_enough(days, now=now, last_good=good):
            return _Effect(f"{BARS}: the last of a run", barred=SubscriberState.BOUNCED)
        return _Effect(f"counted: {bounces.score(days, now=now, last_good=good):.1f}")

    def _count(self, bounce: Bounce, whose: _Found, effect: _Effect) -> None:
        self._kinds[bounce.kind] += 1
        self.report.nobody += whose.subscriber is None
        self.report.bounced += effect.barred is SubscriberState.BOUNCED
        self.report.complained += effect.barred is SubscriberState.COMPLAINED
        self.report.left += effect.leaves is not None
        self.report.tasks += effect.is_task
        if bounce.kind is BounceKind.POLICY and bounce.addresses:
            self._refused[bounce.addresses[0].rpartition("@")[2].lower()] += 1


def _of(sent: Sent, by: str) -> _Found:
    return _Found(sent.subscriber, sent.delivery, by, sent.newsletter, sent.at)


def _mildness(bounce: Bounce) -> int:
    return _MILDEST.index(bounce.kind) if bounce.kind in _MILDEST else len(_MILDEST)


def _tell_refused(settings: Settings, store: Store, refused: Counter[str], now: datetime) -> None:
    """Once a day: what comes back as unwanted speaks of our mail, not of its readers."""
    lines = [f"{domain}: {count}" for domain, count in refused.most_common(20)]
    alarm(
        settings,
        store,
        key=f"refused {now:%Y-%m-%d}",
        subject="digest: mails come back as unwanted",
        text="These domains refused mails of ours by policy, so often:\n\n"
        + "\n".join(lines)
        + "\n\n`digest bounces list --kind policy` shows their words. Look at SPF, DKIM and DMARC"
        " with `digest doctor`, and at the block lists that they name.\n",
        now=now,
    )


def _tell_task(
    settings: Settings, store: Store, known: KnownBounce, mark: str, now: datetime
) -> None:
    writer = ", ".join(known.bounce.addresses) or "somebody"
    alarm(
        settings,
        store,
        key=f"{ASKS}{mark}",
        subject="digest: a reader asks to leave by mail",
        text="Somebody answered a mail, and seems to ask for no more of them.\n\n"
        f"From: {writer}\n\n{known.bounce.text}\n\n"
        "`digest bounces list --tasks` shows all that wait, `digest subscribers leave ADDRESS`"
        " ends a subscription, `digest bounces settle ID` puts the task away.\n",
        now=now,
    )


def _plain(raw: bytes) -> bytes:
    """A mail without what the way of keeping it adds: line ends, and the first line of an mbox."""
    text = raw.replace(b"\r\n", b"\n").strip(b"\n")
    return text.partition(b"\n")[2] if text.startswith(b"From ") else text
