"""`digest editions`: the editions that were built, and what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.known import known_newsletter
from digest.cli.output import emit, emit_fields, emit_json, json_option, say
from digest.cli.text import printable
from digest.model import Tier
from digest.store.rows import text_or_none

if TYPE_CHECKING:
    from digest.model import Edition

_MARKS = {Tier.LEAD: "*", Tier.MAIN: " ", Tier.BRIEF: "-"}


@click.group()
def editions() -> None:
    """List and show editions."""


@editions.command("list")
@click.option("--newsletter", help="Only those of this newsletter.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@json_option
@pass_app
def list_(app: App, *, newsletter: str | None, limit: int, as_json: bool) -> None:
    """List editions, newest first."""
    newsletter = known_newsletter(app.settings, newsletter)
    with app.store() as store:
        found = store.editions.list(newsletter, limit=limit)
    columns = {
        "id": lambda edition: edition.id,
        "state": lambda edition: edition.state,
        "stories": _stories,
        "subject": lambda edition: edition.subject,
    }
    emit(found, as_json=as_json, columns=columns, to_json=_document)


@editions.command()
@click.argument("edition")
@json_option
@pass_app
def show(app: App, *, edition: str, as_json: bool) -> None:
    """Show one edition: its stories by section, and what was left out and why."""
    with app.store() as store:
        found = store.editions.get(edition)
    if as_json:
        emit_json(_document(found))
    else:
        _print(found)


@editions.command()
@click.argument("edition")
@click.option("--from", "since", type=click.IntRange(1), help="Number of the draft before.")
@click.option("--to", "until", type=click.IntRange(1), help="Number of the draft after it.")
@json_option
@pass_app
def diff(app: App, *, edition: str, since: int | None, until: int | None, as_json: bool) -> None:
    """Show what the latest draft of an edition changed in the one before.

    Drafts are counted from 1, as builds and edits made them.
    """
    from digest.cli.edit import print_changes  # noqa: PLC0415 - 0.2 s that lists do without
    from digest.pipeline.edit import changes  # noqa: PLC0415 - as above

    with app.store() as store:
        found = changes(store, edition, since, until)
        latest = store.drafts.versions(edition)[-1:]
    print_changes(found, as_json=as_json)
    for one in latest:
        say(f"the latest draft is number {one.number}: {printable(one.cause)}")


def _document(edition: Edition) -> dict[str, object]:
    """As JSON, each slot with its tier."""
    document: dict[str, Any] = msgspec.to_builtins(edition)
    for section, told in zip(document["sections"], edition.sections, strict=True):
        for slot, one in zip(section["slots"], told.slots, strict=True):
            slot["tier"] = edition.tier(one)
    return document


def _print(edition: Edition) -> None:
    from digest.pipeline.hidden import come_back  # noqa: PLC0415 - 0.1 s that lists do without

    emit_fields(
        {
            "id": edition.id,
            "state": edition.state,
            "subject": edition.subject,
            **({"or": _others(edition)} if _others(edition) else {}),
            "preheader": edition.preheader,
            "built": text_or_none(edition.built),
        }
    )
    back = dict(come_back(edition))
    for section in edition.sections:
        click.echo(f"\n{printable(section.topic)}")
        for slot in section.slots:
            mark = _MARKS[edition.tier(slot)]
            more = f" (+{len(slot.story.coverage)})" if slot.story.coverage else ""
            click.echo(f" {mark} {slot.id}  {printable(slot.headline)}{more}")
            if slot.id in back:
                click.echo(f"   {printable(back[slot.id])}")
    if edition.left_out:
        click.echo("\nLeft out")
        for reason in edition.left_out:
            click.echo(f"   {printable(reason)}")


def _others(edition: Edition) -> str:
    """Other subjects that the edition's headlines give."""
    from digest.compose import plays, subjects_for  # noqa: PLC0415 - 0.1 s that lists do without

    slots = [slot for section in edition.sections for slot in section.slots]
    ranked = sorted(slots, key=lambda slot: (plays(slot.story), -slot.story.score))
    heads = sorted(ranked, key=lambda slot: slot.id != edition.lead)
    return " | ".join(one for one in subjects_for(heads) if one != edition.subject)


def _stories(edition: Edition) -> int:
    return sum(len(section.slots) for section in edition.sections)
