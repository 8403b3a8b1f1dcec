"""What a newsletter makes of its links: campaign tags, and numbers in the text part.

Tags go onto links to the newsroom's own site alone, for its own statistics. Links stay what they
are: no redirect, nothing of a reader in them, no link to leave touched. It looks at finished
pages and texts, so that links that a template wrote are tagged as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from digest.model import TextLinks
from digest.render.safe import SENTINEL
from digest.render.text import numbered

if TYPE_CHECKING:
    from digest.model import Edition, Newsletter

_HREF = re.compile(r"(<(?:a|area)\s(?:[^>]*\s)?href=\")([^\"]*)(\")")
_LINE = re.compile(r"^([ \t]*)(https?://\S+)$", re.MULTILINE)
_LEAVE = "/u/"


@dataclass(frozen=True, slots=True)
class Tags:
    """Names and values, encoded; the hosts whose links take them; where no link does.

    `style` is how links stand in a text.
    """

    pairs: tuple[tuple[str, str], ...]
    hosts: tuple[str, ...]
    leave: str
    style: TextLinks = TextLinks.BARE

    def on_link(self, url: str) -> str:
        """Add what the URL lacks (RFC 3986, section 3.4); what it says already stands."""
        head, hash_, fragment = url.partition("#")
        if SENTINEL in url or not self._own(url):
            return url
        path, mark, query = head.partition("?")
        known = {pair.partition("=")[0] for pair in query.split("&")}
        more = [f"{name}={value}" for name, value in self.pairs if name not in known]
        if not more:
            return url
        return f"{path}?{'&'.join([query] * bool(mark and query) + more)}{hash_}{fragment}"

    def on_page(self, page: str) -> str:
        """Tag the links of a page of HTML."""
        return _HREF.sub(self._attribute, page) if self.pairs else page

    def on_text(self, text: str) -> str:
        """Tag the links of a text, those on a line of their own, and set them in its style."""
        tagged = _LINE.sub(lambda found: found[1] + self.on_link(found[2]), text)
        return numbered(tagged) if self.style is TextLinks.NUMBERED else tagged

    def _attribute(self, found: re.Match[str]) -> str:
        url = unescape(found[2])
        tagged = self.on_link(url)
        return found[0] if tagged == url else f"{found[1]}{escape(tagged)}{found[3]}"

    def _own(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            return False
        ours = any(host == own or host.endswith(f".{own}") for own in self.hosts)
        return parts.scheme in {"http", "https"} and ours and not url.startswith(self.leave)


def tags(newsletter: Newsletter, edition: Edition) -> Tags:
    """The tags of an edition: {newsletter}, {date} and {cadence} in values filled in."""
    places = {
        "newsletter": newsletter.id,
        "date": edition.date.isoformat(),
        "cadence": edition.cadence.value,
    }
    pairs = newsletter.link_tags.items()
    site = urlsplit(newsletter.public_url).hostname or ""
    return Tags(
        tuple((quote(name), quote(value.format(**places))) for name, value in pairs),
        tuple(name.removeprefix("www.") for name in newsletter.own_domains or (site,)),
        newsletter.public_url.rstrip("/") + _LEAVE,
        newsletter.text_links,
    )
