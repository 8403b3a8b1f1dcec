"""The plain text of a news platform's page, and plain text of any other kind.

A page as copied from such a platform has the site's name in capitals, its title several
times, a date alone on a line, a standfirst, a teaser, the body with short section headings,
then a line about the site and its copyright. Pure: text in, what it says out.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace
from string import capwords
from typing import TYPE_CHECKING, NamedTuple

from digest.collect import clean
from digest.collect.dates import PLAIN, DateStyle, parse_date_line
from digest.prose.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW = 14  # lines in which the head of a page ends
_HEAD_BLOCK = 6  # lines of a block that still is head, not body
_TITLE_MAX = 200
_HEADING_CHARS = 100
_HEADING_WORDS = 14
_MASTHEAD_WORDS = 5
_ACRONYM = 4  # letters up to which a name in capitals stays so
_STANDFIRST_WORDS = 5
_FOOTER_LINES = 4
_DATELINE = re.compile(
    r"^[^\W\d_a-z][^a-z]{1,60}?(?:\([^)]{2,30}\)\s?)?(?:[\u2014\u2013]|\s-{1,2}\s)\s?\S"
)
_COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|copyright\b)[\s©]*(?:copyright\b)?[\s©]*(?:\d{4}(?:\s*[-\u2013]\s*\d{4})?)?[\s,]*"
    r"(?:by\s+)?(?P<name>.*?)[\s.,|]*(?:all rights reserved.*)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\bis an? .{0,60}\b(?:platform|site|website|outlet|newspaper|agency|source|portal|magazine)\b"
    r"|\bour (?:readers|goal|mission|newsroom)\b|\bstay informed\b",
    re.IGNORECASE,
)
_TEASER = re.compile(
    r"^(?:discover|explore|learn|find out|read (?:more|on|about)|stay (?:tuned|informed)|dive into"
    r"|uncover|get the (?:latest|full)|see how|catch up|join us|click)\b",
    re.IGNORECASE,
)
_ENDS = (".", "!", ":", ";", ",", "…", "।", "؟", "。", "”", "»")


@dataclass(frozen=True, slots=True)
class TextPage:
    """What a text says: `date` is None and `publisher` "" where it says nothing."""

    title: str
    text: str
    publisher: str = ""
    date: dt.date | None = None
    summary: str = ""


class _Line(NamedTuple):
    words: str
    block: int  # lines without a blank one between them share it


class _Footer(NamedTuple):
    about: str
    owner: str
    size: int  # lines


def parse_text(text: str, dates: DateStyle = PLAIN) -> TextPage:
    """Read a page of that shape; of any other text the first line is the title."""
    lines = _lines(text)
    if not lines:
        return TextPage("", "")
    footer = _footer(lines)
    kept = lines[: len(lines) - footer.size]
    if not kept:
        return _plain(text, lines, dates)
    first = 1 if len(kept) > 1 and _is_masthead(kept, footer) else 0
    head = _head_end(kept, first)
    if first == 0 and not footer.size and not _repeats(kept):
        return _plain(text, lines, dates)
    return replace(_page(kept, first, head, footer), date=_dated(kept[first + 1 : head], dates))


def _repeats(lines: Sequence[_Line]) -> bool:
    title = lines[0].words.casefold() if lines else ""
    return any(line.words.casefold() == title for line in lines[1:_WINDOW])


def _lines(text: str) -> list[_Line]:
    lines, block = [], 0
    for raw in text[: clean.TEXT_CHARS * 2].replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = clean.clean_line(raw, clean.TEXT_CHARS)
        if words:
            lines.append(_Line(words, block))
        else:
            block += 1
    return lines


def _page(lines: Sequence[_Line], first: int, head: int, footer: _Footer) -> TextPage:
    title = lines[first].words
    top = lines[first + 1 : head]
    seen = {line.words.casefold() for line in lines[first:head]}
    body = [
        line
        for place, line in enumerate(lines[head:], head)
        if place >= _WINDOW or line.words.casefold() not in seen
    ]
    masthead = lines[0].words if first else ""
    return TextPage(
        title=clean.clean_line(title),
        text=clean.join(_body(body, together=len({line.block for line in body}) == 1)),
        publisher=_publisher(masthead, footer),
        summary=_standfirst(top, title),
    )


def _dated(lines: Sequence[_Line], dates: DateStyle) -> dt.date | None:
    return next(filter(None, (parse_date_line(line.words, dates) for line in lines)), None)


def _plain(text: str, lines: Sequence[_Line], dates: DateStyle) -> TextPage:
    """Read a text without that shape: title, perhaps a date, then blocks of lines."""
    title = lines[0].words
    date = _dated(lines[1:2], dates)
    rest = lines[2:] if date else lines[1:]
    if len(title) > _TITLE_MAX:
        return TextPage(shorten(title, _TITLE_MAX // 2), clean.clean_text(text))
    parted = len({line.block for line in rest}) > 1
    blocks = _joined(rest) if parted else list(rest)
    return TextPage(title, clean.join(_body(blocks)), date=date)


def _joined(lines: Sequence[_Line]) -> list[_Line]:
    """Make one line of each block: the text was wrapped by hand."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.words)
    return [_Line(" ".join(words), block) for block, words in blocks.items()]


