"""Names that templates may use no longer: the old one goes on working, and says so.

A name that is renamed stays in RENAMED for one minor version of digest at least.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateNotFound, TemplateSyntaxError
from jinja2.nodes import (
    Block,
    Call,
    Concat,
    CondExpr,
    Const,
    EnvironmentAttribute,
    Extends,
    Filter,
    Getattr,
    Output,
)

from digest.render.lacking import extended, lost, overruled, set_in_vain, shipped_parent
from digest.render.layers import laid_over
from digest.render.sandbox import BoundEnvironment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

    from jinja2.nodes import Expr, Template

    Text = tuple[str, str | None]
    """What a template says, and its file; nothing where there is none."""

logger = logging.getLogger(__name__)

RENAMED: Final[Mapping[tuple[str, str], str]] = MappingProxyType({})
"""(view, old name) -> new name, as ("SlotView", "teaser"): "summary"."""

PRINTED: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {("SlotView", "topic"): "heading", ("SectionView", "topic"): "heading"}
)
"""(view, name) -> what is printed instead: the name itself tells things apart, as marks do."""

_KEYS: Final = frozenset(name for _, name in PRINTED)


class RenamingEnvironment(BoundEnvironment):
    """Jinja's environment, which knows old names of what views hold.

    A template that sets a name in vain, because what it extends sets it later, is refused.
    """

    renamed: Mapping[tuple[str, str], str] = RENAMED

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Jinja's options
        super().__init__(*args, **options)
        self._said: set[str] = set()
        self.read: dict[str, Text] = {}
        """The other templates that were looked into where one was compiled."""

    def lacking(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        """Give, for an old name, what the new one holds, with a warning."""
        kind = type(obj).__name__
        new = self.renamed.get((kind, attribute))
        if new is None:
            return super().lacking(obj, attribute)
        what = kind.removesuffix("View").lower()
        self._warn(f"{what}.{attribute} is now {what}.{new}")
        return self.getattr(obj, new)

    def printed(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        """Give what a template prints of an attribute, with a warning where that is another."""
        kind = type(obj).__name__
        new = PRINTED.get((kind, attribute))
        if new is None:
            return self.getattr(obj, attribute)
        what = kind.removesuffix("View").lower()
        self._warn(f"{what}.{attribute} is for marks; print {what}.{new}")
        return self.getattr(obj, new)

    def _parse(self, source: str, name: str | None, filename: str | None) -> Template:
        tree = super()._parse(source, name, filename)
        if (above := extended(tree)) and (blocks := self._blocks(above)) is not None:
            said, at = lost(tree, above, blocks)
            if said:
                raise TemplateSyntaxError(said, at, name, filename)
        parent, line = shipped_parent(tree)
        if parent:
            shipped = self._read_tree(parent)
            laid = laid_over(tree, shipped, line)
            if laid is None and (vain := overruled(tree, shipped)):
                raise TemplateSyntaxError(set_in_vain(vain, parent), line, name, filename)
            tree = laid or tree
        for output in tree.find_all(Output):
            output.nodes = [_printing(node) for node in output.nodes]
        return tree

    def _blocks(self, name: str, below: frozenset[str] = frozenset()) -> frozenset[str] | None:
        """The blocks that a template has, its own and those above; None where nobody can tell."""
        tree = self._read_tree(name)
        if not tree.body or name in below:
            return None
        own = frozenset(one.name for one in tree.find_all(Block))
        if not tree.find(Extends):
            return own
        above = extended(tree)
        more = self._blocks(above, below | {name}) if above else None
        return None if more is None else own | more

    def _read_tree(self, name: str) -> Template:
        """A template as it is written; a missing one is empty here: Jinja speaks of it later."""
        source, path = self.read[name] = self.text_of(name)
        return super()._parse(source, name, path)

    def text_of(self, name: str) -> Text:
        """What a template says now.

        Raises:
            RenderError: it is not UTF-8.
        """
        if self.loader:
            with suppress(TemplateNotFound):
                return self.loader.get_source(self, name)[:2]
        return "", None

    def _warn(self, words: str) -> None:
        """Once for each line of a template, however many stories it prints."""
        path, line = _place()
        said = f"{path}, line {line}: {words}"
        if said not in self._said:
            self._said.add(said)
            logger.warning("%s", said)


def _printing(node: Expr) -> Expr:
    """What stands in {{ }}, with the names of keys given over to `printed`."""
    match node:
        case Getattr() if node.attr in _KEYS:
            ask = EnvironmentAttribute("printed")
            args = [node.node, Const(node.attr)]
            return Call(ask, args, [], None, None, lineno=node.lineno)
        case Filter() if node.node is not None:
            node.node = _printing(node.node)
        case Concat():
            node.nodes = [_printing(one) for one in node.nodes]
        case CondExpr():
            node.expr1 = _printing(node.expr1)
            node.expr2 = _printing(node.expr2) if node.expr2 else None
    return node


def _place() -> tuple[str, int]:
    """File and line of the template that is being filled."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - only frames know who asks
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return str(template.filename), template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return "a template", 0
