"""`digest check`: what is wrong with an edition before it goes out. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED
from digest.cli.output import emit, json_option, say
from digest.pipeline.preflight import preflight
from digest.pipeline.proof import choose
from digest.prose.shorten import shorten
from digest.render.check import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.render.check import Finding

SHOWN = 60  # characters of a headline


def _where(finding: Finding) -> str:
    """Part, story, address, and the template's line; the mail's own line where these say nothing.

    The body of a mail is one long line of HTML, so that its number tells little.
    """
    story = f"\u201c{shorten(finding.story, SHOWN)}\u201d" if finding.story else ""
    told = [one for one in (story, finding.link, finding.source) if one]
    line = f":{finding.line}" if finding.line and not (told and finding.part == "html") else ""
    return " ".join((f"{finding.part}{line}", *told))


COLUMNS: dict[str, Callable[[Finding], object]] = {
    "code": lambda finding: finding.code,
    "severity": lambda finding: finding.severity,
    "where": _where,
    "finding": lambda finding: finding.message,
    "what to do": lambda finding: finding.hint,
}


@click.command()
@click.argument("edition", required=False)
@click.option("--newsletter", help="Without EDITION: the newest of this newsletter.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--live", is_flag=True, help="Ask for each link and image: uses the network.")
@json_option
@click.pass_context
@pass_app
def check(
    app: App,
    ctx: click.Context,
    *,
    edition: str | None,
    newsletter: str | None,
    strict: bool,
    live: bool,
    as_json: bool,
) -> None:
    """Look for what is wrong with an edition; exit code 1 where there is an error.

    Without its name, the newest that still can go out.
    """
    with app.store() as store:
        chosen = choose(app.settings, store, edition, newsletter).id
        found = preflight(app.settings, store, chosen, live=live)
    emit(found, as_json=as_json, columns=COLUMNS)
    counts = {one: sum(finding.severity is one for finding in found) for one in Severity}
    say(f"{chosen}: {', '.join(f'{count} {severity}' for severity, count in counts.items())}")
    if counts[Severity.ERROR] or (strict and counts[Severity.WARNING]):
        ctx.exit(FAILED)
