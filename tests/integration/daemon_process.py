"""A daemon in a process of its own: `daemon_process FOLDER NOW once|run`.

Its clock stands still at NOW. It says when it is ready and begins when it is told a line;
then it prints each event's name as it comes. SIGTERM ends it as it ends `digest run`.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from digest.cli.signals import stop_on_signal
from digest.config import load
from digest.schedule import Daemon
from digest.store import open_store


async def main(folder: Path, now: datetime, mode: str) -> None:
    settings = load(folder / "digest.toml", environ={})
    with open_store(settings.store.url) as store, stop_on_signal() as stop:
        daemon = Daemon(
            settings,
            store,
            clock=lambda: now,
            stop=stop,
            tell=lambda event: print(event.what, flush=True),  # noqa: T201 - for the test
        )
        print("ready", flush=True)  # noqa: T201 - likewise
        await asyncio.to_thread(sys.stdin.readline)
        await (daemon.once() if mode == "once" else daemon.run())


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), sys.argv[3]))
