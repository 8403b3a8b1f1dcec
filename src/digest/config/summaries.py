"""From the [summaries] table to settings. Reads no secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from digest.config.secret import Secret

if TYPE_CHECKING:
    from digest.config.secret import Secrets
    from digest.config.tables.summaries import SummariesTable

_NEAR = frozenset({"127.0.0.1", "::1", "localhost"})


class SummarySettings(msgspec.Struct, frozen=True, kw_only=True):
    """A language model that is asked for summaries.

    `calls` and `tokens` are what one edition may spend in all its builds, `timeout` the seconds
    of one answer, `limit` the name of the field that bounds it, `options` what else is sent.
    """

    url: str
    model: str
    key: Secret | None = None
    calls: int = 20
    tokens: int = 60_000
    timeout: float = 30.0
    limit: str = "max_tokens"
    options: Mapping[str, Any] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self.url!r}, model={self.model!r})"


def summaries(table: SummariesTable, secrets: Secrets) -> SummarySettings:
    """The settings that the table stands for.

    Raises:
        ConfigError: the URL holds a login, a key would travel in the clear, or it is named
            neither by a variable nor by a file.
    """
    path = ("summaries", "url")
    parts = urlsplit(table.url)
    if parts.username is not None:
        words = "a URL that holds a login is printed where it should not be"
        raise secrets.origin.error(path, words, 'put the key into key = { env = "NAME" }')
    if table.key and parts.scheme != "https" and parts.hostname not in _NEAR:
        words = f"the key would travel in the clear to {parts.hostname}"
        raise secrets.origin.error(path, words, "use https, or an endpoint on this machine")
    return SummarySettings(
        url=table.url,
        model=table.model,
        key=secrets.at(table.key, ("summaries", "key")) if table.key else None,
        calls=table.calls,
        tokens=table.tokens,
        timeout=table.timeout,
        limit=table.limit,
        options=table.options,
    )
