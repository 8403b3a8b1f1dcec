"""What templates were compiled to, kept as long as the process: compiling is half of a rendering.

A desk renders at each decision, a preview at each look. One version of each file is kept, and
taken only where the file and every other that its compiling looked into say the same as then.
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
        self._kept: dict[str, tuple[str, dict[str, Text], CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a file to `bucket`, where it is known and still right."""
        environment = cast("RenamingEnvironment", bucket.environment)
        checksum, read, code = self._kept.get(bucket.key, ("", {}, None))
        if checksum == bucket.checksum and all(
            environment.text_of(name) == text for name, text in read.items()
        ):
            bucket.code = code
        else:
            environment.read.clear()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that was just made."""
        environment = cast("RenamingEnvironment", bucket.environment)
        self._kept[bucket.key] = bucket.checksum, dict(environment.read), bucket.code


COMPILED: Final = Compiled()
"""For all `Templates` of this process."""
