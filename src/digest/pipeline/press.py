"""The press: each reader's message of one edition, rendered once and joined per reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.deliver import MessageTemplate, new_message_id
from digest.model import Delivery, DeliveryState
from digest.pipeline.links import leave_url, link_key

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Message
    from digest.model import Edition, Rendered, Selection, Subscriber
    from digest.store import Store


class Press:
    """Makes messages; `now` is their Date. Without `rendered` they hold what is stored.

    Raises:
        EditionError: the edition was never rendered.
        ConfigError: the key can't be read, or a setting can't stand in a header.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        edition: Edition,
        now: datetime,
        rendered: Rendered | None = None,
    ) -> None:
        self._newsletter = settings.newsletter(edition.newsletter)
        self._edition = edition
        self._now = now
        self._key = link_key(settings, store)
        rendered = rendered or store.editions.rendered(edition.id, edition.language)
        self._template = MessageTemplate(self._newsletter, rendered, now, settings.smtp.headers)

    def message(self, delivery: Delivery) -> Message:
        """The reader's mail in its envelope.

        Raises:
            AudienceError: the address can't be mailed.
        """
        url = leave_url(self._newsletter, delivery.subscriber, delivery.generation, self._key)
        return self._template.message(delivery, {"name": delivery.name.encode()}, url)

    def sample(
        self, reader: Subscriber, selection: Selection, message_id: str | None = None
    ) -> Message:
        """The mail that this reader would get, without an outbox row."""
        domain = self._newsletter.sender.address.rpartition("@")[2]
        ours = new_message_id(self._edition.id, reader.id, self._key, domain)
        return self.message(
            Delivery(
                id=reader.id,
                edition=self._edition.id,
                subscriber=reader.id,
                email=reader.email,
                name=reader.name,
                state=DeliveryState.QUEUED,
                message_id=message_id or ours,
                due_at=self._now,
                selection=selection,
                generation=reader.generation,
            )
        )
