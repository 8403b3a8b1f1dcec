"""What a test feed expects, and whether a Draft fulfils it.

A test feed carries a comment `Expect: entries[0].title == 'Words'`, in the manner of feedparser's
own tests: comparisons joined by `and`, of paths with literals. Only those count that speak of a
field we keep. Nothing is evaluated: the words are read as a syntax tree.
"""

from __future__ import annotations

import ast
import html
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from digest.collect import Draft, language
from digest.collect.urls import web_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from digest.model import Quarantined

_EXPECT = re.compile(r"Expect:\s*(.*?)\s*(?:-->|\",?\s*$)", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_MAIL = re.compile(r"[(<]?[\w.+-]+@[\w.-]+[)>]?")
_MARK = re.compile(r"^## ", re.MULTILINE)
_DATES = "published updated created issued modified date"
_PEOPLE = ("author", "authors.*.name", "author_detail.name", "publisher")

Path = tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """One comparison: of which article, which path, with what."""

    at: int
    path: Path
    value: object


def claims(text: str) -> list[Claim]:
    """The comparisons of a test's comment that speak of an article's kept fields."""
    match = _EXPECT.search(text)
    if match is None:
        return []
    try:
        tree = ast.parse(match[1].strip(), mode="eval").body
    except SyntaxError:
        return []
    found = (_claim(one) for one in _terms(tree))
    return [one for one in found if one is not None and _judge(one.path) is not None]


def fulfilled(claim: Claim, drafts: Sequence[Draft | Quarantined]) -> bool:
    """Whether the drafts of the feed say what the claim expects."""
    judge = _judge(claim.path)
    assert judge is not None
    if claim.at >= len(drafts):
        return False
    draft = drafts[claim.at]
    return isinstance(draft, Draft) and judge(draft, claim.value)


def _terms(tree: ast.expr) -> Iterator[ast.expr]:
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
        for value in tree.values:
            yield from _terms(value)
    else:
        yield tree


def _claim(tree: ast.expr) -> Claim | None:
    if not isinstance(tree, ast.Compare) or not isinstance(tree.ops[0], ast.Eq):
        return None
    steps = list(_steps(tree.left))
    if len(steps) < 3 or steps[0] != "entries" or not isinstance(steps[1], int):
        return None
    try:
        value = ast.literal_eval(tree.comparators[0])
    except ValueError:
        return None
    path = tuple("*" if isinstance(step, int) else str(step) for step in steps[2:])
    return Claim(steps[1], path, value)


def _steps(tree: ast.expr) -> Iterator[str | int]:
    if isinstance(tree, ast.Name):
        yield tree.id
    elif isinstance(tree, ast.Attribute):
        yield from _steps(tree.value)
        yield tree.attr
    elif isinstance(tree, ast.Subscript) and isinstance(tree.slice, ast.Constant):
        yield from _steps(tree.value)
        yield tree.slice.value if isinstance(tree.slice.value, str | int) else "?"
    else:
        yield "?"


def _judge(path: Path) -> Callable[[Draft, object], bool] | None:
    return _JUDGES.get(".".join(path))


def words(markup: object) -> str:
    """The words of HTML by the plainest means, parted by single spaces."""
    return " ".join(html.unescape(_TAG.sub(" ", str(markup))).split())


def _same_words(said: str, expected: object) -> bool:
    """Spaces apart: where one tag ends and the next begins they differ."""
    ours = "".join(_MARK.sub("", said).split())
    twice = words(html.unescape(str(expected)))
    return ours in {"".join(words(expected).split()), "".join(twice.split()), _squeezed(expected)}


def _squeezed(expected: object) -> str:
    return "".join(html.unescape(str(expected)).split())


def _title(draft: Draft, value: object) -> bool:
    return _same_words(draft.title, value)


def _text(draft: Draft, value: object) -> bool:
    return _same_words(draft.text, value)


def _description(draft: Draft, value: object) -> bool:
    return _same_words(draft.text, value) or _same_words(draft.summary, value)


def _link(draft: Draft, value: object) -> bool:
    return draft.url == web_link(str(value))


def _guid(draft: Draft, value: object) -> bool:
    return draft.guid == value


def _byline(draft: Draft, value: object) -> bool:
    return _MAIL.sub("", str(value)).strip("() ") in draft.byline


def _category(draft: Draft, value: object) -> bool:
    return value in draft.categories


def _moment(draft: Draft, value: object) -> bool:
    if not isinstance(value, tuple) or draft.date is None:
        return False
    told = draft.date
    if not isinstance(told, datetime):
        return (told.year, told.month, told.day) == value[:3]
    return told == datetime(*value[:6], tzinfo=UTC)


def _media(draft: Draft, value: object) -> bool:
    links = {one.url for one in draft.media} | ({draft.image.url} if draft.image else set())
    return web_link(str(value)) in links


def _media_type(draft: Draft, value: object) -> bool:
    return str(value) in {one.type for one in draft.media} or draft.image is not None


def _media_bytes(draft: Draft, value: object) -> bool:
    return int(str(value)) in {one.bytes for one in draft.media} or draft.image is not None


def _credit(draft: Draft, value: object) -> bool:
    return draft.image is not None and draft.image.credit == value


def _language(draft: Draft, value: object) -> bool:
    return language.tag(str(value)) == draft.language


def _publisher(draft: Draft, value: object) -> bool:
    return _same_words(draft.publisher, value)


_JUDGES: dict[str, Callable[[Draft, object], bool]] = {
    **dict.fromkeys(("title", "title_detail.value"), _title),
    **dict.fromkeys(("content.*.value",), _text),
    **dict.fromkeys(
        ("description", "summary", "summary_detail.value", "description_detail.value"), _description
    ),
    "link": _link,
    **dict.fromkeys(("id", "guid"), _guid),
    **dict.fromkeys(_PEOPLE[:3], _byline),
    **dict.fromkeys(("tags.*.term", "category"), _category),
    **{f"{name}_parsed": _moment for name in _DATES.split()},
    **dict.fromkeys(
        (
            "enclosures.*.href",
            "enclosures.*.url",
            "media_content.*.url",
            "media_thumbnail.*.url",
            "image.href",
        ),
        _media,
    ),
    "enclosures.*.type": _media_type,
    "enclosures.*.length": _media_bytes,
    "media_credit.*.content": _credit,
    **dict.fromkeys(("content.*.language", "language"), _language),
    "source.title": _publisher,
}
