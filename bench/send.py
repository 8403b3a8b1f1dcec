"""How fast an edition leaves: `python bench/send.py [--readers N] [--rounds N] [--quick]`.

The whole path (claim, join, SMTP, commit on disk) against other senders into the same sinks,
in rounds that take turns, each judged by Postfix' smtp-source in the same round: by itself,
which opens a connection for each mail, and with -d, which keeps them. Senders that are not
installed are left out with a word. Half an hour; `--only PART` for one part, `--million`
measures the memory of a million readers too.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from sending import programs, sinks
from sending.contest import BOTH, KEPT, REFERENCE, Contest, say
from sending.edition import EDITION, NOW, prepare, settings
from sending.programs import Ours
from sending.targets import Target, profiles, table

from digest.model import DkimAlgorithm
from digest.pipeline.press import Press
from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 60_000  # bytes of a message
SMALL = 6_000  # likewise, where the disk is what is looked at
WINDOW = 4
PROFILED = 5_000  # mails of a run whose CPU is told by part
PARTS = ("near", "signed", "far", "postfix", "memory", "profile")
UVLOOP = "+uvloop" if importlib.util.find_spec("uvloop") else ""
DIGEST, CHUNKED = "digest", f"digest, BDAT, window {WINDOW}"
OFF_DISK = "ceiling: digest, database in memory"
UNSTORED, BLAST = "ceiling: digest, no database", "ceiling: the sink alone"
SMTPLIB, AIOSMTPLIB, NODEMAILER = "smtplib, 1", "aiosmtplib, 10", "nodemailer, pool of 10"
ED25519, RSA, RSA_TWO = "digest, Ed25519", "digest, RSA-2048", "digest, RSA-2048, 2 processes"
BARE_ED25519, BARE_RSA = "one Ed25519 signature alone", "one RSA-2048 signature alone"


class Bench:
    """An edition to send, the senders that can be had here, and what was found."""

    def __init__(self, scratch: Path, given: argparse.Namespace) -> None:
        self.scratch = scratch
        self.rounds = 1 if given.quick else given.rounds
        self.seconds = 2.0 if given.quick else given.seconds
        self.readers = 2_000 if given.quick else given.readers
        self.given = given
        self.targets: list[Target] = []
        self.folder = scratch / "edition"
        prepare(self.folder, self.readers, SIZE)
        self._message = scratch / "message.eml"
        self._node = programs.install_nodemailer(scratch)
        self._write_message()

    def _write_message(self) -> None:
        made = settings(self.folder, 25)
        with open_store(made.store.url) as store:
            press = Press(made, store, store.editions.get(EDITION), NOW)
            self._message.write_bytes(press.message(store.outbox.list(EDITION, limit=1)[0]).data)

    # --- who sends --------------------------------------------------------------------

    def contest(self, title: str, settle: Callable[[], None] = lambda: None) -> Contest:
        """An empty one."""
        return Contest(title, self.seconds, self.readers, settle)

    def ours(self, contest: Contest, name: str, port: int, sender: Ours) -> None:
        """A sender of clients.py."""
        contest.senders[name] = lambda count: sender.run(port, count, self.folder, self.scratch)

    def reference(self, contest: Contest, port: int) -> None:
        """smtp-source, which all others are judged by: as it is, and with its connections kept."""
        if sinks.found("smtp-source"):
            contest.senders[REFERENCE] = lambda n: programs.smtp_source(port, n, SIZE, kept=False)
            contest.senders[KEPT] = lambda n: programs.smtp_source(port, n, SIZE, kept=True)
        else:
            say("smtp-source is left out: it comes with Debian's postfix")

    def others(self, contest: Contest, port: int) -> None:
        """The libraries that people use; they get finished bytes."""
        self.ours(contest, SMTPLIB, port, Ours("smtplib"))
        if importlib.util.find_spec("aiosmtplib"):
            self.ours(contest, AIOSMTPLIB, port, Ours("aiosmtplib"))
        else:
            say("aiosmtplib is left out: it is not installed")
        if (node := self._node) is None:
            say("nodemailer is left out: npm is not there, or can't install it")
        else:
            contest.senders[NODEMAILER] = lambda count: programs.nodemailer(
                port, count, self._message, node
            )

    # --- the parts --------------------------------------------------------------------

    def near(self) -> None:
        """Unsigned mails into sinks without delay."""
        with sinks.own_sink() as port:
            contest = self._near("Into a sink of ours, in Python", port)
            self.ours(contest, CHUNKED, port, Ours(f"digest{UVLOOP}", WINDOW))
            contest.hold(self.rounds)
        self._judge_near(contest, "into our sink")
        self._aim("BDAT into our sink: to DATA", 1.0, contest.ratio(CHUNKED, DIGEST))
        if not sinks.found("smtp-sink"):
            return
        with sinks.postfix_sink() as port:
            contest = self._near("Into Postfix' smtp-sink", port)
            contest.hold(self.rounds)
        self._judge_near(contest, "into smtp-sink")

    def _near(self, title: str, port: int) -> Contest:
        contest = self.contest(title)
        self.reference(contest, port)
        self.ours(contest, DIGEST, port, Ours(f"digest{UVLOOP}"))
        if UVLOOP:
            self.ours(contest, "digest, without uvloop", port, Ours("digest"))
        if programs.MEMORY.is_dir():
            self.ours(contest, OFF_DISK, port, Ours(f"digest{UVLOOP}", off_disk=True))
        self.ours(contest, UNSTORED, port, Ours(f"unstored{UVLOOP}"))
        self.ours(contest, BLAST, port, Ours(f"blast{UVLOOP}"))
        self.others(contest, port)
        return contest

    def _judge_near(self, contest: Contest, where: str) -> None:
        self._aim_at_source(f"unsigned, {where}", 1.0, contest, DIGEST)
        self._aim(f"unsigned, {where}: to nodemailer's pool", 20, contest.ratio(DIGEST, NODEMAILER))
        self._aim(f"unsigned, {where}: to aiosmtplib", 30, contest.ratio(DIGEST, AIOSMTPLIB))
        self._aim(f"with the database, {where}: to without", 2 / 3, contest.ratio(DIGEST, UNSTORED))

    def signed(self) -> None:
        """Mails with a DKIM signature of our own; two processes share an edition."""
        with sinks.own_sink() as port:
            contest = self._signed("Signed (DKIM), into a sink of ours", port)
            two = Ours(f"share{UVLOOP}", dkim=DkimAlgorithm.RSA, processes=2)
            self.ours(contest, RSA_TWO, port, two)
            contest.hold(self.rounds)
        self._aim_at_source("Ed25519, into our sink", 0.4, contest, ED25519)
        cost = contest.cost_ratio(RSA, BARE_RSA)
        self._aim("RSA-2048, CPU a mail: to one bare signature", 1.25, cost, at_most=True)
        added = contest.added_cost_ratio(RSA, DIGEST, BARE_RSA)
        self._aim("RSA-2048, CPU that signing adds: likewise", 1.25, added, at_most=True)
        self._aim("RSA-2048, rate of two processes: to one", 1.5, contest.ratio(RSA_TWO, RSA))
        if sinks.found("smtp-sink"):
            with sinks.postfix_sink() as port:
                contest = self._signed("Signed (DKIM), into Postfix' smtp-sink", port)
                contest.hold(self.rounds)
            self._aim_at_source("Ed25519, into smtp-sink", 0.4, contest, ED25519)

    def _signed(self, title: str, port: int) -> Contest:
        contest = self.contest(title)
        self.reference(contest, port)
        self.ours(contest, DIGEST, port, Ours(f"digest{UVLOOP}"))
        for name, bare, dkim in (
            (ED25519, BARE_ED25519, DkimAlgorithm.ED25519),
            (RSA, BARE_RSA, DkimAlgorithm.RSA),
        ):
            self.ours(contest, name, port, Ours(f"digest{UVLOOP}", dkim=dkim))
            self.ours(contest, bare, port, Ours("bare", dkim=dkim))
            contest.silent.add(bare)
        return contest

    def far(self) -> None:
        """A relay that is 50 ms away and thinks for 50 ms."""
        with sinks.own_sink(trip=50, work=50) as port:
            contest = self.contest("50 ms there and back, 50 ms of work")
            self.reference(contest, port)
            self.ours(contest, DIGEST, port, Ours(f"digest{UVLOOP}"))
            self.ours(contest, CHUNKED, port, Ours(f"digest{UVLOOP}", WINDOW))
            self.others(contest, port)
            contest.hold(self.rounds)
        self._aim_at_source("50 + 50 ms, pipelined", 2.3, contest, DIGEST)
        self._aim_at_source("50 + 50 ms, BDAT window 4", 4.2, contest, CHUNKED)

    def postfix(self) -> None:
        """A real Postfix, which throws away what it has queued on disk."""
        if not sinks.found("postfix") or os.geteuid() != 0:
            say("the real Postfix is left out: it needs Debian's postfix, and root")
            self._aim("into a real Postfix: to smtp-source", 0.85, None)
            return
        with sinks.real_postfix(self.scratch / "postfix") as server:
            contest = self.contest("Into a real Postfix on loopback", server.settle)
            self.reference(contest, server.port)
            self.ours(contest, DIGEST, server.port, Ours(f"digest{UVLOOP}"))
            self.ours(contest, CHUNKED, server.port, Ours(f"digest{UVLOOP}", WINDOW))
            contest.hold(self.rounds)
        self._aim_at_source("into a real Postfix", 0.85, contest, DIGEST)

    def memory(self) -> None:
        """The largest size and the time a reader takes, for few and for many readers."""
        sizes = [10_000, 100_000, *([1_000_000] if self.given.million else [])]
        if self.given.quick:
            sizes = [1_000, 5_000]
        say(f"\nThe process and its readers, mails of {SMALL // 1000} KB; load {_load()}")
        say("| readers | MiB | us a reader | us CPU |\n| ------: | --: | ----------: | -----: |")
        runs = []
        for readers in sizes:
            folder = self.scratch / "many"
            prepare(folder, readers, SMALL)
            with sinks.own_sink() as port:
                run = Ours(f"digest{UVLOOP}").run(port, readers, folder, self.scratch)
            shutil.rmtree(folder)
            runs.append(run)
            took = run.seconds / readers * 1e6
            say(f"| {readers:7} | {run.size:3.0f} | {took:11.0f} | {run.cost * 1e6:6.0f} |")
        few, most = runs[0], runs[-1]
        what = f"{sizes[0]:,} to {sizes[-1]:,} readers"
        size = max(run.size for run in runs) * 1024**2 / 1e6
        self._aim("largest size", 80, size, at_most=True, unit=" MB")
        self._aim(f"size, {what}", 1.1, most.size / few.size, at_most=True, unit=" x")
        times = most.rate / few.rate
        self._aim(f"time a reader, {what}", 1.2, 1 / times, at_most=True, unit=" x")
        self._aim(f"CPU a reader, {what}", 1.2, most.cost / few.cost, at_most=True, unit=" x")

    def profile(self) -> None:
        """Where the CPU of a mail goes, into a sink of ours."""
        senders = {
            DIGEST: Ours(f"digest{UVLOOP}"),
            UNSTORED: Ours(f"unstored{UVLOOP}"),
            CHUNKED: Ours(f"digest{UVLOOP}", WINDOW),
            ED25519: Ours(f"digest{UVLOOP}", dkim=DkimAlgorithm.ED25519),
        }
        found: dict[str, list[dict[str, float]]] = {name: [] for name in senders}
        with sinks.own_sink() as port:
            for _ in range(self.rounds):
                for name, sender in senders.items():
                    run = sender.profile(
                        port, min(self.readers, PROFILED), self.folder, self.scratch
                    )
                    found[name].append(run)
        profiles(f"us CPU of a mail, by part; load {_load()}", found)

    def _aim_at_source(self, what: str, limit: float, contest: Contest, name: str) -> None:
        for source in BOTH:
            self._aim(f"{what}: to {source}", limit, contest.ratio(name, source))

    def _aim(
        self,
        name: str,
        limit: float,
        measured: float | None,
        *,
        at_most: bool = False,
        unit: str = "",
    ) -> None:
        self.targets.append(Target(name, limit, measured, at_most, unit))


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


def main() -> None:
    """Run the benchmarks in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of a row")
    parser.add_argument("--only", choices=PARTS, action="append", help="one part, or several")
    parser.add_argument("--million", action="store_true", help="memory with as many readers")
    parser.add_argument("--quick", action="store_true", help="small rows, one round")
    given = parser.parse_args()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    say(f"{machine}, {'uvloop' if UVLOOP else 'asyncio'}; mails of {SIZE // 1000} KB")
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as name:
        scratch = Path(name)
        scratch.chmod(0o755)  # Postfix' own user passes through
        bench = Bench(scratch, given)
        for part in given.only or PARTS:
            getattr(bench, part)()
    if bench.targets:
        table(bench.targets)


if __name__ == "__main__":
    main()
