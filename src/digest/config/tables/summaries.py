"""The [summaries] table: a language model of the operator's choice."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import SecretTable, Table, by


class SummariesTable(Table, frozen=True, kw_only=True):
    """Who is asked for summaries; without this table nobody is."""

    url: Annotated[
        str,
        by(
            values.web_url,
            "The chat completions endpoint, whole",
            "http://127.0.0.1:11434/v1/chat/completions",
        ),
    ]
    model: Annotated[str, by(values.line, "The model, as the endpoint calls it", "llama3.1:8b")]
    key: Annotated[SecretTable | None, Meta(description="The bearer key, if it wants one")] = None
    calls: Annotated[
        int, Meta(description="Calls for one edition, all its builds together", ge=1, le=1000)
    ] = 20
    tokens: Annotated[
        int, Meta(description="Tokens for one edition, questions and answers", ge=1000)
    ] = 60_000
    timeout: Annotated[float, Meta(description="Seconds for one answer", gt=0, le=600)] = 30.0
    limit: Annotated[
        Literal["max_tokens", "max_completion_tokens"],
        Meta(description="What the endpoint calls the limit of an answer"),
    ] = "max_tokens"
    options: Annotated[
        dict[str, Any],
        Meta(description="What else is sent with each question, as temperature; any keys"),
    ] = {}
