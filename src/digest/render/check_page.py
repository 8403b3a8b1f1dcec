"""Preflight rules about the HTML: links, images, language, title, headings."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from digest.render.check_sheet import Finding, Severity, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from digest.render.check_sheet import Piece, Sheet

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
IMAGES = frozenset({"http", "https", "cid"})
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{%|%%[A-Za-z]|\*\||__DIGEST_|\$\{")
_HEADING = re.compile(r"h[1-6]")


def links(sheet: Sheet) -> Iterator[Finding]:
    """DG010 to DG012 and DG015: each link by itself."""
    for piece in sheet.pieces:
        for anchor in _all(piece, "a"):
            yield from _link(piece, anchor, str(anchor.get("href") or "").strip())


def _link(piece: Piece, anchor: HtmlElement, href: str) -> Iterator[Finding]:
    if anchor.get("href") is None and (anchor.get("id") or anchor.get("name")):
        return
    if fault := _fault(href):
        code, severity, message, hint = fault
        yield _at(piece, code, severity, message, hint, link=href)
    if not _name(anchor):
        yield _at(
            piece,
            "DG015",
            Severity.WARNING,
            "a link has no words: screen readers spell its address",
            "put words in it, or an image with an alt text",
            link=href,
        )


def _fault(href: str) -> tuple[str, Severity, str, str] | None:
    if not href or href == "#":
        return "DG010", Severity.ERROR, "a link leads nowhere", "give the article its address"
    if _PLACEHOLDER.search(unquote(href)):
        hint = "the template, or the article's source, left a place for a value in it"
        return "DG012", Severity.ERROR, "a link holds a placeholder", hint
    scheme = _scheme(href)
    if scheme not in SCHEMES:
        said = f"a link has the scheme {scheme!r}" if scheme else "a link has no scheme"
        return "DG011", Severity.ERROR, said, f"mail takes {', '.join(sorted(SCHEMES))}"
    return None


def open_links(sheet: Sheet) -> Iterator[Finding]:
    """DG013: links without encryption, by the host that they lead to."""
    found = (str(anchor.get("href") or "").strip() for anchor in _all(sheet.html, "a"))
    plain_links = sorted({link for link in found if _scheme(link) == "http"})
    for host, group in groupby(plain_links, key=lambda link: urlsplit(link).netloc):
        plain = list(group)
        said = f"{len(plain)} links to {host} are not encrypted"
        yield _at(sheet.html, "DG013", Severity.INFO, said, "use https", link=plain[0])


def link_names(sheet: Sheet) -> Iterator[Finding]:
    """DG014: the same words lead to different places."""
    targets: dict[str, set[str]] = {}
    for anchor in _all(sheet.html, "a"):
        if (name := _name(anchor)) and (href := anchor.get("href")):
            targets.setdefault(name, set()).add(str(href))
    for name, places in targets.items():
        if len(places) > 1:
            yield _at(
                sheet.html,
                "DG014",
                Severity.INFO,
                f"“{name[:60]}” leads to {len(places)} places",
                "heard alone, links should tell where they lead",
                link=min(places),
            )


def images(sheet: Sheet) -> Iterator[Finding]:
    """DG020 to DG022: what an image must say of itself."""
    for piece in sheet.pieces:
        for image in _all(piece, "img"):
            yield from _image(piece, image, str(image.get("src") or "").strip())


def _image(piece: Piece, image: HtmlElement, src: str) -> Iterator[Finding]:
    if image.get("alt") is None:
        said = "an image has no alt: with images off its file name is read out"
        hint = 'describe it, or write alt="" where it only decorates'
        yield _at(piece, "DG020", Severity.WARNING, said, hint, link=src)
    lacking = [name for name in ("width", "height") if not image.get(name)]
    if lacking:
        said = f"an image has no {' and no '.join(lacking)}: the page jumps when it comes"
        hint = "the source should say how large it is, or the template should"
        yield _at(piece, "DG021", Severity.WARNING, said, hint, link=src)
    if _scheme(src) not in IMAGES:
        said = "an image can't be loaded from a mail"
        hint = f"its address must start with {', '.join(sorted(IMAGES))}"
        yield _at(piece, "DG022", Severity.ERROR, said, hint, link=src)


def document(sheet: Sheet) -> Iterator[Finding]:
    """DG030 and DG031: the page's language and title."""
    root = sheet.html.root
    if root is None or not visible(str(root.get("lang") or "")):
        said = "the page names no language: screen readers guess how to speak it"
        hint = '<mjml lang="{{ edition.language }}"> in the template'
        yield _at(sheet.html, "DG030", Severity.ERROR, said, hint)
    titles = [visible(title.text_content()) for title in _all(sheet.html, "title")]
    if not any(titles):
        hint = "<mj-title> in the template's head"
        yield _at(sheet.html, "DG031", Severity.WARNING, "the page has no title", hint)


def headings(sheet: Sheet) -> Iterator[Finding]:
    """DG032: one first heading, and no level left out on the way down."""
    root = sheet.html.root
    found = [] if root is None else [one for one in root.iter() if _is_heading(one)]
    levels = [int(str(one.tag)[1]) for one in found]
    if levels.count(1) != 1:
        said = f"the page has {levels.count(1)} headings h1"
        hint = "one, the newsletter's name; stories are h2 or h3"
        yield _at(sheet.html, "DG032", Severity.WARNING, said, hint)
    steps = list(zip([0, *levels], levels, found, strict=False))
    for before, level, heading in steps:
        if level > before + 1:
            said = f"“{visible(heading.text_content())[:60]}” is h{level} behind h{before}"
            hint = "screen readers walk by level: leave none out"
            yield _at(sheet.html, "DG032", Severity.WARNING, said, hint)


def _is_heading(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and _HEADING.fullmatch(element.tag) is not None


def _all(piece: Piece, tag: str) -> list[HtmlElement]:
    return [] if piece.root is None else list(piece.root.iter(tag))


def _name(anchor: HtmlElement) -> str:
    """What a screen reader says of a link."""
    alts = [str(image.get("alt") or "") for image in anchor.iter("img")]
    said = (anchor.text_content(), anchor.get("aria-label") or "", *alts, anchor.get("title") or "")
    return next((name for name in map(visible, map(str, said)) if name), "")


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def _at(
    piece: Piece, code: str, severity: Severity, message: str, hint: str, *, link: str = ""
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        hint=hint,
        part=piece.part,
        slot=piece.slot,
        link=link,
    )
