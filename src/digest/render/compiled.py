"""What templates were compiled to, kept as long as the process: compiling is most of a rendering.

A desk renders at each decision, a preview at each look, a site in each look and language. One
version of each file is kept, and taken only while what it was made of says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

    from digest.render.renames import RenamingEnvironment, Text


class Compiled(BytecodeCache):
    """Jinja's cache of compiled templates, in memory, for environments that are all alike."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a file to `bucket`, where it was made of the same text."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that was just made."""
        self._kept[bucket.key] = bucket.checksum, bucket.code


class _OfMails(Compiled):
    """The same, where a template is judged by others as well: those that it extends."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[str, dict[str, Text]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a file to `bucket`, where the others say the same, too."""
        environment = cast("RenamingEnvironment", bucket.environment)
        read = self._read.get(bucket.key, {})
        if all(environment.text_of(name) == text for name, text in read.items()):
            super().load_bytecode(bucket)
        if bucket.code is None:
            environment.read.clear()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that was just made, and what else was read for it."""
        environment = cast("RenamingEnvironment", bucket.environment)
        self._read[bucket.key] = dict(environment.read)
        super().dump_bytecode(bucket)


COMPILED_MAILS: Final = _OfMails()
"""For all `Templates` of this process."""
