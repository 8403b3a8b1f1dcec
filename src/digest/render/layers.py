"""A template laid over the one that it extends: what it sets anew holds there, too.

Jinja fills what is extended last, so a name that both set would be the shipped one's. Only of
templates that print nothing, as tokens and macros do; pages have their blocks for it.
"""

from __future__ import annotations

from jinja2.nodes import (
    Assign,
    AssignBlock,
    Extends,
    Macro,
    Name,
    Node,
    Output,
    Template,
    TemplateData,
)

from digest.render.places import unmarked


def laid_over(own: Template, parent: Template, line: int) -> Template | None:
    """The parent with what `own` sets in the place where it sets the same; None if it prints.

    So, too, if it is missing: Jinja speaks of that. What else `own` sets stands before the next
    that it sets anew, or last. Of the parent's lines each counts as `line`, in which it is
    extended: a template is one file's.
    """
    if not parent.body or not all(_set_by(node) or _is_space(node) for node in parent.body):
        return None
    places = {name for node in parent.body if (name := _set_by(node))}
    anew, waiting = _anew(own, places)
    body: list[Node] = []
    for node in parent.body:
        node.set_lineno(line, override=True)
        body += anew.get(_set_by(node), [node])
    return Template([*body, *waiting], lineno=1, environment=own.environment)


def _anew(own: Template, places: set[str]) -> tuple[dict[str, list[Node]], list[Node]]:
    """What stands in the place of each name that is set anew, and what is left."""
    anew: dict[str, list[Node]] = {}
    waiting: list[Node] = []
    for node in own.body:
        if isinstance(node, Extends) or _is_space(node):
            continue
        waiting.append(node)
        if (name := _set_by(node)) in places:
            anew.setdefault(name, []).extend(waiting)
            waiting = []
    return anew, waiting


def _set_by(node: Node) -> str:
    """The name that a template's own part sets; "" for none."""
    if isinstance(node, Macro):
        return node.name
    target = node.target if isinstance(node, Assign | AssignBlock) else None
    return target.name if isinstance(target, Name) else ""


def printed_at(node: Output) -> int:
    """The line of the first thing but white space that a part of a template prints; 0: nothing."""
    for one in node.nodes:
        text = unmarked(one.data) if isinstance(one, TemplateData) else "x"
        if bare := text.lstrip():
            return one.lineno + text.count("\n", 0, len(text) - len(bare))
    return 0


def _is_space(node: Node) -> bool:
    return isinstance(node, Output) and not printed_at(node)
