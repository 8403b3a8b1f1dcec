"""`digest deliveries`: what became of each reader's copy. `list` and `show` change nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click
import msgspec

from digest.cli.addresses import a_domain, an_address
from digest.cli.app import App, pass_app
from digest.cli.decisions import cancel, retry, settle
from digest.cli.known import known_edition, known_reader
from digest.cli.output import emit, emit_fields, emit_json, json_option, say
from digest.cli.text import printable
from digest.model import DeliveryState
from digest.pipeline.deliveries import look_up
from digest.store import Chosen
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Delivery
    from digest.pipeline.deliveries import DeliveryDetail

COLUMNS: dict[str, Callable[[Delivery], object]] = {
    "id": lambda delivery: delivery.id,
    "edition": lambda delivery: delivery.edition,
    "email": lambda delivery: delivery.email,
    "state": lambda delivery: delivery.state,
    "attempts": lambda delivery: delivery.attempts,
    "code": lambda delivery: f"{delivery.code or ''} {delivery.enhanced}".strip(),
    "detail": lambda delivery: delivery.detail,
}


@click.group()
def deliveries() -> None:
    """What became of each reader's copy."""


deliveries.add_command(retry)
deliveries.add_command(cancel)
deliveries.add_command(settle)


@deliveries.command("list")
@click.option("--edition", help="Only those of this edition.")
@click.option(
    "--state",
    type=click.Choice([state.value for state in DeliveryState]),
    help="Only those in this state.",
)
@click.option("--domain", callback=a_domain, help="Only to addresses at this domain.")
@click.option("--address", callback=an_address, help="Only those of this reader.")
@click.option(
    "--after", type=click.IntRange(0), default=0, metavar="ID", help="Only those behind this id."
)
@click.option("--limit", type=click.IntRange(1), default=1000, show_default=True, help="At most.")
@json_option
@pass_app
def list_(
    app: App,
    *,
    edition: str | None,
    state: str | None,
    domain: str,
    address: str | None,
    after: int,
    limit: int,
    as_json: bool,
) -> None:
    """List deliveries by id, with the last answer of the server.

    However many there are, they are read page by page.
    """
    with app.store() as store:
        chosen = Chosen(
            edition=known_edition(store, edition),
            states=(DeliveryState(state),) if state else (),
            subscriber=known_reader(store, address).id if address else None,
            domain=domain,
        )
        found = store.deliveries.stream(chosen, now=app.now(), after=after, limit=limit + 1)
        page = _Page(found, limit)
        same = {"edition": edition, "email": address}
        columns = {name: of for name, of in COLUMNS.items() if not same.get(name)}
        emit(page, as_json=as_json, columns=columns)
        if page.next is not None:
            say(f"there are more; they follow with --after {page.next}")


class _Page:
    """The first deliveries of many; `next` is the id behind which the others are, if any."""

    def __init__(self, found: Iterator[Delivery], limit: int) -> None:
        self.next: int | None = None
        self._found = found
        self._limit = limit

    def __iter__(self) -> Iterator[Delivery]:
        last = 0
        for delivery in islice(self._found, self._limit):
            last = delivery.id
            yield delivery
        if next(self._found, None):
            self.next = last


@deliveries.command()
@click.argument("delivery", type=int)
@json_option
@pass_app
def show(app: App, *, delivery: int, as_json: bool) -> None:
    """Show all that is known of one delivery."""
    from digest.pipeline.relays import no_way  # noqa: PLC0415 - 0.1 s that --help does without

    with app.store() as store:
        now = app.now()
        found = look_up(store, delivery, now=now, way=no_way(app.settings, store, now=now))
    if as_json:
        emit_json(_flat(found))
        return
    _print(found)
    if found.known.delivery.state is DeliveryState.UNSURE:
        say(f"it may have arrived; next: digest deliveries retry {delivery}, or settle {delivery}")


def _flat(found: DeliveryDetail) -> dict[str, object]:
    """One object: the delivery as `list` has it, and the rest."""
    document = msgspec.to_builtins(found)
    known = document.pop("known")
    return {**known.pop("delivery"), **known, **document}


def _print(found: DeliveryDetail) -> None:
    known, delivery = found.known, found.known.delivery
    fields: dict[str, object] = {
        "id": delivery.id,
        "edition": f"{delivery.edition} ({found.edition_state})",
        "reader": f"{delivery.email or delivery.subscriber} ({found.reader_state})",
        "state": delivery.state,
        "changed": text_of(known.changed),
        "due": text_of(delivery.due_at),
        "next try": found.next_try and text_of(found.next_try),
        "waits for": found.waits_for,
        "attempts": delivery.attempts,
        "first try": known.first_try and text_of(known.first_try),
        "crashes": known.crashes,
        "held": known.held_until and f"by a sender, until {text_of(known.held_until)}",
        "answer": " ".join(filter(None, _answer(delivery))) if delivery.code else "",
        "why": "" if delivery.code else delivery.detail,  # no server's words, but ours
        "Message-ID": delivery.message_id,
        "relay": delivery.relay,
        "remote id": delivery.remote_id,
        "stories": f"{len(found.stories)} of {found.whole}, {delivery.selection.length}",
    }
    emit_fields({name: value for name, value in fields.items() if value not in {None, ""}})
    for headline in found.stories:
        click.echo(f"  {printable(headline)}")


def _answer(delivery: Delivery) -> tuple[str, str, str]:
    return str(delivery.code or ""), delivery.enhanced, delivery.detail
