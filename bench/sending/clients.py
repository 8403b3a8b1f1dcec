"""One sender, run as a process: `clients.py KIND PORT COUNT FOLDER`; prints what it took.

What all kinds send is what `digest` sends from FOLDER. `digest` is the whole path, also as one
of several at the same edition; for `unstored` the deliveries come from memory; the other
libraries get finished bytes. `bare` sends nothing: it signs with the folder's DKIM key.
"""

from __future__ import annotations

import asyncio
import json
import resource
import smtplib
import sys
import time
from collections import deque
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from sending.edition import EDITION, NOW, settings

from digest.deliver import Message, Time, deliver
from digest.model import DeliveryState, Recorded
from digest.pipeline.press import Press
from digest.pipeline.relays import relays_of, rules_of
from digest.pipeline.send import send
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager

    from digest.deliver import DeliveryStore, ThrottleStore
    from digest.model import Delivery, Throttle

CONNECTIONS = 10
BURST = 16
DIGEST = bytes(32)
committed: deque[float] = deque(maxlen=1)


class Unstored:
    """A DeliveryStore that remembers nothing but how many are left."""

    def __init__(self, deliveries: Iterator[Delivery], count: int) -> None:
        self._deliveries = deliveries
        self.left = count

    def claim(self, _edition: str, *, limit: int, **_: object) -> tuple[Delivery, ...]:
        """The next ones."""
        return tuple(islice(self._deliveries, limit))

    def commit(
        self, outcomes: list[tuple[int, object]], _starting: object, **_: object
    ) -> Recorded:
        """Forget them; all were sent, all may start."""
        self.left -= len(outcomes)
        return Recorded(states={number: DeliveryState.SENT for number, _ in outcomes})

    def release(self, _fence: int) -> None:
        """Nothing is held."""

    def recover(self, _edition: str, **_: object) -> int:
        """Nothing was left."""
        return 0

    def soon(self, _edition: str, **_: object) -> int:
        """How many are left."""
        return self.left

    def impatient(self) -> AbstractContextManager[None]:
        """It is never busy."""
        return nullcontext()

    def counts(self, _edition: str) -> dict[DeliveryState, int]:
        """How many are left."""
        return {DeliveryState.QUEUED: self.left}


class Unthrottled:
    """A ThrottleStore that knows nothing of anybody."""

    def all(self) -> tuple[Throttle, ...]:
        """Nothing."""
        return ()

    def save(self, _throttles: object) -> None:
        """Forget it."""


async def whole(port: int, count: int, folder: Path) -> int:
    """`digest send`, without its command line."""
    made = settings(folder, port)
    with open_store(made.store.url) as store:
        report = await send(made, store, EDITION, clock=lambda: datetime.now(UTC))
        assert report.sent == count, report
    return report.sent


async def share(port: int, _count: int, folder: Path) -> int:
    """Likewise, and others may be at the same edition; it ends with our last commit.

    What comes then is waiting, a second at a time, for what the others hold.
    """
    made = settings(folder, port)
    with open_store(made.store.url) as store:
        report = await send(
            made,
            store,
            EDITION,
            clock=lambda: datetime.now(UTC),
            on_progress=lambda _: committed.append(time.monotonic()),
        )
    return report.sent


async def unstored(port: int, count: int, folder: Path) -> int:
    """The same from memory: what the database costs is the difference."""
    made = settings(folder, port)
    with open_store(made.store.url) as store:
        edition = store.editions.get(EDITION)
        press = Press(made, store, edition, NOW)
        first = store.outbox.list(EDITION, limit=1)[0]
    some = (
        replace(
            first, id=n, subscriber=n, email=f"r{n}@example.com", message_id=f"<{n}@news.example>"
        )
        for n in range(1, count + 1)
    )
    memory: DeliveryStore = Unstored(some, count)  # type: ignore[assignment]  # as little as will do
    nobody: ThrottleStore = Unthrottled()  # type: ignore[assignment]  # likewise
    report = await deliver(
        SimpleNamespace(outbox=memory, throttles=nobody),
        EDITION,
        relays=relays_of(made),
        compose=lambda delivery, _relay: press.message(delivery),
        time=Time(now=lambda: datetime.now(UTC)),
        fence=1,
        rules=rules_of(made),
    )
    assert report.sent == count, report
    return report.sent


