"""Which of a page's titles is the article's, and which name is the site's. Pure.

The heading above a text is the article's title, but a page has several headings, and its own
titles carry the site's name. What both agree on wins; letters and digits alone are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Claims = Sequence[tuple[str, str]]

_PARTS = re.compile(
    r"\s+[|\u2013\u2014»«•·│/~>:-]+\s+|\s*[|│]\s*|\s*::\s*|\s*»\s*|:\s+|\s*[-_]\s*(?=[^\x00-\u024f]+$)"
)
_COLON = ":"
_PUBLIC = frozenset(("co", "com", "org", "net", "gov", "gob", "gv", "ac", "edu", "or", "ne"))
# What follows a site's own word and says only what kind of thing it is: a slogan, a blog, a firm.
_KIND = re.compile(
    r"(?:[-\u2013\u2014|\u2022\u00b7]\s.*|(?:\w+ )?(?:web)?blog|(?:\w+ )?home(?: ?page)?|web ?site"
    r"|gmbh|ag|e\. ?v\.|ltd\.?|inc\.?|llc|plc|s\.a\.?|s\.p\.a\.?|sp\. z o\. ?o\..*)",
    re.IGNORECASE,
)
_OWNING = re.compile(r"['\u2019]s$")
_SHORTEST = 4  # letters of a heading
_TELLING = 12  # letters of a title that is found inside a longer one
_SPARE = 12  # letters that a site's name has beside the one that is known
_EXACT, _SHORTER, _OPENS, _WITHIN, _CLOSES, _HELD = 3.0, 2.5, 2.0, 1.7, 1.5, 1.0
_SURE = _CLOSES


@dataclass(frozen=True, slots=True)
class Site:
    """What a site is called: the label of its host, and the names that it gives itself."""

    host: str
    names: tuple[str, ...] = ()

    def is_named_by(self, text: str) -> bool:
        """Whether a title, or a part of one, is the site's name and nothing else."""
        said = letters(text)
        return not said or any(_same_name(said, name) for name in (self.host, *self.names) if name)


class _Found(NamedTuple):
    weight: float
    size: int
    origin: str
    title: str


def site_of(url: str, names: Sequence[str]) -> Site:
    """The site at `url`, which calls itself by `names`."""
    labels = (urlsplit(url).hostname or "").split(".")
    inner = [label for label in labels[:-1] if label not in _PUBLIC and label != "www"]
    return Site(letters(inner[-1]) if inner else "", tuple(filter(None, map(letters, names))))


def choose(claims: Claims, headings: Claims, site: Site) -> tuple[str, str]:
    """Choose the article's title: where it stood, and the title; ("", "") where there is none.

    Args:
        claims: what the page calls itself, the most trusted first: og:title, headline, title.
        headings: its h1, then its h2, each with its name.
        site: whose name is no title.
    """
    told = [(origin, _without_site(title, site)) for origin, title in claims if title]
    told = [(origin, title) for origin, title in told if not site.is_named_by(title)]
    first = [one for one in headings if one[0] == "h1"]
    second = [one for one in headings if one[0] != "h1"]
    best = max(_agreed(first, told, site, _SHORTEST), default=None)
    if best is None or best.weight < _SURE:
        others = _agreed(second, told, site, _TELLING - 2)
        best = max([*([best] if best else []), *others], default=None)
    if best is not None:
        return best.origin, best.title
    own = [one for one in first if not site.is_named_by(one[1])]
    alone = len(own) == 1 and len(letters(own[0][1])) >= _TELLING  # a shorter one is a kicker
    return own[0] if own and (alone or not told) else next(iter(told), ("", ""))


def site_name(claims: Claims, titles: Sequence[str], site: Site) -> tuple[str, str]:
    """Choose the site's name: of what it claims the first that its host speaks for.

    Else the end or the opening of its titles, where the host speaks for that; else the first.
    Of "Courier Tech Blog" at courier.example it is the Courier: a credit line needs no more.
    """
    ends = [("title", part) for title in titles for part in _ends(title)]
    given = [(origin, name) for origin, name in claims if name and "://" not in name]
    spoken = (
        one for one in (*given, *ends) if site.host and _same_name(letters(one[1]), site.host)
    )
    origin, name = next(spoken, given[0] if given else ("", ""))
    return origin, _own_word(name, site.host)


def shared_part(one: str, other: str) -> str:
    """The last part that the titles of two pages of a site share: its name; "" for none."""
    known = set(map(letters, _PARTS.split(other)))
    parts = reversed(_PARTS.split(one))
    return next((part.strip() for part in parts if letters(part) in known - {""}), "")


def letters(text: str) -> str:
    """Letters and digits of a text, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _own_word(name: str, host: str) -> str:
    """The opening of a name that spells the host's label, where the rest is a kind of site."""
    words = name.split()
    for count in range(1, len(words)):
        head = _OWNING.sub("", " ".join(words[:count]))
        if host and letters(head) == host and _KIND.fullmatch(" ".join(words[count:])):
            return head
    return name


def _agreed(headings: Claims, told: Claims, site: Site, least: int) -> Iterator[_Found]:
    """What headings and titles share, each with its weight.

    "Live blog" above "Live blog: the council votes" is a kicker where two titles say the longer.
    """
    times = Counter(letters(title) for _, title in told)
    twice = [one for one, count in times.items() if count > 1]
    for level, heading in headings:
        said = letters(heading)
        if len(said) < least or site.is_named_by(heading):
            continue
        for origin, title in told:
            known = letters(title)
            if said == known:
                yield _Found(_EXACT, len(said), level, heading)
            elif said in known:
                if level == "h1" and any(_is_kicker(said, one) for one in twice):
                    continue
                opens, closes = known.startswith(said), known.endswith(said) and origin != "title"
                weight = _OPENS if opens else _CLOSES if closes else _HELD
                if weight > _HELD or len(said) * 2 >= len(known):
                    yield _Found(weight, len(said), level, heading)
            elif known in said and len(known) >= _TELLING:
                weight = _WITHIN if origin == "title" else _SHORTER
                yield _Found(weight, len(known), origin, title)


def _is_kicker(said: str, known: str) -> bool:
    """Whether a heading is too short to be a title that opens with it, or holds it."""
    return said in known and len(said) < _TELLING and 2 * len(said) <= len(known)


def _without_site(title: str, site: Site) -> str:
    """Take the site's name off both ends of a title, with what stands between."""
    while marks := list(_PARTS.finditer(title)):
        head, tail = title[: marks[-1].start()], title[marks[-1].end() :]
        opening, rest = title[: marks[0].start()], title[marks[0].end() :]
        if marks[-1][0].strip() != _COLON and len(head) > 2 and site.is_named_by(tail):  # noqa: PLR2004 - letters
            title = head
        elif len(rest) > 2 and site.is_named_by(opening):  # noqa: PLR2004 - letters
            title = rest
        else:
            break
    return title.strip()


def _ends(title: str) -> tuple[str, ...]:
    marks = list(_PARTS.finditer(title))
    return (title[marks[-1].end() :], title[: marks[0].start()]) if marks else ()


def _same_name(said: str, name: str) -> bool:
    """Whether one is the other, or holds it with little beside."""
    if len(said) < _SHORTEST or len(name) < _SHORTEST:
        return said == name
    held = name in said and len(said) <= len(name) + _SPARE
    return held or (said in name and len(said) * 2 >= len(name))
