"""What feeds and a topic's page tell of an edition: itself, or each story of a topic in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.render.messages import Words
from digest.render.safe import clean, link
from digest.web.site.feeds import Entry

if TYPE_CHECKING:
    from digest.model import Archived, Newsletter, Slot
    from digest.store import Store

__all__ = ["edition_entries", "heading_of", "story_entries"]

_PARAGRAPH = Markup("<p>{}</p>")
_LINKED = Markup('<p><a href="{}">{}</a></p>')


def edition_entries(store: Store, letter: Newsletter, archived: Archived) -> tuple[Entry, ...]:
    """The edition as one entry, with all of its page."""
    found = store.archive.get(letter.id, archived.cadence, archived.date)
    if found is None:
        return ()
    _, rendered = found
    entry = Entry(
        url=link(letter.edition_url(archived.cadence, archived.date)),
        title=clean(archived.title),
        summary=clean(archived.description),
        html=rendered.web.html,
        published=archived.published,
        image=link(archived.image),
        topics=tuple(heading_of(letter, topic) for topic in archived.topics),
    )
    return (entry,)


def story_entries(
    store: Store, letter: Newsletter, archived: Archived, topic: str
) -> tuple[Entry, ...]:
    """An entry for each of the topic's stories; it leads to its place in the edition."""
    edition = store.editions.get(archived.edition)
    page = link(letter.edition_url(archived.cadence, archived.date))
    return tuple(
        Entry(
            url=f"{page}#{slot.id}",
            title=clean(slot.headline),
            summary=_labelled(slot, letter),
            html=_html(slot, letter),
            published=archived.published,
            topics=(heading_of(letter, topic),),
        )
        for section in edition.full or edition.sections
        if section.topic == topic
        for slot in section.slots
    )


def heading_of(letter: Newsletter, topic: str) -> str:
    """A topic's name as the newsletter prints it."""
    return Words(letter.language).topic(topic, letter.topic_names)


def _html(slot: Slot, letter: Newsletter) -> str:
    """The summary, and who tells the story: with a link where it stands on the web.

    Plain text from here on: a writer of XML would have `Markup` escape it once more.
    """
    lead = slot.story.lead
    url, name = link(lead.url), clean(lead.outlet)
    source = _LINKED.format(url, name) if url else _PARAGRAPH.format(name)
    return str(_PARAGRAPH.format(_labelled(slot, letter)) + "\n" + source)


def _labelled(slot: Slot, letter: Newsletter) -> str:
    """The summary; where a language model wrote it, that is said."""
    summary = clean(slot.summary)
    if not slot.summary_by:
        return summary
    label = Words(letter.language)("by_model", model=clean(slot.summary_by))
    return f"{summary} [{label}]"
