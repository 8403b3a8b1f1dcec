"""A process that sends one edition, to be stopped: `sender DATABASE EDITION PORT MARK`.

It shows in the file MARK where it is. It ends on SIGTERM as `digest send` does: what is in
flight is finished.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import signal
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from tests.fault.books import CONNECTIONS
from tests.fault.mark import START, Mark, Watched
from tests.unit.deliver.memory import compose

from digest.deliver import Caller, Relay, Rules, Time, deliver
from digest.store import open_store


async def main(asked: argparse.Namespace) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    mark = Mark(asked.mark)
    mark.step = START
    with open_store(asked.url) as store:
        report = await deliver(
            SimpleNamespace(outbox=Watched(store.outbox, mark), throttles=store.throttles),
            asked.edition,
            relays=[Relay(port=asked.port, connections=CONNECTIONS, window=asked.window)],
            compose=lambda one, _relay: compose(one, size=2000),
            time=Time(now=lambda: datetime.now(UTC)),
            fence=secrets.randbits(62) + 1,
            rules=Rules(policy=asked.policy),
            caller=Caller(stop),
        )
    print(report)  # noqa: T201 - for the one who reads a failed test


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("edition")
    parser.add_argument("port", type=int)
    parser.add_argument("mark", type=Path)
    parser.add_argument("--window", type=int, default=1, help="messages under way a connection")
    parser.add_argument("--policy", choices=("resend", "hold"), default="resend")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
