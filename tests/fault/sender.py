"""A process that sends one edition, to be killed: `sender DATABASE EDITION PORT HOURS`.

HOURS moves its clock forward, so that the leases of those who were killed are over. It ends
on SIGTERM as `digest send` does: what is in flight is finished.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys
from datetime import UTC, datetime, timedelta

from tests.unit.deliver.memory import compose

from digest.deliver import Relay, deliver
from digest.store import open_store


async def main(url: str, edition: str, port: int, hours: int) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    with open_store(url) as store:
        report = await deliver(
            store.outbox,
            edition,
            relays=[Relay(port=port, connections=10)],
            throttles=store.throttles,
            compose=lambda one, _relay: compose(one, size=2000),
            now=lambda: datetime.now(UTC) + timedelta(hours=hours),
            fence=secrets.randbits(62) + 1,
            stop=stop,
        )
    print(report)  # noqa: T201 - for the one who reads a failed test


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
