"""A day of one small machine: 100 sources, 5,000 readers, each command by itself.

    python bench/day.py [--sources N] [--articles N] [--readers N]

Every command runs as its own process on one core; peak memory is what the kernel saw.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from digest.cli.codes import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
TOPICS = ("World", "Business", "Science")


def main() -> None:
    """Print one row for each command: seconds, CPU seconds, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--articles", type=int, default=50, help="per source")
    parser.add_argument("--readers", type=int, default=5000)
    asked = parser.parse_args()
    feeds = [str(ROOT / "bench" / "subjects" / "feeds.py"), str(asked.sources), str(asked.articles)]
    sink = ["-m", "tests.integration.deliver.sink"]
    with (
        tempfile.TemporaryDirectory(prefix="digest-bench-") as folder,
        server(feeds) as url,
        server(sink) as port,
    ):
        home = Path(folder)
        write_config(home, url, port, asked.sources)
        write_readers(home / "readers.csv", asked.readers)
        print(f"{asked.sources} sources, {asked.sources * asked.articles} articles, ", end="")
        print(f"{asked.readers} readers, one core")
        print(f"{'command':34}{'seconds':>9}{'CPU s':>9}{'peak MB':>9}")
        measure(home, "subscribers", "import", "readers.csv")
        measure(home, "collect")
        edition = measure(home, "build").strip()
        measure(home, "approve", edition)
        measure(home, "check", edition)
        measure(home, "send", edition, "--out", "mails")
        measure(home, "send", edition, "--yes")
        measure(home, "why", "reader1@example.com")
        measure(home, "doctor", "--offline", may_fail=True)
        measure(home, "subscribers", "export", "--out", "export.csv")
        measure(home, "db", "backup", "copy.db")
        measure(home, "db", "check")
        measure(home, "db", "prune")
        measure(home, "preview", edition, "--port", "0", served=True)
        measure(home, "serve", "--port", "0", served=True)
        by_itself(home)


def by_itself(home: Path) -> None:
    """The same day by the daemon: one tick that collects, builds, approves and sends."""
    (home / "daemon").mkdir()
    slot = datetime.now(UTC) - timedelta(minutes=1)
    days = ", ".join(f'"{day}"' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    schedule = (
        'approval = "auto"\n[newsletters.briefing.schedule]\n'
        f'at = "{slot:%H:%M}"\ndays = [{days}]\ntimezone = "UTC"\n'
    )
    toml = (home / "digest.toml").read_text().replace("[collect]", f"{schedule}[collect]")
    (home / "daemon" / "digest.toml").write_text(toml)
    measure(home / "daemon", "subscribers", "import", "../readers.csv")
    measure(home / "daemon", "run", "--once")


@contextmanager
def server(arguments: list[str]) -> Iterator[str]:
    """A process of ours whose first line says where it listens."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.kill()


def write_config(home: Path, url: str, smtp: str, sources: int) -> None:
    """One newsletter, one `[[sources]]` for each feed."""
    topics = ", ".join(f'{{ name = "{topic}" }}' for topic in TOPICS)
    lines = [
        "[newsletters.briefing]",
        'title = "Morning Briefing"',
        'from = "Morning Briefing <briefing@news.example>"',
        'public_url = "https://news.example"',
        'postal_address = "1 Example Street, Example City"',
        f"topics = [{topics}]",
        "[collect]",
        "allow_private = true",
        "[smtp]",
        f"port = {smtp}",
    ]
    for number in range(sources):
        topic = TOPICS[number % len(TOPICS)]
        lines += ["[[sources]]", f'name = "Source {number}"', 'kind = "feed"']
        lines += [f'url = "{url}/{number}.xml"', f'topic = "{topic}"']
    (home / "digest.toml").write_text("\n".join(lines) + "\n")


def write_readers(path: Path, count: int) -> None:
    """Readers of one topic, of two, and of all."""
    choices = ("", *TOPICS, f"{TOPICS[0]};{TOPICS[1]}")
    rows = (f"reader{n}@example.com,{choices[n % len(choices)]}" for n in range(count))
    path.write_text("email,topics\n" + "\n".join(rows) + "\n")


def measure(home: Path, *command: str, served: bool = False, may_fail: bool = False) -> str:
    """Run one command on one core, print its row, give back what it printed.

    One that is `served` runs until it has said where; one that `may_fail` ends with any code.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "digest", *(() if served else ("-q",)), *command],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if served else None,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {0}),  # noqa: PLW1509 - one thread here
    )
    assert process.stdout is not None
    if served:
        process.stdout.readline()
        process.terminate()
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    name = f"digest {' '.join(command)}"[:33]
    cpu = usage.ru_utime + usage.ru_stime
    print(f"{name:34}{seconds:9.2f}{cpu:9.2f}{usage.ru_maxrss / 1024:9.1f}", flush=True)
    fine = {0, INTERRUPTED} if served else {0}
    assert may_fail or process.returncode in fine, f"{name} ended with {process.returncode}"
    return printed


if __name__ == "__main__":
    main()
