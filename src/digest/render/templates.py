"""Where templates come from, and what is said when one is wrong.

The operator's folder first, then the templates that ship. It reads template files and
nothing else; what a template may see is decided in views.py.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from digest.config.values import nearest
from digest.errors import RenderError
from digest.render.bare import bare
from digest.render.blame import blame
from digest.render.compiled import COMPILED_MAILS
from digest.render.lacking import SHIPPED, LackError, Missing, lacks, names_set
from digest.render.places import Places, find_place
from digest.render.renames import RenamingEnvironment
from digest.render.safe import image_url, link
from digest.render.sandbox import MAX_MADE
from digest.render.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment

    from digest.render.blame import Place
    from digest.render.places import MadeError

_TEMPLATE_FAULTS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    MemoryError,
)
_AROUND = 2
_ENDLESS = "this goes round without end: it leads back to itself"
_README = "templates/email/README.md lists what a template may use"


class Templates:
    """Templates by name, such as "daily.mjml.j2" or "shipped/daily.mjml.j2".

    `operator` is the operator's `templates` folder; what stands in its `email` folder goes
    before the shipped file of the same name.
    """

    def __init__(self, operator: Path | None = None) -> None:
        shipped = _Files(shipped_folder())
        loaders: list[BaseLoader] = [PrefixLoader({"shipped": shipped}), shipped]
        self._own = operator / "email" if operator else None
        if self._own:
            loaders.insert(0, _Files(self._own))
        self._environment = RenamingEnvironment(
            loader=ChoiceLoader(loaders),
            autoescape=_escaped,
            undefined=Missing,
            keep_trailing_newline=True,
            bytecode_cache=COMPILED_MAILS,
        )
        self._environment.filters.update(
            link=link, image_url=image_url, wrap=_wrapped, bare=bare, plain=str
        )

    def source(self, name: str) -> tuple[str, str]:
        """Give a template's text and the path of its file.

        Raises:
            RenderError: there is no such template.
        """
        loader = self._environment.loader
        try:
            text, path, _ = loader.get_source(self._environment, name)  # type: ignore[union-attr]  # set above
        except TemplateNotFound as error:
            raise _missing(error) from error
        return text, path or name

    def render(self, name: str, context: Mapping[str, object]) -> str:
        """Fill one template.

        Raises:
            RenderError: it is missing or wrong; names file and line and shows them.
        """
        self._environment.start()
        try:
            made = self._environment.get_template(name).render(context)
        except TemplateNotFound as error:
            place = _blamed(error, name)
            wrong = _fault(_no(error), place.path, place.line) if place.line else _missing(error)
            raise wrong from error
        except TemplateSyntaxError as error:
            raise _fault(str(error.message), error.filename or name, error.lineno) from error
        except LackError as error:
            raise self._lack(error, name) from error
        except RecursionError as error:
            place = _blamed(error, name)
            raise _fault(_ENDLESS, place.path, place.line, self._not_itself(place.path)) from error
        except _TEMPLATE_FAULTS as error:
            place = _blamed(error, name)
            raise _fault(place.problem, place.path, place.line) from error
        if len(made) > MAX_MADE:
            said = f"{name} makes {len(made):,} characters, more than {MAX_MADE:,}"
            raise RenderError(said, "look for a loop that goes round too often")
        return made

    def _lack(self, error: LackError, name: str) -> RenderError:
        """Blame an own file that sets less than the shipped one, else who asks too much of it."""
        path, own = self._names_of(error.module)
        try:
            shipped_path, shipped = self._names_of(f"{SHIPPED}{error.module}")
        except RenderError:
            shipped_path, shipped = path, own
        place = _blamed(error, name)
        if path != shipped_path and error.name in shipped:
            taker = f"{Path(place.path).name}, line {place.line}, takes it from there"
            hint = (
                f"move it away, copy the shipped one (digest templates copy {error.module}) "
                "and change what should differ"
            )
            return RenderError(f"{path}: {lacks(error.name, shipped - own)}; {taker}", hint)
        return _fault(f"{error}{nearest(error.name, own)}", place.path, place.line)

    def _not_itself(self, path: str) -> str:
        """What to do where a file leads back to itself: mostly it meant what it replaces."""
        if self._own is None or not Path(path).is_relative_to(self._own):
            return ""
        name = Path(path).relative_to(self._own).as_posix()
        shipped = (shipped_folder() / name).is_file()
        return f'the one that ships is "{SHIPPED}{name}"' if shipped else ""

    def _names_of(self, name: str) -> tuple[str, frozenset[str]]:
        text, path = self.source(name)
        return path, names_set(self._environment.parse(text))

    def fault(
        self, error: MadeError, name: str, made: str, context: Mapping[str, object]
    ) -> RenderError:
        """Turn an offset in what a template made into the file and line that it came from.

        `context` must fill the template as it did before: with marks of the same numbers.
        """
        place = find_place(self._marked(name, context), made, error.offset)
        if place is not None:
            return _fault(error.problem, *place, hint=error.hint)
        line = made.count("\n", 0, error.offset) + 1
        return RenderError(
            f"{name}: {error.problem}\nIn what was made from it, line {line}:\n"
            f"{_excerpt(made, line)}",
            error.hint or "look for text that is not escaped, or a tag left open",
        )

    def _marked(self, name: str, context: Mapping[str, object]) -> str:
        """Fill a template again with marks; "" where it trips over them."""
        # What marks are compiled to is no other filling's.
        marking = self._environment.overlay(extensions=[Places], bytecode_cache=None)
        marking.start()
        try:
            return marking.get_template(name).render(context)
        except (*_TEMPLATE_FAULTS, RecursionError):
            return ""


class _Files(FileSystemLoader):
    """Names the file and line that is not UTF-8; Jinja says only that there is one.

    A folder or a link to nothing is no file, but who put it there wants it to stand for one. The
    mark that Windows' editors put in front is none of the text: a sheet's first rule would be lost.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, encoding="utf-8-sig")

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        path = Path(self.searchpath[0], *template.split("/"))
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            if path.is_symlink() or path.is_dir():
                what = f"{path} stands for {template} and is no file"
                raise RenderError(what, "make it one, or move it away") from None
            raise
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise RenderError(f"{path}, line {line}: {error}", "save it as UTF-8") from error


