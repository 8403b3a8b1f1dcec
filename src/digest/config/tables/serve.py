"""The table of the readers' site: where it listens, and who stands in front of it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import Table, by


class ServeTable(Table, frozen=True, kw_only=True):
    """The readers' site."""

    host: Annotated[str, by(values.line, "Address that `digest serve` listens on")] = "127.0.0.1"
    port: Annotated[int, Meta(description="Its port", ge=1, le=65535)] = 8700
    workers: Annotated[int, Meta(description="Processes that answer", ge=1, le=64)] = 1
    trusted_hops: Annotated[
        int, Meta(description="Proxies between readers and this; 0: none is believed", ge=0, le=10)
    ] = 0
    proxies: Annotated[
        tuple[Annotated[str, by(values.network, "An address or network", "10.0.0.0/8")], ...],
        Meta(description="Where the nearest of them connects from; others are not believed"),
    ] = ("127.0.0.0/8", "::1/128")
    access_log: Annotated[
        Literal["off", "json"],
        Meta(description="json: a line on stderr for each request, without addresses"),
    ] = "json"
