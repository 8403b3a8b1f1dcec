"""What search engines are told: the pages that there are, and those that are nobody's business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from digest.pipeline.links import PATHS
from digest.render.safe import link
from digest.web.site.made import Made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Newsletter
    from digest.store.archive import Archive

__all__ = ["robots", "sitemap"]

_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST: Final = 50_000
"""Pages in one sitemap (sitemaps.org, protocol 0.9)."""


def robots(base: str) -> Made:
    """Tell robots where not to go (RFC 9309): readers' own pages, and searches without an end."""
    prefix = urlsplit(base).path
    closed = (*(f"/{path}/" for path in PATHS.values()), "/search")
    lines = ["User-agent: *", *(f"Disallow: {prefix}{path}" for path in closed)]
    lines += [f"Sitemap: {base}/sitemap.xml", ""]
    return Made("\n".join(lines), "text/plain; charset=utf-8")


def sitemap(base: str, letters: Sequence[Newsletter], archive: Archive) -> Made:
    """List the editions and their lists, of the newsletters that are reached under `base`."""
    root = Element("urlset", {"xmlns": _NAMESPACE})
    for letter in (one for one in letters if one.public_url.rstrip("/") == base):
        SubElement(SubElement(root, "url"), "loc").text = link(f"{base}/{letter.archive_path}")
        for one in archive.list(letter.id, limit=_MOST - len(root)):
            entry = SubElement(root, "url")
            SubElement(entry, "loc").text = link(letter.edition_url(one.cadence, one.date))
            SubElement(entry, "lastmod").text = one.published.strftime("%Y-%m-%dT%H:%M:%SZ")
    text = tostring(root, encoding="unicode")
    return Made(
        f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n', "application/xml; charset=utf-8"
    )
