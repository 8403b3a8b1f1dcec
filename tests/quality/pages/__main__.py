"""python -m tests.quality.pages DIR TRUTH: text, titles, dates and site names of saved pages."""

from __future__ import annotations

import sys
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


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument != "--tell"]
    main(
        Path(given[0]) if given else OWN,
        Path(given[1]) if len(given) > 1 else OWN / "truth.json",
        tell="--tell" in sys.argv[1:],
    )
