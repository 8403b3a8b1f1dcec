"""Sentence vectors by ONNX, of a model that the operator put on this machine. Fetches nothing.

A folder as sentence-transformers and fastembed leave one: an .onnx network, tokenizer.json, and
perhaps 1_Pooling/config.json. Each text is read by itself: in a batch a quantised network
gives a text other numbers in other company, and one thread gains little by it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from digest.config.values import PACKAGE
from digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from tokenizers import Tokenizer

    from digest.config import Settings
    from digest.config.semantic import SemanticSettings

    Row: TypeAlias = np.ndarray[Any, np.dtype[Any]]

__all__ = ["Embedder", "embedder_for"]

INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")
_NEEDED: Final = ("onnxruntime", "tokenizers")
_PRINT: Final = 24  # hex digits that tell a model from others
_OTHER: Final = "take a sentence model, exported for onnxruntime with its tokenizer.json"


@dataclass(frozen=True, slots=True)
class _Files:
    """What a model consists of; `folder` holds tokenizer.json and what else describes it."""

    network: Path
    folder: Path

    @property
    def tokenizer(self) -> Path:
        return self.folder / "tokenizer.json"

    def all(self) -> Iterator[Path]:
        """What decides a vector: network, its weights beside it, tokenizer."""
        beside = self.network.parent.iterdir()
        yield from sorted(path for path in beside if path.name.startswith(self.network.name))
        yield self.tokenizer


class _Named(Protocol):
    name: str


class _Network(Protocol):
    """What is used of onnxruntime's session, which has no types."""

    def get_inputs(self) -> Sequence[_Named]: ...
    def get_outputs(self) -> Sequence[_Named]: ...
    def run(self, outputs: None, fed: dict[str, Row]) -> list[Row]: ...


def embedder_for(settings: Settings) -> Embedder | None:
    """The configured model, not loaded yet; None where none is configured.

    Raises:
        ConfigError: the extra is not installed, or the model is not there.
    """
    if settings.semantic is None:
        return None
    lacking = [name for name in _NEEDED if find_spec(name) is None]
    if lacking:
        words = f"{' and '.join(lacking)} not installed, which the model needs"
        raise _refused(settings, words, "pip install 'digest-publisher[semantic]'")
    return Embedder(settings, settings.semantic, _found(settings, settings.semantic))


