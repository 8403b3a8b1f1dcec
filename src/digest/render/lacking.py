"""What is said where a template takes a name from another one that does not set it.

Jinja speaks of its own objects; who wrote a short tokens.j2 wants to hear of that file.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.environment import TemplateModule
from jinja2.nodes import Assign, Macro, Name

if TYPE_CHECKING:
    from collections.abc import Collection

    from jinja2.nodes import Template

_BETWEEN = " does not set "
_SHOWN = 5


class LackError(UndefinedError):
    """A template takes `name` from the template `module`, which does not set it."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message)
        self.module, _, self.name = (message or "").partition(_BETWEEN)


class Missing(StrictUndefined):
    """A name that is not there; where another template should have set it, that one is named."""

    __slots__ = ()

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 - Jinja's signature
        super().__init__(*args, **named)
        module = self._undefined_obj
        if isinstance(module, TemplateModule):
            self._undefined_hint = f"{module.__name__}{_BETWEEN}{self._undefined_name}"
            self._undefined_exception = LackError


def lack_of(value: object) -> str:
    """What is said where a template looks at a name that is not there; "" of what is there."""
    return value._undefined_message if isinstance(value, Missing) else ""  # noqa: SLF001 - Jinja's words, of a class of ours


def names_set(template: Template) -> frozenset[str]:
    """The names that other templates can take from this one."""
    targets = (one.target for one in template.find_all(Assign))
    macros = {macro.name for macro in template.find_all(Macro)}
    return frozenset({one.name for one in targets if isinstance(one, Name)} | macros)


def nearest(name: str, known: Collection[str]) -> str:
    """The question whether a known name was meant; "" where none is near."""
    near = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def lacks(name: str, lacking: Collection[str]) -> str:
    """What a file does not set, `name` first."""
    others = sorted({*lacking} - {name})
    more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
    return f"it does not set {', '.join([name, *others[:_SHOWN]])}{more}"
