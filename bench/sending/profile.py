"""Where the CPU of a send goes: `profile.py KIND PORT COUNT FOLDER`; prints us a mail by part.

The parts are timed inside the process, which costs a mail a microsecond or so each. KIND as in
clients.py.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from sending import clients

from digest.deliver.wire import Wire
from digest.pipeline.press import Press
from digest.store.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = {
    "commit": (Outbox, "commit"),
    "claim": (Outbox, "claim"),
    "the mail is made": (Press, "message"),
    "it is written to the socket": (Wire, "write"),
}
REST = "all else: the couriers, the loop, what is read"


def clocked(work: Callable[..., object], part: str, spent: Counter[str]) -> Callable[..., object]:
    """The same, its CPU time added to the part's."""

    @wraps(work)
    def timed(*args: object, **more: object) -> object:
        began = time.process_time()
        try:
            return work(*args, **more)
        finally:
            spent[part] += time.process_time() - began

    return timed


def main() -> None:
    """Send, and say what each part took."""
    kind, port, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    spent: Counter[str] = Counter()
    for part, (owner, name) in PARTS.items():
        setattr(owner, name, clocked(getattr(owner, name), part, spent))
    send = clients.OURS[kind.partition("+")[0]]
    report = clients.timed(lambda: send(port, count, folder), kind)
    spent[REST] = report["cpu"] - spent.total()
    print(json.dumps({part: cpu / count * 1e6 for part, cpu in spent.items()}))


if __name__ == "__main__":
    main()
