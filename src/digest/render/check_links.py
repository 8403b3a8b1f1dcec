"""Preflight rules about links: where they lead, what they are called, what answers there."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from digest.render.check_sheet import (
    TOKEN,
    Finding,
    Severity,
    elements,
    finding,
    name_of,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from digest.render.check_sheet import Answer, Piece, Sheet

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
GONE = frozenset({404, 410})  # HTTP
VAGUE = frozenset(
    {"here", "click here", "click", "read more", "more", "learn more", "continue reading", "link"}
    | {"this", "this link", "hier", "hier klicken", "mehr", "ici", "cliquez ici", "lire la suite"}
    | {
        "aquí",
        "haz clic aquí",
        "leer más",
        "qui",
        "clicca qui",
        "leggi tutto",
        "aqui",
        "saiba mais",
    }
)
_ANCHOR = 'a heading wants <a name="{{ section.place }}"></a>, the lead <a name="lead"></a>'
_MUTE = f"{TOKEN}/quick?source="  # it stands beside the source's name
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{%|%%[A-Za-z]|\*\||__DIGEST_|\$\{")
_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#]\S*)?", re.IGNORECASE)


def links(sheet: Sheet) -> Iterator[Finding]:
    """DG010 to DG012, DG015 and DG017 to DG019: each link by itself."""
    places = _places(sheet.html)
    for piece in sheet.pieces:
        for anchor in elements(piece, "a"):
            href = str(anchor.get("href") or "").strip()
            if anchor.get("href") is not None or not (anchor.get("id") or anchor.get("name")):
                yield from _link(piece, anchor, href, places)


def _places(html: Piece) -> frozenset[str]:
    """Where links within a mail may lead: Gmail and Outlook find names of anchors, and no ids."""
    return frozenset(f"#{anchor.get('name')}" for anchor in elements(html, "a"))


def _link(
    piece: Piece, anchor: HtmlElement, href: str, places: frozenset[str]
) -> Iterator[Finding]:
    if href not in places and (fault := _fault(href)):
        code, severity, message, hint = fault
        empty = "" if href else 'href=""'
        yield finding(piece, code, severity, message, hint, link=href, excerpt=empty)
    name = name_of(anchor)
    if not name:
        said = "a link has no words: screen readers spell its address"
        hint = "put words in it, or an image with an alt text"
        yield finding(piece, "DG015", Severity.WARNING, said, hint, link=href)
    elif name.casefold().strip(" .:»>→") in VAGUE:
        said = f"“{name}” says nothing of where the link leads"
        hint = "use the headline, or say what is read there"
        yield finding(piece, "DG017", Severity.WARNING, said, hint, link=href, excerpt=name)
    yield from _disguised(piece, name, href)


def _fault(href: str) -> tuple[str, Severity, str, str] | None:
    if not href or href == "#":
        return "DG010", Severity.ERROR, "a link leads nowhere", "give the article its address"
    if _PLACEHOLDER.search(unquote(href)):
        hint = "the template, or the article's source, left a place for a value in it"
        return "DG012", Severity.ERROR, "a link holds a placeholder", hint
    if href.startswith("#"):
        said = f"a link leads to {href}, and the mail has no such place"
        return "DG010", Severity.WARNING, said, _ANCHOR
    scheme = scheme_of(href)
    if scheme not in SCHEMES:
        said = f"a link has the scheme {scheme!r}" if scheme else "a link has no scheme"
        return "DG011", Severity.ERROR, said, f"mail takes {', '.join(sorted(SCHEMES))}"
    return None


def _disguised(piece: Piece, name: str, href: str) -> Iterator[Finding]:
    """DG018 and DG019: what filters take for a forgery."""
    host, shown = _host(href), _ADDRESS.fullmatch(name)
    if shown and host and not _same_site(shown[1], host):
        said = f"a link says {shown[1]} and leads to {host}, as forged mails do"
        hint = "let it say its headline, or the name of the site"
        yield finding(piece, "DG018", Severity.WARNING, said, hint, link=href, excerpt=name)
    if _is_number(host) and not _is_here(host):
        said = "a link leads to a number instead of a name, as spam does"
        yield finding(piece, "DG019", Severity.WARNING, said, "use the site's name", link=href)


def _same_site(shown: str, host: str) -> bool:
    first, second = (name.lower().removeprefix("www.") for name in (shown, host))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _is_here(host: str) -> bool:
    """A number of this machine alone is a trial, as the demo's is, and reaches nobody."""
    return ip_address(host).is_loopback if _is_number(host) else host == "localhost"


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def open_links(sheet: Sheet) -> Iterator[Finding]:
    """DG013: links without encryption, by the host that they lead to."""
    plain: dict[str, dict[str, Piece]] = {}
    for piece, anchor in _anchors(sheet):
        href = str(anchor.get("href") or "").strip()
        if scheme_of(href) == "http" and not _is_here(_host(href)):
            plain.setdefault(_host(href), {}).setdefault(href, piece)
    for host, places in sorted(plain.items()):
        which = "1 link" if len(places) == 1 else f"{len(places)} links"
        said = f"{which} to {host} without encryption"
        link, piece = min(places.items(), key=_of_a_story)
        yield finding(piece, "DG013", Severity.INFO, said, "use https", link=link)


