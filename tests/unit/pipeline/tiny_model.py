"""A sentence model of a few kilobytes, which onnxruntime really runs: it knows some words.

Each word that the shipped phrases say of a label points to that label, and so do `words`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from digest.curate.topic_phrases import TOPIC_PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LABELS = tuple(TOPIC_PHRASES)
INPUTS = ("input_ids", "attention_mask")


def tiny_model(
    folder: Path,
    words: Mapping[str, str] | None = None,
    *,
    inputs: tuple[str, ...] = INPUTS,
    network: str = "model.onnx",
) -> Path:
    """Write network and tokenizer.json into the folder; a row of numbers for each token."""
    told = {
        word: label
        for label, phrases in TOPIC_PHRASES.items()
        for word in re.findall(r"\w{5,}", " ".join(phrases).lower())
    }
    told |= words or {}
    rows = np.full((len(told) + 1, len(LABELS)), 0.01, dtype=np.float32)
    for at, label in enumerate(told.values(), 1):
        rows[at, LABELS.index(label)] = 1
    (folder / network).parent.mkdir(parents=True, exist_ok=True)
    onnx.save(_network(rows, inputs), folder / network)
    vocabulary = {"[UNK]": 0} | {word: at for at, word in enumerate(told, 1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - no secret
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _network(rows: np.ndarray, inputs: tuple[str, ...]) -> onnx.ModelProto:
    graph = helper.make_graph(
        [helper.make_node("Gather", ["rows", inputs[0]], ["last_hidden_state"])],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "n"]) for name in inputs],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [1, "n", None])],
        [numpy_helper.from_array(rows, "rows")],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    made.ir_version = 8
    return made
