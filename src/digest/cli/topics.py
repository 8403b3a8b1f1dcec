"""`digest topics`: how articles find their section, and how well."""

from __future__ import annotations

import click
import msgspec

from digest.cli.app import App, pass_app
from digest.cli.output import dry_run_option, emit, emit_fields, emit_json, json_option, say
from digest.cli.progress import progress
from digest.cli.text import printable

newsletter_option = click.option("--newsletter", help="Which one, where digest.toml has several.")


@click.group()
def topics() -> None:
    """Test, train and explain how articles find their topic."""


@topics.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=str))
@newsletter_option
@json_option
@pass_app
def test(app: App, *, file: str, newsletter: str | None, as_json: bool) -> None:
    """Hold the newsletter's topics against a table of labelled articles.

    FILE has a line of names first: topic and title, and where there is one, text, summary,
    language, url, source and categories (parted by ;). Tabs part its cells, or what a
    spreadsheet puts between them.
    """
    from pathlib import Path  # noqa: PLC0415 - as below

    from digest.model import OTHER  # noqa: PLC0415 - as below
    from digest.pipeline.labelled import labelled  # noqa: PLC0415 - likewise
    from digest.pipeline.topics import graded  # noqa: PLC0415 - 0.1 s that --help does without

    letter = app.settings.newsletter(newsletter)
    found = labelled(Path(file), now=app.now(), language=letter.language)
    with app.store() as store, progress("Reading", len(found)) as show:
        judged = graded(app.settings, store, letter, found, now=app.now(), on_read=show)
    if as_json:
        emit_json(judged)
        return
    columns = {
        "topic": lambda one: one.topic,
        "articles": lambda one: one.articles,
        "precision": lambda one: f"{one.precision:.3f}",
        "recall": lambda one: f"{one.recall:.3f}",
        "f1": lambda one: f"{one.f1:.3f}",
    }
    emit(judged.topics, as_json=False, columns=columns)
    known = {*(one.name for one in letter.topics), OTHER}
    for one in judged.topics:
        if one.topic not in known:
            say(f"{printable(one.topic)} is no topic of {letter.id}: nothing can be found there")
    for name in judged.unheard:
        say(
            f"no article can speak for {printable(name)} yet: give it words or categories in "
            "digest.toml, or a source, or move stories there, and it learns"
        )
    for title, wanted, topic in judged.wrong:
        say(f"{printable(wanted)}, not {printable(topic)}: {printable(title)}", above=1)
    say(
        f"accuracy {judged.accuracy:.3f}, macro F1 {judged.macro_f1:.3f} "
        f"of {judged.articles} articles"
    )


@topics.command()
@newsletter_option
@dry_run_option
@json_option
@pass_app
def train(app: App, *, newsletter: str | None, dry_run: bool, as_json: bool) -> None:
    """Learn from the editions that went out, and from what editors moved.

    A build does it by itself, once a day.
    """
    from digest.pipeline.topics import train as learn  # noqa: PLC0415 - as above

    letter = app.settings.newsletter(newsletter)
    with app.store() as store:
        lessons = learn(app.settings, store, letter, now=app.now(), dry_run=dry_run)
    if as_json:
        emit_json({"newsletter": letter.id, "dry_run": dry_run, "taught": lessons.taught})
        return
    rows = sorted(lessons.taught.items(), key=lambda one: (-one[1], one[0]))
    columns = {"topic": lambda row: row[0], "articles": lambda row: row[1]}
    emit(rows, as_json=False, columns=columns)
    if dry_run:
        say("nothing was changed")


@topics.command()
@click.argument("article")
@newsletter_option
@json_option
@pass_app
def explain(app: App, *, article: str, newsletter: str | None, as_json: bool) -> None:
    """Say what each level says of an article, and where that puts it.

    ARTICLE is its id. What an editor decided about an edition is in `digest why`.
    """
    from digest.pipeline.topics import explain as explained  # noqa: PLC0415 - as above

    letter = app.settings.newsletter(newsletter)
    with app.store() as store:
        told = store.articles.get(article)
        found = explained(app.settings, store, letter, told, now=app.now())
    if as_json:
        emit_json({"article": told.id, **msgspec.to_builtins(found)})
        return
    emit_fields(
        {"article": told.id, "title": told.title, "topic": found.topic, "why": found.reason}
    )
    click.echo()
    columns = {
        "level": lambda one: one.name,
        "votes": lambda one: [f"{name} {count}" for name, count in one.votes.items()],
        "by": lambda one: one.by,
    }
    emit(found.levels, as_json=False, columns=columns)
