"""What digest works with: digest.toml, environment and flags, checked and resolved.

Values only. A secret is looked up when it is revealed, and shown by no repr; nothing else
here reads anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal

import msgspec

from digest.config.bounces import BounceSettings
from digest.config.secret import Secret
from digest.config.semantic import SemanticSettings
from digest.config.summaries import SummarySettings
from digest.config.values import unknown
from digest.config.webhooks import WebhookSettings
from digest.errors import ConfigError
from digest.model import Limits, Mailbox, Newsletter, RelayKind, Source


class BuildSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How an Edition is made.

    `rank` weighs rules by name, `preset` those that it does not name. `marks` are categories by
    which own sources mark what is important.
    """

    limits: Limits = Limits()
    inliner: Literal["premailer", "css-inline"] = "premailer"
    rank: Mapping[str, float] = {}
    preset: Literal["", "newsroom", "industry", "personal"] = ""
    half_life: timedelta = timedelta(hours=12)
    marks: tuple[str, ...] = ()


class RelaySettings(msgspec.Struct, frozen=True, kw_only=True):
    """A relay. `rate` is mails per second, `daily_limit` mails per day; None is no limit.

    `ca` holds the authorities to trust; None means the system's. `warm_up` holds the daily
    limits of its first days.
    """

    name: str = "main"
    host: str = "127.0.0.1"
    port: int = 1025
    security: Literal["none", "starttls", "tls"] = "none"
    ca: Path | None = None
    user: str | None = None
    password: Secret | None = None
    login: Literal["password", "xoauth2"] = "password"
    relay: RelayKind = RelayKind.PLAIN
    stream: str = ""
    sign: bool | None = None
    connections: int = 10
    window: int = 1
    weight: int = 1
    rate: float | None = None
    daily_limit: int | None = None
    warm_up: tuple[int, ...] = ()
    headers: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}(host={self.host!r}, port={self.port}, user={self.user!r})"


class DomainSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What one domain of readers is given: mails per second, and at once; None is no limit."""

    rate: float | None = None
    connections: int | None = None


class SmtpSettings(RelaySettings, frozen=True, kw_only=True):
    """The main relay, the others, and the rules of sending.

    `domain` holds for each recipients' domain that `domains` does not name.
    """

    relays: tuple[RelaySettings, ...] = ()
    domain: DomainSettings = DomainSettings()
    domains: Mapping[str, DomainSettings] = {}
    unsure: Literal["resend", "hold"] = "resend"
    max_age: timedelta = timedelta(days=5)

    @property
    def ways(self) -> tuple[RelaySettings, ...]:
        """All relays, the main one first."""
        return (self, *self.relays)


class CollectSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How sources are visited: by the daemon `every` so often at most.

    `timeout` is seconds for one source, redirects included. `spacing` is seconds between two
    pages of one site. `passwords` are those of mailboxes, by the name of the source. `public_url`
    is where hubs reach the readers' site; None for no pushes.
    """

    every: timedelta = timedelta(hours=1)
    spacing: float = 1.0
    public_url: str | None = None
    allow_private: bool = False
    timeout: float = 20.0
    max_bytes: int = 10 * 1024 * 1024
    concurrency: int = 100
    contact: str = ""
    passwords: Mapping[str, Secret] = {}


class CheckSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of readers by mail client (FAMILY or FAMILY.PLATFORM); none: all the same."""

    clients: Mapping[str, float] = {}


class StoreSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The database; `url` holds an absolute path."""

    url: str
    keep: timedelta = timedelta(days=90)

    @property
    def path(self) -> Path:
        """The database file."""
        return Path(self.url.removeprefix("sqlite:///"))


class ServeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the readers' site listens, and whose word on a reader's address it takes.

    `proxies` are networks as text; the nearest of `trusted_hops` proxies is in one of them.
    """

    host: str = "127.0.0.1"
    port: int = 8700
    workers: int = 1
    trusted_hops: int = 0
    proxies: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    access_log: Literal["off", "json"] = "json"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All of it. `path` is the digest.toml read, `root` its folder (or the working one).

    `operator` gets the alarms; None where nobody does. `summaries` is None where no language
    model is asked, `semantic` where articles are known by their words alone.
    `environ` holds of the environment only what is no setting: DIGEST_SECRET, where set.
    `places` says by dotted key where the name of each plugin or model was written.
    """

    path: Path | None
    root: Path
    newsletters: Mapping[str, Newsletter]
    sources: tuple[Source, ...]
    build: BuildSettings
    smtp: SmtpSettings
    collect: CollectSettings
    store: StoreSettings
    check: CheckSettings = CheckSettings()
    serve: ServeSettings
    bounces: BounceSettings = BounceSettings()
    webhooks: WebhookSettings = WebhookSettings()
    summaries: SummarySettings | None = None
    semantic: SemanticSettings | None = None
    operator: Mailbox | None = None
    environ: Mapping[str, str] = {}
    places: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"Settings(path={self.path!r}, newsletters={list(self.newsletters)})"

    def newsletter(self, name: str | None = None) -> Newsletter:
        """The newsletter of that id; without a name the only one.

        Raises:
            ConfigError: there is none of that id, none at all, or several and no name.
        """
        if not self.newsletters:
            hint = "add a [newsletters.ID] table" if self.path else "digest init writes one"
            raise ConfigError(self._where("no newsletter is configured"), hint)
        known = ", ".join(self.newsletters)
        if name is None and len(self.newsletters) == 1:
            return next(iter(self.newsletters.values()))
        if name is None:
            raise ConfigError(self._where("there are several newsletters"), f"name one: {known}")
        if name not in self.newsletters:
            message, hint = unknown("newsletter", name, list(self.newsletters))
            raise ConfigError(self._where(message), hint)
        return self.newsletters[name]

    def source(self, name: str) -> Source:
        """The source of that name.

        Raises:
            ConfigError: there is none.
        """
        known = {source.name: source for source in self.sources}
        if name not in known:
            message, hint = unknown("source", name, list(known))
            raise ConfigError(self._where(message), hint)
        return known[name]

    def error(self, key: str, words: str, hint: str = "") -> ConfigError:
        """An error that names the place where the dotted key was written, and the key."""
        return ConfigError(f"{self.places.get(key, self.path or '')}: {key}: {words}", hint)

    def _where(self, words: str) -> str:
        return f"{self.path}: {words}" if self.path else f"{words} (no digest.toml here)"
