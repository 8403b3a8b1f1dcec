"""The [semantic] table: a sentence model that the operator put on this machine."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from digest.config import values
from digest.config.tables.base import Table, by


class SemanticTable(Table, frozen=True, kw_only=True):
    """What tells the meaning of articles; without this table words alone do."""

    model: Annotated[
        str,
        by(
            values.sentence_model,
            "A folder with model.onnx and tokenizer.json, an .onnx file, or package:NAME/FOLDER",
            "models/minilm",
        ),
    ]
    tokens: Annotated[
        int, Meta(description="Tokens of an article that are read", ge=16, le=8192)
    ] = 128
    threads: Annotated[int, Meta(description="Threads that compute", ge=1, le=64)] = 1
    pooling: Annotated[
        Literal["auto", "mean", "cls"],
        Meta(description="How tokens make one vector: auto asks the folder, else takes the mean"),
    ] = "auto"
    prefix: Annotated[str, Meta(description='What the model wants before a text: "query: "')] = ""
