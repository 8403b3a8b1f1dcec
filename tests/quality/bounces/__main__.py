"""python -m tests.quality.bounces DIR EXPECTED: how well mails that came back are understood."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.quality.bounces.score import corpus_hash, score

HERE = Path(__file__).parent
MAILS, TABLE = HERE / "mails", HERE / "expected.tsv"


def main(folder: Path, table: Path) -> None:
    found = score(folder, table)
    print(  # noqa: T201 - a scorer prints
        f"{folder}: {found.kinds} lines, corpus {corpus_hash(folder, table)}\n"
        f"hard recall        {found.hard_recall:7.1%}  {found.hard_found} of {found.hard}\n"
        f"soft called hard   {found.soft_as_hard:7.1%}  {found.soft_called_hard} of {found.soft}\n"
        f"address found      {found.address_recall:7.1%}  "
        f"{found.addresses_found} of {found.addresses}\n"
        f"kind right         {found.kind_accuracy:7.1%}  {found.kinds_right} of {found.kinds}"
    )
    for line in found.wrong:
        print(f"  {line}", file=sys.stderr)  # noqa: T201 - likewise


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:3]]
    main(*given if len(given) == 2 else (MAILS, TABLE))
