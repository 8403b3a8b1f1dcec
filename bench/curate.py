"""Stories out of 1,000, 10,000 and 90,000 articles: ours, agglomerative, MinHash LSH.

    pip install scikit-learn datasketch   (a rival that is not installed is left out)
    python bench/curate.py [--articles N ...] [--rounds N]

Each way runs as a process of its own, in turns with the others, round by round. Times are CPU
seconds of the work alone, from articles to groups; memory is what the kernel saw at most, less
what it saw before. The articles are made from a seed (subjects/stories.py). Last comes a day: 5,000
new articles beside 72 hours of others, which were read before; in memory, and from the database and
back as `digest build` does it.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from subjects.stories import A_DAY, Told, corpus_hash, told  # noqa: E402 - a path is added first

from digest.curate.text import tokens  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    Labels = dict[str, Hashable]
    Way = Callable[[list[Told]], dict[str, float]]

FITS = 10_000  # articles of which scikit-learn's distances fit into memory
PLAIN_FITS = 20_000  # articles for which plain Python is waited for
RIVALS = {"agglomerative": "sklearn", "minhash": "datasketch"}
ALIKE = 0.35  # Jaccard of words; the best of .15 to .5 at 1,000 articles
APART = 0.85  # cosine distance up to which scikit-learn joins


def main() -> None:
    """Print a row for each number of articles and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000, 90_000])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--one", nargs=2, metavar=("WAY", "ARTICLES"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(WAYS[asked.one[0]](told(int(asked.one[1])))))
        return
    for count in asked.articles:
        _table(count, asked.rounds, ALL_AT_ONCE)
    _table(A_DAY * 4, asked.rounds, DAYS)


def _table(count: int, rounds: int, ways: dict[str, Way]) -> None:
    """A row as soon as its way ran in the last round; what ran before is told on stderr."""
    print(f"\n{count:,} articles, corpus {corpus_hash(told(count))}")
    print(f"{'':16}{'CPU s':>9}{'MB':>8}{'F1':>8}", flush=True)
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in ways if _fits(way, count)}
    for number in range(1, rounds + 1):
        for way, made in runs.items():
            made.append(_run(way, count))
            if number == rounds:
                _row(way, made)
            else:
                cpu = made[-1]["cpu"]
                print(f"round {number} of {rounds}: {way} {cpu:.2f} s", file=sys.stderr, flush=True)


def _row(way: str, made: list[dict[str, float]]) -> None:
    cpu = statistics.median(run["cpu"] for run in made)
    worst = max(run["mb"] for run in made)
    print(f"{way:16}{cpu:9.2f}{worst:8.0f}{made[0]['f1']:8.3f}", flush=True)


def _fits(way: str, count: int) -> bool:
    if way in RIVALS and not find_spec(RIVALS[way]):
        return False
    return count <= {"agglomerative": FITS, "plain": PLAIN_FITS}.get(way, count)


def _run(way: str, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", way, str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _measured(articles: list[Told], group: Callable[[list[Told]], Labels]) -> dict[str, float]:
    from tests.quality.measures import bcubed  # noqa: PLC0415 - what the ways need is imported by each

    before, start = _peak(), time.process_time()
    found = group(articles)
    cpu = time.process_time() - start
    gold: Labels = {one.article.id: one.story for one in articles}
    return {"cpu": cpu, "mb": _peak() - before, "f1": bcubed(gold, found).f1}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(articles: list[Told]) -> dict[str, float]:
    """What `digest build` does with articles that have no story."""
    from digest.curate.cluster import cluster  # noqa: PLC0415 - likewise

    def group(given: list[Told]) -> Labels:
        groups = cluster([one.article for one in given])
        return {article.id: at for at, members in enumerate(groups) for article in members}

    return _measured(articles, group)


def plain(articles: list[Told]) -> dict[str, float]:
    """The same as fewer than a thousand are grouped."""
    _in_plain_python()
    return ours(articles)


def _in_plain_python() -> None:
    from digest.curate import near  # noqa: PLC0415 - likewise

    near.MANY = sys.maxsize


def day(articles: list[Told]) -> dict[str, float]:
    """The last 5,000 of 20,000, when the others have their stories."""
    from digest.curate.reading import read_all  # noqa: PLC0415 - likewise
    from digest.curate.settle import settle  # noqa: PLC0415 - likewise

    old = read_all(one.article for one in articles[:-A_DAY])
    settled = settle(old, {})
    old, held = list(settled.kept), settled.story_of

    def group(given: list[Told]) -> Labels:
        fresh = read_all(one.article for one in given[-A_DAY:])
        settled = settle([*old, *fresh], held)
        return {**held, **settled.story_of}

    return _measured(articles, group)


def day_plain(articles: list[Told]) -> dict[str, float]:
    """A day in plain Python."""
    _in_plain_python()
    return day(articles)


def day_stored(articles: list[Told]) -> dict[str, float]:
    """A day from the database and back."""
    from digest.pipeline.stories import settle_stories  # noqa: PLC0415 - likewise
    from digest.store import open_store  # noqa: PLC0415 - likewise

    now = articles[-1].article.published
    given = [one.article for one in articles]

    def group(articles: list[Told]) -> Labels:
        settle_stories(store, now=now)
        return dict(store.stories.of([one.article.id for one in articles]))

    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/a.db") as store:
        store.articles.save(given[:-A_DAY], now=now)
        settle_stories(store, now=now)
        store.articles.save(given[-A_DAY:], now=now)
        return _measured(articles, group)


def agglomerative(articles: list[Told]) -> dict[str, float]:
    """scikit-learn: TF-IDF, average link over cosine distances."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - an optional rival
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - likewise

    def group(given: list[Told]) -> Labels:
        texts = [f"{one.article.title} {one.article.text[:2000]}" for one in given]
        vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
        grouping = AgglomerativeClustering(
            n_clusters=None, metric="cosine", linkage="average", distance_threshold=APART
        )
        labels = grouping.fit_predict(vectors.toarray())
        return {one.article.id: int(at) for one, at in zip(given, labels, strict=True)}

    return _measured(articles, group)


def minhash(articles: list[Told]) -> dict[str, float]:
    """datasketch: MinHash of words, LSH; who is found by another joins it."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - an optional rival

    def group(given: list[Told]) -> Labels:
        index = MinHashLSH(threshold=ALIKE, num_perm=128)
        label: Labels = {}
        for one in given:
            sketch = MinHash(num_perm=128)
            words = tokens(f"{one.article.title} {one.article.text[:2000]}")
            sketch.update_batch([word.encode() for word in set(words)])
            near = index.query(sketch)
            label[one.article.id] = label[near[0]] if near else one.article.id
            index.insert(one.article.id, sketch)
        return label

    return _measured(articles, group)


ALL_AT_ONCE: dict[str, Way] = {
    "ours": ours,
    "plain": plain,
    "agglomerative": agglomerative,
    "minhash": minhash,
}
DAYS: dict[str, Way] = {"day": day, "day plain": day_plain, "day stored": day_stored}
WAYS = ALL_AT_ONCE | DAYS

if __name__ == "__main__":
    main()
