"""The [webhooks] tables: what each provider's reports are known by."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import SecretTable, Table, by


class SesHookTable(Table, frozen=True, kw_only=True):
    """Reports of SES, which come by a topic of SNS."""

    topic: Annotated[
        str, by(values.line, "ARN of the topic", "arn:aws:sns:eu-west-1:123456789012:bounces")
    ]


class MailgunHookTable(Table, frozen=True, kw_only=True):
    """Reports of Mailgun."""

    key: Annotated[SecretTable, Meta(description="The account's HTTP webhook signing key")]


class PostmarkHookTable(Table, frozen=True, kw_only=True):
    """Reports of Postmark."""

    user: Annotated[str, by(values.line, "The name in the webhook's URL", "digest")] = "digest"
    password: Annotated[SecretTable, Meta(description="The password in the webhook's URL")]


class SendGridHookTable(Table, frozen=True, kw_only=True):
    """Reports of SendGrid."""

    key: Annotated[str, by(values.line, "Verification key of the signed event webhook")]


class WebhooksTable(Table, frozen=True, kw_only=True):
    """Providers that report what came back to `digest serve`, at /hooks/NAME."""

    ses: Annotated[SesHookTable | None, Meta(description="Reports of SES")] = None
    mailgun: Annotated[MailgunHookTable | None, Meta(description="Reports of Mailgun")] = None
    postmark: Annotated[PostmarkHookTable | None, Meta(description="Reports of Postmark")] = None
    sendgrid: Annotated[SendGridHookTable | None, Meta(description="Reports of SendGrid")] = None
