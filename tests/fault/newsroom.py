"""A newsroom in a folder, worked with as its operator does: by commands, each a process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass

from tests.fault.books import Books
from tests.fault.counting import PLAIN
from tests.unit.cli.newsroom import write_news

MAIN = "from digest.__main__ import main; main()"


@dataclass
class Ended:
    """A command that has ended by itself."""

    code: int
    out: str
    err: str

    @property
    def report(self):
        """What a send tells at its end."""
        return finished(self.out)


def finished(out):
    """The report: the last of the events of `--json`."""
    report = json.loads(out.splitlines()[-1])
    assert report["event"] == "finished"
    return report


class Newsroom:
    """A folder, and commands run in it, each as a process.

    `under` is the command that each is started by, `first` what Python does before it.
    """

    def __init__(self, folder, port=1025):
        self.folder = folder
        self.under = ()
        self.first = ""
        plain = {name: value for name, value in PLAIN.items() if not name.startswith("DIGEST_")}
        self._environ = {**plain, "DIGEST_SMTP__PORT": str(port)}

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

    def run(self, *command, timeout=120):
        """What a command prints that does its work."""
        ended = self.end(self.start(*command), timeout)
        assert ended.code == 0, ended.err
        return ended.out

    def fails(self, *command):
        """Run a command that can't do its work."""
        ended = self.end(self.start(*command))
        assert ended.code != 0
        assert ended.out == ""
        return ended

    def make_edition(self, readers):
        """An approved edition to so many readers; its id."""
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


class WatchedRoom(Newsroom):
    """One that sends to a sink, with books; `template` makes folders to start from."""

    def __init__(self, folder, sink, template):
        super().__init__(folder, sink.port)
        self.sink = sink
        self.books = Books(folder, sink)
        self._template = template

    def approved(self, readers):
        """An approved edition, out of a folder that was made once for all tests."""
        made, edition = self._template(readers)
        shutil.copytree(made, self.folder, dirs_exist_ok=True)
        return edition

    def stop(self, *command, after, number):
        """Start a command and send it a signal when the sink has taken so many."""
        process = self.start(*command)
        self.sink.wait_for(after, process)
        process.send_signal(number)
        return self.end(process)

    def resumed(self, edition):
        """The account when `digest resume` has finished, at once: no lease is waited for."""
        report = finished(self.run("resume", edition, "--json", timeout=20))
        assert report["remaining"] == 0
        assert self.state(edition) == "sent"
        end = self.books.account()
        assert end.all_sent
        return end
