"""Preflight rules about the HTML: images, language, title, headings, contrast."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.render.check_links import scheme_of
from digest.render.check_place import coloured
from digest.render.check_sheet import Finding, Severity, elements, finding, visible
from digest.render.contrast import texts
from digest.render.safe import image_url, mixed, primary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from digest.render.check_sheet import Piece, Sheet
    from digest.render.contrast import Text

IMAGES = frozenset({"http", "https", "cid"})
HEAVY = 200_000  # bytes: two seconds on a slow phone
HEAVY_IN_ALL = 1_000_000
MANY_IMAGES = 3
FEW_WORDS = 100
MANY_POINTS = 3_000_000
_HEADING = re.compile(r"h[1-6]")


def images(sheet: Sheet) -> Iterator[Finding]:
    """DG020 to DG022: what an image must say of itself."""
    for piece in sheet.pieces:
        for image in elements(piece, "img"):
            yield from _image(piece, image, str(image.get("src") or "").strip())


def _image(piece: Piece, image: HtmlElement, src: str) -> Iterator[Finding]:
    if image.get("alt") is None:
        said = "an image has no alt: with images off its file name is read out"
        hint = 'describe it, or write alt="" where it only decorates'
        yield finding(piece, "DG020", Severity.WARNING, said, hint, link=src)
    lacking = [name for name in ("width", "height") if not image.get(name)]
    if lacking:
        said = f"an image has no {' and no '.join(lacking)}: the page jumps when it comes"
        hint = "the source should say how large it is, or the template should"
        yield finding(piece, "DG021", Severity.WARNING, said, hint, link=src)
    if scheme_of(src) not in IMAGES:
        said = "an image can't be loaded from a mail"
        hint = f"its address must start with {', '.join(sorted(IMAGES))}"
        yield finding(piece, "DG022", Severity.ERROR, said, hint, link=src)


def large_images(sheet: Sheet) -> Iterator[Finding]:
    """DG025: pictures of more points than any mail shows."""
    shown = {str(image.get("src") or "") for image in elements(sheet.html, "img")}
    for section in sheet.edition.sections:
        for slot in section.slots:
            image = slot.story.lead.image
            points = (image.width or 0) * (image.height or 0) if image else 0
            if image and points > MANY_POINTS and image_url(image.url) in shown:
                said = f"a picture has {image.width} x {image.height} points"
                hint = "have the source give a smaller one: a mail shows 1200 across at most"
                yield finding(
                    sheet.html, "DG025", Severity.WARNING, said, hint, link=image_url(image.url)
                )


def mixed_images(sheet: Sheet) -> Iterator[Finding]:
    """DG026: a picture that the web page can't show: it is http on a site of https."""
    letter = sheet.newsletter
    stories = [slot for part in sheet.edition.full or sheet.edition.sections for slot in part.slots]
    opener = [slot for slot in stories if slot.id == sheet.edition.lead] or stories[:1]
    shown = letter.archive and letter.template_for(sheet.edition.cadence) != "brief"
    images = [slot.story.lead.image for slot in opener if shown and not slot.short]
    urls = [image_url(one.url) for one in images if one]
    for url in [*urls, letter.look.logo.url if letter.look.logo else ""]:
        if mixed(url, letter.public_url):
            said = "a picture is left out of the web page: it is http, and the site is https"
            hint = "have the source give an https address: browsers load nothing else there"
            yield finding(sheet.html, "DG026", Severity.WARNING, said, hint, link=url)


def image_weight(sheet: Sheet) -> Iterator[Finding]:
    """DG023: bytes of the pictures, as they were fetched for the build or are now."""
    known = _weights(sheet)
    shown = dict.fromkeys(str(image.get("src") or "") for image in elements(sheet.html, "img"))
    sizes = {src: known[src] for src in shown if src in known}
    for src, size in sizes.items():
        if size > HEAVY:
            said = f"a picture has {size:,} bytes; phones wait at over {HEAVY:,}"
            yield finding(sheet.html, "DG023", Severity.WARNING, said, _LIGHTER, link=src)
    if sum(sizes.values()) > HEAVY_IN_ALL:
        said = f"the pictures have {sum(sizes.values()):,} bytes in all"
        yield finding(sheet.html, "DG023", Severity.WARNING, said, _LIGHTER)