def messages(count: int, folder: Path) -> list[Message]:
    """Finished bytes for the others; they are not timed."""
    made = settings(folder, 25)
    with open_store(made.store.url) as store:
        press = Press(made, store, store.editions.get(EDITION), NOW)
        return [press.message(one) for one in store.outbox.list(EDITION, limit=min(count, 200))]


async def bare(_port: int, count: int, folder: Path) -> int:
    """The signatures alone that as many mails would get, with the folder's DKIM keys."""
    newsletter = settings(folder, 25).newsletter("briefing")
    assert newsletter.dkim is not None
    for _ in range(count):
        for key in newsletter.dkim.keys:
            key.sign(DIGEST)
    return count


async def reused_smtplib(port: int, made: list[Message], count: int) -> int:
    """The standard library: one connection, kept."""
    with smtplib.SMTP("127.0.0.1", port) as client:
        for number in range(count):
            one = made[number % len(made)]
            client.sendmail(one.sender, [one.recipient], one.data)
    return count


async def pooled_aiosmtplib(port: int, made: list[Message], count: int) -> int:
    """aiosmtplib: ten clients, kept."""
    import aiosmtplib  # noqa: PLC0415 - only here

    numbers = iter(range(count))

    async def work() -> None:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port) as client:
            for number in numbers:
                one = made[number % len(made)]
                await client.sendmail(one.sender, [one.recipient], one.data)

    await asyncio.gather(*(work() for _ in range(CONNECTIONS)))
    return count


async def blast(port: int, made: list[Message], count: int) -> int:
    """What the sink takes from one who never waits for an answer."""
    one = made[0]
    head = f"MAIL FROM:<{one.sender}>\r\nRCPT TO:<{one.recipient}>\r\nDATA\r\n".encode()
    mail = head + one.data + b".\r\n"
    burst = mail * BURST

    async def work(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"EHLO bench\r\n")
        reading = asyncio.create_task(reader.read(-1))
        for _ in range(number // BURST):
            writer.write(burst)
            await writer.drain()
        writer.write(mail * (number % BURST) + b"QUIT\r\n")
        await reading
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(work(count // CONNECTIONS) for _ in range(CONNECTIONS)))
    return count // CONNECTIONS * CONNECTIONS


OURS = {"digest": whole, "share": share, "unstored": unstored, "bare": bare}
OTHERS = {"smtplib": reused_smtplib, "aiosmtplib": pooled_aiosmtplib, "blast": blast}


def loop_factory(kind: str) -> Callable[[], asyncio.AbstractEventLoop] | None:
    """`KIND+uvloop` runs on uvloop."""
    if not kind.endswith("+uvloop"):
        return None
    import uvloop  # noqa: PLC0415 - only here

    return uvloop.new_event_loop


def timed(job: Callable[[], Awaitable[int]], kind: str) -> dict[str, float]:
    """When it began and ended (seconds of one clock for all processes), CPU, size in MiB."""
    with asyncio.Runner(loop_factory=loop_factory(kind)) as runner:
        before, began = time.process_time(), time.monotonic()
        count = runner.run(job())
        ended, after = time.monotonic(), time.process_time()
    ended = committed.pop() if committed else ended
    return {"count": count, "began": began, "ended": ended, "cpu": after - before, "size": size()}


def size() -> float:
    """The most memory this program had: ru_maxrss would count the one that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run one kind."""
    kind, port, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    name = kind.partition("+")[0]
    if name in OURS:
        report = timed(lambda: OURS[name](port, count, folder), kind)
    else:
        made = messages(count, folder)
        report = timed(lambda: OTHERS[name](port, made, count), kind)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
