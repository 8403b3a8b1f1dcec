"""The shape of digest.toml: every table and key, its type, bounds, default and meaning.

This is the one list of keys: the checks, `config schema` and docs/config.md follow it.
A `parse` in a field's extra judges what a type cannot. Nothing is read or resolved here.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from digest.config import values
from digest.config.tables.base import Table, by
from digest.config.tables.bounces import BouncesTable
from digest.config.tables.newsletter import NewsletterTable
from digest.config.tables.semantic import SemanticTable
from digest.config.tables.sending import SmtpTable
from digest.config.tables.serve import ServeTable
from digest.config.tables.stages import BuildTable, CheckTable, CollectTable, SourceTable
from digest.config.tables.summaries import SummariesTable
from digest.config.tables.webhooks import WebhooksTable


class StoreTable(Table, frozen=True, kw_only=True):
    """The database."""

    url: Annotated[str, by(values.store_url, "sqlite:///FILE, beside digest.toml")] = (
        "sqlite:///digest.db"
    )
    keep: Annotated[
        str,
        by(values.duration, "Unused text and old deliveries are kept so long; editions for good"),
    ] = "90d"


class OperatorTable(Table, frozen=True, kw_only=True):
    """Who is told by mail when something is wrong."""

    address: Annotated[str, by(values.address, "Gets the alarms", "desk@news.example")]
    name: Annotated[str | None, by(values.line, "The name beside it", "The desk")] = None


class Document(Table, frozen=True, kw_only=True):
    """The whole of digest.toml."""

    newsletters: Annotated[
        dict[Annotated[str, by(values.newsletter_id, "The newsletter's id")], NewsletterTable],
        Meta(description="Each newsletter by its id: a-z, 0-9 and hyphens"),
    ] = {}
    sources: Annotated[tuple[SourceTable, ...], Meta(description="All sources")] = ()
    build: BuildTable = BuildTable()
    summaries: Annotated[
        SummariesTable | None, Meta(description="A language model that is asked for summaries")
    ] = None
    semantic: Annotated[
        SemanticTable | None, Meta(description="A sentence model that tells what articles mean")
    ] = None
    smtp: SmtpTable = SmtpTable()
    collect: CollectTable = CollectTable()
    check: CheckTable = CheckTable()
    store: StoreTable = StoreTable()
    serve: ServeTable = ServeTable()
    bounces: BouncesTable = BouncesTable()
    webhooks: WebhooksTable = WebhooksTable()
    operator: Annotated[
        OperatorTable | None, Meta(description="Who is told by mail when something is wrong")
    ] = None


def json_schema() -> dict[str, object]:
    """The JSON Schema of digest.toml (draft 2020-12), for editors that complete TOML."""
    schema = msgspec.json.schema(Document)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "digest.toml",
        **schema,
    }
