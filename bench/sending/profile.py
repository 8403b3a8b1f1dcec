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

MADE = "the mail is made"
PARTS = {
    "commit": (Outbox, "commit"),
    "claim": (Outbox, "claim"),
    MADE: (Press, "message"),
    "it is written to the socket": (Wire, "_flush"),
}
REST = "all else: the couriers, the loop, what is read"


class Clock:
    """CPU seconds by part, from the first mail on: what comes before is paid once."""

    def __init__(self) -> None:
        self.began: float | None = None
        self.spent: Counter[str] = Counter()

    def around(self, part: str, work: Callable[..., object]) -> Callable[..., object]:
        """The same, its time added to the part's."""

        @wraps(work)
        def timed(*args: object, **more: object) -> object:
            began = time.process_time()
            try:
                return work(*args, **more)
            finally:
                self._add(part, began, time.process_time())

        return timed

    def _add(self, part: str, began: float, ended: float) -> None:
        if self.began is not None:
            self.spent[part] += ended - began
        elif part == MADE:
            self.began = ended

    def parts(self) -> Counter[str]:
        """All of them, and what is left."""
        whole = time.process_time() - (self.began or 0.0)
        return Counter({**self.spent, REST: whole - self.spent.total()})


def main() -> None:
    """Send, and say what each part took."""
    kind, port, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    clock = Clock()
    for part, (owner, name) in PARTS.items():
        setattr(owner, name, clock.around(part, getattr(owner, name)))
    send = clients.OURS[kind.partition("+")[0]]
    clients.timed(lambda: send(port, count, folder), kind)
    print(json.dumps({part: cpu / count * 1e6 for part, cpu in clock.parts().items()}))


if __name__ == "__main__":
    main()
