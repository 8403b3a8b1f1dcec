"""`digest why`: the reason of each choice about an article, a story or a reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import msgspec

from digest.audience.address import normalise
from digest.cli.app import App, pass_app
from digest.cli.output import emit, emit_fields, emit_json, json_option
from digest.cli.subscribers import CHOICE, PERSON
from digest.cli.text import printable
from digest.errors import AudienceError, DigestError
from digest.model import DeliveryState, Image, Media
from digest.pipeline.answers import in_a_line
from digest.pipeline.suppress import suppression_hashes
from digest.pipeline.why import ArticleWhy, StoryWhy, why_article, why_story
from digest.pipeline.why_reader import LIMIT, ReaderWhy, told, why_reader
from digest.prose.shorten import shorten
from digest.store.rows import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.model import Article, Subscriber, Suppression
    from digest.pipeline.why import Place
    from digest.pipeline.why_reader import CopyWhy
    from digest.store import Store, Thread

_ARTICLE = re.compile(r"a[0-9a-f]+")
_STORY = re.compile(r"s[0-9a-f]+")
SHOWN = 60  # characters of a value

_STATES = {
    DeliveryState.QUEUED: "queued, waits to be sent",
    DeliveryState.SENDING: "sending, a sender has it in hand",
    DeliveryState.SENT: "sent",
    DeliveryState.DEFERRED: "deferred, refused for now",
    DeliveryState.FAILED: "failed, refused for good or given up",
    DeliveryState.UNSURE: "unsure, it may have arrived",
    DeliveryState.CANCELLED: "cancelled",
}


@click.command()
@click.argument("what")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=LIMIT,
    show_default=True,
    help="Of a reader: editions of each newsletter that are looked at.",
)
@json_option
@pass_app
def why(app: App, *, what: str, limit: int, as_json: bool) -> None:
    """Say why an article, a story or a reader's mail is as it is.

    WHAT is the id or URL of an article, the id of a story, or a reader's address or id.
    """
    with app.store() as store:
        found = _found(app, store, what, limit)
    if as_json:
        emit_json(_slim(found))
    else:
        _print(found)


def _found(app: App, store: Store, what: str, limit: int) -> ArticleWhy | StoryWhy | ReaderWhy:
    if re.match(r"https?://", what, re.IGNORECASE):
        return _at(store, what)
    if _ARTICLE.fullmatch(what):
        return why_article(store, store.articles.get(what))
    if _STORY.fullmatch(what):
        return why_story(store, what)
    reader = _reader(app, store, what)
    hashes: tuple[str, ...] = ()
    if reader.email and store.suppressions.any():  # else no key need be there, nor be made
        hashes = suppression_hashes(app.settings, store)(reader.email)
    return why_reader(store, reader, hashes=hashes, now=app.now(), limit=limit)


def _at(store: Store, url: str) -> ArticleWhy:
    from digest.collect.urls import canonical  # noqa: PLC0415 - only who gives a URL pays

    article = store.articles.at(canonical(url)) or store.articles.at(url)
    if article is None:
        raise DigestError(
            f"no article is known at {url}", "see `digest articles list --search TEXT`"
        )
    return why_article(store, article)


def _reader(app: App, store: Store, who: str) -> Subscriber:
    known = store.subscribers.get(int(who) if who.isdecimal() else who)
    if known is None:
        _refuse_suppressed(app, store, who)
        raise DigestError(
            f"{who!r} is no article, story or reader that is known",
            "give an id of `digest articles list` or `digest editions show`, a URL, "
            "or an address of `digest subscribers list`",
        )
    return known


def _refuse_suppressed(app: App, store: Store, who: str) -> None:
    """Of an address that was erased nothing is known but the suppression that bars it."""
    try:
        hashes = suppression_hashes(app.settings, store)(normalise(who))
    except AudienceError:
        return
    if rows := store.suppressions.of(hashes):
        raise DigestError(
            f"no reader is known as {who}, and a suppression keeps mail from that address: "
            f"{_suppressions(rows)}",
            "see `digest suppressions list --address ADDRESS`",
        )


def _suppressions(rows: Iterable[Suppression]) -> str:
    return "; ".join(printable(told(row)) for row in rows)


def _slim(found: ArticleWhy | StoryWhy | ReaderWhy) -> object:
    """As JSON, an article without its text and its origins by field."""
    document = msgspec.to_builtins(found)
    if article := document.get("article"):
        del article["text"]
        document["origins"] = dict(article.pop("origins"))
    return document


def _print(found: ArticleWhy | StoryWhy | ReaderWhy) -> None:
    match found:
        case ArticleWhy():
            _print_article(found)
        case StoryWhy():
            headline = found.places[0].headline if found.places else ""
            click.echo(f"{found.id}  {printable(headline)}".rstrip())
            _print_thread(found.thread)
        case ReaderWhy():
            _print_reader(found)
            return
    for place in found.places:
        click.echo()
        _print_place(place)


def _print_thread(thread: Thread) -> None:
    if thread.before:
        click.echo(f"  goes on from story {thread.before}")
    for story in thread.after:
        click.echo(f"  goes on in story {story}")
    if thread.merged:
        click.echo(f"  was taken up by story {thread.merged}")


def _print_article(found: ArticleWhy) -> None:
    article = found.article
    fields = {"article": article.id, "url": article.url, "source": article.source}
    emit_fields(fields)
    click.echo()
    width = max((len(field) for field, _ in article.origins), default=0)
    for field, origin in article.origins:
        click.echo(f"{field.ljust(width)}  {printable(origin)}  ({_value(article, field)})")
    for note in article.notes:
        click.echo(f"{'note'.ljust(width)}  {printable(note)}")
    if not found.places:
        click.echo("\nno edition was built since it came in")


def _value(article: Article, field: str) -> str:
    value = getattr(article, field)
    if isinstance(value, tuple):
        value = ", ".join(one.url if isinstance(one, Media) else str(one) for one in value)
    elif isinstance(value, Image):
        value = value.url
    return shorten(printable(str(value).partition("\n")[0]), SHOWN)


def _print_place(place: Place) -> None:
    head = f"{place.edition} ({place.state})"
    if place.placed:
        lead = ", opens the edition" if place.lead else ""
        click.echo(f"{head}: {printable(place.topic)}, number {place.slot}{lead}")
    else:
        about = f" ({place.about})" if place.about and place.about != place.story else ""
        click.echo(f"{head}: left out, {printable(place.reason)}{about}")
    if place.story:
        count = len(place.articles)
        told = f"score {place.score:.2f}; {count} article{'' if count == 1 else 's'}: "
        click.echo(f"  story {place.story}  {printable(place.headline)}")
        click.echo(f"  {told}{', '.join(place.articles)}")
    for reason in (*place.reasons, *place.notes):
        click.echo(f"  {printable(reason)}")


def _print_reader(found: ReaderWhy) -> None:
    fields = {name: of(found.subscriber) for name, of in PERSON.items()}
    fields["joined"] = text_of(found.joined) if found.joined else ""
    if found.barred:
        fields["no mail"] = found.barred
    if found.suppressions:
        fields["suppressed"] = _suppressions(found.suppressions)
    if found.revivals:
        backs = (f"{text_of(one.at)} {printable(one.who)}" for one in found.revivals)
        fields["brought back"] = "; ".join(backs)
    emit_fields(fields)
    click.echo()
    emit(found.subscriptions, as_json=False, columns=CHOICE)
    for copy in found.copies:
        click.echo()
        _print_copy(copy)
    if found.bounces:
        click.echo()
    for one in found.bounces:
        status = one.bounce.status or one.bounce.code or ""
        told = f"{one.bounce.kind} {status}".rstrip()
        click.echo(
            f"came back {text_of(one.seen)}: {told}, {printable(one.done)} (bounce {one.id})"
        )


def _print_copy(copy: CopyWhy) -> None:
    head = f"{copy.edition} ({copy.edition_state})"
    if copy.state is None:
        click.echo(f"{head}: no copy, {printable(copy.reason)}")
        return
    ended = f", {printable(copy.ended)}" if copy.ended else ""
    click.echo(f"{head}: {_STATES[copy.state]}{ended}")
    for line in filter(None, _lines(copy)):
        click.echo(f"  {printable(line)}")


def _lines(copy: CopyWhy) -> Iterator[str]:
    """What is known of a copy, a line each, the first that a person asks for first."""
    answer = in_a_line(copy.code, copy.enhanced, copy.answer)
    yield answer and f"answer: {answer}"
    yield f"next try: {text_of(copy.next_try)}" if copy.next_try else ""
    relay = f"relay {copy.relay}" if copy.relay else ""
    remote = f"remote id {copy.remote_id}" if copy.remote_id else ""
    yield ", ".join(filter(None, (relay, remote)))
    tries = f"{copy.attempts} attempt{'' if copy.attempts == 1 else 's'}"
    crashes = f", {copy.crashes} cut off" if copy.crashes else ""
    since = f", since {text_of(copy.changed)}" if copy.changed else ""
    yield f"delivery {copy.delivery}, {tries}{crashes}{since}"
    yield copy.reason
