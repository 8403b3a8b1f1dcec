"""`digest edit EDITION`: what an editor decides about an edition, and takes back again."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.known import known_edition
from digest.cli.output import emit, emit_json, json_option, say
from digest.cli.text import printable
from digest.model import OverrideKind
from digest.pipeline.edit import Edited, Wish, log, undo
from digest.pipeline.edit import edit as edit_edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.compose import Change

    _Takes = Callable[[Callable[..., object]], Callable[..., object]]

CHANGE: dict[str, Callable[[Change], object]] = {
    "what": lambda change: change.what,
    "story": lambda change: change.story,
    "headline": lambda change: change.headline,
    "before": lambda change: change.before,
    "after": lambda change: change.after,
}
story_argument = click.argument("story")


def _said(_ctx: click.Context, _param: click.Parameter, text: str) -> str:
    return sys.stdin.read() if text == "-" else text


text_argument = click.argument("text", callback=_said)


def _editor() -> str:
    """Who is at the keyboard, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


@click.group(
    epilog="A decision holds for every build that comes, wherever its story goes. The approval of "
    "the edition goes with the first change. TEXT may be -, then it is read from stdin."
)
@click.argument("edition")
@click.option("--who", help="Who decides, for the log; default: the account that runs this.")
def edit(edition: str, who: str | None) -> None:
    """Decide what stands in an edition."""


def _parents(ctx: click.Context) -> tuple[str, str]:
    """The edition, and who decides: what stands before the command."""
    given = ctx.parent.params if ctx.parent else {}
    return given["edition"], given["who"] or _editor()


def _do(ctx: click.Context, app: App, wish: Wish, *, as_json: bool) -> None:
    edition, who = _parents(ctx)
    with app.store() as store:
        known_edition(store, edition)
        done = edit_edition(app.settings, store, edition, wish, who=who, now=app.now())
    _print(done, as_json=as_json)


def _plain(kind: OverrideKind, words: str, *takes: _Takes) -> None:
    """A command that takes a story, words, or both, and nothing else."""

    @json_option
    @click.pass_context
    @pass_app
    def command(
        app: App, ctx: click.Context, *, as_json: bool, story: str = "", text: str = ""
    ) -> None:
        _do(ctx, app, Wish(kind=kind, story=story, value=text), as_json=as_json)

    made: Callable[..., object] = command
    for take in reversed(takes):
        made = take(made)
    edit.command(kind.value, help=words)(made)


_plain(
    OverrideKind.PIN,
    "Keep a story in, first of its section, whatever the limits say.",
    story_argument,
)
_plain(OverrideKind.HIDE, "Leave a story out; the next best takes its place.", story_argument)
_plain(OverrideKind.LEAD, "Open the edition with a story.", story_argument)
_plain(
    OverrideKind.ESSENTIAL,
    "Give a story to every reader, whatever topics they chose.",
    story_argument,
)
_plain(OverrideKind.RETITLE, "Give a story another headline.", story_argument, text_argument)
_plain(OverrideKind.SUMMARY, "Give a story another summary.", story_argument, text_argument)
_plain(OverrideKind.SUBJECT, "Write the subject of the mail.", text_argument)
_plain(
    OverrideKind.PREHEADER, "Write the line that inboxes show behind the subject.", text_argument
)


@edit.command()
@story_argument
@click.argument("place", type=click.IntRange(1))
@json_option
@click.pass_context
@pass_app
def move(app: App, ctx: click.Context, *, story: str, place: int, as_json: bool) -> None:
    """Put a story at a place of its section, counted from 1; nothing goes before the lead."""
    _do(ctx, app, Wish(kind=OverrideKind.MOVE, story=story, value=str(place)), as_json=as_json)


@edit.command()
@story_argument
@click.argument("topic")
@json_option
@click.pass_context
@pass_app
def topic(app: App, ctx: click.Context, *, story: str, topic: str, as_json: bool) -> None:
    """Put a story under another topic; the installation learns from it."""
    _do(ctx, app, Wish(kind=OverrideKind.TOPIC, story=story, value=topic), as_json=as_json)


@edit.command()
@story_argument
@text_argument
@click.option("--by", "writer", required=True, help="Whose words these are, as printed.")
@json_option
@click.pass_context
@pass_app
def why(app: App, ctx: click.Context, *, story: str, text: str, writer: str, as_json: bool) -> None:
    """Say why a story matters, under the name of who says so."""
    wish = Wish(kind=OverrideKind.WHY, story=story, value=text, writer=writer)
    _do(ctx, app, wish, as_json=as_json)


@edit.command()
@text_argument
@click.option("--by", "writer", default="", help="Who signs it.")
@json_option
@click.pass_context
@pass_app
def greeting(app: App, ctx: click.Context, *, text: str, writer: str, as_json: bool) -> None:
    """Greet the readers of this edition, in place of the configured greeting."""
    _do(ctx, app, Wish(kind=OverrideKind.GREETING, value=text, writer=writer), as_json=as_json)


@edit.command()
@text_argument
@click.option("--story", default="", help="The story that it is about.")
@json_option
@click.pass_context
@pass_app
def note(app: App, ctx: click.Context, *, text: str, story: str, as_json: bool) -> None:
    """Leave a note for the colleagues; it is never printed."""
    _do(ctx, app, Wish(kind=OverrideKind.NOTE, story=story, value=text), as_json=as_json)


@edit.command("undo")
@click.argument("number", type=click.IntRange(1), required=False)
@json_option
@click.pass_context
@pass_app
def undo_(app: App, ctx: click.Context, *, number: int | None, as_json: bool) -> None:
    """Take back a decision: the one of that number in the log, else the latest."""
    edition, who = _parents(ctx)
    with app.store() as store:
        known_edition(store, edition)
        done = undo(app.settings, store, edition, number, who=who, now=app.now())
    _print(done, as_json=as_json)


@edit.command("log")
@json_option
@click.pass_context
@pass_app
def log_(app: App, ctx: click.Context, *, as_json: bool) -> None:
    """List all decisions about the edition, the first first, undone ones too."""
    with app.store() as store:
        known_edition(store, _parents(ctx)[0])
        found = log(store, _parents(ctx)[0])
    columns = {
        "number": lambda one: one.id,
        "at": lambda one: f"{one.at:%Y-%m-%dT%H:%MZ}",
        "who": lambda one: one.who,
        "what": lambda one: one.kind,
        "story": lambda one: one.story,
        "headline": lambda one: one.headline,
        "before": lambda one: one.before,
        "after": lambda one: f"{one.value} ({one.writer})" if one.writer else one.value,
        "undone": lambda one: one.undone_by,
    }
    emit(found, as_json=as_json, columns=columns)


def _print(done: Edited, *, as_json: bool) -> None:
    if as_json:
        document = msgspec.to_builtins(done)
        emit_json({**document, "edition": done.edition.id, "state": done.edition.state})
    else:
        print_changes(done.changes)
    if done.withdrawn:
        say("the approval of the edition is taken back")
    if not done.changes:
        say("nothing that readers see changed")
    decision = done.override
    if decision.undone_by:
        say(f"taken back: number {decision.id}, {decision.kind.value}")
    else:
        say(f"to take it back: digest edit {printable(done.edition.id)} undo")


def print_changes(changes: tuple[Change, ...], *, as_json: bool = False) -> None:
    """What changed, a line each."""
    emit(changes, as_json=as_json, columns=CHANGE)