class Embedder:
    """A sentence model; its network is loaded with the first text that it reads."""

    def __init__(self, settings: Settings, semantic: SemanticSettings, files: _Files) -> None:
        self._settings, self._semantic, self._files = settings, semantic, files

    @cached_property
    def mark(self) -> str:
        """Tells this model, as it is configured, from all others.

        Raises:
            ConfigError: one of its files can't be read.
        """
        hashed = hashlib.sha256()
        try:
            for path in self._files.all():
                there = path.stat()
                hashed.update(_digest(path, there.st_size, there.st_mtime_ns))
        except OSError as error:
            words = f"{error.filename} can't be read: {error.strerror}"
            raise _refused(self._settings, words, "let this account read the model") from error
        how = (self._semantic.tokens, self._pooling, self._semantic.prefix)
        hashed.update(repr(how).encode())
        return hashed.hexdigest()[:_PRINT]

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(path.stat().st_size for path in self._files.all())

    def vector(self, text: str) -> tuple[float, ...]:
        """What a text means: a vector of length one, or () where the model sees nothing in it.

        Raises:
            ConfigError: the files are no sentence model, or don't belong together.
        """
        import numpy as np  # noqa: PLC0415 - heavy

        try:
            fed = self._fed(text)
            if not all(row.size for row in fed.values()):
                return ()
            found = self._network.run(None, fed)
        except ConfigError:
            raise
        except Exception as error:
            words = f"{self._files.network} can't read a text: {_line(error)}"
            hint = "a smaller `tokens` may help; else the files don't belong together"
            raise _refused(self._settings, words, hint) from error
        pooled = self._pooled(dict(zip(self._outputs, found, strict=True)))
        length = float(np.linalg.norm(pooled))
        if not np.isfinite(length) or length == 0:
            return ()
        return tuple((pooled / length).astype(np.float32).tolist())

    def _fed(self, text: str) -> dict[str, Row]:
        import numpy as np  # noqa: PLC0415 - heavy

        read = self._tokenizer.encode(self._semantic.prefix + text)
        columns = (read.ids, read.attention_mask, read.type_ids)
        fed = {
            name: np.array([one], dtype=np.int64) for name, one in zip(INPUTS, columns, strict=True)
        }
        return {one.name: fed[one.name] for one in self._network.get_inputs()}

    def _pooled(self, found: dict[str, Row]) -> Row:
        """One row of numbers, of what the network gives for the text or for each of its tokens."""
        first = found.get("sentence_embedding", next(iter(found.values())))
        if first.ndim == 2:  # noqa: PLR2004 - text by number
            row: Row = first[0]
            return row
        pooled: Row = first[0][0] if self._pooling == "cls" else first[0].mean(axis=0)
        return pooled

    @cached_property
    def _pooling(self) -> str:
        """As the settings say, else as the folder does, else the mean."""
        if self._semantic.pooling != "auto":
            return self._semantic.pooling
        path = self._files.folder / "1_Pooling" / "config.json"
        try:
            told = json.loads(path.read_bytes()) if path.exists() else {}
        except (OSError, ValueError) as error:
            raise _refused(self._settings, f"{path} can't be read: {error}", _OTHER) from error
        return "cls" if told.get("pooling_mode_cls_token") else "mean"

    @cached_property
    def _outputs(self) -> list[str]:
        return [one.name for one in self._network.get_outputs()]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer  # noqa: PLC0415 - an extra

        try:
            made = Tokenizer.from_file(str(self._files.tokenizer))
        except Exception as error:
            words = f"{self._files.tokenizer} is no tokenizer: {_line(error)}"
            raise _refused(self._settings, words, _OTHER) from error
        made.no_padding()
        made.enable_truncation(self._semantic.tokens)
        return made

    @cached_property
    def _network(self) -> _Network:
        import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - no types; an extra

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._semantic.threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # as fast, and gives back what a long text took
        options.log_severity_level = 4  # what goes wrong is raised
        path = str(self._files.network)
        try:
            made: _Network = onnxruntime.InferenceSession(
                path, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise _refused(
                self._settings, f"{path} can't be loaded: {_line(error)}", _OTHER
            ) from error
        wants = [one.name for one in made.get_inputs() if one.name not in INPUTS]
        if wants:
            words = f"{path} wants {', '.join(wants)}, which no text has"
            raise _refused(self._settings, words, _OTHER)
        return made


@lru_cache(maxsize=8)
def _digest(path: Path, _size: int, _changed: int) -> bytes:
    """Of a file that may have half a gigabyte: asked several times in a build, read once."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _found(settings: Settings, semantic: SemanticSettings) -> _Files:
    place = _place(settings, semantic.model)
    network = place if place.is_file() else _network(settings, place)
    for folder in (network.parent, network.parent.parent):
        if (folder / "tokenizer.json").is_file():
            return _Files(network, folder)
    words = f"there is no tokenizer.json beside {network}"
    raise _refused(settings, words, "copy it from where the model came from")


def _place(settings: Settings, model: str) -> Path:
    """Where the model is; a package is looked up, not imported."""
    if not model.startswith(PACKAGE):
        return Path(model)
    name, _, inside = model.removeprefix(PACKAGE).partition("/")
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        words = f"no package {name!r} is installed beside digest"
        raise _refused(settings, words, f"pip install it into {sys.prefix}")
    return Path(spec.submodule_search_locations[0]) / inside


def _network(settings: Settings, place: Path) -> Path:
    """The network of a folder: model.onnx, there or in onnx/, else the only one."""
    found = sorted([*place.glob("*.onnx"), *place.glob("onnx/*.onnx")])
    named = [path for path in found if path.name == "model.onnx"]
    if len(found) == 1 or named:
        return min(named or found, key=lambda path: len(path.parts))
    if found:
        words = f"{place} holds {len(found)} networks"
        hint = f"name one of them: {', '.join(str(path.relative_to(place)) for path in found)}"
        raise _refused(settings, words, hint)
    below = sorted(str(path.parent.relative_to(place)) for path in place.glob("**/*.onnx"))
    words = f"{place} holds no .onnx file" if place.exists() else f"{place} is not there"
    hint = f"it has one in {below[0]}" if below else "put a model there; digest fetches none"
    raise _refused(settings, words, hint)


def _refused(settings: Settings, words: str, hint: str) -> ConfigError:
    return settings.error("semantic.model", words, hint)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
