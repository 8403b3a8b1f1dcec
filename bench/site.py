"""The readers' site under wrk while an edition goes out: leaving, and a reader's choices.

    python bench/site.py [--readers N] [--seconds N] [--workers N]

On loopback: `digest serve`, a relay that takes everything, a send over one connection with a
rate, so that it lasts as long as the measuring, and wrk (Debian's `wrk`) with 8 connections. Each
request of leaving is another reader's; a failure is any answer but 200.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.audience.tokens import sign
from digest.config import load
from digest.keys import load_root_key
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
public_url = "http://127.0.0.1"
postal_address = "1 Example Street, Example City"
topics = [{{ name = "World" }}, {{ name = "Science" }}]
[serve]
workers = {workers}
access_log = "off"
[smtp]
port = {port}
connections = 1
rate = "{rate}/s"
"""
LUA = """
local paths, n = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local bad = 0
function request()
  n = n % #paths + 1
  return wrk.format(os.getenv("METHOD"), paths[n], nil, os.getenv("BODY"))
end
function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %.1f %.1f\\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


def main() -> None:
    """Print one row for each kind of request."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=50_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    wrk = shutil.which("wrk")
    assert wrk is not None, "apt-get install wrk"
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        home = Path(folder)
        with started([sys.executable, "-m", "tests.integration.deliver.sink"], ROOT) as port:
            rate = max(1, asked.readers // (asked.seconds * 4))
            text = TOML.format(workers=asked.workers, port=port, rate=rate)
            (home / "digest.toml").write_text(text)
            tokens = prepare(home, asked.readers)
            measure(home, wrk, tokens, asked.seconds)


def prepare(home: Path, count: int) -> dict[str, list[str]]:
    """Readers, an approved edition, and the path of each reader's pages."""
    lines = "".join(f"reader{n}@example{n % 97}.com\n" for n in range(count))
    (home / "readers.csv").write_text("email\n" + lines)
    (home / "articles").mkdir()
    for topic in ("World", "Science"):
        body = f"---\ntitle: News of {topic} today\ncategories: [{topic}]\n---\nA sentence. " * 9
        (home / "articles" / f"{topic}.md").write_text(body)
    digest(home, "subscribers", "import", "readers.csv")
    files = sorted(str(path) for path in (home / "articles").glob("*.md"))
    digest(home, "articles", "add", *files)
    edition = digest(home, "build").strip()
    digest(home, "approve", edition)
    (home / "edition").write_text(edition)
    settings = load(home / "digest.toml", environ={})
    with open_store(settings.store.url) as store:
        key = load_root_key(store.path, {}).subkey("link")
    made = {
        kind: [sign(key, kind, "briefing", n + 1, 0) for n in range(count)]
        for kind in ("leave", "choose")
    }
    return {
        "leave": [f"/u/{one}" for one in made["leave"]],
        "choose": [f"/p/{one}" for one in made["choose"]],
    }


def measure(home: Path, wrk: str, paths: dict[str, list[str]], seconds: int) -> None:
    """Both kinds of request, while a send runs."""
    edition = (home / "edition").read_text()
    with started([sys.executable, "-m", "digest", "serve", "--port", "0"], home) as url:
        send = [sys.executable, "-m", "digest", "-q", "send", edition, "--yes", "--now", "--json"]
        sending = subprocess.Popen(send, cwd=home, stdout=subprocess.PIPE, text=True)
        time.sleep(2)
        print(f"{datetime.now(UTC):%Y-%m-%d}, {len(paths['leave']):,} readers, wrk -t1 -c8")
        print(f"{'request':28}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'failures':>10}")
        for kind, method in (("choose", "GET"), ("leave", "POST")):
            (home / "paths").write_text("\n".join(paths[kind]) + "\n")
            row = ask(home, wrk, url, method, seconds)
            name = {"choose": "preferences (GET)", "leave": "leave (POST, one click)"}[kind]
            print(f"{name:28}{row[0]:>12,.0f}{row[1]:>9.1f}{row[2]:>9.1f}{row[3]:>10}")
        alive = sending.poll() is None
        sending.terminate()
        said = (sending.communicate()[0] or "").strip().splitlines()
        print(
            f"the send {'ran all the while' if alive else 'had ended'}: {said[-1] if said else ''}"
        )


def ask(
    home: Path, wrk: str, url: str, method: str, seconds: int
) -> tuple[float, float, float, int]:
    """Requests a second, p50 and p99 in milliseconds, failures."""
    (home / "ask.lua").write_text(LUA)
    body = "List-Unsubscribe=One-Click" if method == "POST" else ""
    done = subprocess.run(
        [wrk, "-t1", "-c8", f"-d{seconds}s", "-s", "ask.lua", url.rstrip("/")],
        cwd=home,
        env={"PATHS": "paths", "METHOD": method, "BODY": body},
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"RESULT (\d+) (\d+) (\d+) ([\d.]+) ([\d.]+)", done.stdout)
    assert found is not None, done.stdout
    requests, micros, failures = (int(found[n]) for n in (1, 2, 3))
    return requests / micros * 1e6, float(found[4]), float(found[5]), failures


def digest(home: Path, *command: str) -> str:
    """Run one command; what it printed."""
    return subprocess.run(
        [sys.executable, "-m", "digest", "-q", *command],
        cwd=home,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


@contextmanager
def started(command: list[str], folder: Path) -> Iterator[str]:
    """A process whose first line says where it listens."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
