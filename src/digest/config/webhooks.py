"""From the [webhooks] tables to settings. Reads no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from digest.config.secret import Secret

if TYPE_CHECKING:
    from digest.config.secret import Secrets
    from digest.config.tables.webhooks import WebhooksTable


class WebhookSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What each provider's reports are known by; None where it has no webhook here.

    `ses_topic` is the ARN of its topic, `sendgrid_key` a public key.
    """

    ses_topic: str | None = None
    mailgun_key: Secret | None = None
    postmark_user: str = ""
    postmark_password: Secret | None = None
    sendgrid_key: str | None = None


def webhooks(table: WebhooksTable, secrets: Secrets) -> WebhookSettings:
    """The settings that the table stands for.

    Raises:
        ConfigError: a secret names neither a variable nor a file, or both.
    """
    mailgun, postmark = table.mailgun, table.postmark
    return WebhookSettings(
        ses_topic=table.ses.topic if table.ses else None,
        mailgun_key=secrets.at(mailgun.key, ("webhooks", "mailgun", "key")) if mailgun else None,
        postmark_user=postmark.user if postmark else "",
        postmark_password=(
            secrets.at(postmark.password, ("webhooks", "postmark", "password"))
            if postmark
            else None
        ),
        sendgrid_key=table.sendgrid.key if table.sendgrid else None,
    )
