"""A pass over many feeds, cold and warm, beside those who do the same or less.

    python bench/collect.py [--feeds N] [--hosts N] [--delay S] [--articles N] [--rounds N]
                            [--stored N]

Each contestant runs in a process of its own, in turns, against one local server whose answers
take their time. Cold: nothing is known, all is fetched, parsed, cleaned and stored; `aiohttp`
only fetches, `feedparser` (with requests, in threads) only fetches and parses. Warm: the same
again, all answers are 304. With --stored the pass is also made over so many stored articles.

Needs the extra `bench`: pip install -e '.[bench]'.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from digest.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
CONTESTANTS = ("digest", "aiohttp", "feedparser", "reader")
FEW = 1000
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO articles (id, source, guid, url, title, publisher, published, first_seen, summary,
    text, headings, language, byline, categories, notes, url_key, words)
SELECT printf('a%012x', i), 's' || (i % ?), 'old' || i, 'https://old.example/' || i,
    'An old article, number ' || i, 'The Old Paper',
    strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-' || (i % 31536000) || ' seconds', '-30 days'),
    strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-30 days'), '', hex(randomblob(200)), '[]', 'en', '',
    '[]', '[]', 'old.example/' || i, hex(randomblob(8)) FROM n
"""


def main() -> None:
    """Print the table, and the ratios that are held against a limit."""
    asked = arguments()
    runs: defaultdict[str, list[list[dict[str, float]]]] = defaultdict(list)
    with serving(asked) as port:
        print(f"{asked.feeds} feeds of {asked.articles} articles on {asked.hosts} hosts, ", end="")
        print(f"{asked.delay * 1000:.0f} ms delay, {os.cpu_count()} cores, ", end="")
        print(f"load {os.getloadavg()[0]:.1f}", flush=True)
        for turn in range(asked.rounds):
            first = turn % len(CONTESTANTS)
            for name in CONTESTANTS[first:] + CONTESTANTS[:first]:
                with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
                    runs[name].append(passes(name, port, asked, folder))
        table(runs)
        for stored in (FEW, asked.stored) if asked.stored else ():
            over_stored(stored, port, asked)


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--delay", type=float, default=0.05, help="seconds that an answer takes")
    parser.add_argument("--articles", type=int, default=20, help="in each feed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stored", type=int, default=0, help="articles stored before a pass")
    return parser.parse_args()


@contextmanager
def serving(asked: argparse.Namespace) -> Iterator[int]:
    """The server of feeds; its port."""
    sizes = [asked.feeds, asked.hosts, asked.delay, asked.articles]
    command = [sys.executable, HERE / "collecting" / "server.py", *map(str, sizes)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.communicate()


def passes(name: str, port: int, asked: argparse.Namespace, folder: str) -> list[dict[str, float]]:
    """One contestant's cold pass and its warm ones."""
    command = [sys.executable, HERE / "collecting" / "passes.py", name]
    sizes = map(str, (port, asked.feeds, asked.hosts))
    environ = {**os.environ, "PYTHONPATH": str(HERE)}
    done = subprocess.run([*command, *sizes, folder], env=environ, stdout=-1, check=True)
    return json.loads(done.stdout)


def table(runs: dict[str, list[list[dict[str, float]]]]) -> None:
    """Medians over the rounds; ratios are medians of the rounds' own."""
    print(f"{'':12}{'cold s':>9}{'CPU s':>9}{'warm s':>9}{'CPU s':>9}")
    for name, found in runs.items():
        cold, warm = [one[0] for one in found], [one[-1] for one in found]
        row = [
            median(one[key] for one in kind) for kind in (cold, warm) for key in ("seconds", "cpu")
        ]
        print(f"{name:12}" + "".join(f"{value:9.2f}" for value in row))
    peers = [min(ones) for ones in zip(*(cold_of(runs, n) for n in CONTESTANTS[2:]), strict=True)]
    faster = median(p / d for p, d in zip(peers, cold_of(runs, "digest"), strict=True))
    warm = median(
        d[-1]["seconds"] / a[-1]["seconds"]
        for d, a in zip(runs["digest"], runs["aiohttp"], strict=True)
    )
    print(f"cold, the best of feedparser and reader over digest: {faster:.2f}")
    print(f"warm, digest over bare aiohttp: {warm:.2f}")


def cold_of(runs: dict[str, list[list[dict[str, float]]]], name: str) -> list[float]:
    """Seconds of the cold pass in each round."""
    return [one[0]["seconds"] for one in runs[name]]


def over_stored(stored: int, port: int, asked: argparse.Namespace) -> None:
    """The same passes with so many articles of these sources in the database."""
    with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
        with open_store(f"sqlite:///{folder}/digest.db"):
            pass
        with closing(sqlite3.connect(f"{folder}/digest.db")) as raw:
            raw.execute(FILL, (stored, asked.feeds))
            raw.commit()
        cold, _, warm = passes("digest", port, asked, folder)
    row = f"cold {cold['seconds']:.2f} s, CPU {cold['cpu']:.2f} s; "
    print(f"{stored} stored articles: {row}warm {warm['seconds']:.2f} s, CPU {warm['cpu']:.2f} s")


if __name__ == "__main__":
    main()
