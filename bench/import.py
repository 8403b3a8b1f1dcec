"""An import of readers beside `sqlite-utils insert --csv` of the same file, in turns.

    python bench/import.py [--rows N] [--rounds N]

Each is a process of its own; peak memory is what the kernel saw. The rows have eleven columns,
one in fifty of them an address that stands there twice, one in two hundred a bad one. What
sqlite-utils does is less: it keeps text as it is, checks nothing and finds no doubles. Its row
"with a key" lets it at least hold each address once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
public_url = "https://news.example"
postal_address = "1 Example Street, Example City"
topics = [{ name = "World" }, { name = "Business" }, { name = "Science" }]
"""
HEADER = (
    "email,name,topics,cadence,length,hour,timezone,language,"
    "consent_source,consent_time,consent_ip\n"
)
ZONES = ("Europe/Paris", "America/New_York", "Asia/Tokyo", "UTC")
TOOLS = {
    "digest subscribers import": (sys.executable, "-m", "digest", "-q", "subscribers", "import"),
    "the same again": (),
    "sqlite-utils insert --csv": (),
    "sqlite-utils, with a key": (),
}


def main() -> None:
    """Print one row for each tool: rows a second, CPU seconds, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    seen: dict[str, list[tuple[float, float, float]]] = {tool: [] for tool in TOOLS}
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        home = Path(folder)
        (home / "digest.toml").write_text(TOML)
        write_rows(home / "readers.csv", asked.rows)
        for _ in range(asked.rounds):
            for tool, row in seen.items():
                row.append(run(tool, home))
    report(seen, asked.rows)


def write_rows(path: Path, count: int) -> None:
    """Readers in an order that is not that of their addresses."""
    with path.open("w") as file:
        file.write(HEADER)
        for n in range(count):
            file.write(row(n, (n * 7919) % count if n % 50 else 7919 % count))


def row(n: int, who: int) -> str:
    """One line."""
    email = f"reader{who}(at)example.com" if n % 200 == 7 else f"Reader{who}@example{who % 997}.com"
    topics = ("", "World", "World;Science")[n % 3]
    return (
        f"{email},Reader {who},{topics},daily,full,{n % 24},{ZONES[n % 4]},en,"
        f"form,2025-0{1 + n % 9}-1{n % 9} 07:0{n % 9}:00,192.0.2.{n % 250}\n"
    )


def run(tool: str, home: Path) -> tuple[float, float, float]:
    """Seconds, CPU seconds and peak megabytes of one run."""
    if tool != "the same again":
        for old in [*home.glob("digest.db*"), *home.glob("plain.db*")]:
            old.unlink()
    start = time.perf_counter()
    process = subprocess.Popen(command(tool), cwd=home, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, tool
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - start, cpu, usage.ru_maxrss / 1024


def command(tool: str) -> list[str]:
    """What is run."""
    if "sqlite-utils" not in tool:
        return [*TOOLS["digest subscribers import"], "readers.csv"]
    program = shutil.which("sqlite-utils", path=str(Path(sys.executable).parent))
    assert program is not None
    key = ["--pk", "email", "--replace"] if "key" in tool else []
    return [program, "insert", "plain.db", "readers", "readers.csv", "--csv", *key]


def report(seen: dict[str, list[tuple[float, float, float]]], rows: int) -> None:
    """Medians, and the ratio to the plain insert of the same rounds."""
    print(f"{rows:,} rows, {len(next(iter(seen.values())))} rounds, medians")
    print(f"{'':28}{'rows/s':>10}{'CPU s':>9}{'peak MB':>9}{'ratio':>8}")
    plain = statistics.median(one[0] for one in seen["sqlite-utils insert --csv"])
    for tool, runs in seen.items():
        seconds, cpu, peak = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"{tool:28}{rows / seconds:>10,.0f}{cpu:>9.1f}{peak:>9.0f}{plain / seconds:>8.2f}")


if __name__ == "__main__":
    main()
