"""Editions that went out, for the archive to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tests.unit.render.sample import TOPICS, edition
from tests.unit.web.site.house import BARE, NOW

from digest.model import Cadence, EditionState, OutboxRow
from digest.model import Selection as Chosen
from digest.pipeline.draft import render_edition
from digest.pipeline.freeze import approve

if TYPE_CHECKING:
    from tests.unit.web.site.house import Site

    from digest.model import Edition

DAY = date(2026, 11, 23)
PAPER = BARE + "".join(f"[[newsletters.briefing.topics]]\nname = '{name}'\n" for name in TOPICS)
PAGE = "/archive/briefing/daily-2026-11-23.html"


def made(day: date = DAY, cadence: Cadence = Cadence.DAILY, **changes) -> Edition:
    """The sample edition of a day."""
    name = f"briefing-{cadence}-{day}"
    return replace(edition(), id=name, date=day, cadence=cadence, **changes)


def publish(site: Site, issue: Edition | None = None, *, send: bool = True) -> Edition:
    """Build and approve an edition, and fill its outbox unless it is to stay a draft."""
    issue = issue or made()
    store, settings = site.house.store, site.house.settings
    slots = [slot for part in issue.full or issue.sections for slot in part.slots]
    articles = [one for slot in slots for one in (slot.story.lead, *slot.story.coverage)]
    store.articles.save(articles, now=NOW)
    issue = replace(issue, state=EditionState.DRAFT)
    rendered = render_edition(settings, settings.newsletter(issue.newsletter), issue)
    store.editions.save(replace(issue, hash=rendered.hash), rendered)
    if send:
        approve(settings, store, issue.id, now=NOW)
        row = OutboxRow(
            subscriber=site.reader.id,
            selection=Chosen(tuple(slot.id for slot in slots)),
            due_at=NOW,
            message_id=f"<{issue.id}@news.example>",
        )
        store.outbox.freeze(issue.id, rendered, [row])
    return issue
