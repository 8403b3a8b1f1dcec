"""The sink in a process of its own, which outlives whoever is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COV")}


class CountingSink:
    """`counts()` is what it took, by Message-ID."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.deliver.sink"],
            cwd=ROOT,
            env=PLAIN,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self.process.stdout.readline())

    def counts(self) -> dict[str, int]:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait_for(self, number: int, sender: subprocess.Popen) -> None:
        """Until it has taken so many, or the sender has ended."""
        while sum(self.counts().values()) < number and sender.poll() is None:
            pass

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
