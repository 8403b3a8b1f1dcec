"""The whole way from an Edition to Rendered: templates, MJML, CSS, parts, hash.

Everything comes in as a value; the same values give the same bytes. It never decides what is
in the edition or who gets it.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.errors import RenderError
from digest.model import (
    Edition,
    Images,
    Newsletter,
    Part,
    Rendered,
    Slot,
    SlotLine,
    WebVersion,
)
from digest.prose.length import word_count
from digest.prose.shorten import shorten
from digest.render.frame import newsletter_view, page_view
from digest.render.messages import Words
from digest.render.mjml import compile_mjml
from digest.render.parts import Marks, check_fields, cut_html, cut_text
from digest.render.places import MadeError
from digest.render.quick import with_quick_links
from digest.render.safe import clean, link, phrase
from digest.render.sheets import check_css, check_styles
from digest.render.tags import tags
from digest.render.views import (
    edition_view,
    first_sentence,
)
from digest.render.web import web_version

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from digest.model import Picture
    from digest.render.inline import Inliner
    from digest.render.tags import Tags
    from digest.render.templates import Templates

_HEADLINE = 90  # characters of one among those that go on from a subject
_PREHEADER = 120
_SHEET = "inline.css"
NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})
_BETWEEN = " \u00b7 "


def render(
    edition: Edition,
    newsletter: Newsletter,
    *,
    templates: Templates,
    inliner: Inliner,
    pictures: Mapping[str, Picture] = NO_PICTURES,
    sources: Collection[str] = (),
) -> Rendered:
    """Render an edition once, cut into parts that any selection of it can be joined from.

    Where the newsletter's pictures are embedded, `pictures` holds them by URL, and one that it
    lacks is not shown. `sources` are those that a reader may mute by a quick link.

    Raises:
        RenderError: a template is missing or wrong; names file and line.
    """
    words = Words(edition.language, newsletter.timezone)
    inside = pictures if newsletter.images is Images.EMBEDDED else None
    web = link(newsletter.edition_url(edition.cadence, edition.date))
    plain = edition_view(edition, words, inside, newsletter.topic_names)
    view = with_quick_links(replace(plain, web=web), edition, newsletter, sources)
    context = {
        "edition": view,
        "newsletter": newsletter_view(newsletter, edition.language, inside),
        "page": page_view(edition.language),
        "look": newsletter.look,
        "words": words,
    }
    links = tags(newsletter, edition)
    template = newsletter.template_for(edition.cadence)
    html = _html(template, context, templates, inliner, links)
    made = Rendered(
        edition=edition.id,
        language=edition.language,
        hash="",
        html=html,
        text=_text(template, context, templates, links),
        lines=tuple(_lines(edition)),
        subject=_whole_subject(edition),
        preheader=_preheader(edition),
        web=web_version(edition, newsletter, words, templates, plain if inside is None else None),
        pictures=_shown(html, inside or {}),
    )
    return replace(made, hash=content_hash(made, newsletter))


def content_hash(rendered: Rendered, newsletter: Newsletter) -> str:
    """SHA-256 over all that a reader could get but for the fields' values; hexadecimal."""
    sender, reply = newsletter.sender, newsletter.reply_to
    seen: list[object] = [
        (
            rendered.edition,
            rendered.language,
            rendered.subject,
            rendered.preheader,
            newsletter.id,
            newsletter.title,
        ),
        (newsletter.public_url, sender.name, sender.address),
        (reply.name, reply.address) if reply else None,
        (len(rendered.html), len(rendered.text), len(rendered.lines)),
    ]
    seen += [_identity(part) for part in (*rendered.html, *rendered.text)]
    seen += [*map(_values, rendered.lines), _values(rendered.web)]
    seen += [(one.cid, one.type) for one in rendered.pictures]
    return hashlib.sha256(b"\n".join(repr(one).encode() for one in seen)).hexdigest()


def _values(flat: SlotLine | WebVersion) -> tuple[object, ...]:
    """As `astuple`, which copies what it finds, and takes ten times as long."""
    return tuple(getattr(flat, one.name) for one in fields(flat))


def _shown(html: Sequence[Part], pictures: Mapping[str, Picture]) -> tuple[Picture, ...]:
    """The pictures that the parts show, in their order."""
    by_cid = {one.cid: one for one in pictures.values()}
    cids = dict.fromkeys(cid for part in html for cid in part.pictures)
    return tuple(by_cid[cid] for cid in cids if cid in by_cid)


