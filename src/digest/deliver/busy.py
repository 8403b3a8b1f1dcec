"""What a refusal before the first envelope means: a relay that is busy is no wrong setting.

Pure. Never decides whether the rest is kept: other connections may be served meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.deliver.outcomes import Verb, judge
from digest.deliver.quirks import pause
from digest.deliver.throttle import said
from digest.errors import DeliveryError, RelayBusyError

if TYPE_CHECKING:
    from digest.deliver.relay import Relay
    from digest.deliver.replies import Reply


def refused(relay: Relay, reply: Reply, otherwise: DeliveryError) -> DeliveryError:
    """A RelayBusyError where the reply speaks of a limit (`pause`), else `otherwise`."""
    wait = pause(relay.kind, reply.code, reply.enhanced, reply.text)
    if wait is None:
        return otherwise
    words = said(judge(reply, Verb.MAIL, relay))
    return RelayBusyError(
        f"relay {relay} takes no connection now: {words}",
        f"wait {wait.total_seconds():.0f} seconds and try again; nothing is lost",
        words=words,
        wait=wait,
    )
