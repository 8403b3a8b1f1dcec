"""Bad weather for a send: servers, readers and limits drawn by lot, and what was seen of it.

All of it follows from one number, so a failure can be looked at again.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop
from tests.integration.deliver.run import QUICK, Moving
from tests.integration.deliver.sink import Act, Options, Sink
from tests.unit.deliver.memory import compose
from tests.unit.store import make

from digest.deliver import Caller, DomainLimit, Relay, Rules, SendReport, Time, deliver
from digest.deliver.domains import Domains
from digest.deliver.lanes import Lane
from digest.errors import DeliveryError
from digest.model import OutcomeKind, SubscriberRow
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.store import Store

SHORT = replace(QUICK, command=0.05, final=0.05, total=0.2, settle=0.02)
LONG = timedelta(days=1)  # a lease that the moving clock does not reach
VERBS = ("BANNER", "EHLO", "MAIL", "RCPT", "DATA", "BODY", "BDAT", "RSET", "QUIT", "PART")
GONE = b"550 5.1.1 no such reader"
SAID = (
    *(b"421 4.3.2 closing", b"450 4.2.1 busy", b"451 4.7.1 greylisted", b"452 4.2.2 full"),
    *(b"454 4.7.0 quota", b"454 4.7.0 wait 30 seconds", b"552 5.2.2 full", b"552 too big"),
    *(GONE, b"550 5.7.1 policy", b"554 5.7.1 no", b"503 5.5.1 what?", b"500 5.5.2 what?"),
    *(b"250 ok", b"354 go on", b"25\0", b"250-half\r\n25\0", b"hello?", b"250-a\r\n250-b\r\n250 c"),
)
TWICE = b"250 2.0.0 ok\r\n250 2.0.0 again"  # no client can tell, where nothing marks a message
DOMAINS = ("few.example", "slow.example", "one.example", "two.example")
LIMITS = {"few.example": DomainLimit(connections=1), "slow.example": DomainLimit(rate=20.0)}


@dataclass
class Weather:
    """One lot. `meddling` is how often somebody cancels a delivery that waits."""

    dice: random.Random
    readers: int
    relays: list[dict[str, object]]
    rules: Rules
    senders: int
    options: list[dict[str, object]]
    rounds: int
    meddling: float
    loop: Callable[[Coroutine], None]

    @classmethod
    def of(cls, seed: int) -> Weather:
        dice = random.Random(seed)
        number = dice.choice((1, 1, 2))
        senders = dice.choice((1, 1, 1, 2))
        short = senders == 1 and dice.random() < 0.3
        return cls(
            dice=dice,
            readers=dice.choice((1, 2, 5, 12, 30)),
            relays=[_relay(dice) for _ in range(number)],
            rules=Rules(
                policy=dice.choice(("resend", "hold")),
                lease=timedelta(seconds=60) if short else LONG,
                domains=LIMITS if dice.random() < 0.6 else {},
                domain=dice.choice((DomainLimit(), DomainLimit(connections=2))),
            ),
            senders=senders,
            options=[_options(dice) for _ in range(number)],
            rounds=dice.choice((1, 1, 2, 3)),
            meddling=dice.choice((0, 0, 0.3)),
            loop=dice.choice((asyncio.run, asyncio.run, uvloop.run)),
        )

    def ways(self, sinks: Sequence[Sink]) -> list[Relay]:
        """The relays, at these servers."""
        return [
            Relay(name=f"r{index}", port=sink.port, timeouts=SHORT, **self.relays[index])
            for index, sink in enumerate(sinks)
        ]

    def sink(self, index: int) -> Sink:
        """A server as it is in the next round."""
        chunks = "CHUNKING" in self.options[index]["keywords"]
        return Sink(_script(self.dice, doubles=not chunks), Options(**self.options[index]))


def _relay(dice: random.Random) -> dict[str, object]:
    return {
        "window": dice.randint(1, 8),
        "connections": dice.randint(1, 4),
        "weight": dice.choice((0, 1, 1, 2)),
        "rate": dice.choice((None, None, 500.0)),
    }


def _options(dice: random.Random) -> dict[str, object]:
    keywords = [word for word in ("PIPELINING", "CHUNKING", "SIZE 90000") if dice.random() < 0.7]
    return {
        "keywords": ("8BITMIME", *keywords),
        "flush": dice.random() < 0.2,
        "hasty": dice.choice((None,) * 8 + (b"503 5.5.0 hasty", Act.DROP, Act.STALL)),
        "close_after": dice.choice((0, 0, 0, 1, 3)),
    }


def _script(dice: random.Random, *, doubles: bool) -> Callable[[str, int], bytes | Act | None]:
    """Some verbs go wrong, some of them always."""
    acts = (*SAID, *(Act.DROP, Act.STALL) * 4, *((TWICE,) if doubles else ()))
    wrong = {
        (dice.choice(VERBS), dice.randint(1, 12)): dice.choice(acts)
        for _ in range(dice.choice((0, 1, 2, 4, 8)))
    }
    if dice.random() < 0.15:
        always = dice.choice(VERBS)
        wrong |= {(always, number): dice.choice(acts) for number in range(1, 40)}
    for place, said in list(wrong.items()):
        if place[0] == "BDAT" and isinstance(said, bytes) and said.startswith(b"2"):
            del wrong[place]  # it would say that it took what it did not take
    return lambda verb, count: wrong.get((verb, count))


@dataclass
class Seen:
    """What a second pair of eyes saw: in the database, at the servers, in the sender.

    `told` is how many doubts there were before the last send.
    """

    folder: Path
    arrived: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    domains: list[Domains] = field(default_factory=list)
    refused: dict[str, set[bytes]] = field(default_factory=dict)
    told: int = 0

    def __post_init__(self) -> None:
        self.eyes = sqlite3.connect(self.folder / "digest.db")

    def body(self, ident: str) -> None:
        """A body came: it must be known as under way, and the second time as in doubt before."""
        (state,) = self.eyes.execute(
            "SELECT state FROM deliveries WHERE message_id = ?", (ident,)
        ).fetchone()
        if state != "sending":
            self.wrong.append(f"{ident} came while {state}")
        if self.arrived[ident] > self.doubts[ident]:
            self.wrong.append(f"{ident} came again and was never in doubt")
        self.arrived[ident] += 1

    def cancel(self, dice: random.Random) -> None:
        """Somebody takes a delivery out that waits, and whoever has it in hand is not told."""
        with self.eyes:
            waiting = self.eyes.execute("SELECT id FROM deliveries WHERE state = 'queued'")
            if found := waiting.fetchall():
                sql = "UPDATE deliveries SET state = 'cancelled', lease = 0, fence = 0 WHERE id = ?"
                self.eyes.execute(sql, dice.choice(found))

    def watch(self, store: Store) -> None:
        """Count who is recorded as in doubt."""
        commit = store.outbox.commit

        def watched(outcomes, starting, **named):
            refused = commit(outcomes, starting, **named)
            for number, outcome in outcomes:
                if outcome.kind is OutcomeKind.UNSURE:
                    sql = "SELECT message_id FROM deliveries WHERE id = ?"
                    self.doubts[self.eyes.execute(sql, (number,)).fetchone()[0]] += 1
            return refused

        store.outbox.commit = watched

    def rows(self, columns: str) -> list[tuple]:
        """These columns of all deliveries and their readers."""
        tables = "deliveries d JOIN subscribers p ON p.id = d.subscriber"
        return self.eyes.execute(f"SELECT {columns} FROM {tables}").fetchall()  # noqa: S608 - ours


def frozen(folder: Path, count: int) -> str:
    """An edition for so many readers of four domains."""
    with open_store(make.url(folder)) as store:
        rows = (
            SubscriberRow(
                email=f"reader{number}@{DOMAINS[number % len(DOMAINS)]}",
                name=f"Reader {number}",
                newsletters=("briefing",),
            )
            for number in range(count)
        )
        store.subscribers.upsert_many(rows, now=make.NOW)
        going = make.approved(store)
        store.outbox.freeze(going.id, make.rendered(going), make.outbox_rows(store, going))
    return going.id


async def one_send(
    edition: str, weather: Weather, sinks: Sequence[Sink], clock: Moving, seen: Seen, *, fair: bool
) -> list[SendReport]:
    """As many senders as the lot says, each with a database connection of its own.

    One that can't use any relay has no report. Where it is not `fair` they may be stopped.
    """
    stop = asyncio.Event()
    left = inf if fair else weather.dice.choice((inf, inf, weather.dice.randint(0, 20)))

    def body(ident: str) -> None:
        seen.body(ident)
        if weather.dice.random() < weather.meddling:
            seen.cancel(weather.dice)
        if sum(sink.ids.total() for sink in sinks) >= left:
            stop.set()

    async def send(fence: int) -> SendReport:
        with open_store(make.url(seen.folder)) as store:
            seen.watch(store)
            return await deliver(
                store,
                edition,
                relays=weather.ways(sinks),
                compose=compose,
                time=Time(**clock.named()),
                fence=fence,
                rules=weather.rules,
                caller=Caller(stop),
            )

    for sink in sinks:
        sink.on_body = body
    fences = [weather.dice.randint(1, 2**60) for _ in range(weather.senders)]
    ends = await asyncio.gather(*map(send, fences), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, DeliveryError):
            raise end
    return [end for end in ends if isinstance(end, SendReport)]
