"""From rendered parts to outcomes over SMTP; never decides who gets what."""

from __future__ import annotations

from digest.deliver.domains import ThrottleStore
from digest.deliver.ledger import DeliveryStore, Policy, Progress
from digest.deliver.message import Links, MessageTemplate, new_message_id
from digest.deliver.notice import notice_message
from digest.deliver.outbox import Rules, SendReport, deliver
from digest.deliver.probe import Probe, probe
from digest.deliver.relay import Message, Relay, Timeouts
from digest.deliver.smtp import send_each
from digest.deliver.throttle import DomainLimit

__all__ = [
    "DeliveryStore",
    "DomainLimit",
    "Links",
    "Message",
    "MessageTemplate",
    "Policy",
    "Probe",
    "Progress",
    "Relay",
    "Rules",
    "SendReport",
    "ThrottleStore",
    "Timeouts",
    "deliver",
    "new_message_id",
    "notice_message",
    "probe",
    "send_each",
]
