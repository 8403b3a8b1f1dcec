"""The email templates there are: which file each name stands for, and what it replaces.

Looks into the operator's folder and among the shipped ones; it fills none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches, unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError
from jinja2.nodes import Const

from digest.errors import RenderError
from digest.render.lacking import SHIPPED
from digest.render.templates import shipped_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_KINDS = frozenset({".j2", ".css"})
_BOTH = (".mjml.j2", ".txt.j2")
_INLINE = "inline.css"
_FEW = 4
_NO_NEWLINE = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A template's name, the newsroom's file of it, and the shipped one; one at least is there."""

    name: str
    own: Path | None
    shipped: Path | None

    @property
    def path(self) -> Path:
        """The file that is used."""
        found = self.own or self.shipped
        if found is None:
            raise RenderError(f"{self.name} has no file")
        return found

    @property
    def origin(self) -> str:
        """Whose file is used: `own`, `own instead of shipped`, or `shipped`."""
        if self.own is None:
            return "shipped"
        return "own instead of shipped" if self.shipped else "own"


def shelf(operator: Path) -> tuple[Shelved, ...]:
    """All templates by name; `operator` is the newsroom's `templates` folder."""
    own, shipped = _files(operator / "email"), _files(shipped_folder())
    names = sorted({*own, *shipped})
    return tuple(Shelved(name, own.get(name), shipped.get(name)) for name in names)


def sources(operator: Path, template: str, kinds: Collection[str]) -> Mapping[str, str]:
    """The text of each file that an edition's mail may be made of, by its path.

    `template` is such as `daily`; `kinds` are those of the edition's blocks. A name that a
    template puts together counts by its beginning, such as "blocks/".
    """
    known = {one.name: one for one in shelf(operator)}
    waiting = [f"{template}{kind}" for kind in _BOTH] + [_INLINE]
    found: dict[str, str] = {}
    for name in waiting:
        one = known.get(name.removeprefix(SHIPPED))
        path = one and (one.shipped if name.startswith(SHIPPED) else one.path)
        if path and str(path) not in found:
            found[str(path)] = path.read_text("utf-8-sig", "replace")
            waiting += _mentioned(found[str(path)], known, kinds)
    return found


def replaced(operator: Path, paths: Collection[str]) -> Mapping[str, str]:
    """The text of the shipped file that each of the newsroom's own stands for, by its path."""
    return {
        str(one.own): one.shipped.read_text("utf-8")
        for one in shelf(operator)
        if one.own and one.shipped and str(one.own) in paths
    }


def _mentioned(text: str, known: Collection[str], kinds: Collection[str]) -> Iterator[str]:
    """The templates that a template names, in its order."""
    try:
        said = [one.value for one in Environment(autoescape=True).parse(text).find_all(Const)]
    except TemplateSyntaxError:
        return
    for name in (one for one in said if isinstance(one, str)):
        if name.removeprefix(SHIPPED) in known:
            yield name
        elif name.endswith("/"):
            yield from (f"{name}{kind}{ending}" for kind in kinds for ending in _BOTH)


def named(operator: Path, name: str) -> tuple[Shelved, ...]:
    """The files that a name means: one, or both of a template such as `daily`.

    Raises:
        RenderError: there is none; names the nearest.
    """
    known = {one.name: one for one in shelf(operator)}
    both = [known[f"{name}{kind}"] for kind in _BOTH if f"{name}{kind}" in known]
    if name not in known and not both:
        near = get_close_matches(name, known, n=1) or _spoken_of(name, known)
        hint = f"did you mean {' or '.join(near)}?" if near else "digest templates list shows all"
        raise RenderError(f"there is no template {name}", hint)
    return (known[name],) if name in known else tuple(both)


def _spoken_of(name: str, known: Collection[str]) -> list[str]:
    """The templates whose name has `name` in it, as `footer` is in parts/footer.mjml.j2; few."""
    found = sorted(one for one in known if name and name in one)
    return found if len(found) <= _FEW else []


def difference(one: Shelved) -> str:
    """What the newsroom's file changes in the shipped one, as a unified diff; "" for nothing."""
    if one.own is None or one.shipped is None:
        return ""
    shipped, own = (path.read_text("utf-8-sig", "replace") for path in (one.shipped, one.own))
    lines = unified_diff(
        shipped.splitlines(keepends=True),
        own.splitlines(keepends=True),
        f"{SHIPPED}{one.name}",
        str(one.own),
    )
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _files(folder: Path) -> dict[str, Path]:
    found = (path for path in folder.rglob("*") if path.suffix in _KINDS and path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}
