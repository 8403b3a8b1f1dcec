"""The sink in a process of its own, which outlives whoever is killed.

`python -m tests.fault.counting` prints its port. Then it answers each line on standard input:
`open` with how many connections it has, `total` with how many mails it took, `counts` with how
many of each Message-ID, as JSON; from `stall` on it takes no mail and says nothing to any, until
`go`. It ends with its input.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.integration.deliver.sink import Act, Options, Sink, answers

ROOT = Path(__file__).parents[2]
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
LOOK = 0.002  # seconds between two looks at the sink
_SCRIPTS = {"stall": answers(BODY=Act.STALL), "go": answers()}


class CountingSink:
    """`counts()` is what it took, by Message-ID."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.fault.counting"],
            cwd=ROOT,
            env=PLAIN,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = json.loads(self.process.stdout.readline())

    def counts(self) -> dict[str, int]:
        """All that was sent to it: what a dead sender had written is read to its end first."""
        while self._ask("open"):
            pause(self.process, LOOK)
        return self._ask("counts")

    def total(self) -> int:
        return self._ask("total")

    def wait_for(self, number: int, sender: subprocess.Popen) -> None:
        """Until it has taken so many, or the sender has ended."""
        while self.total() < number and sender.poll() is None:
            pause(sender, LOOK)

    def stall(self) -> None:
        """Hear mails to their end, and never say that they are taken."""
        self._ask("stall")

    def go(self) -> None:
        """Take mails again."""
        self._ask("go")

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()

    def _ask(self, word: str) -> object:
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def pause(process: subprocess.Popen, seconds: float) -> None:
    """Wait so long, or for the end of the process."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    async with Sink(options=Options(keep=False)) as sink:
        _say(sink.port)
        while word := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
            if word in _SCRIPTS:
                sink.script = _SCRIPTS[word]
            _say({"open": len(sink.open), "total": sink.ids.total(), "counts": sink.ids}.get(word))


def _say(what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - its report


if __name__ == "__main__":
    asyncio.run(_serve())