def shipped_folder() -> Path:
    """Where the shipped email templates stand: in the package, else in the checkout."""
    packaged = Path(str(files("digest"))) / "templates" / "email"
    checkout = Path(__file__).parents[3] / "templates" / "email"
    return packaged if packaged.is_dir() else checkout


def _wrapped(said: object, width: int = 72, indent: str = "") -> str:
    """Wrap a text, or a Phrase as its text."""
    return wrap(str(said), width, indent)


def _escaped(name: str | None) -> bool:
    """Escape in every template but plain text; `select_autoescape` would miss .mjml and .j2."""
    return not (name or "").removesuffix(".j2").endswith(".txt")


def _no(error: TemplateNotFound) -> str:
    return f"there is no template {error.name}"


def _missing(error: TemplateNotFound) -> RenderError:
    return RenderError(
        _no(error),
        "put it into templates/email/ or set template in digest.toml to one that ships: "
        "daily, brief, weekly",
    )


def _fault(problem: str, path: str, line: int, hint: str = "") -> RenderError:
    try:
        shown = f"\n{_excerpt(Path(path).read_text('utf-8-sig'), line)}"
    except (OSError, UnicodeDecodeError):
        shown = ""
    return RenderError(f"{path}, line {line}: {problem}{shown}", hint or _README)


def _blamed(error: Exception, name: str) -> Place:
    shipped = shipped_folder()
    return blame(error, name, own=lambda path: not Path(path).is_relative_to(shipped))


def _excerpt(text: str, line: int) -> str:
    lines = text.splitlines()
    first = max(line - 1 - _AROUND, 0)
    chosen = enumerate(lines[first : line + _AROUND], first + 1)
    return "\n".join(f"{'>' if n == line else ' '} {n:4} | {said[:200]}" for n, said in chosen)
