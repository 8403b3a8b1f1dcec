"""Which line of which template is at fault: from an error's traceback, which Jinja rewrote.

A name that is not there fails where it is first looked at, be it in a macro that it was given to.
Who reads of it wants the line that gave it, in a file of their own if one did.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jinja2 import UndefinedError
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.runtime import Macro
from jinja2.utils import missing

from digest.config.values import nearest
from digest.render.lacking import lack_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_UNKNOWN = re.compile(r"'(\w+)' is undefined")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a template's file (0: not known), and what is wrong there."""

    path: str
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class _Call:
    """A macro's name, and what it was given by the names of its parameters."""

    macro: str
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Step:
    """A line that is being filled, the call that it was filled for if any, and its names."""

    path: str
    line: int
    call: _Call | None = None
    names: frozenset[str] = frozenset()


def blame(error: Exception, name: str, own: Callable[[str], bool]) -> Place:
    """Give what is at fault in the filling of the template `name`.

    Of the lines that handed on what is lacking it is the outermost in a file that is the
    operator's `own`; where none is, the outermost. Of a name that is not there it says which is
    meant, or which there are.
    """
    steps = [*_steps(error)] or [_Step(name, 0)]
    places = [Place(steps[-1].path, steps[-1].line, str(error))]
    if isinstance(error, UndefinedError):
        places += _giving(str(error), steps)
    place = next((one for one in places[::-1] if own(one.path)), places[-1])
    found = _UNKNOWN.fullmatch(place.problem)
    return (
        replace(place, problem=place.problem + _meant(found[1], place, steps)) if found else place
    )


def _meant(name: str, place: Place, steps: list[_Step]) -> str:
    """Which name of this line is like the one that is not there; else all that it has."""
    names = next(
        (one.names for one in steps if (one.path, one.line) == (place.path, place.line)), ()
    )
    return nearest(name, names) or (f"; there are {', '.join(sorted(names))}" if names else "")


def _giving(lack: str, steps: list[_Step]) -> Iterator[Place]:
    """The lines that gave what is lacking to a macro, from the innermost outwards."""
    for inner, outer in zip(steps[::-1], steps[-2::-1], strict=False):
        given = inner.call.given if inner.call else {}
        if lack in map(lack_of, given.values()):
            yield Place(outer.path, outer.line, lack)
            continue
        if inner.call and lack in _not_given(inner.call):
            yield Place(outer.path, outer.line, f"macro {inner.call.macro!r}: {lack}")
        return


def _not_given(call: _Call) -> list[str]:
    """What Jinja says of each parameter that has no value."""
    lacking = (name for name, value in call.given.items() if value is missing)
    return [f"parameter {name!r} was not provided" for name in lacking]


def _steps(error: Exception) -> Iterator[_Step]:
    """The lines of templates, each filled by the one before it."""
    trace, call = error.__traceback__, None
    while trace is not None:
        frame = trace.tb_frame
        path = frame.f_code.co_filename
        call = _call(frame) or call
        if "__jinja_template__" in frame.f_globals or path.endswith((".j2", ".css")):
            yield _Step(path, trace.tb_lineno, call, _names(frame))
            call = None
        trace = trace.tb_next


def _names(frame: FrameType) -> frozenset[str]:
    """What a line may use: Jinja shows its context, and what is set around it, as locals."""
    names = frozenset(name for name, value in frame.f_locals.items() if value is not missing)
    return frozenset(one for one in names - DEFAULT_NAMESPACE.keys() if not one.startswith("_"))


def _call(frame: FrameType) -> _Call | None:
    """The call of a macro that a frame of Jinja's is about to make."""
    macro, values = frame.f_locals.get("self"), frame.f_locals.get("arguments")
    if not isinstance(macro, Macro) or not isinstance(values, list):
        return None
    return _Call(macro.name, dict(zip(macro.arguments, values, strict=False)))
