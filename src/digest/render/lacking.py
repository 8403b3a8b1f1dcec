"""What is said where a template takes a name that another does not set, or sets one in vain.

So, too, where it fills a block that what it extends has not.

Jinja speaks of its own objects; who wrote a short tokens.j2 wants to hear of that file.
"""

from __future__ import annotations

from dataclasses import is_dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.environment import TemplateModule
from jinja2.nodes import Assign, Block, Const, Extends, Macro, Name, Output

from digest.config.values import nearest
from digest.render.layers import printed_at

if TYPE_CHECKING:
    from collections.abc import Collection

    from jinja2.nodes import Template

SHIPPED = "shipped/"
"""How the name of a template that ships begins, where an own one may stand before it."""

_BETWEEN = " does not set "
_SHOWN = 5


class LackError(UndefinedError):
    """A template takes `name` from the template `module`, which does not set it."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message)
        self.module, _, self.name = (message or "").partition(_BETWEEN)


class Missing(StrictUndefined):
    """A name that is not there; where another template should have set it, that one is named.

    Of a variable of ours it says what that is called in templates, and what was meant.
    """

    __slots__ = ()

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - Jinja's signature
        super().__init__(*args, **named)
        module = self._undefined_obj
        if isinstance(module, TemplateModule):
            self._undefined_hint = f"{module.__name__}{_BETWEEN}{self._undefined_name}"
            self._undefined_exception = LackError
        elif is_dataclass(module) and not self._undefined_hint:
            self._undefined_hint = _not_of(type(module), str(self._undefined_name))


def _not_of(kind: type, name: str) -> str:
    """`slot has no headlin; did you mean "headline"?`, of a SlotView."""
    public = (one for one in dir(kind) if not one.startswith("_"))
    return f"{kind.__name__.removesuffix('View').lower()} has no {name}{nearest(name, public)}"


def lack_of(value: object) -> str:
    """What is said where a template looks at a name that is not there; "" of what is there."""
    return value._undefined_message if isinstance(value, Missing) else ""  # noqa: SLF001 - Jinja's words, of a class of ours


def names_set(template: Template) -> frozenset[str]:
    """The names that other templates can take from this one."""
    targets = (one.target for one in template.find_all(Assign))
    macros = {macro.name for macro in template.find_all(Macro)}
    return frozenset({one.name for one in targets if isinstance(one, Name)} | macros)


def shipped_parent(template: Template) -> tuple[str, int]:
    """The shipped template that this one extends, and in which line; ("", 0) for none."""
    for one in template.find_all(Extends):
        name = one.template.value if isinstance(one.template, Const) else None
        if isinstance(name, str) and name.startswith(SHIPPED):
            return name, one.lineno
    return "", 0


def extended(template: Template) -> str:
    """The template that this one extends, by name; "" for none, or one that is found later."""
    found = template.find(Extends)
    name = found.template.value if found and isinstance(found.template, Const) else ""
    return name if isinstance(name, str) else ""


def lost(template: Template, parent: str, blocks: Collection[str]) -> tuple[str, int]:
    """What a template says and nobody prints, with its line; ("", 0) for nothing.

    Jinja drops what stands behind `extends` outside of blocks, and `blocks` that the `parent` has
    not.
    """
    outside = dropwhile(lambda node: not isinstance(node, Extends), template.body)
    for node in outside:
        if isinstance(node, Block) and node.name not in blocks:
            near = nearest(node.name, blocks) or ("" if blocks else "; it has none at all")
            return f"{parent} has no block {node.name}, so nobody prints it{near}", node.lineno
        if isinstance(node, Output) and (line := printed_at(node)):
            return f"this stands outside of the blocks of {parent}, so nobody prints it", line
    return "", 0


def overruled(template: Template, parent: Template) -> str:
    """A name that a template sets in vain, because what it extends sets it later; "" for none."""
    mine, theirs = _exported(template), _exported(parent)
    return next((name for name in mine if name in theirs), "")


def _exported(template: Template) -> dict[str, None]:
    """The names that are set outside of its macros and blocks, in their order."""
    macros = (one.name for one in template.body if isinstance(one, Macro))
    targets = (one.target for one in template.body if isinstance(one, Assign))
    names = (one.name for one in targets if isinstance(one, Name))
    return dict.fromkeys((*macros, *names))


def set_in_vain(name: str, parent: str) -> str:
    """What is said of setting `kicker` in what extends `shipped/macros.j2`."""
    copied = f"digest templates copy {parent.removeprefix(SHIPPED)}"
    return (
        f"{name} is set in vain: {parent} sets it after what extends it; copy it whole ({copied})"
    )


def lacks(name: str, lacking: Collection[str]) -> str:
    """What a file does not set, `name` first."""
    others = sorted({*lacking} - {name})
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    return f"it does not set {', '.join([name, *others[:_SHOWN]])}{more}"
