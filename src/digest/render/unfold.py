"""Macros unfolded where others of their file call them: what they print, without the call.

A story calls a dozen small macros that call each other, and a call costs more than what it does.
So a template's tree is changed before it is compiled: the call becomes the macro's body, with its
arguments set before it. Where a name could be taken for another, the call stays.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from typing import TYPE_CHECKING, Final

from jinja2.nodes import Call, Const, For, FromImport, If, Import, Macro, Name, Output, With

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jinja2.nodes import Expr, Node, Template

_DEEP: Final = 3  # bodies in bodies: what a file grows by has an end
_OF_CALLS: Final = frozenset({"caller", "varargs", "kwargs", "loop"})


def unfold(tree: Template) -> None:
    """Unfold the calls that the macros of a template make of each other."""
    macros = {one.name: one for one in tree.body if isinstance(one, Macro)}
    told = Counter(_names_set(tree))
    sure = {name: one for name, one in macros.items() if told[name] == 1 and _plain(one)}
    whole = {name: copy(one) for name, one in sure.items()}
    for one in macros.values():
        one.body = [*_unfolded(one.body, whole, (one,))]


def _names_set(tree: Template) -> Iterator[str]:
    for node in tree.find_all((Macro, Import, FromImport, Name)):
        match node:
            case Macro():
                yield node.name
            case Import():
                yield node.target
            case FromImport():
                yield from (name if isinstance(name, str) else name[1] for name in node.names)
            case Name() if node.ctx == "store":
                yield node.name


def _plain(macro: Macro) -> bool:
    """Whether it is what it says, whoever calls it."""
    return all(isinstance(one, Const) for one in macro.defaults) and not (
        _names(macro, "load") & _OF_CALLS or [*macro.find_all(Macro)]
    )


def _names(macro: Macro, *how: str) -> frozenset[str]:
    return frozenset(one.name for one in macro.find_all(Name) if one.ctx in how)


def _unfolded(
    body: Iterable[Node], macros: Mapping[str, Macro], inside: tuple[Macro, ...]
) -> Iterator[Node]:
    for node in body:
        if isinstance(node, Output):
            yield from _printed(node, macros, inside)
            continue
        if isinstance(node, If):
            yield _chosen(node, macros, inside)
        elif isinstance(node, For):
            looped = copy(node)  # what is unfolded in one place stands elsewhere as it was
            looped.body = [*_unfolded(node.body, macros, inside)]
            looped.else_ = [*_unfolded(node.else_, macros, inside)]
            yield looped
        else:
            yield node


def _chosen(node: If, macros: Mapping[str, Macro], inside: tuple[Macro, ...]) -> If:
    made = copy(node)
    made.body = [*_unfolded(node.body, macros, inside)]
    made.elif_ = [_chosen(one, macros, inside) for one in node.elif_]
    made.else_ = [*_unfolded(node.else_, macros, inside)]
    return made


def _printed(
    output: Output, macros: Mapping[str, Macro], inside: tuple[Macro, ...]
) -> Iterator[Node]:
    """What {{ }} prints in order, calls as the bodies that they stand for."""
    held: list[Expr] = []
    for node in output.nodes:
        opened = _opened(node, macros, inside)
        if opened is None:
            held.append(node)
            continue
        yield Output(held, lineno=output.lineno)
        yield opened
        held = []
    yield Output(held, lineno=output.lineno)


def _opened(node: Expr, macros: Mapping[str, Macro], inside: tuple[Macro, ...]) -> With | None:
    """The body that a call stands for, behind its arguments; none for all else."""
    if not isinstance(node, Call) or not isinstance(node.node, Name) or len(inside) > _DEEP:
        return None
    macro = macros.get(node.node.name)
    if macro is None or macro.name in {one.name for one in inside}:
        return None
    values = _values(node, macro)
    own = _names(macro, "store", "param")
    around = frozenset().union(*(_names(one, "store", "param") for one in inside))
    if values is None or ({macro.name} | _names(macro, "load") - own) & around:
        return None
    body = [*_unfolded(macro.body, macros, (*inside, macro))]
    targets = [Name(one.name, "store") for one in macro.args]
    return With(targets, values, body, lineno=node.lineno)


def _values(call: Call, macro: Macro) -> list[Expr] | None:
    """What each argument is given, in order; none where they do not fit, or can't be told."""
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(macro.args):
        return None
    names = [one.name for one in macro.args]
    given = dict(zip(names, call.args, strict=False))
    named = {one.key: one.value for one in call.kwargs}
    if given.keys() & named.keys() or named.keys() - set(names):
        return None
    known = dict(zip(names[::-1], macro.defaults[::-1], strict=False)) | given | named
    return [known[name] for name in names] if len(known) == len(names) else None
