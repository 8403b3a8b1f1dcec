"""The demo: a day of the fictional newsroom, from its feeds to its readers' inbox.

Everything is the real thing, on loopback: an HTTP server for the feeds, the pipeline, an
SMTP server for the mails, the site for those who leave. It touches no other network.
"""

from __future__ import annotations

import asyncio
import logging
import re
import signal
import socket
import tempfile
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from digest.config import load
from digest.demo import catalogue
from digest.demo.day import Day, run_day
from digest.demo.desk import write_desk
from digest.demo.newsroom import CSV, FIRST_LINE, settings_toml, subscribers_csv
from digest.demo.server import DemoServer
from digest.errors import DigestError
from digest.pipeline.preview import write_page
from digest.pipeline.root import root_key
from digest.store import open_store
from digest.web import inbox as web_inbox
from digest.web.server import answering, bound, url_of
from digest.web.site import WHAT, House, make_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp

    from digest.config import Settings
    from digest.store import Store

PORT: Final = 8025
CONFIG: Final = "digest.toml"
MADE: Final = (
    CONFIG,
    CSV,
    "digest.db",
    "digest.db-shm",
    "digest.db-wal",
    "digest.key",
    "digest.log",
    "edition.html",
    "edition.txt",
)
"""What a demo leaves in its folder, besides articles/, images/ and an .eml for each reader."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's day, the folder it worked in, and the inbox's page."""

    day: Day
    folder: Path
    inbox: str


def run_demo(
    out: Path | None, *, serve: bool, port: int | None = None, show: Callable[[Demo], None]
) -> None:
    """Run the day, show it, and with `serve` stay until SIGINT or SIGTERM.

    Args:
        out: the folder to leave everything in; None works in one that is thrown away.
        serve: keep the inbox, the newsroom and the site up.
        port: the inbox page's port; 0 takes a free one, None takes PORT if that is free.
        show: called once the mails are in.

    Raises:
        DigestError: `out` holds something else, or a stage failed.
    """
    with _folder(out) as folder, _log_to(folder / "digest.log"):
        asyncio.run(_demo(folder, keep=out is not None, serve=serve, port=port, show=show))


async def _demo(
    folder: Path, *, keep: bool, serve: bool, port: int | None, show: Callable[[Demo], None]
) -> None:
    now = datetime.now(UTC)
    inbox = web_inbox.Inbox(folder=folder if keep else None)
    async with AsyncExitStack() as stack:
        news = await stack.enter_async_context(DemoServer(now))
        mail = await stack.enter_async_context(
            web_inbox.running(inbox, web_port=_port(port, serve=serve))
        )
        # The settings name the site, so its port is taken before there are any.
        sock = stack.enter_context(bound("127.0.0.1", 0, WHAT))
        site = url_of(sock)
        _furnish(folder, now, settings_toml(news=news.base_url, site=site, smtp=mail.smtp_port))
        settings = load(folder / CONFIG, environ={})
        store = stack.enter_context(open_store(settings.store.url))
        await stack.enter_async_context(answering(_site(settings, store), sock))
        day = await run_day(settings, store, folder / CSV)
        page, _ = write_page(settings, store, day.built.edition, folder)
        _keep_pictures(page, news.base_url)
        show(Demo(day, folder, mail.web_url))
        if serve:
            await _until_stopped()


def _port(port: int | None, *, serve: bool) -> int:
    """The port to ask for: PORT where nobody has it, and any where nobody will look."""
    if port is not None or not serve:
        return port or 0
    with socket.socket() as probe:
        return 0 if probe.connect_ex(("127.0.0.1", PORT)) == 0 else PORT


def _keep_pictures(page: Path, base_url: str) -> None:
    """Put the page's pictures beside it, since their server ends with the demo."""
    html = page.read_text(encoding="utf-8")
    address = re.compile(re.escape(base_url) + r"/(images/[a-z0-9-]+\.jpg)")
    for name in set(address.findall(html)):
        target = page.parent / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((catalogue.FOLDER / name).read_bytes())
    page.write_text(address.sub(r"\1", html), encoding="utf-8")


def _site(settings: Settings, store: Store) -> ASGIApp:
    root = root_key(settings, store)
    return make_app(House(settings=settings, store=store, root=root, clock=_now))


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


async def _until_stopped() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()


def _furnish(folder: Path, now: datetime, toml: str) -> None:
    (folder / CONFIG).write_text(toml, encoding="utf-8")
    (folder / CSV).write_text(subscribers_csv(), encoding="utf-8")
    write_desk(folder / "articles", now)


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    if out is None:
        with tempfile.TemporaryDirectory(prefix="digest-demo-") as folder:
            yield Path(folder)
        return
    out.mkdir(parents=True, exist_ok=True)
    _clear(out)
    yield out.resolve()


def _clear(out: Path) -> None:
    """Take away what an earlier demo left; refuse a folder that is somebody's own."""
    config = out / CONFIG
    if config.exists() and not config.read_text(encoding="utf-8").startswith(FIRST_LINE):
        raise DigestError(
            f"{out} holds a digest.toml that no demo wrote", "choose another folder with --out"
        )
    if not config.exists() and (out / "digest.db").exists():
        raise DigestError(
            f"{out} holds a digest.db that no demo wrote", "choose another folder with --out"
        )
    if config.exists():
        for path in (*(out / name for name in MADE), *out.glob("[0-9]*.eml")):
            path.unlink(missing_ok=True)


@contextmanager
def _log_to(path: Path) -> Iterator[None]:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("digest")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)
        handler.close()
