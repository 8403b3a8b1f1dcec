"""Sitemaps as a source: news, plain or text, an index of them, gzip or not (sitemaps.org/protocol).

The newest pages are fetched and read like any other. XML entities and the network are off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lxml import etree

from digest.collect import broken_off, language, page
from digest.collect.dates import PLAIN, DateStyle, first_moment, parse_date
from digest.collect.draft import Draft, Harvest
from digest.collect.identity import body_hash
from digest.collect.linked import LAST_CHANGE, gather, seen, unasked
from digest.collect.origins import told
from digest.collect.references import xml_in
from digest.collect.urls import shown, web_link
from digest.errors import SourceError
from digest.model import LinkedPage, Quarantined

if TYPE_CHECKING:
    from digest.collect.context import Context
    from digest.collect.response import Response
    from digest.model import Source

MAX_PAGES = 50
MAX_CHILDREN = 5
_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*https?://", re.IGNORECASE)
_ITS_OWN = frozenset(("url", "sitemap", "news", "publication"))
"""What tells of a page itself: its pictures and videos have addresses, titles and days, too."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def read(answer: Response, source: Source, context: Context) -> Harvest:
    """Read a fetched sitemap, or the newest of an index, and the newest pages it names.

    An index does not tell whether one of its sitemaps changed: these are asked at each visit.

    Raises:
        SourceError: no sitemap, an empty one, or none of its sitemaps or pages could be read.
    """
    named = await _parsed(answer, source, context)
    known = context.linked.of(source.name)
    parts = [await _part(child, known.get(child), source, context) for child in named.children]
    if parts and all(part.refused for part in parts):
        raise SourceError(f"none of its sitemaps could be read; {parts[0].refused}")
    drafts = [*named.drafts, *(draft for part in parts for draft in part.drafts)]
    harvest = await gather(newest(drafts), known, source, context, page.parsed)
    refused = [Quarantined(place=one.page.url, reason=one.refused) for one in parts if one.refused]
    refused += [broken_off.told(one.page.url) for one in parts if one.cut]
    refused += [broken_off.told(answer.url)] if named.cut else []
    return replace(
        harvest,
        quarantined=(*harvest.quarantined, *refused),
        pages=(*harvest.pages, *(part.page for part in parts)),
        body_hash=_hash_of(answer, parts) if parts or named.cut else "",
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A sitemap of an index: what it names, nothing where it is the same as before."""

    page: LinkedPage
    drafts: list[Draft] = field(default_factory=list)
    refused: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What a sitemap names: other sitemaps, or pages; `cut` where it breaks off behind them."""

    children: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    cut: bool = False


async def _part(url: str, before: LinkedPage | None, source: Source, context: Context) -> _Part:
    before = before or unasked(url, source, context.now)
    try:
        answer = await context.client.get(url, etag=before.etag, last_modified=before.last_modified)
        after = replace(seen(before, answer, context.now), next=None)
        if after.body_hash == before.body_hash:
            return _Part(after)
        named = await _parsed(answer, source, context)
    except SourceError as error:
        return _Part(before, refused=error.message)
    if named.children:
        return _Part(after, refused="an index that an index names is not read (sitemaps.org)")
    if named.cut:  # it is to be asked for the rest of it
        after = replace(after, etag="", last_modified="")
    return _Part(after, named.drafts, cut=named.cut)


def _hash_of(answer: Response, parts: list[_Part]) -> str:
    """One name for the bodies of an index and all its sitemaps."""
    hashes = (body_hash(answer.body), *(one.page.body_hash for one in parts))
    return body_hash(" ".join(hashes).encode())


async def _parsed(answer: Response, source: Source, context: Context) -> Named:
    style = DateStyle.of(source, context.now)
    return await context.parse(parse, answer.body, answer.url, style)


def parse(body: bytes, url: str, style: DateStyle = PLAIN) -> Named:
    """Read one sitemap: the newest sitemaps it names, and its pages.

    Raises:
        SourceError: it is no sitemap.
    """
    if _LIST.match(body):
        return Named(drafts=_listed(body, url))
    root, cut = _tree(body, url)
    named = [_draft(tag, url, style) for tag in root if _local(tag) in {"sitemap", "url"}]
    drafts = [draft for draft in named if draft.url]
    if _local(root) == "sitemapindex":
        return Named([draft.url or "" for draft in newest(drafts)[:MAX_CHILDREN]], cut=cut)
    if _local(root) != "urlset":
        raise SourceError(f"{shown(url)} is no sitemap", "Look in the site's robots.txt for it.")
    return Named(drafts=drafts, cut=cut)


def _listed(body: bytes, url: str) -> list[Draft]:
    """Read a text sitemap: one address a line in UTF-8, and nothing else (its section "Text file").

    Raises:
        SourceError: there are other words in it.
    """
    lines = [line.strip() for line in body.decode("utf-8-sig", "replace").split("\n")]
    if not all(line.lower().startswith(("http://", "https://")) for line in filter(None, lines)):
        raise SourceError(
            f"{shown(url)} is no sitemap: not each of its lines is an address", "Tell the site."
        )
    links = dict.fromkeys(web_link(line, url) for line in lines if line)
    return [Draft(title="", url=link, origins=told("sitemap")) for link in links if link]


def newest(drafts: list[Draft]) -> list[Draft]:
    """Choose the newest pages; those without a date keep their order, last."""
    return sorted(drafts, key=_moment, reverse=True)[:MAX_PAGES]


def _moment(draft: Draft) -> datetime:
    """When a page changed; of a day its first moment."""
    return first_moment(draft.date) if draft.date else _EPOCH


def _tree(body: bytes, url: str) -> tuple[etree._Element, bool]:
    """The sitemap, and whether it breaks off behind what is in it."""
    whole = broken_off.whole_sitemap(body)
    mended, encoding = xml_in(whole or body)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(mended, parser), whole is not None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"{shown(url)} is broken XML", "Tell the site.") from error


def _draft(tag: etree._Element, url: str, style: DateStyle) -> Draft:
    own = (one for one in tag.iter(etree.Element) if _local(one.getparent()) in _ITS_OWN)
    said = {_local(one): (one.text or "").strip() for one in own}
    dated = "news:publication_date" if said.get("publication_date") else LAST_CHANGE
    return Draft(
        title=said.get("title", ""),
        url=web_link(said.get("loc"), url),
        date=parse_date(said.get("publication_date") or said.get("lastmod") or "", style),
        publisher=said.get("name", ""),
        language=language.tag(said.get("language")),
        origins=told(
            "sitemap",
            title="news:title",
            published=dated,
            publisher="news:name",
            language="news:language",
        ),
    )


def _local(tag: etree._Element | None) -> str:
    return etree.QName(tag).localname if tag is not None and isinstance(tag.tag, str) else ""
