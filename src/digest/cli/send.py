"""`digest send` and `digest resume`: an approved edition to its readers, or a look at it."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.addresses import an_address
from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED, INTERRUPTED, NOTHING_TO_SEND, SOME_FAILED, TRY_AGAIN
from digest.cli.loop import run
from digest.cli.output import dry_run_option, emit_fields, emit_json, json_option, say
from digest.cli.signals import stop_on_signal
from digest.cli.text import printable
from digest.cli.watch import Events, watching
from digest.deliver import Progress
from digest.deliver.denied import remedy
from digest.errors import DeliveryError, DigestError, StoreError
from digest.model import EditionState, OutcomeKind
from digest.pipeline.freeze import SENDABLE, plan
from digest.pipeline.holds import due_now
from digest.pipeline.preview import write_out
from digest.pipeline.send import STOPPED, broken_off, send_test
from digest.pipeline.send import send as send_edition

if TYPE_CHECKING:
    from digest.deliver import SendReport
    from digest.store import Store

_TEST_CODES = {OutcomeKind.SENT: 0, OutcomeKind.REJECTED: SOME_FAILED}
_STOPPING = "finishing what is in flight; once more to stop at once"

_yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command()
@click.argument("edition")
@click.option(
    "--test",
    "address",
    metavar="ADDRESS",
    callback=an_address,
    help="Send all of it to this address alone, as a test.",
)
@dry_run_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each reader's mail to this folder instead; the edition stays as it is.",
)
@click.option("--now", "at_once", is_flag=True, help="To all at once, whatever hour they chose.")
@_yes
@json_option
@click.pass_context
@pass_app
def send(
    app: App,
    ctx: click.Context,
    *,
    edition: str,
    address: str | None,
    dry_run: bool,
    out: Path | None,
    at_once: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Send an approved edition to its readers, each once, however often this is run.

    Ctrl-C finishes what is in flight; `digest resume` sends the rest, and those whose hour has
    not come yet.
    """
    if (address is not None) + (out is not None) + dry_run > 1:
        raise click.UsageError("--test, --dry-run and --out exclude each other")
    with app.store() as store:
        if address is not None:
            code = _test(app, store, edition, address, as_json=as_json)
        elif out is not None:
            code = _write(app, store, edition, out, as_json=as_json)
        elif dry_run:
            code = _plan(app, store, edition, as_json=as_json)
        elif not (yes or _agreed(app, store, edition)):
            code = FAILED
        else:
            code = _send(app, store, edition, as_json=as_json, at_once=at_once)
    ctx.exit(code)


