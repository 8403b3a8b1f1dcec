"""Where the words at fault stand: the line of the mail, and the template's line that wrote them.

Many templates may hold the same words; what stands around them in the mail tells which it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from digest.render.safe import SENTINEL, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from digest.model.colour import Colour
    from digest.render.check_sheet import Against, Finding, Sheet

_SPACE: Final = re.compile(r"\s+")
_STYLED: Final = re.compile(r"""\sstyle=("[^"]*"|'[^']*')""")
_COMMENT: Final = re.compile(r"\{#.*?#\}", re.DOTALL)
_HEADING: Final = re.compile(r"<h[1-6]")
_QUOTES: Final = str.maketrans("'", '"')
_AROUND: Final = 120  # characters on each side
_SHORT: Final = 4
"""Words of fewer characters stand in many places by chance: between two tags alone they count."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text without white space and HTML's escapes, and where each of its lines begins."""

    squeezed: str
    starts: tuple[int, ...]

    def line(self, offset: int) -> int:
        """The line, from 1, of a character of the squeezed text."""
        return bisect_right(self.starts, offset)

    def places(self, wanted: str) -> Iterator[int]:
        """Where the words stand, each time; never for none."""
        at = self.squeezed.find(wanted) if wanted else -1
        while at >= 0:
            if len(wanted) >= _SHORT or not wanted.isalnum() or self._alone(at, wanted):
                yield at
            at = self.squeezed.find(wanted, at + 1)

    def _alone(self, at: int, wanted: str) -> bool:
        """Whether nothing else is between the marks around them."""
        before, behind = self.squeezed[max(at - 1, 0) : at], self.squeezed[at + len(wanted) :]
        return before in {"", ">", "}"} and behind[:1] in {"", "<", "{"}

    def around(self, at: int, wanted: str) -> tuple[str, str]:
        """What stands before the words, read backwards, and what behind them."""
        behind = at + len(wanted)
        before = self.squeezed[max(at - _AROUND, 0) : at]
        return before[::-1], self.squeezed[behind : behind + _AROUND]


def placed(finding: Finding, sheet: Sheet) -> Finding:
    """Say where the words at fault stand: the mail's line, the story, the template's line.

    A line that its rule knows of is kept.
    """
    finding = _of_story(finding, sheet)
    if finding.part in {"subject", "preheader"} or not finding.excerpt:
        return finding
    mail = _text(_mail(finding, sheet))
    at, _ = _first(mail, finding)
    line = 0 if at is None else mail.line(at)
    return replace(finding, line=line, source=finding.source or _source(finding, sheet))


def coloured(ink: Colour, paper: Colour, against: Against) -> str:
    """FILE:LINE of the template that sets one of two colours; "" for none.

    The newsroom's own files go before those that came with digest: it changed one of the two.
    """
    asked = [(ink, False), (paper, False), (ink, True)]
    found = (one for colour, shipped in asked for one in _set(colour, against, shipped=shipped))
    return next(found, "")


def _set(colour: Colour, against: Against, *, shipped: bool) -> Iterator[str]:
    """The lines that write a colour, in the files that came with digest or in the others."""
    written = _written_as(colour)
    for path, source in against.sources.items():
        said = _uncommented(source) if (path in against.shipped) == shipped else ""
        if found := written.search(said):
            line = said.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}"


def _written_as(colour: Colour) -> re.Pattern[str]:
    """As CSS writes it: #eeeeee, and #eee where that is the same."""
    said = str(colour)
    brief = "#" + said[1::2] if said[1::2] == said[2::2] else said
    return re.compile(rf"(?:{said}|{brief})(?![0-9a-f])", re.IGNORECASE)


def _first(mail: _Text, finding: Finding) -> tuple[int | None, str]:
    """Where what is at fault stands first, and as what it is written there."""
    said = map(_squeezed, _written(finding.excerpt, finding.link))
    return next(((at, one) for one in said for at in mail.places(one)), (None, ""))


def _written(said: str, link: str) -> Iterator[str]:
    """As a page writes it: an address as an attribute's value, and a mere anchor only there."""
    if said == link:
        yield f'="{said}"'
    if said != link or not said.startswith("#"):
        yield said


def _of_story(finding: Finding, sheet: Sheet) -> Finding:
    """With the story's headline; an address seen in the whole mail is its first story's."""
    slot = finding.slot or next(_linking(finding.link, sheet), "")
    headlines = (
        one.headline for part in sheet.edition.sections for one in part.slots if one.id == slot
    )
    return replace(finding, slot=slot, story=clean(next(headlines, "")))


def _linking(link: str, sheet: Sheet) -> Iterator[str]:
    """The stories that an address stands in, as a link or a picture."""
    for piece in sheet.pieces if link else ():
        if piece.slot and piece.root is not None and link in _addresses(piece.root):
            yield piece.slot


def _addresses(root: HtmlElement) -> Iterator[str | None]:
    return (one.get("href") or one.get("src") for one in root.iter("a", "img"))


def _mail(finding: Finding, sheet: Sheet) -> str:
    return sheet.text.text if finding.part == "text" else sheet.html.text


def _source(finding: Finding, sheet: Sheet) -> str:
    """FILE:LINE of the template's words that stand most like those of the mail; "" for none."""
    if not sheet.against.sources:
        return ""
    mail = _bare(_mail(finding, sheet))
    at, fault = _first(mail, finding)
    around = ("", "") if at is None else mail.around(at, fault)
    for said in _spellings(finding, sheet):
        wanted = _squeezed(said)
        found = [
            (_alike(around, text.around(place, wanted)), f"{path}:{text.line(place)}")
            for path, source in sheet.against.sources.items()
            if path.endswith(".txt.j2") == (finding.part == "text")
            for text in [_text(_uncommented(source))]
            for place in text.places(wanted)
        ]
        if found:
            return max(found, key=lambda one: one[0])[1]
    return ""


def _spellings(finding: Finding, sheet: Sheet) -> Iterator[str]:
    """The words as the mail has them, and as a template may: a field, no campaign tags."""
    yield from _written(finding.excerpt, finding.link)
    if _HEADING.fullmatch(finding.excerpt):  # as the macro `title` is told of it
        yield f'"{finding.excerpt[1:]}"'
    for name, value in sheet.fields.items():
        if value and value.decode() == finding.excerpt:
            field = f"{SENTINEL}{name.upper()}__"
            yield from _written(field, field if finding.link else "")
    if finding.link and "?" in finding.link:
        bare = finding.link.partition("?")[0]
        yield from _written(bare, bare)


def _alike(one: tuple[str, str], other: tuple[str, str]) -> int:
    """How many characters are the same from the words at fault outwards."""
    return sum(_same(*pair) for pair in zip(one, other, strict=True))


def _same(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=4)
def _bare(page: str) -> _Text:
    """The mail as it was before the inliner wrote into it."""
    return _text(_STYLED.sub("", page))


@lru_cache(maxsize=128)
def _text(said: str) -> _Text:
    lines = [_squeezed(line) for line in said.splitlines()]
    ends = accumulate(map(len, lines), initial=0)
    return _Text("".join(lines), tuple(ends)[:-1])


def _squeezed(text: str) -> str:
    return _SPACE.sub("", unescape(text)).translate(_QUOTES)


@lru_cache(maxsize=128)
def _uncommented(source: str) -> str:
    """A template with its comments taken out, each line where it was."""
    return _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
