"""Names that templates may use no longer: the old one goes on working, and says so.

A name that is renamed stays in RENAMED for one minor version of digest at least.
"""

from __future__ import annotations

import logging
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

logger = logging.getLogger(__name__)

RENAMED: Final[Mapping[tuple[str, str], str]] = MappingProxyType({})
"""(view, old name) -> new name, as ("SlotView", "teaser"): "summary"."""


class RenamingEnvironment(Environment):
    """Jinja's environment, which knows old names of what views hold."""

    renamed: Mapping[tuple[str, str], str] = RENAMED

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Jinja's options
        super().__init__(*args, **options)
        self._said: set[str] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        """Give an attribute; of an old name the new one's, with a warning."""
        if not self.renamed:
            return super().getattr(obj, attribute)
        kind = type(obj).__name__
        new = self.renamed.get((kind, attribute))
        if new is None:
            return super().getattr(obj, attribute)
        what = kind.removesuffix("View").lower()
        self._warn(f"{what}.{attribute} is now {what}.{new}")
        return super().getattr(obj, new)

    def _warn(self, words: str) -> None:
        """Once for each line of a template, however many stories it prints."""
        path, line = _place()
        said = f"{path}, line {line}: {words}"
        if said not in self._said:
            self._said.add(said)
            logger.warning("%s", said)


def _place() -> tuple[str, int]:
    """File and line of the template that is being filled."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - only frames know who asks
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return str(template.filename), template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return "a template", 0
