"""Servers that others wrote: aiosmtpd in lockstep, Postfix's smtp-sink with PIPELINING."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
from collections import Counter

from aiosmtpd.smtp import SMTP
from tests.integration.deliver.run import send_to
from tests.integration.deliver.sink import Sink
from tests.peers import require
from tests.unit.deliver.memory import MemoryStore


class Inbox:
    def __init__(self) -> None:
        self.mails = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        if address == "reader3@example.com":
            return "550 5.1.1 no such reader"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - likewise
        self.mails.append((tuple(envelope.rcpt_tos), envelope.content))
        return "250 2.0.0 queued"


def test_aiosmtpd_takes_each_mail_for_its_reader(caplog):
    caplog.set_level(logging.CRITICAL)
    store, inbox = MemoryStore.of(20), Inbox()

    async def go():
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(inbox, loop=loop), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        report = await send_to(Sink(port=port), store, connections=3)
        server.close()
        await server.wait_closed()
        return report

    report = asyncio.run(go())
    assert (report.sent, report.failed) == (19, 1)
    assert Counter(len(rcpts) for rcpts, _ in inbox.mails) == {1: 19}
    assert all(rcpts[0].encode() in content for rcpts, content in inbox.mails)


def test_smtp_sink_takes_a_pipelined_edition():
    (program,) = require("smtp-sink")
    store = MemoryStore.of(500)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    user = ["-u", "nobody"] if os.geteuid() == 0 else []
    peer = subprocess.Popen([program, *user, "-c", f"127.0.0.1:{port}", "100"], stdout=-3)
    try:
        asyncio.run(_until_it_listens(port))
        report = asyncio.run(send_to(Sink(port=port), store, connections=10))
    finally:
        peer.terminate()
        peer.wait(10)
    assert store.states() == {"sent": 500}
    assert report.sent == 500


async def _until_it_listens(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0)
            else:
                writer.close()
                return
