"""How fast an edition leaves: `python bench/send.py [READERS] [--rounds N] [--quick]`.

The whole path (claim, join, SMTP, commit on disk) against other senders into the same sinks,
in rounds that take turns, each judged by Postfix' smtp-source in the same round. Senders
that are not installed are left out with a word.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from sending import programs
from sending.edition import EDITION, NOW, prepare, settings

from digest.pipeline.press import Press
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from sending.programs import Run

SIZE = 60_000  # bytes of a message
REFERENCE = "smtp-source -d -s 10"
SHARES = {  # of the readers, so that no row takes much longer than the others
    "smtplib, one connection": 10,
    "aiosmtplib x10": 20,
    "nodemailer, pool of 10": 10,
}


class Bench:
    """Senders, sinks, and what they took."""

    def __init__(self, folder: Path, scratch: Path, readers: int) -> None:
        self.folder = folder
        self.scratch = scratch
        self.readers = readers
        self.runs: dict[tuple[str, str], list[Run]] = defaultdict(list)
        self.senders: dict[str, Callable[[int, int], Run]] = {}

    def ours(self, name: str, kind: str) -> None:
        """A sender of clients.py."""
        self.senders[name] = lambda port, count: programs.client(
            kind, port, count, self.folder, self.scratch
        )

    def round(self, sinks: dict[str, int], turn: int) -> None:
        """Every sender into every sink; who comes first changes from round to round."""
        names = list(self.senders)
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            count = max(self.readers // SHARES.get(name, 1), 10)
            for sink, port in sinks.items():
                self.runs[sink, name].append(self.senders[name](port, count))

    def ratio(self, sink: str, name: str) -> float:
        """The median of the ratios to the reference, each within its round."""
        pairs = zip(self.runs[sink, name], self.runs[sink, REFERENCE], strict=True)
        return median(run.rate / reference.rate for run, reference in pairs)

    def table(self, title: str, sink: str) -> None:
        """One table: rate, ratio, CPU and size."""
        known = bool(self.runs[sink, REFERENCE])
        print(f"\n{title}")
        print(f"| {'sender':32} | messages/s | ratio | us CPU |  MiB |")
        print(f"| {'-' * 32} | {'-' * 9}: | {'-' * 4}: | {'-' * 5}: | {'-' * 3}: |")
        for name in self.senders:
            runs = self.runs[sink, name]
            ratio = f"{self.ratio(sink, name):.2f}" if known else "-"
            cpu = median(run.cpu / run.count for run in runs) * 1e6
            rate, size = median(run.rate for run in runs), max(run.size for run in runs)
            big = f"{size:.0f}" if size else "-"
            print(f"| {name:32} | {rate:10.0f} | {ratio:>5} | {cpu:6.0f} | {big:>4} |")


def add_senders(bench: Bench, *, ceilings: bool = True) -> None:
    """Those that can be run here."""
    uvloop = _installed("uvloop")
    if programs.found("smtp-source"):
        bench.senders[REFERENCE] = lambda port, count: programs.smtp_source(port, count, SIZE)
    else:
        print("smtp-source is left out: it comes with Debian's postfix")
    bench.ours("digest, asyncio", "digest")
    if uvloop:
        bench.ours("digest, uvloop", "digest+uvloop")
    if ceilings:
        bench.ours("ceiling: digest, no database", f"unstored{uvloop}")
        bench.ours("ceiling: the sink alone", f"blast{uvloop}")
    bench.ours("smtplib, one connection", "smtplib")
    if _installed("aiosmtplib"):
        bench.ours("aiosmtplib x10", "aiosmtplib")
    _add_nodemailer(bench)


def _installed(name: str) -> str:
    """`+NAME`, or nothing and a word about it."""
    if importlib.util.find_spec(name):
        return f"+{name}"
    print(f"{name} is left out: it is not installed")
    return ""


def _add_nodemailer(bench: Bench) -> None:
    message = bench.scratch / "message.eml"
    if not message.exists():
        _write_message(bench.folder, message)
    installed = bench.scratch / "node"
    if not installed.exists() and programs.install_nodemailer(bench.scratch) is None:
        print("nodemailer is left out: npm is not there, or can't install it")
        return
    bench.senders["nodemailer, pool of 10"] = lambda port, count: programs.nodemailer(
        port, count, message, installed
    )


def _write_message(folder: Path, path: Path) -> None:
    made = settings(folder, 25)
    with open_store(made.store.url) as store:
        press = Press(made, store, store.editions.get(EDITION), NOW)
        path.write_bytes(press.message(store.outbox.list(EDITION, limit=1)[0]).data)


def speed(folder: Path, scratch: Path, readers: int, rounds: int) -> None:
    """The wire on this machine."""
    bench = Bench(folder, scratch, readers)
    add_senders(bench)
    with ExitStack() as stack:
        sinks = {"own": stack.enter_context(programs.own_sink())}
        if programs.found("smtp-sink"):
            sinks["postfix"] = stack.enter_context(programs.postfix_sink())
        for turn in range(rounds):
            bench.round(sinks, turn)
    titles = {"own": "Into a sink of ours, in Python", "postfix": "Into Postfix' smtp-sink"}
    for sink in sinks:
        bench.table(f"{titles[sink]}, {readers} readers, {rounds} rounds", sink)


def distance(folder: Path, scratch: Path, readers: int, rounds: int) -> None:
    """A relay that is 50 ms away and thinks for 50 ms."""
    bench = Bench(folder, scratch, readers)
    add_senders(bench, ceilings=False)
    with programs.own_sink(trip=50, work=50) as port:
        for turn in range(rounds):
            bench.round({"far": port}, turn)
    bench.table(f"50 ms there and back, 50 ms of work, {readers} readers", "far")


def memory(scratch: Path, sizes: tuple[int, ...]) -> None:
    """The largest size and the time a reader takes, for few and for many readers."""
    print("\nSize of the process and time a reader takes")
    print("| readers | MiB | us |\n| ------: | --: | -: |")
    for readers in sizes:
        folder = scratch / f"readers{readers}"
        prepare(folder, readers, SIZE)
        with programs.own_sink() as port:
            run = programs.client("digest", port, readers, folder, scratch)
        print(f"| {readers:7} | {run.size:3.0f} | {run.seconds / readers * 1e6:.0f} |")
        shutil.rmtree(folder)


def main() -> None:
    """Run the benchmarks in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", type=int, nargs="?", default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="small rows, one round")
    given = parser.parse_args()
    readers, rounds = (1000, 1) if given.quick else (given.readers, given.rounds)
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()},", end=""
    )
    print(f" load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as name:
        scratch = Path(name)
        folder = scratch / "edition"
        prepare(folder, readers, SIZE)
        speed(folder, scratch, readers, rounds)
        far = scratch / "far"
        prepare(far, 200 if given.quick else 1000, SIZE)
        distance(far, scratch, 200 if given.quick else 1000, rounds)
        memory(scratch, (1000, 5000) if given.quick else (10_000, 100_000))


if __name__ == "__main__":
    main()
