"""`digest suppressions`: the addresses that must not be mailed, whoever imports them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.addresses import an_address
from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED
from digest.cli.known import known_newsletter
from digest.cli.output import dry_run_option, emit, emit_fields, emit_json, json_option, say
from digest.cli.text import printable
from digest.model import SuppressionReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Suppression
    from digest.pipeline.barred import Barred

SHOWN = 10

COLUMNS: dict[str, Callable[[Suppression | Barred], object]] = {
    "hash": lambda row: row.hash,
    "newsletter": lambda row: row.newsletter,
    "reason": lambda row: row.reason,
    "source": lambda row: row.source,
    "at": lambda row: row.at,
}

_newsletter = click.option("--newsletter", help="Only of this newsletter; default: of all.")
_address = click.argument("address", callback=an_address)


@click.group()
def suppressions() -> None:
    """Addresses that must not be mailed."""


@suppressions.command("list")
@click.option("--address", callback=an_address, help="Only those of this address.")
@json_option
@pass_app
def list_(app: App, *, address: str | None, as_json: bool) -> None:
    """List suppressions, by their hash, and the readers whose mail came back."""
    from digest.pipeline.barred import all_barred, barred_address  # noqa: PLC0415 - heavy

    columns = {**COLUMNS, "email": lambda row: row.email}
    with app.store() as store:
        found = (
            all_barred(app.settings, store, now=app.now())
            if address is None
            else barred_address(app.settings, store, address, now=app.now())
        )
        emit(found, as_json=as_json, columns=columns)


@suppressions.command()
@_address
@_newsletter
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in SuppressionReason]),
    default=SuppressionReason.MANUAL.value,
    show_default=True,
    help="Why.",
)
@pass_app
def add(app: App, *, address: str, newsletter: str | None, reason: str) -> None:
    """Suppress one address; what it gets ends at once, also what is queued."""
    from digest.pipeline.suppress import Wanted, suppress  # noqa: PLC0415 - heavy

    wanted = Wanted(
        address=address,
        newsletter=known_newsletter(app.settings, newsletter) or "",
        reason=SuppressionReason(reason),
        source="by hand",
    )
    with app.store() as store:
        count = suppress(app.settings, store, [wanted], now=app.now())
    say("suppressed" if count.new else "it was suppressed already")


@suppressions.command()
@_address
@_newsletter
@dry_run_option
@click.pass_context
@pass_app
def remove(
    app: App, ctx: click.Context, *, address: str, newsletter: str | None, dry_run: bool
) -> None:
    """Take an address off the list; its reader stays out until they subscribe again."""
    from digest.pipeline.suppress import suppression_hashes  # noqa: PLC0415 - heavy

    newsletter = known_newsletter(app.settings, newsletter)
    with app.store() as store:
        hashes = suppression_hashes(app.settings, store)(address)
        found = [
            row
            for row in store.suppressions.of(hashes)
            if newsletter is None or row.newsletter == newsletter
        ]
        if not found:
            say("it is not suppressed")
            ctx.exit(FAILED)
        if not dry_run:
            store.suppressions.remove(hashes, newsletter)
    say(f"{'would take off' if dry_run else 'took off'} {len(found)}")


@suppressions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_newsletter
@dry_run_option
@json_option
@click.pass_context
@pass_app
def import_(
    app: App,
    ctx: click.Context,
    *,
    file: Path,
    newsletter: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Suppress the addresses or hashes of a CSV file; one a line is enough."""
    from digest.pipeline.suppress import import_suppressions  # noqa: PLC0415 - heavy

    newsletter = known_newsletter(app.settings, newsletter)
    with app.store() as store:
        report = import_suppressions(
            app.settings, store, file, newsletter=newsletter or "", now=app.now(), dry_run=dry_run
        )
    if as_json:
        emit_json(report)
    else:
        emit_fields({"rows": report.rows, "new": report.new, "refused": report.refused})
    for row in report.quarantined[:SHOWN]:
        say(printable(f"  {row.place}: {row.reason}"))
    say("nothing was stored" if dry_run else "imported")
    if report.rows and report.refused == report.rows:
        ctx.exit(FAILED)


@suppressions.command()
@pass_app
def export(app: App) -> None:
    """Print them as CSV, which an import of an installation with the same key reads back."""
    import csv  # noqa: PLC0415 - as all that one command needs alone
    import sys  # noqa: PLC0415 - likewise

    with app.store() as store:
        writer = csv.writer(sys.stdout)
        writer.writerow(COLUMNS)
        for row in store.suppressions.stream():
            writer.writerow(_cells(row))


def _cells(row: Suppression) -> tuple[str, ...]:
    from digest.audience.cells import protect  # noqa: PLC0415 - heavy

    source = protect(row.source)
    return row.hash, row.newsletter, row.reason.value, source, row.at.isoformat()
