"""`digest deliveries retry`, `cancel` and `settle`: what a person decides about deliveries.

All that is chosen is decided about in one step, or nothing is.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

import click
import msgspec

from digest.cli.addresses import a_domain
from digest.cli.app import App, pass_app
from digest.cli.codes import FAILED
from digest.cli.known import known_edition
from digest.cli.output import dry_run_option, emit_fields, emit_json, json_option, say
from digest.model import DeliveryState
from digest.pipeline.deliveries import CANCELLABLE, RETRYABLE, decide
from digest.store import Chosen, Decision

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.store import Decided, Refused

    Command = Callable[..., None]
    Option = Callable[[Command], Command]


class _Words(NamedTuple):
    """How a decision is asked for, and told."""

    question: str
    done: str


_WORDS = {
    Decision.RETRY: _Words("Send {} again?", "queued again"),
    Decision.CANCEL: _Words("Cancel {}?", "cancelled"),
    Decision.SETTLE: _Words("Record that {} arrived?", "settled"),
}


class _Given(TypedDict):
    """What the options said: which deliveries, and how it is to be done."""

    ids: tuple[int, ...]
    edition: str | None
    domain: str
    dry_run: bool
    yes: bool
    as_json: bool


def _states(among: tuple[DeliveryState, ...], words: str) -> Option:
    """`--state`, which may be given several times."""
    choice = click.Choice([state.value for state in among])
    return click.option("--state", "states", type=choice, multiple=True, help=words)


def _options(*more: Option) -> Option:
    """Adds which deliveries are meant, and how it is to be done."""

    def add(command: Command) -> Command:
        options: tuple[Option, ...] = (
            click.argument("ids", nargs=-1, type=int, metavar="[ID]..."),
            click.option("--edition", help="Instead of ids: the deliveries of this edition."),
            *more,
            click.option("--domain", callback=a_domain, help="Of those: addresses at this domain."),
            dry_run_option,
            click.option("--yes", is_flag=True, help="Do not ask."),
            json_option,
        )
        for option in reversed(options):
            command = option(command)
        return command

    return add


@click.command()
@_options(_states(RETRYABLE, "Of those: in this state; may be given several times."))
@click.pass_context
@pass_app
def retry(
    app: App, ctx: click.Context, *, states: tuple[str, ...], **given: Unpack[_Given]
) -> None:
    """Queue deliveries again, due now.

    `digest resume` or the daemon sends them, under their old Message-ID. What is sent stays
    sent; who left, bounced or complained stays without.
    """
    if given["edition"] and not states:
        raise click.UsageError(
            f"--edition needs --state: {', '.join(RETRYABLE[:-1])} or {RETRYABLE[-1]}"
        )
    ctx.exit(_decide(app, Decision.RETRY, _chosen(given, states), given))


@click.command()
@_options(
    _states(CANCELLABLE, "Of those: in this state, several times; default: all that are open.")
)
@click.pass_context
@pass_app
def cancel(
    app: App, ctx: click.Context, *, states: tuple[str, ...], **given: Unpack[_Given]
) -> None:
    """Cancel deliveries that are still open.

    Not those that a sender has in hand. With the last one the edition is finished.
    """
    chosen = _chosen(given, states)
    if given["edition"] and not states:
        chosen = replace(chosen, states=(*CANCELLABLE, DeliveryState.SENDING))
    ctx.exit(_decide(app, Decision.CANCEL, chosen, given))


@click.command()
@_options()
@click.pass_context
@pass_app
def settle(app: App, ctx: click.Context, **given: Unpack[_Given]) -> None:
    """Record that unsure deliveries arrived.

    They are sent then, and never sent again.
    """
    chosen = _chosen(given, ())
    if given["edition"]:
        chosen = replace(chosen, states=(DeliveryState.UNSURE,))
    ctx.exit(_decide(app, Decision.SETTLE, chosen, given))


def _chosen(given: _Given, states: tuple[str, ...]) -> Chosen:
    ids, edition, domain = given["ids"], given["edition"], given["domain"]
    if bool(ids) == bool(edition):
        raise click.UsageError("give ids of `digest deliveries list`, or --edition")
    if ids and (states or domain):
        raise click.UsageError("--state and --domain go with --edition, not with ids")
    return Chosen(
        ids=ids or None,
        edition=edition,
        states=tuple(map(DeliveryState, states)),
        domain=domain,
    )


def _decide(app: App, decision: Decision, chosen: Chosen, given: _Given) -> int:
    dry_run = given["dry_run"]
    with app.store() as store:
        known_edition(store, chosen.edition)
        if not (dry_run or given["yes"]) and sys.stdin.isatty():
            would = decide(store, decision, chosen, now=app.now(), dry_run=True)
            if would.changed and not _agreed(decision, would.changed):
                return FAILED
        decided = decide(store, decision, chosen, now=app.now(), dry_run=dry_run)
    _print(decision, decided, dry_run=dry_run, as_json=given["as_json"])
    return FAILED if decided.refused else 0


def _agreed(decision: Decision, count: int) -> bool:
    question = _WORDS[decision].question.format(f"{count} deliver{'y' if count == 1 else 'ies'}")
    if click.confirm(question, err=True):
        return True
    say("nothing was changed")
    return False


def _print(decision: Decision, decided: Decided, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        document = msgspec.to_builtins(decided)
        emit_json({"decision": decision, "dry_run": dry_run, **document})
    else:
        done = f"{'would be ' if dry_run else ''}{_WORDS[decision].done}"
        refused = sum(one.count for one in decided.refused)
        emit_fields({done: decided.changed, "refused": refused})
    for one in decided.refused:
        say(_refusal(one))
    if dry_run:
        say("nothing was changed")
        return
    for edition in decided.finished:
        say(f"{edition} is finished: nothing of it is open any more")
    if decision is Decision.RETRY:
        for edition in decided.editions:
            say(f"next, where no daemon runs: digest resume {edition}")


def _refusal(one: Refused) -> str:
    more = ", ..." if one.count > len(one.ids) else ""
    return f"refused {one.count}, {one.reason}: {', '.join(map(str, one.ids))}{more}"
