"""`digest subscribers`: the readers of this installation, one by one, or by file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Unpack

import click
import msgspec

from digest.cli.addresses import an_address
from digest.cli.app import App, pass_app
from digest.cli.choices import Choices, choice_options, chosen_row
from digest.cli.codes import FAILED
from digest.cli.known import known_newsletter, known_reader
from digest.cli.output import (
    dry_run_option,
    emit,
    emit_fields,
    emit_json,
    json_option,
    say,
)
from digest.cli.transfer import export, import_
from digest.pipeline.erase import remove as erase
from digest.pipeline.leaving import BY_HAND, leave_for
from digest.pipeline.revive import revive as bring_back
from digest.pipeline.suppress import suppression_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Consent, Subscriber, Subscription
    from digest.store import Store

PAGE = 500

PERSON: dict[str, Callable[[Subscriber], object]] = {
    "id": lambda person: person.id,
    "email": lambda person: person.email,
    "name": lambda person: person.name,
    "language": lambda person: person.language,
    "state": lambda person: person.state,
}
CHOICE: dict[str, Callable[[Subscription], object]] = {
    "newsletter": lambda choice: choice.newsletter,
    "state": lambda choice: choice.state,
    "topics": lambda choice: choice.topics or "all",
    "cadence": lambda choice: choice.cadence,
    "length": lambda choice: choice.length,
    "hour": lambda choice: choice.hour,
    "timezone": lambda choice: choice.timezone,
    "until": lambda choice: choice.until,
    "muted": lambda choice: choice.muted,
}
LEFT: dict[str, Callable[[Subscription], object]] = {
    "newsletter": lambda choice: choice.newsletter,
    "was": lambda choice: choice.state,
}
CONSENT: dict[str, Callable[[tuple[str, Consent]], object]] = {
    "newsletter": lambda row: row[0],
    "event": lambda row: row[1].event,
    "at": lambda row: row[1].at,
    "source": lambda row: row[1].source,
    "ip": lambda row: row[1].ip,
    "wording": lambda row: row[1].wording,
}


@click.group()
def subscribers() -> None:
    """Import, export and look up readers."""


subscribers.add_command(import_)
subscribers.add_command(export)


@subscribers.command("list")
@click.option("--newsletter", help="Only those who know this newsletter.")
@click.option("--limit", type=click.IntRange(1), help="At most; default: all.")
@json_option
@pass_app
def list_(app: App, *, newsletter: str | None, limit: int | None, as_json: bool) -> None:
    """List readers."""
    newsletter = known_newsletter(app.settings, newsletter)
    with app.store() as store:
        emit(_pages(store, newsletter, limit), as_json=as_json, columns=PERSON)


def _pages(store: Store, newsletter: str | None, limit: int | None) -> Iterator[Subscriber]:
    """All of them, read page by page."""
    after, left = 0, limit
    while left is None or left > 0:
        page = store.subscribers.list(newsletter, limit=min(PAGE, left or PAGE), after=after)
        if not page:
            return
        yield from page
        after = page[-1].id
        left = None if left is None else left - len(page)


@subscribers.command()
@click.argument("email")
@json_option
@pass_app
def show(app: App, *, email: str, as_json: bool) -> None:
    """Show one reader, what they chose, and what they consented to."""
    with app.store() as store:
        person = known_reader(store, email)
        choices = store.subscribers.subscriptions(person.id)
        consents = store.consents.of(person.id)
    if as_json:
        told = [{"newsletter": name, **msgspec.to_builtins(one)} for name, one in consents]
        emit_json({**msgspec.to_builtins(person), "subscriptions": choices, "consents": told})
        return
    emit_fields({name: of(person) for name, of in PERSON.items()})
    click.echo()
    emit(choices, as_json=False, columns=CHOICE)
    if consents:
        click.echo()
        emit(consents, as_json=False, columns=CONSENT)


@subscribers.command()
@click.argument("email")
@choice_options
@json_option
@pass_app
def add(app: App, *, email: str, as_json: bool, **chosen: Unpack[Choices]) -> None:
    """Add one reader, or change what they chose; who left is not brought back."""
    row = chosen_row(email, chosen, app.settings.newsletters)
    with app.store() as store:
        hashes = suppression_hashes(app.settings, store)
        person = store.subscribers.add(row, now=app.now(), hashes=hashes)
    if as_json:
        emit_json(person)
    else:
        emit_fields({name: of(person) for name, of in PERSON.items()})


@subscribers.command()
@click.argument("email")
@click.option("--newsletter", help="Only this one; default: all.")
@dry_run_option
@json_option
@pass_app
def leave(app: App, *, email: str, newsletter: str | None, dry_run: bool, as_json: bool) -> None:
    """End what a reader gets, for one who asked for it; what is queued goes no more.

    They stay known as somebody who left: no import brings them back, subscribing again does.
    """
    only = known_newsletter(app.settings, newsletter)
    with app.store() as store:
        person = known_reader(store, email)
        ended = leave_for(store, person, newsletter=only, now=app.now(), dry_run=dry_run)
    emit(ended, as_json=as_json, columns=LEFT)
    if dry_run:
        say("nothing was changed")
    elif not ended:
        say("nothing ended: they do not get it, or have left already")


@subscribers.command()
@click.argument("email", callback=an_address)
@click.option("--who", default=BY_HAND, show_default=True, help="Whose decision it is.")
@dry_run_option
@pass_app
def revive(app: App, *, email: str, who: str, dry_run: bool) -> None:
    """Mail a reader again who was taken for bounced by mistake; what bounced is forgotten.

    Who complained, left or was erased comes back only by subscribing again.
    """
    with app.store() as store:
        hashes = suppression_hashes(app.settings, store)(email)
        person = bring_back(store, email, hashes=hashes, who=who, now=app.now(), dry_run=dry_run)
    say(f"{'would bring' if dry_run else 'brought'} {person.email} back")


@subscribers.command()
@click.argument("email")
@dry_run_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--suppress", is_flag=True, help="And let no import bring them back.")
@click.pass_context
@pass_app
def remove(
    app: App, ctx: click.Context, *, email: str, dry_run: bool, yes: bool, suppress: bool
) -> None:
    """Delete a reader; of one who has had mail, the address and name are erased.

    That they left, bounced or complained is kept as a suppression, which names no address.
    """
    with app.store() as store:
        person = known_reader(store, email)
        if dry_run:
            say(f"would remove {person.email}")
        elif yes or _agreed(person):
            deleted = erase(app.settings, store, person.id, now=app.now(), suppress=suppress)
            say(f"{'deleted' if deleted else 'erased'} {person.email}")
        else:
            ctx.exit(FAILED)


def _agreed(person: Subscriber) -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is here to ask: give --yes")
    return click.confirm(f"Remove {person.email} for good?", err=True)
