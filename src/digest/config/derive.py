"""From a checked document to Settings: rules between keys, resolved paths.

Judges only what one key alone cannot tell. Looks up no secret: they are read when used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from digest.config import values
from digest.config.bounces import bounces
from digest.config.check import dotted
from digest.config.dkim import dkim
from digest.config.installed import Group, unknown
from digest.config.look import look
from digest.config.rules import check_newsletters
from digest.config.secret import Secrets
from digest.config.semantic import semantic
from digest.config.settings import (
    BuildSettings,
    CheckSettings,
    CollectSettings,
    ServeSettings,
    Settings,
    StoreSettings,
)
from digest.config.smtp import smtp
from digest.config.sources import sources
from digest.config.summaries import summaries
from digest.config.translations import translations
from digest.config.webhooks import webhooks
from digest.model import (
    BlockPlan,
    Limits,
    Mailbox,
    Newsletter,
    Schedule,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.config.check import Origin
    from digest.config.document import Document, OperatorTable, StoreTable
    from digest.config.lines import KeyPath
    from digest.config.tables.newsletter import NewsletterTable, ScheduleTable
    from digest.config.tables.serve import ServeTable
    from digest.config.tables.stages import BuildTable


def derive(
    document: Document, origin: Origin, *, file: Path | None, environ: Mapping[str, str]
) -> Settings:
    """The settings that a checked document stands for.

    Raises:
        ConfigError: keys that contradict each other, or name what is not there.
    """
    root = (file.parent if file else Path()).resolve()
    secrets = Secrets(origin, root, environ)
    check_newsletters(document, origin, root)
    groups = translations(document, origin)
    return Settings(
        path=file,
        root=root,
        sources=sources(document.sources, origin),
        newsletters={
            name: _newsletter(name, table, root, secrets, groups[name])
            for name, table in document.newsletters.items()
        },
        build=_build(document.build, origin),
        smtp=smtp(document.smtp, origin, secrets),
        collect=_collect(document, secrets),
        check=CheckSettings(clients=document.check.clients),
        store=_store(document.store, root),
        serve=_serve(document.serve),
        bounces=bounces(document.bounces, secrets),
        webhooks=webhooks(document.webhooks, secrets),
        summaries=summaries(document.summaries, secrets) if document.summaries else None,
        semantic=semantic(document.semantic, root) if document.semantic else None,
        operator=_operator(document.operator) if document.operator else None,
        environ={name: environ[name] for name in ("DIGEST_SECRET",) if name in environ},
        places=_places(document, origin),
    )


def _places(document: Document, origin: Origin) -> dict[str, str]:
    """Where each plugin is named, once it is sure that there is one of that name; and a model."""
    for path, group, name in _named(document):
        if refusal := unknown(group, name):
            raise origin.error(path, *refusal)
    paths: list[KeyPath] = [path for path, _, _ in _named(document)]
    model: list[KeyPath] = [("semantic", "model")] if document.semantic else []
    return {dotted(path): origin.place(path) for path in [*paths, *model]}


def _named(document: Document) -> Iterator[tuple[KeyPath, Group, str]]:
    for index, source in enumerate(document.sources):
        yield ("sources", index, "kind"), Group.SOURCES, source.kind
    for name, table in document.newsletters.items():
        for index, block in enumerate(table.blocks):
            yield ("newsletters", name, "blocks", index, "kind"), Group.BLOCKS, block.kind
    for rule in document.build.rank:
        yield ("build", "rank", rule), Group.RANK, rule


def _newsletter(
    name: str, table: NewsletterTable, root: Path, secrets: Secrets, sisters: tuple[str, ...]
) -> Newsletter:
    sender = values.mailbox(table.sender)
    path = ("newsletters", name)
    return Newsletter(
        id=name,
        title=table.title,
        sender=sender,
        public_url=values.site_url(table.public_url),
        postal_address=table.postal_address,
        reply_to=values.mailbox(table.reply_to) if table.reply_to else None,
        bounces=values.bounces(table.bounces) if table.bounces else None,
        archive=table.archive,
        archive_url=values.header_url(table.archive_url) if table.archive_url else None,
        help_url=values.help_url(table.help_url) if table.help_url else None,
        language=table.language,
        template=table.template,
        weekly_template=table.weekly_template,
        look=look(table.look, (*path, "look"), root, secrets.origin),
        topics=tuple(
            Topic(name=topic.name, words=topic.words, categories=topic.categories)
            for topic in table.topics
        ),
        sources=table.sources,
        approval=table.approval,
        min_stories=table.min_stories,
        schedule=_schedule(table.schedule) if table.schedule else None,
        blocks=tuple(BlockPlan(kind=block.kind, options=block.options) for block in table.blocks),
        link_tags=table.link_tags,
        own_domains=tuple(map(values.idn, table.own_domains)),
        text_links=table.text_links,
        adds=table.adds,
        second_source=table.second_source,
        images=table.images,
        embedded_kb=table.embedded_kb,
        quick_links=table.quick_links,
        translations=sisters,
        dkim=dkim(table.dkim, (*path, "dkim"), secrets, sender=sender.address)
        if table.dkim
        else None,
    )


def _schedule(table: ScheduleTable) -> Schedule:
    return Schedule(
        at=values.clock(table.at),
        days=table.days,
        timezone=table.timezone,
        max_late=values.duration(table.max_late),
        weekly=table.weekly,
    )


def _build(table: BuildTable, origin: Origin) -> BuildSettings:
    if table.hours > table.max_hours:
        words = f"expected at most max_hours, which is {table.max_hours}, got {table.hours}"
        raise origin.error(("build", "hours"), words, "lower hours or raise max_hours")
    limits = Limits(
        hours=table.hours,
        max_hours=table.max_hours,
        max_stories=table.max_stories,
        per_topic=table.per_topic,
        per_source=table.per_source,
    )
    return BuildSettings(
        limits=limits,
        inliner=table.inliner,
        rank=table.rank,
        preset=table.preset,
        half_life=values.duration(table.half_life),
        marks=table.marks,
    )


def _collect(document: Document, secrets: Secrets) -> CollectSettings:
    """Sites are told whom they may ask: where nothing is set, at the first newsletter's site."""
    table = document.collect
    sites = (letter.public_url for letter in document.newsletters.values())
    return CollectSettings(
        every=values.duration(table.every),
        spacing=table.spacing,
        public_url=values.site_url(table.public_url) if table.public_url else None,
        allow_private=table.allow_private,
        timeout=table.timeout,
        max_bytes=table.max_bytes,
        concurrency=table.concurrency,
        contact=table.contact or next(sites, ""),
        passwords={
            one.name: secrets.at(one.password, ("sources", index, "password"))
            for index, one in enumerate(document.sources)
            if one.password
        },
    )


def _store(table: StoreTable, root: Path) -> StoreSettings:
    file = root / table.url.removeprefix("sqlite:///")
    return StoreSettings(url=f"sqlite:///{file}", keep=values.duration(table.keep))


def _serve(table: ServeTable) -> ServeSettings:
    return ServeSettings(
        host=table.host,
        port=table.port,
        workers=table.workers,
        trusted_hops=table.trusted_hops,
        proxies=table.proxies,
        access_log=table.access_log,
    )


def _operator(table: OperatorTable) -> Mailbox:
    return Mailbox(address=values.address(table.address), name=table.name or "")
