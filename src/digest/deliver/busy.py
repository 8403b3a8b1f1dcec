"""What a refusal before the first envelope, or a last word, means: a busy relay is not broken.

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
    from digest.deliver.wire import LostError
    from digest.model import Outcome


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


def last_word(error: LostError, relay: Relay) -> Outcome | None:
    """What a server said that ended a connection because it, or a domain, wants a rest; or None.

    The rest is in `retry_after`.
    """
    reply = error.reply
    if reply is None or pause(relay.kind, reply.code, reply.enhanced, reply.text) is None:
        return None
    return judge(reply, error.verb or Verb.MAIL, relay)
