"""The demo's edition and what it takes to render it: the subject of the other benchmarks."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.config import Settings, load
from digest.demo.desk import write_desk
from digest.demo.newsroom import settings_toml
from digest.demo.server import DemoServer
from digest.pipeline.build import build
from digest.pipeline.collect import collect
from digest.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Edition

NOW = datetime.now(UTC)


@contextmanager
def newsroom() -> Iterator[tuple[Settings, Store, Edition]]:
    """Collect and build the demo's day in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        settings, store, edition = asyncio.run(_built(Path(folder)))
        with store:
            yield settings, store, edition


async def _built(folder: Path) -> tuple[Settings, Store, Edition]:
    async with DemoServer(NOW) as news:
        toml = settings_toml(news=news.base_url, site="https://news.example", smtp=1)
        (folder / "digest.toml").write_text(toml)
        write_desk(folder / "articles", NOW)
        settings = load(folder / "digest.toml", environ={})
        store = open_store(settings.store.url)
        await collect(settings, store, now=NOW)
        edition = build(settings, store, None, now=NOW).edition
    return settings, store, edition
