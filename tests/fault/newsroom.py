"""A newsroom in a folder, worked with as its operator does: by commands, each a process."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.fault.books import Books
from tests.fault.counting import PLAIN
from tests.unit.cli.newsroom import write_news

MAIN = "from digest.cli.main import main; main()"


@dataclass
class Ended:
    """A command that has ended by itself."""

    code: int
    out: str
    err: str


class Newsroom:
    """A folder, and commands run in it, each as a process.

    `under` is the command that each is started by, `first` what Python does before it.
    """

    def __init__(self, folder, sink):
        self.folder = folder
        self.under = ()
        self.first = ""
        self.sink = sink
        self.books = Books(folder, sink)
        plain = {name: value for name, value in PLAIN.items() if not name.startswith("DIGEST_")}
        self._environ = {**plain, "DIGEST_SMTP__PORT": str(sink.port)}

    def start(self, *command):
        return subprocess.Popen(
            [*self.under, sys.executable, "-c", f"{self.first}\n{MAIN}", *command],
            cwd=self.folder,
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, process, timeout=60):
        """Wait for the end of a command; no end is one with a traceback."""
        with process:
            out, err = process.communicate(timeout=timeout)
        assert "Traceback" not in err, err
        return Ended(process.returncode, out, err)

    def run(self, *command, code=0, timeout=120):
        ended = self.end(self.start(*command), timeout)
        assert ended.code == code, ended.err
        return ended.out

    def fails(self, *command):
        """Run a command that can't do its work."""
        ended = self.end(self.start(*command))
        assert ended.code != 0
        assert ended.out == ""
        return ended

    def stop(self, *command, after, number):
        """Start a command and send it a signal when the sink has taken so many."""
        process = self.start(*command)
        self.sink.wait_for(after, process)
        process.send_signal(number)
        return self.end(process)

    def approved(self, readers):
        self.run("init")
        write_news(self.folder)
        addresses = "".join(f"reader{n}@example.com\n" for n in range(readers))
        (self.folder / "readers.csv").write_text(f"email\n{addresses}")
        self.run("subscribers", "import", "readers.csv")
        self.run("collect")
        return self.run("approve", self.run("build").strip()).strip()

    def state(self, edition):
        return json.loads(self.run("editions", "show", edition, "--json"))["state"]

    def deliveries(self, edition, state):
        found = self.run("deliveries", "list", "--edition", edition, "--state", state, "--json")
        return json.loads(found)
