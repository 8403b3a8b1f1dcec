"""The edition as a page for everyone: all of its stories, and nothing of any reader.

It is made of the same partials as the mails, from the same views, taken out of their MJML, so
that what an editor changes in one stands in the other. Made with the mails, it is stored and
approved with them. Of the site that it will stand in it knows
only whether that is encrypted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.model import WebVersion
from digest.prose.length import word_count
from digest.render.frame import newsletter_view, page_view
from digest.render.parts import SENTINELS, tidy
from digest.render.safe import mixed
from digest.render.views import SectionView, SlotView, edition_view, minutes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Edition, Newsletter
    from digest.render.messages import Words
    from digest.render.templates import Templates
    from digest.render.views import EditionView

TEMPLATE = "web.html.j2"


@dataclass(frozen=True, slots=True)
class WebView:
    """The page: the story that opens it, the sections without that one, and how much there is."""

    lead: SlotView | None
    rest: tuple[SectionView, ...]
    count: str
    minutes: str


def web_version(
    edition: Edition,
    newsletter: Newsletter,
    words: Words,
    templates: Templates,
    view: EditionView | None = None,
) -> WebVersion:
    """Render an edition as a page, as it was composed and not as its mails were shortened.

    `view` is the one of its mails, where their pictures do not come with them. A picture without
    encryption is left out where the site has it: see `mixed`.

    Raises:
        RenderError: a template is missing or wrong; names file and line.
    """
    if view is None or edition.full:
        whole = replace(edition, sections=edition.full or edition.sections, full=())
        view = edition_view(whole, words, topics=newsletter.topic_names)
    web = _web_view(view, edition.lead, words)
    web = replace(web, lead=_fit(web.lead, newsletter))
    context = {
        "edition": view,
        "newsletter": newsletter_view(newsletter, edition.language),
        "page": page_view(edition.language),
        "look": newsletter.look,
        "words": words,
        "web": web,
        "style": newsletter.template_for(edition.cadence),
    }
    html = SENTINELS.sub("", tidy(templates.render(TEMPLATE, context)))
    image = web.lead.image if web.lead else None
    return WebVersion(html=html, text="\n".join(_texts(view)), image=image.url if image else "")


def _web_view(view: EditionView, lead: str | None, words: Words) -> WebView:
    slots = [slot for section in view.sections for slot in section.slots]
    opener = next((slot for slot in slots if slot.id == lead), slots[0] if slots else None)
    rest = (
        replace(section, slots=tuple(slot for slot in section.slots if slot is not opener))
        for section in view.sections
    )
    length = sum(word_count(f"{slot.headline} {slot.summary}") for slot in slots)
    return WebView(
        lead=opener,
        rest=tuple(section for section in rest if section.slots),
        count=words.count("stories", len(slots)),
        minutes=words("minutes", n=minutes(length, view.language)),
    )


def _fit(lead: SlotView | None, newsletter: Newsletter) -> SlotView | None:
    """The story that opens the page, without a picture that no browser would show there."""
    if lead and lead.image and mixed(lead.image.url, newsletter.public_url):
        return replace(lead, image=None)
    return lead


def _texts(view: EditionView) -> Iterator[str]:
    """What can be searched for: every sentence of ours and of the stories."""
    slots = [slot for section in view.sections for slot in section.slots]
    for slot in slots:
        publishers = " ".join(str(one.name) for one in slot.coverage)
        more = f" {slot.addendum.sentence}" if slot.addendum else ""
        yield f"{slot.headline}\n{slot.summary}{more}\n{slot.publisher} {publishers}".rstrip()
    for block in (*(block for slot in slots for block in slot.blocks), *view.blocks):
        rows = (f"{row.head} {row.text}" for row in block.rows)
        said = rows if block.rows else map(str, block.paragraphs)
        yield "\n".join(filter(None, (str(block.title), *said, block.source)))