def _is_masthead(lines: Sequence[_Line], footer: _Footer) -> bool:
    """Whether the first line is a site's name: capitals, and the page's shape around it."""
    name, following = lines[0].words, lines[1].words
    if not name.isupper() or len(name.split()) > _MASTHEAD_WORDS or name == following:
        return False
    owned = _letters(name) == _letters(footer.owner) or _letters(name) in _letters(footer.about)
    return owned or _head_end(lines, 1) > 2  # noqa: PLR2004 - masthead and title alone


def _head_end(lines: Sequence[_Line], first: int) -> int:
    """Give the index of the body's first line: after the last line that is plainly head."""
    window = lines[: first + _WINDOW]
    title = lines[first].words.casefold()
    words = [line.words.casefold() for line in window]
    marks = [
        place for place in range(first + 1, len(window)) if _is_head(words, place, title, window)
    ]
    dateline = _dateline(window, first)
    end = max(marks, default=first) + 1
    if not marks:
        return end
    end = max([end, *(_block_end(window, place) for place in marks)])
    while end < len(window) and words.count(title) > 1 and _TEASER.match(window[end].words):
        end += 1
    near = dateline is not None and marks[0] < dateline <= end + 1
    return dateline if near and dateline is not None else end


def _is_head(words: list[str], place: int, title: str, window: Sequence[_Line]) -> bool:
    repeated = words[place] == title or words[place] in words[:place]
    return repeated or parse_date_line(window[place].words) is not None


def _block_end(window: Sequence[_Line], place: int) -> int:
    """Give the end of a small block that holds a head line; of a large one, that line's end."""
    block = [index for index, line in enumerate(window) if line.block == window[place].block]
    return block[-1] + 1 if len(block) <= _HEAD_BLOCK else place + 1


def _dateline(window: Sequence[_Line], first: int) -> int | None:
    for place in range(first + 1, len(window)):
        if _DATELINE.match(window[place].words) and len(window[place].words) > _HEADING_CHARS:
            return place
    return None


def _standfirst(top: Sequence[_Line], title: str) -> str:
    """Choose the line under the title that is no repeat, date or teaser."""
    words = [line.words for line in top]
    same = [place for place, one in enumerate(words) if one.casefold() == title.casefold()]
    before = words[: same[-1]] if same else words
    for one in before:
        told = one.casefold() != title.casefold() and words.count(one) == 1
        if told and len(one.split()) >= _STANDFIRST_WORDS and parse_date_line(one) is None:
            return "" if _TEASER.match(one) else one
    return ""


def _footer(lines: Sequence[_Line]) -> _Footer:
    about, owner, size = "", "", 0
    for line in reversed(lines[-_FOOTER_LINES:]):
        match = _COPYRIGHT.match(line.words)
        if match and not owner and (line.words[0] in "©(" or len(line.words) < _HEADING_CHARS):
            owner = match["name"] or " "
        elif owner and not about and _ABOUT.search(line.words):
            about = line.words
        else:
            break
        size += 1
    return _Footer(about, owner.strip(), size)


def _publisher(masthead: str, footer: _Footer) -> str:
    """Give the site's name in its own casing: from the copyright, the about line, or made."""
    if footer.owner and (not masthead or _letters(masthead) == _letters(footer.owner)):
        return footer.owner
    if not masthead:
        return ""
    told = re.search(rf"\b{re.escape(masthead)}\b", footer.about, re.IGNORECASE)
    if told and not told[0].isupper():
        return told[0]
    return masthead if len(masthead) <= _ACRONYM else capwords(masthead)


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _body(lines: Sequence[_Line], *, together: bool = False) -> list[str]:
    """Give the body's paragraphs; a short line before another is a heading.

    It stands alone, unless all the lines stand `together` without a blank one.
    """
    sizes = Counter(line.block for line in lines)
    paragraphs = []
    for place, line in enumerate(lines, 1):
        alone = together or sizes[line.block] == 1
        titled = alone and place < len(lines) and _is_heading(line.words)
        paragraphs.append(clean.heading(line.words) if titled else clean.paragraph(line.words))
    return paragraphs


def _is_heading(words: str) -> bool:
    short = len(words) <= _HEADING_CHARS and len(words.split()) <= _HEADING_WORDS
    opens = words[0].isalnum() and not words[0].islower()
    return (
        short and opens and not words.endswith(_ENDS) and words[-2:] not in {'."', '!"', '?"', ',"'}
    )
