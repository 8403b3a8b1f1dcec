"""From rendered parts to outcomes over SMTP; never decides who gets what.

Its files are imported when a name of theirs is first asked for: who makes a link, or reads how a
relay stands, needs no client.
"""

from typing import TYPE_CHECKING

from digest.doors import door

if TYPE_CHECKING:
    from digest.deliver.caller import Caller
    from digest.deliver.desk import Time
    from digest.deliver.domains import ThrottleStore
    from digest.deliver.ledger import DeliveryStore, Policy, Progress
    from digest.deliver.links import Links
    from digest.deliver.message import MessageTemplate
    from digest.deliver.message_id import new_message_id
    from digest.deliver.notice import notice_message
    from digest.deliver.outbox import Rules, SendReport, deliver
    from digest.deliver.relay import Message, Relay, Timeouts
    from digest.deliver.smtp import send_each
    from digest.deliver.throttle import DomainLimit

__all__ = [
    "Caller",
    "DeliveryStore",
    "DomainLimit",
    "Links",
    "Message",
    "MessageTemplate",
    "Policy",
    "Progress",
    "Relay",
    "Rules",
    "SendReport",
    "ThrottleStore",
    "Time",
    "Timeouts",
    "deliver",
    "new_message_id",
    "notice_message",
    "send_each",
]

if not TYPE_CHECKING:
    __getattr__ = door(
        __name__,
        {
            "caller": "Caller",
            "desk": "Time",
            "domains": "ThrottleStore",
            "ledger": "DeliveryStore Policy Progress",
            "links": "Links",
            "message": "MessageTemplate",
            "message_id": "new_message_id",
            "notice": "notice_message",
            "outbox": "Rules SendReport deliver",
            "relay": "Message Relay Timeouts",
            "smtp": "send_each",
            "throttle": "DomainLimit",
        },
    )
