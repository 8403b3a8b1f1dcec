"""Jinja's environment with bounds: a slip in a template ends in an error, not in a hanging build.

Private attributes and changing values are refused as well (ImmutableSandboxedEnvironment). It is
no wall against who writes templates on purpose: they may still make a build slow.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from jinja2.environment import Template, TemplateModule
from jinja2.nodes import AssignBlock, Concat, EnvironmentAttribute, ExprStmt, Filter, For
from jinja2.nodes import Macro as MacroNode
from jinja2.runtime import LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from jinja2 import nodes
    from jinja2.runtime import Context

MAX_TURNS: Final = 200_000
"""Turns of all loops and calls of all macros in one filling: a hundred times what a day takes."""

MAX_MADE: Final = 5_000_000
"""Characters that a template may make, and values that an operator may."""

_T = TypeVar("_T")
_MAX_RANGE: Final = 100_000
_MAX_POWER: Final = 1_000
_BOUND: Final = "a bound"  # no template can write this name of a filter


class _Filled(Template):
    """A template that escapes what is text at once, and leaves alone what was escaped."""

    @classmethod
    def from_code(cls, *args: Any, **named: Any) -> Template:  # noqa: ANN401 - Jinja's signature
        """Make one of compiled code, whose names are the function's."""
        made = super().from_code(*args, **named)
        made.root_render_func.__globals__["escape"] = _escaped
        return made


def _escaped(said: object) -> Markup:
    return said if said.__class__ is Markup else escape(said)


class BoundEnvironment(ImmutableSandboxedEnvironment):
    """Counts the turns of loops while a template is filled; `start` begins anew."""

    template_class = _Filled
    intercepted_binops = frozenset({"*", "**", "+"})

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Jinja's options
        super().__init__(*args, **options)
        self.globals["range"] = _short_range
        self.filters[_BOUND] = _bounded
        self.start()
        self._open = {TemplateModule, LoopContext}

    def start(self) -> None:
        """Forget the turns of the filling before, and the templates, of which one may be new."""
        self._turns = 0
        self._read: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Give a template; its file is looked at once in a filling, not for each story."""
        if not isinstance(name, str) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._read:
            self._read[name] = super().get_template(name, parent)
        return self._read[name]

    @property
    def turn(self) -> None:
        """Looked at by what a template is compiled to, at each turn: a call would cost more.

        Raises:
            OverflowError: there were too many.
        """
        self._turns += 1
        if self._turns > MAX_TURNS:
            raise OverflowError(f"loops and macros went round more than {MAX_TURNS:,} times")

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        """Give an attribute; of a view without the questions that Jinja asks of others.

        They would make a rendering a third slower. A view is a frozen dataclass of ours.
        """
        kind = type(obj)
        if kind not in self._open:
            if not is_dataclass(kind):
                return super().getattr(obj, attribute)
            self._open.add(kind)
        if attribute[0] == "_":
            return self.unsafe_undefined(obj, attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return self.lacking(obj, attribute)

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Call what a template calls; of its own macros nothing need be asked."""
        if called.__class__ is not Macro:
            return super().call(context, called, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        return called(context.eval_ctx, *args, **named)

    def lacking(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as getattr
        """Give what stands for an attribute that a view does not have."""
        return self.undefined(obj=obj, name=attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Multiply and add, where what comes out is of a size that can be had."""
        if operator == "+":
            return _bounded(super().call_binop(context, operator, left, right))
        if operator == "**" and abs(right) > _MAX_POWER:
            raise OverflowError(f"{operator} {right:,} makes too large a number")
        for times, thing in ((left, right), (right, left)):
            if isinstance(times, int) and times * _size(thing) > MAX_MADE:
                raise OverflowError(f"{operator} {times:,} makes more than {MAX_MADE:,} characters")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Have each loop and each macro looked at where its body begins, and texts that grow."""
        tree = super()._parse(source, name, filename)
        bodies: list[For | MacroNode] = [*tree.find_all(For), *tree.find_all(MacroNode)]
        for node in bodies:
            node.body.insert(0, ExprStmt(EnvironmentAttribute("turn"), lineno=node.lineno))
        return cast("nodes.Template", _Growing().visit(tree))


class _Growing(NodeTransformer):
    """Has what is put together looked at: a text that doubles in a loop soon fills the memory."""

    def visit_Concat(self, node: Concat) -> Filter:  # noqa: N802 - Jinja's names
        return _looked_at(self.generic_visit(node))

    def visit_AssignBlock(self, node: AssignBlock) -> AssignBlock:  # noqa: N802 - Jinja's names
        node.filter = _looked_at(node.filter)
        self.generic_visit(node)
        return node


def _looked_at(node: nodes.Node | None) -> Filter:
    return Filter(node, _BOUND, [], [], None, None, lineno=node.lineno if node else None)


def _bounded(made: _T) -> _T:
    """What was put together.

    Raises:
        OverflowError: it is too long.
    """
    if _size(made) > MAX_MADE:
        raise OverflowError(f"this text has more than {MAX_MADE:,} characters")
    return made


def _short_range(*bounds: int) -> range:
    """As Python's.

    Raises:
        OverflowError: it is too long.
    """
    made = range(*bounds)
    if made[_MAX_RANGE : _MAX_RANGE + 1]:
        raise OverflowError(f"this range has more than {_MAX_RANGE:,} numbers")
    return made


def _size(thing: object) -> int:
    return len(thing) if isinstance(thing, (str, list, tuple)) else 0