def link_names(sheet: Sheet) -> Iterator[Finding]:
    """DG014: the same words lead to different places; a source's name says where it leads."""
    outlets = _outlets(sheet)
    targets: dict[str, dict[str, Piece]] = {}
    for piece, anchor in _anchors(sheet):
        name, href = name_of(anchor), anchor.get("href")
        source, _, _asked = name.partition(" (")  # for a subscription
        if name and href and not {name, source} & outlets and _MUTE not in href:
            targets.setdefault(name, {}).setdefault(str(href), piece)
    for name, places in targets.items():
        if len(places) > 1:
            said = f"“{name[:60]}” leads to {len(places)} places"
            hint = "heard alone, links should tell where they lead"
            link, piece = min(places.items(), key=_of_a_story)
            yield finding(piece, "DG014", Severity.INFO, said, hint, link=link, excerpt=name)


def _outlets(sheet: Sheet) -> frozenset[str]:
    """Who wrote the edition's articles, as it is printed."""
    stories = (slot.story for section in sheet.edition.sections for slot in section.slots)
    articles = (one for story in stories for one in (story.lead, *story.coverage))
    return frozenset(visible(one.outlet) for one in articles)


def _of_a_story(place: tuple[str, Piece]) -> tuple[bool, str]:
    """Sorts links that stand in a story first."""
    link, piece = place
    return not piece.slot, link


def _anchors(sheet: Sheet) -> Iterator[tuple[Piece, HtmlElement]]:
    """The links that the reader of all of it has, each with the piece that it first stands in."""
    shown = {str(anchor.get("href")) for anchor in elements(sheet.html, "a")}
    for piece in (one for one in sheet.pieces if one.part == "html"):
        for anchor in elements(piece, "a"):
            if str(anchor.get("href")) in shown:
                yield piece, anchor


def dead_links(sheet: Sheet) -> Iterator[Finding]:
    """DG016: links that nothing answers at, where it was asked."""
    for anchor in elements(sheet.html, "a"):
        href = str(anchor.get("href") or "").strip()
        if (answer := sheet.against.answers.get(href)) and answer.words:
            hint = "take it out, or mend its address"
            severity = _how_bad(answer)
            yield finding(sheet.html, "DG016", severity, answer.words, hint, link=href)


def _how_bad(answer: Answer) -> Severity:
    """Some sites answer no program: only a plain "gone" is sure."""
    if answer.status in GONE:
        return Severity.ERROR
    return Severity.INFO if answer.status else Severity.WARNING


def scheme_of(url: str) -> str:
    """The scheme in lower case; "" where there is none, or no URL."""
    try:
        return urlsplit(url).scheme.lower()
    except ValueError:
        return ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
