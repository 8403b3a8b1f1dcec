"""What a provider's webhook tells: known to be the provider's, then taken like any bounce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.collect.fetch import Client
from digest.deliver import hooks
from digest.errors import BounceError, SourceError
from digest.pipeline.bounces import Ingest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from digest.config import Settings
    from digest.deliver.hooks import Event, Hook
    from digest.pipeline.bounces import IngestReport
    from digest.store import Store

    Fetch = Callable[[str], Awaitable[bytes]]

_SES: Final = "ses"
_MOST_CERTIFICATES: Final = 8
_NOT_THERE: Final = frozenset(
    {400, 403, 404, 410}
)  # Amazon has no such certificate, or no such token


class Hooks:
    """The webhooks of the providers that are set up.

    Args:
        settings: what each is known by.
        store: an open one.
        fetch: gives what stands at an https URL; only Amazon's is ever asked for.
    """

    def __init__(self, settings: Settings, store: Store, *, fetch: Fetch | None = None) -> None:
        self._settings, self._store = settings, store
        self._fetch = fetch or self._fetched
        self._certificates: dict[str, bytes] = {}

    def known(self) -> frozenset[str]:
        """Providers that have a webhook here."""
        table = self._settings.webhooks
        given = {
            _SES: table.ses_topic,
            "mailgun": table.mailgun_key,
            "postmark": table.postmark_password,
            "sendgrid": table.sendgrid_key,
        }
        return frozenset(name for name, value in given.items() if value)

    async def take(
        self, provider: str, raw: bytes, headers: Mapping[str, str], *, now: datetime
    ) -> IngestReport:
        """Take one request of a provider that is `known`; header names are in lower case.

        Raises:
            BounceError: it is not the provider's, or can't be read.
            SourceError: Amazon can't be asked whether it is; the provider will send it again.
            ConfigError: a secret can't be read.
            StoreError: it can't be kept; the provider will send it again.
        """
        if provider == _SES:
            events = await self._ses(raw)
        else:
            events = self._hook(provider).events(raw, headers, now=now)
        work = Ingest(self._settings, self._store, now=now)
        evidence = raw.decode("utf-8", "replace")
        for one in events:
            work.event(one, origin=provider, evidence=one.evidence or evidence)
        return work.finish()

    def _hook(self, provider: str) -> Hook:
        table = self._settings.webhooks
        if provider == "mailgun" and table.mailgun_key:
            return hooks.Mailgun(table.mailgun_key.reveal())
        if provider == "postmark" and table.postmark_password:
            return hooks.Postmark(table.postmark_user, table.postmark_password.reveal())
        return hooks.SendGrid(table.sendgrid_key or "")

    async def _ses(self, raw: bytes) -> tuple[Event, ...]:
        told, topic = hooks.notification(raw), self._settings.webhooks.ses_topic or ""
        told.claims(topic)
        place = told.certificate_url
        certificate = self._certificates.get(place) or await self._fetch(place)
        told.check(certificate, topic=topic)
        self._keep(place, certificate)
        if url := told.confirm_url:
            await self._fetch(url)
        return told.events()

    def _keep(self, place: str, certificate: bytes) -> None:
        if len(self._certificates) >= _MOST_CERTIFICATES:
            self._certificates.clear()
        self._certificates[place] = certificate

    async def _fetched(self, url: str) -> bytes:
        try:
            async with Client(self._settings.collect) as client:
                return (await client.get(url)).body
        except SourceError as error:
            if error.status in _NOT_THERE:
                raise BounceError(f"Amazon's {error.message}", error.hint) from error
            raise