def _identity(part: Part) -> tuple[object, ...]:
    """Enum members by value: their repr is not ours to keep stable."""
    length = part.length.value if part.length else None
    return (part.kind.value, part.topic, part.slot, length, part.fields, part.body)


def _html(
    template: str,
    context: Mapping[str, object],
    templates: Templates,
    inliner: Inliner,
    links: Tags,
) -> tuple[Part, ...]:
    marks = Marks()
    name, filled = f"{template}.mjml.j2", _mjml_context(context, marks)
    mjml = templates.render(name, filled)
    try:
        check_fields(mjml)
        page = compile_mjml(mjml)
        check_styles(mjml)
    except MadeError as error:
        again = _mjml_context(context, Marks())
        raise templates.fault(error, name, mjml, again) from error
    tagged = links.on_page(page)
    return cut_html(inliner.inline(tagged, inline_css(context, templates)), marks)


def _mjml_context(context: Mapping[str, object], marks: Marks) -> dict[str, object]:
    return {**context, "mark": marks.row, "mark_inside": marks.inside}


def inline_css(context: Mapping[str, object], templates: Templates) -> str:
    """The sheet that goes into the style attributes of every mail.

    Raises:
        RenderError: it is missing or wrong; names file and line.
    """
    css = templates.render(_SHEET, context)
    try:
        check_css(css)
    except MadeError as error:
        raise templates.fault(error, _SHEET, css, context) from error
    return css


def _text(
    template: str, context: Mapping[str, object], templates: Templates, links: Tags
) -> tuple[Part, ...]:
    marks, name = Marks(), f"{template}.txt.j2"
    made = templates.render(name, {**context, "mark": marks.text})
    try:
        check_fields(made)
    except MadeError as error:
        raise templates.fault(error, name, made, {**context, "mark": Marks().text}) from error
    return cut_text(links.on_text(made), marks)


def _lines(edition: Edition) -> Iterator[SlotLine]:
    """Yield what each slot gives to a mail, the lead first: the first line chosen heads it."""
    found = [
        _line(slot, clean(section.topic), edition)
        for section in edition.sections
        for slot in section.slots
    ]
    lead = [line for line in found if line.slot == edition.lead]
    if edition.lead and not lead:
        raise RenderError(f"{edition.id}: its lead {edition.lead} is in no section")
    yield from lead
    yield from (line for line in found if line.slot != edition.lead)


def _line(slot: Slot, topic: str, edition: Edition) -> SlotLine:
    headline, summary = clean(slot.headline), clean(slot.summary)
    tongue = slot.story.lead.tongue
    brief = first_sentence(summary, tongue)
    beside = [clean(text) for one in slot.blocks for text in (one.title, one.text)]
    beside += [clean(slot.addendum.sentence)] if slot.addendum else []
    listed = shorten(headline, _HEADLINE)
    return SlotLine(
        slot=slot.id,
        topic=topic,
        subject=_subject(clean(slot.subject) or listed, slot, edition),
        preheader=_subject(clean(slot.preheader), slot, edition)
        or first_sentence(clean(slot.unlabelled), tongue, _PREHEADER)
        or headline,
        words=word_count(
            " ".join((headline, brief) if slot.short else (headline, summary, *beside))
        ),
        brief_words=word_count(f"{headline} {brief}"),
        headline=_subject(shorten(clean(slot.teaser), _HEADLINE) or listed, slot, edition),
    )


def _subject(text: str, slot: Slot, edition: Edition) -> str:
    """A subject stands in lists and beside others, so one that runs the other way is isolated."""
    whole = f"{slot.headline} {slot.summary}"
    return phrase(text, slot.story.lead.language, edition.language, whole).apart


def _whole_subject(edition: Edition) -> str:
    """The edition's own; it is told apart as the lead's would be."""
    slots = (slot for section in edition.sections for slot in section.slots)
    lead = next((slot for slot in slots if slot.id == edition.lead), None)
    subject = clean(edition.subject)
    return _subject(subject, lead, edition) if lead and subject else subject


def _preheader(edition: Edition) -> str:
    """Its headlines stand side by side: each that runs the other way is isolated."""
    parts = clean(edition.preheader).split(_BETWEEN)
    return _BETWEEN.join(phrase(part, "und", edition.language).apart for part in parts)
