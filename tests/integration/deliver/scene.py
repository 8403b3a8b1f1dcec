"""Six readers, one relay, one fault: the scene that test_matrix.py plays in each mode."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.integration.deliver.run import QUICK, Moving, send_to
from tests.integration.deliver.sink import WIDE, Act, Options, Sink
from tests.unit.deliver.memory import MemoryStore, compose

from digest.errors import DeliveryError
from digest.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

READERS = 6
MODES = {
    "lockstep": ("8BITMIME",),
    "pipelined": ("PIPELINING", "8BITMIME"),
    "bdat": WIDE,  # with a window of 4
}
SHORT = replace(QUICK, command=0.15, final=0.15, settle=0.05)  # where the server stalls


@dataclass
class End:
    """How it ended.

    `states` has a letter for each reader: s(ent), d(eferred), f(ailed), u(nsure), q(ueued).
    `error` is that of a relay that can't be used at all; `strays` got a mail of another's.
    """

    states: str
    outcomes: list[Outcome | None]
    arrived: list[int]
    reason: str
    error: str
    sink: Sink
    strays: list[str]

    @property
    def code(self) -> int:
        """What was said to the third reader."""
        third = self.outcomes[2]
        return third.code if third else 0


def play(
    mode: str,
    script: Callable[[str, int], bytes | Act | None] = lambda _verb, _count: None,
    *,
    options: dict[str, object] | None = None,
    third: int = 200,
    loop: Callable[[Coroutine], None] = asyncio.run,
    **more: object,
) -> End:
    """Send to six readers, each at a domain of their own; what is in doubt is held.

    The third one's mail has `third` bytes.
    """
    store = MemoryStore.of(READERS)
    for number, row in store.rows.items():
        row.delivery = replace(row.delivery, email=f"reader{number}@d{number}.example")
    sink = Sink(script, Options(**{"keywords": MODES[mode], **(options or {})}))
    report, error = None, ""

    async def go() -> None:
        nonlocal report
        async with sink, asyncio.timeout(30):
            report = await send_to(
                sink,
                store,
                **{
                    "policy": "hold",
                    "window": 4 if mode == "bdat" else 1,
                    "compose": lambda one, _: compose(one, size=third if one.id == 3 else 200),
                    **Moving().named(),
                    **more,
                },
            )

    try:
        loop(go())
    except DeliveryError as told:
        error = told.message
    rows = list(store.rows.values())
    assert not [row for row in rows if row.delivery.state == "queued" and row.fence]
    return End(
        states="".join(row.delivery.state[0] for row in rows),
        outcomes=[row.outcome for row in rows],
        arrived=[sink.ids[row.delivery.message_id] for row in rows],
        reason=report.reason if report else "",
        error=error,
        sink=sink,
        strays=[one.recipient for one in sink.taken if not _is_for(one.recipient, one.data)],
    )


def _is_for(recipient: str, data: bytes) -> bool:
    return f"\r\nTo: {recipient}\r\n".encode() in data[:200]
