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
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from digest.errors import RenderError
from digest.render.safe import image_url, link
from digest.render.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.render.mjml import MjmlError

_TEMPLATE_FAULTS = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
)
_AROUND = 2
_README = "docs/templates.md lists what a template may use"


class Templates:
    """Templates by name, such as "daily.mjml.j2" or "shipped/daily.mjml.j2".

    `operator` is the operator's `templates` folder; what stands in its `email` folder goes
    before the shipped file of the same name.
    """

    def __init__(self, operator: Path | None = None) -> None:
        shipped = FileSystemLoader(shipped_folder())
        loaders: list[BaseLoader] = [PrefixLoader({"shipped": shipped}), shipped]
        if operator is not None:
            loaders.insert(0, FileSystemLoader(operator / "email"))
        self._environment = Environment(
            loader=ChoiceLoader(loaders),
            autoescape=_escaped,  # noqa: S701 - yes to all but plain text
            undefined=StrictUndefined,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(link=link, image_url=image_url, wrap=wrap)

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
        try:
            return self._environment.get_template(name).render(context)
        except TemplateNotFound as error:
            raise _missing(error) from error
        except TemplateSyntaxError as error:
            place = (error.filename or name, error.lineno)
            raise _fault(str(error.message), *place) from error
        except _TEMPLATE_FAULTS as error:
            raise _fault(str(error), *_last_line(error, name)) from error

    def mjml_fault(self, error: MjmlError, name: str, mjml: str) -> RenderError:
        """Turn an offset in the filled template into a line of the file that it came from."""
        for path, text in self._texts(name):
            found = text.find(error.needle) if error.needle else -1
            if found >= 0:
                return _fault(error.problem, path, text.count("\n", 0, found) + 1)
        line = mjml.count("\n", 0, error.offset) + 1
        return RenderError(
            f"{name}: {error.problem}\nIn the MJML made from it, line {line}:\n"
            f"{_excerpt(mjml, line)}",
            "look for text that is not escaped, or a tag left open",
        )

    def _texts(self, first: str) -> Iterator[tuple[str, str]]:
        names = [n for n in self._environment.list_templates() if n.endswith(".mjml.j2")]
        for name in (first, *names):
            text, path = self.source(name)
            yield path, text


def shipped_folder() -> Path:
    """Where the shipped email templates stand: in the package, else in the checkout."""
    packaged = Path(str(files("digest"))) / "templates" / "email"
    checkout = Path(__file__).parents[3] / "templates" / "email"
    return packaged if packaged.is_dir() else checkout


def _escaped(name: str | None) -> bool:
    """Escape in every template but plain text; `select_autoescape` would miss .mjml and .j2."""
    return not (name or "").removesuffix(".j2").endswith(".txt")


def _missing(error: TemplateNotFound) -> RenderError:
    return RenderError(
        f"there is no template {error.name}",
        "put it into templates/email/ or set template in digest.toml to one that ships: daily",
    )


def _fault(problem: str, path: str, line: int) -> RenderError:
    try:
        shown = f"\n{_excerpt(Path(path).read_text('utf-8'), line)}"
    except (OSError, UnicodeDecodeError):
        shown = ""
    return RenderError(f"{path}, line {line}: {problem}{shown}", _README)


def _last_line(error: Exception, name: str) -> tuple[str, int]:
    """Find the innermost template line; Jinja rewrites tracebacks to its own files."""
    place, trace = (name, 0), error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if "__jinja_template__" in trace.tb_frame.f_globals or path.endswith((".j2", ".css")):
            place = (path, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _excerpt(text: str, line: int) -> str:
    lines = text.splitlines()
    first = max(line - 1 - _AROUND, 0)
    chosen = enumerate(lines[first : line + _AROUND], first + 1)
    return "\n".join(f"{'>' if n == line else ' '} {n:4} | {said[:200]}" for n, said in chosen)
