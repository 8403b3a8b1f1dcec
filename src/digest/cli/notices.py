"""`digest notices`: system mails to one address each: alarms and test mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.codes import INTERRUPTED, SOME_FAILED, TRY_AGAIN
from digest.cli.loop import run
from digest.cli.output import dry_run_option, emit, emit_fields, emit_json, json_option, say
from digest.cli.signals import stop_on_signal
from digest.model import DeliveryState, NoticeKind
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from digest.model import Notice
    from digest.pipeline.notices import NoticeReport
    from digest.store import Store

STATES = [state.value for state in DeliveryState if state is not DeliveryState.UNSURE]
COLUMNS: dict[str, Callable[[Notice], object]] = {
    "id": lambda notice: notice.id,
    "kind": lambda notice: notice.kind,
    "email": lambda notice: notice.email,
    "state": lambda notice: notice.state,
    "attempts": lambda notice: notice.attempts,
    "due": lambda notice: text_of(notice.due_at),
    "subject": lambda notice: notice.subject,
    "code": lambda notice: notice.code or "",
    "detail": lambda notice: notice.detail,
}


@click.group()
def notices() -> None:
    """List, send and cancel system mails."""


@notices.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only those in this state.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in NoticeKind]),
    help="Only those of this kind.",
)
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@json_option
@pass_app
def list_(app: App, *, state: str | None, kind: str | None, limit: int, as_json: bool) -> None:
    """List the latest notices, with the last answer of the server."""
    with app.store() as store:
        found = store.notices.list(
            state=DeliveryState(state) if state else None,
            kind=NoticeKind(kind) if kind else None,
            limit=limit,
        )
    _emit(found, as_json=as_json)


@notices.command()
@dry_run_option
@json_option
@click.pass_context
@pass_app
def send(app: App, ctx: click.Context, *, dry_run: bool, as_json: bool) -> None:
    """Send the notices that are due now; `digest send` and `digest run` do so by themselves."""
    with app.store() as store:
        if dry_run:
            _emit(store.notices.due(now=app.now()), as_json=as_json)
            say("nothing was sent")
            return
        report, interrupted = run(_send(app, store))
    if as_json:
        emit_json(report)
    else:
        emit_fields(
            {
                "sent": report.sent,
                "deferred": report.deferred,
                "failed": report.failed,
                "remaining": report.remaining,
                **({"reason": report.reason} if report.reason else {}),
            }
        )
    ctx.exit(INTERRUPTED if interrupted and report.remaining else _code(report))


@notices.command()
@click.argument("notice", type=int)
@json_option
@pass_app
def cancel(app: App, *, notice: int, as_json: bool) -> None:
    """Take back a notice that was not sent yet; the same is not told again."""
    with app.store() as store:
        done = store.notices.cancel(notice, now=app.now(), reason="cancelled by hand")
    if as_json:
        emit_json(done)
    else:
        emit_fields({name: of(done) for name, of in COLUMNS.items()})


async def _send(app: App, store: Store) -> tuple[NoticeReport, bool]:
    from digest.pipeline.leftover import forget_expired  # noqa: PLC0415 - 0.5 s that a list does without
    from digest.pipeline.notices import send_notices  # noqa: PLC0415 - likewise
    from digest.pipeline.relays import relays_of  # noqa: PLC0415 - likewise

    with stop_on_signal("finishing the one that is in flight") as stop:
        relays = relays_of(app.settings)
        await forget_expired(store, clock=app.clock)
        report = await send_notices(app.settings, store, relays=relays, clock=app.clock, stop=stop)
        return report, stop.is_set()


def _code(report: NoticeReport) -> int:
    if report.deferred or report.remaining:
        return TRY_AGAIN
    return SOME_FAILED if report.failed else 0


def _emit(found: Iterable[Notice], *, as_json: bool) -> None:
    emit(found, as_json=as_json, columns=COLUMNS)
