"""python -m tests.quality.pages DIR TRUTH: text, titles, dates and site names of saved pages."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.quality.pages.score import corpus_hash, pages, score

OWN = Path(__file__).parent / "own"


def main(folder: Path, truth: Path, *, tell: bool) -> None:
    count = sum(1 for _ in pages(folder, truth))
    if not count:
        sys.exit(f"{folder} holds none of the pages that {truth} speaks of")
    found = score(folder, truth)
    print(f"{folder}: {count} pages, corpus {corpus_hash(folder, truth)}")  # noqa: T201 - a scorer prints
    if found.precision:
        exact, whole = (sum(one) / len(one) for one in (found.precision, found.recall))
        print(f"text      {len(found.precision):5} P {exact:.3f}  R {whole:.3f}  F1 {found.f1:.3f}")  # noqa: T201 - a scorer prints
    for name, part in sorted(found.fields.items()):
        print(f"{name:9} {part.asked - len(part.wrong):5} of {part.asked:5}  {part.share:.3f}")  # noqa: T201 - a scorer prints
        for line in part.wrong if tell else ():
            print(f"    {name} {line}")  # noqa: T201 - a scorer prints


def _asked() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.quality.pages", description=__doc__)
    about = "a folder of pages; default: the repository's own"
    truth = "what is right of each, in the manner of the article-extraction benchmarks"
    parser.add_argument("folder", nargs="?", type=Path, default=OWN, metavar="DIR", help=about)
    parser.add_argument(
        "truth", nargs="?", type=Path, default=OWN / "truth.json", metavar="TRUTH", help=truth
    )
    parser.add_argument("--tell", action="store_true", help="name each that is read otherwise")
    return parser.parse_args()


if __name__ == "__main__":
    asked = _asked()
    main(asked.folder, asked.truth, tell=asked.tell)
