"""`digest articles`: what was collected, and articles added by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.known import known_source
from digest.cli.output import emit, emit_fields, emit_json, json_option, say
from digest.cli.text import printable
from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import Article, Revision

COLUMNS: dict[str, Callable[[Article], object]] = {
    "id": lambda article: article.id,
    "published": lambda article: f"{article.published:%Y-%m-%d %H:%M}",
    "source": lambda article: article.source,
    "title": lambda article: article.title,
}


@click.group()
def articles() -> None:
    """List, show and add articles."""


@articles.command("list")
@click.option("--source", help="Only those of this source.")
@click.option("--search", help="Only those with this text in title, summary or body.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@json_option
@pass_app
def list_(app: App, *, source: str | None, search: str | None, limit: int, as_json: bool) -> None:
    """List articles, newest first."""
    source = known_source(app.settings, source)
    with app.store() as store:
        found = store.articles.list(limit=limit, source=source, search=search)
    emit(found, as_json=as_json, columns=COLUMNS)


@articles.command()
@click.argument("article")
@click.option(
    "--revision", type=click.IntRange(1), help="The text before the latest edit: 1, 2 before that."
)
@json_option
@pass_app
def show(app: App, *, article: str, revision: int | None, as_json: bool) -> None:
    """Show one article with its text, where each field came from, and its earlier texts.

    ARTICLE is its id.
    """
    with app.store() as store:
        found = store.articles.get(article)
        before = store.articles.revisions(article)
    if revision is not None:
        _show_revision(_nth(before, revision, article), as_json=as_json)
    elif as_json:
        emit_json({**msgspec.to_builtins(found), "revisions": msgspec.to_builtins(before)})
    else:
        _show(found, before)


def _show(article: Article, before: Sequence[Revision]) -> None:
    fields = msgspec.to_builtins(article)
    text, origins = fields.pop("text"), fields.pop("origins")
    emit_fields({name: value for name, value in fields.items() if value})
    if origins:
        click.echo("\nWhere it came from")
        emit_fields({f"  {field}": origin for field, origin in origins})
    if before:
        click.echo("\nWhat it said before")
        emit_fields({f"  {number}": _line(one) for number, one in enumerate(before, 1)})
    _print(text)


def _line(revision: Revision) -> str:
    when = f"until {revision.replaced:%Y-%m-%d %H:%M}"
    return f"{when}  {len(revision.text)} characters  {revision.title}{_teller(revision)}"


def _teller(revision: Revision) -> str:
    return f"  (told by {revision.source})" if revision.source else ""


def _nth(before: Sequence[Revision], number: int, article: str) -> Revision:
    if number > len(before):
        raise DigestError(
            f"article {article} has {len(before)} earlier texts, not {number}",
            f"see `digest articles show {article}`",
        )
    return before[number - 1]


def _show_revision(revision: Revision, *, as_json: bool) -> None:
    if as_json:
        emit_json(revision)
        return
    fields = msgspec.to_builtins(revision)
    text = fields.pop("text")
    emit_fields({name: value for name, value in fields.items() if value})
    _print(text)


def _print(text: str) -> None:
    click.echo()
    click.echo("\n".join(map(printable, text.splitlines())))


@articles.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@json_option
@pass_app
def add(app: App, *, files: tuple[Path, ...], as_json: bool) -> None:
    """Add articles from .txt, .md, .html or .eml files; all of them or, on an error, none."""
    from digest.pipeline.collect import add_files  # noqa: PLC0415 - 0.2 s that a list can do without

    with app.store() as store:
        added = add_files(store, files, now=app.now())
    emit(added, as_json=as_json, columns=COLUMNS)
    say(f"added {len(added)}")
