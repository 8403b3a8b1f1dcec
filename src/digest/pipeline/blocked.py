"""Tells the operator of a domain that refuses us, a relay that takes none, and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.model import Scope
from digest.pipeline.notify import alarm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from digest.config import Settings
    from digest.model import Edition, Throttle
    from digest.store import Store

_DOMAIN = (
    "The mail servers of {name} refused a mail by a rule of theirs. They said:\n\n"
    "    {reason}\n\n"
    "That speaks of us or of the mail, not of the reader. So nothing more goes to {name}\n"
    "until {until}; its readers wait, nobody has failed for it. Then one\n"
    "mail tries it. Look at the words: a listing to ask out of, a record that lacks (SPF, DKIM,\n"
    "DMARC), something in the edition. When it is mended: `digest relays reset {name}`, then\n"
    "`digest resume {edition}`.\n"
)
_DOUBTED = (
    "The mail servers of {name} refuse one reader after another for good.\n"
    "They took nobody's mail in between, and said:\n\n"
    "    {reason}\n\n"
    "That may be a fault of theirs: providers have said for hours that no address of theirs\n"
    "exists. So no reader has bounced for it, and nothing more goes to {name}\n"
    "until {until}; then one mail tries it. What they still say a day after they began\n"
    "is believed. When they are well again: `digest relays reset {name}`, then\n"
    "`digest resume {edition}`.\n"
)
_RELAY = (
    "The relay {name} takes no mails now:\n\n"
    "    {reason}\n\n"
    "So nothing more goes this way until {until}; nobody has failed. `digest run` goes on by\n"
    "itself; by hand it is `digest resume {edition}`. When it was mended, or a limit was raised:\n"
    "`digest relays reset {name}`.\n"
)
_STALLED = (
    "Nobody's mail of {edition} was taken. The answer to the readers of {name} is:\n\n"
    "    {reason}\n\n"
    "It puts them off and refuses nobody, and it has done so again and again. That may be the\n"
    "servers of these readers, or the relay itself: all its readers are of these domains, so the\n"
    "answers can't tell. Look at the relay's log, its disk and its queue. Nobody has failed; who\n"
    "waits is tried again from {until} on, and given up after `smtp.max_age`. When it is\n"
    "mended: {resets}, then `digest resume {edition}`.\n"
)
_NAMED: Final = 5
"""Domains that an alarm names."""

_PARKED = (
    "One run, or one connection, after another ended in the middle of the mail of {readers} of\n"
    "{edition}: it may be what ends them, so it is given up. Who may have it all the same: look\n"
    "with `digest deliveries list --edition {edition} --state failed`. `digest deliveries retry\n"
    "ID` and `digest resume {edition}` send it after all, under the same Message-ID.\n"
)


class Alarms:
    """Those of one send; each is a Notice to the operator. `raised`: there was one."""

    def __init__(
        self, settings: Settings, store: Store, edition: Edition, clock: Callable[[], datetime]
    ) -> None:
        self.raised = False
        self._settings, self._store, self._edition = settings, store, edition
        self._clock = clock

    def blocked(self, throttle: Throttle) -> None:
        """Of what is held back: once a day for each."""
        until = f"{throttle.until:%Y-%m-%d %H:%M} UTC" if throttle.until else "further notice"
        is_domain = throttle.scope is Scope.DOMAIN
        refuses = _DOUBTED if throttle.doubted else _DOMAIN
        what = "refuses our mails" if is_domain else "takes no mails"
        self._raise(
            f"blocked {self._clock():%Y-%m-%d} {throttle.scope} {throttle.name}",
            f"digest: {throttle.name} {what} until {until}",
            (refuses if is_domain else _RELAY).format(
                name=throttle.name, reason=throttle.reason, until=until, edition=self._edition.id
            ),
            said=throttle.reason,
        )

    def stalled(self, domains: Sequence[Throttle]) -> None:
        """Of a send that got nowhere, as these domains have no time: once a day."""
        now, edition = self._clock(), self._edition.id
        first = min(domains, key=lambda one: one.until or now)
        names = [one.name for one in domains[:_NAMED]]
        more = f" and {len(domains) - _NAMED} more domains" if len(domains) > _NAMED else ""
        self._raise(
            f"stalled {now:%Y-%m-%d} {edition}",
            f"digest: {edition} stalls, {names[0]} takes no mails yet",
            _STALLED.format(
                edition=edition,
                name=", ".join(names) + more,
                reason=first.reason,
                until=f"{first.until or now:%Y-%m-%d %H:%M} UTC",
                resets=", ".join(f"`digest relays reset {name}`" for name in names),
            ),
            said=first.reason,
        )

    def parked(self, count: int) -> None:
        """Of readers whose mail is given up as poison."""
        readers, edition = "1 reader" if count == 1 else f"{count} readers", self._edition.id
        self._raise(
            f"parked {self._clock():%Y-%m-%d %H:%M} {edition}",
            f"digest: the mail of {readers} is given up",
            _PARKED.format(readers=readers, edition=edition),
        )

    def _raise(self, key: str, subject: str, text: str, *, said: str = "") -> None:
        self.raised = True
        alarm(
            self._settings,
            self._store,
            key=key,
            subject=subject,
            text=text,
            now=self._clock(),
            newsletter=self._edition.newsletter,
            said=said,
        )