@click.command()
@click.argument("edition")
@dry_run_option
@_yes
@json_option
@click.pass_context
@pass_app
def resume(
    app: App, ctx: click.Context, *, edition: str, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Finish a sending that was interrupted; who has their copy gets no second one."""
    with app.store() as store:
        if dry_run:
            code = _plan(app, store, edition, as_json=as_json)
        elif not (yes or _agreed(app, store, edition)):
            code = FAILED
        else:
            code = _send(app, store, edition, as_json=as_json)
    ctx.exit(code)


def _agreed(app: App, store: Store, edition: str) -> bool:
    """Ask where somebody can answer; elsewhere the approval was the answer."""
    found = store.editions.get(edition)
    if not sys.stdin.isatty() or found.state not in SENDABLE:
        return True
    count = plan(app.settings, store, edition, now=app.now()).queued
    still = "" if found.state is EditionState.APPROVED else " who still wait"
    question = f'Send {edition}, "{printable(found.subject)}", to {_readers(count)}{still}?'
    if not count or click.confirm(question, err=True):
        return True
    say("nothing was sent")
    return False


def _send(app: App, store: Store, edition: str, *, as_json: bool, at_once: bool = False) -> int:
    events, seen = Events(edition) if as_json else None, [Progress()]
    try:
        report, interrupted = run(_deliver(app, store, edition, events, seen, at_once=at_once))
    except (DeliveryError, StoreError) as error:
        with suppress(DigestError):  # that one is told
            broken = broken_off(app.settings, store, edition, seen[-1], error, now=app.now())
            if events or store.editions.get(edition).state is EditionState.SENDING:
                _account(broken, app, edition, events, why="")  # the error says it
        raise
    _account(report, app, edition, events, why=report.reason)
    return INTERRUPTED if interrupted and _is_cut_short(report) else _code(report)


def _account(
    report: SendReport, app: App, edition: str, events: Events | None, *, why: str
) -> None:
    """What became of the deliveries; each is counted once. `why` some wait is said in words."""
    fields = {
        "edition": edition,
        "sent": report.sent,
        "deferred": report.deferred,
        "failed": report.failed,
        "unsure": report.unsure,
        "cancelled": report.cancelled,
        "remaining": max(report.remaining - report.deferred, 0),
        "seconds": round(report.seconds, 3),
        "reason": report.reason,
        "next_due": report.next_due or "",
    }
    if events:
        events.finished(fields)
    else:
        emit_fields({name: value for name, value in fields.items() if value != ""})
    _tell(report, app, edition, why)


def _tell(report: SendReport, app: App, edition: str, why: str) -> None:
    """In words: who was given up, who is in doubt and who waits; and what comes next."""
    look = f"digest deliveries list --edition {edition} --state"
    if report.parked:
        say(
            f"{_readers(report.parked)} given up as poison: too many runs or connections ended in"
            f" the middle of the mail; look: {look} failed"
        )
    if report.unsure:
        is_resent = app.settings.smtp.unsure == "resend"
        what = (
            f"the next digest resume {edition} sends it again"
            if is_resent
            else "it waits for your word: digest deliveries settle, retry or cancel"
        )
        say(f"{_readers(report.unsure)} may or may not have the mail; {what}; look: {look} unsure")
    if report.remaining:
        verb = "waits" if report.remaining == 1 else "wait"
        until = _until(report, app) + (f": {why}" if why else "")
        say(f"{_readers(report.remaining)} still {verb}{until}; next: digest resume {edition}")


def _readers(count: int) -> str:
    return "1 reader" if count == 1 else f"{count} readers"


async def _deliver(
    app: App,
    store: Store,
    edition: str,
    events: Events | None,
    seen: list[Progress],
    *,
    at_once: bool,
) -> tuple[SendReport, bool]:
    """The report, and whether a signal came; the latest progress is left in `seen`."""

    def on_progress(progress: Progress) -> None:
        seen[-1] = progress
        note(progress)

    with stop_on_signal(_STOPPING) as stop, watching(events) as note:
        report = await send_edition(
            app.settings,
            store,
            edition,
            clock=app.clock,
            ticks=time.monotonic,
            on_progress=on_progress,
            on_rest=events.paused if events else lambda _: None,
            stop=stop,
            at_once=at_once,
        )
        return report, stop.is_set()


def _until(report: SendReport, app: App) -> str:
    """When the first of those who wait may be tried, where that is not at once."""
    if report.next_due is None or report.next_due <= app.now():
        return ""
    return f", the first until {report.next_due:%Y-%m-%d %H:%M} UTC"


def _is_cut_short(report: SendReport) -> bool:
    """Whether somebody still has to get it; one that is sent already was not cut short."""
    return report.remaining > 0 or report.reason == STOPPED


def _code(report: SendReport) -> int:
    if report.remaining or report.deferred or report.unsure:
        return TRY_AGAIN
    return SOME_FAILED if report.failed else 0


def _test(app: App, store: Store, edition: str, address: str, *, as_json: bool) -> int:
    outcome = run(send_test(app.settings, store, edition, address, clock=app.clock))
    if as_json:
        emit_json(outcome)
    else:
        emit_fields({"outcome": outcome.kind, "code": outcome.code, "text": outcome.text})
    if words := remedy(outcome):
        say(words)
    return _TEST_CODES.get(outcome.kind, TRY_AGAIN)


def _write(app: App, store: Store, edition: str, out: Path, *, as_json: bool) -> int:
    paths = [str(path) for path in write_out(app.settings, store, edition, out, now=app.now())]
    if as_json:
        emit_json(paths)
    else:
        click.echo("\n".join(paths))
    say(f"wrote {len(paths)} files; nothing was sent")
    return 0


def _plan(app: App, store: Store, edition: str, *, as_json: bool) -> int:
    now, due = app.now(), {}
    count = plan(app.settings, store, edition, now=now)
    if store.editions.get(edition).state is EditionState.SENDING:
        due = {"due": due_now(app.settings, store, edition, now=now)}
    if as_json:
        emit_json({**asdict(count), **due})
    else:
        told = {"readers": count.audience, "would get it": count.queued}
        emit_fields({**told, **({"due now": due["due"]} if due else {}), **count.excluded})
    say("nothing was sent")
    return 0 if count.queued else NOTHING_TO_SEND
