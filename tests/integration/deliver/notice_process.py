"""A process that sends what notices are due, to be killed: `notice_process FOLDER PORT NOW`.

Its clock stands still at NOW.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from digest.config import load
from digest.deliver import Relay
from digest.pipeline.notices import send_notices
from digest.store import open_store


async def main(folder: Path, port: int, now: datetime) -> None:
    settings = load(folder / "digest.toml", environ={})
    with open_store(settings.store.url) as store:
        await send_notices(settings, store, relays=[Relay(port=port)], clock=lambda: now)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
