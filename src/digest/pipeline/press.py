"""The press: each reader's message of one edition, rendered once and joined per reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.deliver import MessageTemplate, Relay, new_message_id
from digest.deliver.bodies import Bodies
from digest.model import Delivery, DeliveryState
from digest.pipeline.links import Linker, link_key, verp_key
from digest.render.safe import phrase

if TYPE_CHECKING:
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver import Message
    from digest.model import Edition, Rendered, Selection, Subscriber
    from digest.store import Store


NO_ROW: Final = 0
"""The id of a Delivery that has no row in the outbox: what bounces of it is nobody's."""

LONGEST_NAME: Final = 200
"""Characters of a reader's name that are printed, as many as stand in the To field."""


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
        self._linker = Linker(self._newsletter, self._key, verp_key(settings, store))
        self._rendered = rendered or store.editions.rendered(edition.id, edition.language)
        self._bodies = Bodies(self._rendered)
        self._templates: dict[str, MessageTemplate] = {}
        self._shown = self._make(Relay(headers=settings.smtp.headers))

    def message(self, delivery: Delivery, relay: Relay | None = None) -> Message:
        """The reader's mail in its envelope, as this relay wants it; without one, to be shown.

        Raises:
            AudienceError: the address can't be mailed.
            ConfigError: the relay's settings can't stand in a header.
        """
        template = self._template(relay) if relay else self._shown
        fields = {"name": self._printed(delivery.name).encode(errors="replace")}
        return template.message(delivery, fields, self._linker.links(delivery))

    def _printed(self, name: str) -> str:
        """A reader's name as the body may print it: it is whatever an import brought."""
        if name.isascii() and name.isprintable():  # most are, and this is asked for each mail
            return name[:LONGEST_NAME]
        return phrase(name[:LONGEST_NAME], "und", self._edition.language).apart

    def _template(self, relay: Relay) -> MessageTemplate:
        made = self._templates.get(relay.name)
        if made is None:
            made = self._templates[relay.name] = self._make(relay)
        return made

    def _make(self, relay: Relay) -> MessageTemplate:
        return MessageTemplate(self._newsletter, self._rendered, self._now, relay, self._bodies)

    def sample(
        self,
        reader: Subscriber,
        selection: Selection,
        message_id: str | None = None,
        relay: Relay | None = None,
    ) -> Message:
        """The mail that this reader would get, without an outbox row; see `message`."""
        domain = self._newsletter.sender.domain
        ours = new_message_id(self._edition.id, reader.id, self._key, domain)
        return self.message(
            Delivery(
                id=NO_ROW,
                edition=self._edition.id,
                subscriber=reader.id,
                email=reader.email,
                name=reader.name,
                state=DeliveryState.QUEUED,
                message_id=message_id or ours,
                due_at=self._now,
                selection=selection,
                generation=reader.generation,
            ),
            relay,
        )