def _weights(sheet: Sheet) -> dict[str, int]:
    """Bytes of each picture by what stands in `src`."""
    images = (slot.story.lead.image for section in sheet.edition.sections for slot in section.slots)
    return {
        **{image_url(one.url): one.weight for one in images if one and one.weight},
        **{f"cid:{one.cid}": one.weight for one in sheet.rendered.pictures},
        **{src: answer.size for src, answer in sheet.against.answers.items()},
    }


_LIGHTER = "have the source give smaller ones"


def all_images(sheet: Sheet) -> Iterator[Finding]:
    """DG024: a mail of pictures, with few words: what filters take for spam."""
    count, words = len(elements(sheet.html, "img")), len(sheet.html.words().split())
    if count >= MANY_IMAGES and words < FEW_WORDS:
        said = f"the mail has {count} pictures and {words} words; spam hides its words in pictures"
        hint = "say in words what the pictures say"
        yield finding(sheet.html, "DG024", Severity.WARNING, said, hint)


def contrast(sheet: Sheet) -> Iterator[Finding]:
    """DG033 and DG034: text that stands out too little by day; by night, where that differs."""
    day = _faint_texts(sheet, night=False)
    night = _faint_texts(sheet, night=True)
    for pair, text in day.items():
        yield _faint(sheet, "DG033", text, *pair)
    for pair, text in night.items():
        if pair not in day:
            yield _faint(sheet, "DG034", text, *pair)


def _faint_texts(sheet: Sheet, *, night: bool) -> dict[tuple[str, str], Text]:
    """The first text of each pair of colours that is too faint."""
    faint: dict[tuple[str, str], Text] = {}
    if sheet.html.root is not None:
        for text in texts(sheet.html.root, night=night):
            if text.ratio < text.wanted:
                pair = (str(text.colour), str(text.paper))
                faint.setdefault(pair, text)
    return faint


def _faint(sheet: Sheet, code: str, text: Text, colour: str, paper: str) -> Finding:
    said = (
        f"“{text.words[:60]}”: {colour} on {paper} has a contrast of {text.ratio:.1f}, "
        f"{text.wanted:g} can be read"
    )
    hint = "change the colours in tokens.j2" + (", those of the night" if code == "DG034" else "")
    found = finding(sheet.html, code, Severity.WARNING, said, hint, excerpt=text.words[:60])
    return replace(found, source=coloured(text.colour, text.paper, sheet.against))


def document(sheet: Sheet) -> Iterator[Finding]:
    """DG030 and DG031: the page's language and title."""
    root = sheet.html.root
    if root is None or not primary(visible(str(root.get("lang") or ""))):
        said = "the page names no language: screen readers guess how to speak it"
        hint = '<mjml lang="{{ edition.language }}"> in the template'
        yield finding(sheet.html, "DG030", Severity.ERROR, said, hint)
    titles = [visible(title.text_content()) for title in elements(sheet.html, "title")]
    if not any(titles):
        hint = "<mj-title> in the template's head"
        yield finding(sheet.html, "DG031", Severity.WARNING, "the page has no title", hint)


def headings(sheet: Sheet) -> Iterator[Finding]:
    """DG032: one first heading, and no level left out on the way down."""
    root = sheet.html.root
    found = [] if root is None else [one for one in root.iter() if _is_heading(one)]
    levels = [int(str(one.tag)[1]) for one in found]
    if levels.count(1) != 1:
        said = f"the page has {levels.count(1)} headings h1"
        hint = "one, the newsletter's name; stories are h2 or h3"
        excerpt = "<h1" if 1 in levels else ""
        yield finding(sheet.html, "DG032", Severity.WARNING, said, hint, excerpt=excerpt)
    steps = list(zip([0, *levels], levels, found, strict=False))
    for before, level, heading in steps:
        if level > before + 1:
            said = f"“{visible(heading.text_content())[:60]}” is h{level} behind h{before}"
            hint = "screen readers walk by level: leave none out"
            excerpt = f"<h{level}"
            yield finding(sheet.html, "DG032", Severity.WARNING, said, hint, excerpt=excerpt)


def _is_heading(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and _HEADING.fullmatch(element.tag) is not None
