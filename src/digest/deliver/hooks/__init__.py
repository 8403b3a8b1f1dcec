"""What providers tell of mails that they took: bytes of a webhook to events. Pure.

Each provider has its file: how it signs, and what its words mean. An event is believed only
once its signature holds.
"""

from digest.deliver.hooks.event import Event, Hook
from digest.deliver.hooks.mailgun import Mailgun
from digest.deliver.hooks.postmark import Postmark
from digest.deliver.hooks.sendgrid import SendGrid
from digest.deliver.hooks.ses import Notification, notification

__all__ = ["Event", "Hook", "Mailgun", "Notification", "Postmark", "SendGrid", "notification"]
