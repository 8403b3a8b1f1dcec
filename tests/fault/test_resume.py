"""`digest send`, the real command, is stopped in the middle; `digest resume` does the rest."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys

import pytest
from tests.fault.counting import PLAIN, CountingSink
from tests.unit.cli.newsroom import write_news

READERS = 3000
CONNECTIONS = 10
AT_ONCE = 20  # seconds: far less than a lease
DIGEST = [sys.executable, "-c", "from digest.cli.main import main; main()"]


class Newsroom:
    """A folder, and commands run in it, each as a process."""

    def __init__(self, folder, port):
        self._folder = folder
        plain = {name: value for name, value in PLAIN.items() if not name.startswith("DIGEST_")}
        self._environ = {**plain, "DIGEST_SMTP__PORT": str(port)}

    def start(self, *command):
        return subprocess.Popen(
            [*DIGEST, *command],
            cwd=self._folder,
            env=self._environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command, code=0, timeout=120):
        with self.start(*command) as process:
            out, err = process.communicate(timeout=timeout)
        assert process.returncode == code, err
        return out

    def stop(self, *command, sink, after, number):
        """Start a command and send it a signal when the sink has taken so many; its code."""
        with self.start(*command) as process:
            sink.wait_for(after, process)
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def approved(self, readers):
        self.run("init")
        write_news(self._folder)
        addresses = "".join(f"reader{n}@example.com\n" for n in range(readers))
        (self._folder / "readers.csv").write_text(f"email\n{addresses}")
        self.run("subscribers", "import", "readers.csv")
        self.run("collect")
        return self.run("approve", self.run("build").strip()).strip()

    def state(self, edition):
        return json.loads(self.run("editions", "show", edition, "--json"))["state"]

    def deliveries(self, edition, state):
        found = self.run("deliveries", "list", "--edition", edition, "--state", state, "--json")
        return json.loads(found)


def finished(out):
    """The report: the last of the events."""
    report = json.loads(out.splitlines()[-1])
    assert report["event"] == "finished"
    return report


@pytest.fixture
def sink():
    with contextlib.closing(CountingSink()) as running:
        yield running


@pytest.fixture
def newsroom(tmp_path, sink):
    return Newsroom(tmp_path, sink.port)


def test_resume_after_kills_reaches_every_reader(newsroom, sink):
    edition = newsroom.approved(READERS)
    kills = 0
    for command, after in (("send", 700), ("resume", 1400), ("resume", 2100)):
        code, _, _ = newsroom.stop(command, edition, sink=sink, after=after, number=signal.SIGKILL)
        kills += code == -signal.SIGKILL
        assert len(newsroom.deliveries(edition, "unsure")) <= CONNECTIONS
        assert newsroom.deliveries(edition, "sending") == []
    assert kills == 3
    assert newsroom.state(edition) == "sending"
    report = finished(newsroom.run("resume", edition, "--json", timeout=AT_ONCE))
    assert report["remaining"] == 0
    counts = sink.counts()
    assert len(counts) == READERS
    assert sum(counts.values()) - READERS <= CONNECTIONS * kills
    assert newsroom.state(edition) == "sent"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_resume_after_a_request_to_stop_repeats_nothing(newsroom, sink, number):
    edition = newsroom.approved(READERS)
    code, out, err = newsroom.stop("send", edition, "--json", sink=sink, after=900, number=number)
    assert code == 130
    report = finished(out)
    assert report["unsure"] == report["failed"] == 0
    assert report["sent"] == sum(sink.counts().values())
    assert report["sent"] + report["remaining"] == READERS
    assert f"next: digest resume {edition}" in err
    assert newsroom.deliveries(edition, "sending") == []
    newsroom.run("resume", edition, timeout=AT_ONCE)
    assert set(sink.counts().values()) == {1}
    assert len(sink.counts()) == READERS
    assert newsroom.state(edition) == "sent"
