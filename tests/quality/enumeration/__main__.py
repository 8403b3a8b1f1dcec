"""Whether the site tells a known address from an unknown one, by its bytes or by its time.

    python -m tests.quality.enumeration [PAIRS]

Asks in pairs, a reader's address and a stranger's, now one and now the other first, each over a
connection of its own to a site in a process of its own, without the limits that would end this.
Prints the medians, how far they lie apart, and the median of what the two of a pair differ by:
that leaves out what both met with, as other work on the machine. Exit code 1 where the bytes
differ, or the two of a pair by 5 % of a request.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import urlencode, urlsplit

from tests.unit.web.site.house import opened

from digest.web.rates import Rates
from digest.web.site import running

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

PAIRS = 2000
LIMIT = 0.05
KNOWN = "jane.doe@example.com"
PATH = "/join/briefing"


def main(pairs: int) -> int:
    """Measure and print."""
    found: Queue[str] = multiprocessing.Queue()
    with tempfile.TemporaryDirectory(prefix="digest-") as folder:
        process = multiprocessing.Process(target=serve, args=(Path(folder), found), daemon=True)
        process.start()
        try:
            return judge(*ask_all(found.get(timeout=60), pairs))
        finally:
            process.terminate()
            process.join()


def serve(folder: Path, found: Queue[str]) -> None:
    """The site, until it is ended."""

    async def run() -> None:
        async with running(site.app, host="127.0.0.1", port=0) as url:
            found.put(url)
            await asyncio.Event().wait()

    with opened(folder) as site, patch.object(Rates, "wait", lambda *_: 0.0):
        asyncio.run(run())


def ask_all(url: str, pairs: int) -> tuple[list[float], list[float], set[bytes]]:
    """Seconds of each request for a known and for an unknown address, and the answers."""
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", PATH)
    page = connection.getresponse().read().decode()
    token = re.findall(r'name="form_token" value="(.*?)"', page)[0]
    answers = set()
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(pairs):
        for known in (True, False) if number % 2 else (False, True):
            email = KNOWN if known else f"stranger{number}@example.com"
            seconds, answer = ask(connection, token, email)
            times[known].append(seconds)
            answers.add(answer)
    return times[True], times[False], answers


def ask(connection: HTTPConnection, token: str, email: str) -> tuple[float, bytes]:
    """One form; its seconds, and the answer without what each answer has of its own."""
    body = urlencode({"form_token": token, "email": email})
    connection.close()
    connection.connect()
    start = time.perf_counter()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    connection.request("POST", PATH, body, headers)
    response = connection.getresponse()
    text = response.read()
    seconds = time.perf_counter() - start
    head = [(name, value) for name, value in response.getheaders() if name.lower() != "date"]
    return seconds, repr((response.status, head)).encode() + text


def judge(known: list[float], unknown: list[float], answers: set[bytes]) -> int:
    """Print the verdict; 0 where nothing can be told."""
    one, other = statistics.median(known), statistics.median(unknown)
    drift = abs(one - other) / other
    pairs = statistics.median(a - b for a, b in zip(known, unknown, strict=True))
    said = f"{len(known)} pairs: known {one * 1e3:.3f} ms, unknown {other * 1e3:.3f} ms, "
    said += f"{drift:.1%} apart; "
    apart = abs(pairs) / other
    said += f"within a pair {pairs * 1e6:+.0f} us, {apart:.1%}; "
    said += "same bytes" if len(answers) == 1 else "DIFFERENT bytes"
    print(said)  # noqa: T201 - the script's answer
    return int(apart >= LIMIT or len(answers) != 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else PAIRS))
