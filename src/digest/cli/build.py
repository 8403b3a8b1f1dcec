"""`digest build` and `digest approve`: from articles to an edition that may go out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import NOTHING_TO_SEND
from digest.cli.output import emit_json, json_option, say
from digest.cli.text import printable
from digest.compose import trimmed
from digest.model import Cadence, EditionState
from digest.pipeline.build import build as build_edition
from digest.pipeline.freeze import approve as approve_edition
from digest.pipeline.hidden import come_back
from digest.pipeline.preflight import in_words, overruled, refuse_errors

if TYPE_CHECKING:
    from datetime import datetime

    from digest.model import Edition
    from digest.pipeline.build import BuildReport

ASKED_FOR = re.compile(r"picture of |summary of |logo: |\S+ block")
FIRST_YEAR, LAST_YEAR = 1990, 2200


def _in_range(
    _ctx: click.Context, _option: click.Parameter, day: datetime | None
) -> datetime | None:
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"the year has to be from {FIRST_YEAR} to {LAST_YEAR}")
    return day


@click.command()
@click.option("--newsletter", help="Which one, where digest.toml has several.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_in_range,
    metavar="YYYY-MM-DD",
    help="The edition's day; default: today in the newsletter's zone.",
)
@click.option(
    "--cadence",
    type=click.Choice([Cadence.DAILY.value, Cadence.WEEKLY.value]),
    help="The day's news or the week's; default: the day's, where the schedule has days.",
)
@json_option
@click.pass_context
@pass_app
def build(
    app: App,
    ctx: click.Context,
    *,
    newsletter: str | None,
    day: datetime | None,
    cadence: str | None,
    as_json: bool,
) -> None:
    """Make an edition out of the stored articles and print its id.

    A draft of the same day is made anew; so is an approved edition of which nothing was sent
    yet, and its approval is taken back.
    """
    with app.store() as store:
        report = build_edition(
            app.settings,
            store,
            newsletter,
            day=day.date() if day else None,
            cadence=Cadence(cadence) if cadence else None,
            now=app.now(),
            withdraw=True,
        )
    _print(report, as_json=as_json)
    if report.edition.state is EditionState.SKIPPED:
        ctx.exit(NOTHING_TO_SEND)


def _print(report: BuildReport, *, as_json: bool) -> None:
    if as_json:
        emit_json(report)
    else:
        click.echo(report.edition.id)
    edition = report.edition
    placed = sum(len(section.slots) for section in edition.sections)
    say(f"{report.articles} articles, {report.stories} stories, {placed} in the edition")
    for reason in edition.left_out:
        # Stories are left out every day; a block, picture, summary or logo was asked for.
        say(f"  left out: {printable(reason)}", above=0 if ASKED_FOR.match(reason) else 1)
    for story, why in come_back(edition):
        say(f"  {story} is {printable(why)}")
    if short := _for_size(edition):
        say(short)
    if report.errors:
        say(f"held for its errors: {printable(in_words(report.errors))}")
    if report.withdrawn:
        say("the approval of the edition before is taken back")
    say(_what_next(report))


def _for_size(edition: Edition) -> str:
    """How many stories the size of the mail cost, in whole or in part; "" where none."""
    gone, shortened = trimmed(edition.left_out)
    parts = (
        f"{gone} {'story' if gone == 1 else 'stories'} left out" if gone else "",
        f"{shortened} told in a sentence" if shortened else "",
    )
    words = ", ".join(filter(None, parts))
    which = f"`digest editions show {edition.id}` lists them"
    return words and f"{words}, so that the mail stays under 100 KB; {which}"


def _what_next(report: BuildReport) -> str:
    edition = report.edition
    if edition.state is EditionState.SKIPPED:
        return _too_few(report)
    if edition.state is EditionState.APPROVED:
        return f"approved; next: digest send {edition.id}"
    if report.errors:
        return f"mend them and build again, or: digest approve --force {edition.id}"
    return (
        f"{edition.state}; to look at it: digest preview {edition.id}; "
        f"to let it go out: digest approve {edition.id}"
    )


def _too_few(report: BuildReport) -> str:
    if report.newest is not None:
        return (
            f"skipped: the latest article is of {report.newest}, and too old ([build] hours); "
            f"for an edition of that day: digest build --date {report.newest}"
        )
    if report.articles:
        return "skipped: too few stories; collect again or lower min_stories"
    return (
        "skipped: no articles to choose from; name a source (digest sources add ADDRESS), "
        "then: digest collect"
    )


@click.command()
@click.argument("edition")
@click.option("--force", is_flag=True, help="With the errors that `digest check` finds, too.")
@json_option
@pass_app
def approve(app: App, *, edition: str, force: bool, as_json: bool) -> None:
    """Let an edition go out: from here its content, sender and audience are fixed.

    One in which `digest check` finds an error is refused.
    """
    with app.store() as store:
        if not force:
            refuse_errors(app.settings, store, edition)
        wrong = overruled(app.settings, store, edition) if force else ""
        approved = approve_edition(app.settings, store, edition, now=app.now())
    if as_json:
        emit_json(approved)
    else:
        click.echo(approved.id)
    if wrong:
        say(wrong)
    say(f"approved; next: digest send {approved.id}")
