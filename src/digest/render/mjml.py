"""MJML to HTML through mjml-python, the only module that imports it.

Checks what the compiler does not (unknown tags and attributes, open tags, what may stand in what)
and cures what it spoils (attribute values). It never fetches anything: no fonts, no icons, no
includes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from mjml import mjml2html

from digest.config.values import nearest
from digest.render.mjml_nesting import misplaced, wordless
from digest.render.mjml_tags import EVERY, HTML, REFUSED, TAGS
from digest.render.mjml_values import wrong_value
from digest.render.places import MadeError
from digest.render.spared import apart, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)"
    r"(?P<attrs>(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))?)*)\s*(?P<self>/?)>"
)
_ATTR = re.compile(r"(?P<name>[^\s\"'<>/=]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
_BETWEEN = re.compile(r"<[^>]*>")
# A tag of HTML that is new each day, as links are, and holds nothing to be cured.
_DULL = re.compile(r'<(?P<name>[a-z][a-z0-9]*)(?: (?!on)[a-z-]+="[ !#-;=?-\[\]-~]*")*>')
_ODD = "<"
# The compiler makes an attribute of the title, and spoils it like all others.
_TITLE = "mj-title"
_TITLED = re.compile(rf"(<{_TITLE}>)([^<]*)(?=</{_TITLE}>)")
_UNSAFE = re.compile(r"[^ -\[\]-~]")
_ANY = EVERY | {"name"}  # what mj-all and mj-class take
_CURED = itemgetter(2)
_REMEMBERED = 8192
_Kind = tuple[str, str, str]
# HTML, section 13.1.2
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
    | {"track", "wbr"}
)
_DULL_NAMES = HTML - _VOID - frozenset(REFUSED)


class MjmlError(MadeError):
    """The MJML can't be compiled: what is wrong, at which offset of the source (characters)."""


def compile_mjml(source: str) -> str:
    """Check, cure and compile a whole MJML document.

    Raises:
        MjmlError: an unknown tag or attribute, a tag left open or in the wrong place, or what the
            compiler refuses.
    """
    cured = cure(source)
    return _of_frame(cured) or _of_all(source, cured)


def _of_all(source: str, cured: str) -> str:
    _check_places(source)
    try:
        return mjml2html(cured, fonts={})
    except ValueError as error:
        pieces = tuple(_cured_pieces(source))
        raise MjmlError(f"MJML: {error}", _offset(str(error), cured, pieces)) from error


def _of_frame(cured: str) -> str | None:
    """Compile what stands around the words, or give None where the compiler needs to see all."""
    frame, held = apart(cured)
    if not held or any("<mj" in words for words in held):
        return None
    try:
        return together(_compiled(frame), held)
    except (ValueError, MjmlError):  # only of the whole is said where
        return None


@lru_cache(maxsize=16)
def _compiled(frame: str) -> str:
    """Compile a frame, all in its place; one that a draft had, or the day before, is known."""
    _check_places(frame)
    return mjml2html(frame, fonts={})


def cure(source: str) -> str:
    """Check every tag and write attribute values so that the compiler leaves them alone.

    Raises:
        MjmlError: an unknown tag or attribute, or a tag left open.
    """
    return _quickly(source) or "".join(piece for piece, _ in _cured_pieces(source))


def _quickly(source: str) -> str:
    """The cured document, or "" where something is odd: then it is looked at piece by piece.

    Most tags of a document are told again and again, so what is to be known of each is kept.
    """
    tags = _BETWEEN.findall(source)
    if len(tags) != source.count("<"):
        return ""
    known = [*map(_SEEN.__getitem__, tags)]
    stack: list[str] = []
    for opens, closes, _ in known:
        if opens:
            stack.append(opens)
        elif closes and (not stack or stack.pop() != closes):
            return ""
    if stack:
        return ""
    titles = source.count(f"<{_TITLE}")
    made = _with_cured(source, known)
    if not titles:
        return made
    made, found = _TITLED.subn(lambda one: one[1] + _safe(one[2]), made, count=titles)
    return made if found == titles else ""


def _with_cured(source: str, known: Sequence[_Kind]) -> str:
    cured = [*map(_CURED, known)]
    if not any(cured):
        return source
    others = iter(cured)
    return _BETWEEN.sub(lambda found: next(others) or found[0], source)


def _known(tag: str) -> _Kind:
    """What a tag opens, what it closes, and its cured form, "" where that is the tag itself.

    An odd one closes what none opens.
    """
    if (dull := _DULL.fullmatch(tag)) and dull["name"] in _DULL_NAMES:
        return (dull["name"], "", "")
    match = _read(tag)
    if match is None:
        comment = _COMMENT.fullmatch(tag)
        return ("", _ODD if comment is None or "--" in comment[1] else "", "")
    name = match["name"]
    if match["close"]:
        return ("", name, "")
    try:
        _check(match, 0, [])
    except MjmlError:
        return ("", _ODD, "")
    cured = _cured(tag)
    return ("" if match["self"] or name in _VOID else name, "", "" if cured == tag else cured)


class _Seen(dict[str, _Kind]):
    """What is known of the tags seen of late; a quarter of the cost of lru_cache."""

    def __missing__(self, tag: str) -> _Kind:
        if len(self) >= _REMEMBERED:
            self.clear()
        kind = self[tag] = _known(tag)
        return kind


_SEEN = _Seen()


def _cured_pieces(source: str) -> Iterator[tuple[str, int]]:
    """Yield each piece, cured, with the offset that it had in the source."""
    stack: list[tuple[str, int]] = []
    for piece, offset, match in _pieces(source):
        if match is None:
            titled = bool(stack) and stack[-1][0] == _TITLE
            yield (_safe(piece) if titled else piece), offset
            continue
        _check(match, offset, stack)
        yield piece if match["close"] else _cured(piece), offset
    if stack:
        name, offset = stack[-1]
        raise MjmlError(f"<{name}> is never closed", offset)


def _pieces(source: str) -> Iterator[tuple[str, int, re.Match[str] | None]]:
    """Yield text, comments and tags in order, each with its offset; a tag with its match."""
    place = 0
    while place < len(source):
        less = source.find("<", place)
        if less < 0:
            less = len(source)
        if less > place:
            yield source[place:less], place, None
        if less == len(source):
            return
        tag = _read(source[less : source.find(">", less) + 1]) or _TAG.match(source, less)
        found = tag or _COMMENT.match(source, less)
        if found is None:
            raise MjmlError("this '<' opens no tag that can be read; as text it is &lt;", less)
        if tag is None and "--" in found[1]:
            raise MjmlError("a comment holds '--'", less)
        yield found[0], less, tag
        place = less + len(found[0])


@lru_cache(maxsize=1024)
def _read(tag: str) -> re.Match[str] | None:
    """A tag up to the first ">": most are told again and again."""
    return _TAG.fullmatch(tag)


def _check_places(source: str) -> None:
    """Check of a document, whose tags are known and closed, that each stands where it may."""
    stack: list[str] = []
    for piece, offset, match in _pieces(source):
        inside = stack[-1] if stack else ""
        if match is None:
            words = piece.lstrip()
            said = words and not words.startswith("<!--")
            if said and (wrong := wordless(inside)):
                raise MjmlError(wrong, offset + len(piece) - len(words))
        elif match["close"]:
            stack.pop()
        else:
            if wrong := misplaced(match["name"], inside):
                raise MjmlError(wrong, offset)
            if not match["self"] and match["name"] not in _VOID:
                stack.append(match["name"])


def _check(match: re.Match[str], offset: int, stack: list[tuple[str, int]]) -> None:
    name = match["name"]
    if match["close"]:
        _check_close(name, offset, stack)
        return
    inside = stack[-1][0] if stack else ""
    if name.lower() in REFUSED:
        raise MjmlError(f"<{name}> is not used here: {REFUSED[name.lower()]}", offset)
    if name == "mjml" or name.startswith("mj-"):
        _check_tag(name, inside, offset)
        _check_attributes(match, inside, offset)
    elif name.lower() not in HTML and ":" not in name:  # o:p and v:rect are Outlook's
        raise MjmlError(f"<{name}> is no tag{_nearest(name.lower(), HTML.union(TAGS))}", offset)
    elif match["attrs"] and (script := _script(match["attrs"])):
        said, place = script
        raise MjmlError(said, offset + match.start("attrs") - match.start() + place)
    if not match["self"] and name not in _VOID:
        stack.append((name, offset))


def _check_close(name: str, offset: int, stack: list[tuple[str, int]]) -> None:
    inner, place = stack[-1] if stack else ("", 0)
    if inner == name:
        stack.pop()
    elif name in {opened for opened, _ in stack}:
        raise MjmlError(f"<{inner}> is not closed before </{name}>", place)
    else:
        raise MjmlError(f"</{name}> closes what was not opened", offset)


def _check_tag(name: str, inside: str, offset: int) -> None:
    if name in TAGS or (inside == "mj-attributes" and name in {"mj-all", "mj-class"}):
        return
    raise MjmlError(f"<{name}> is no MJML tag{_nearest(name, TAGS)}", offset)


def _check_attributes(match: re.Match[str], inside: str, offset: int) -> None:
    name = match["name"]
    if match["attrs"] and (wrong := _wrong_attribute(name, match["attrs"])):
        attribute, place = wrong
        said = f"<{name}> has no attribute {attribute}"
        if inside == "mj-attributes":
            said = f"{said} that could have a default"
        near = _nearest(attribute, TAGS.get(name, _ANY))
        raise MjmlError(f"{said}{near}", offset + match.start("attrs") - match.start() + place)
    if match["attrs"] and (bad := _wrong_value(match["attrs"])):
        said, place = bad
        raise MjmlError(said, offset + match.start("attrs") - match.start() + place)


@lru_cache(maxsize=1024)
def _script(attrs: str) -> tuple[str, int] | None:
    """What is said of the first attribute that handles an event (HTML, 8.1.8), and its offset."""
    handlers = (one for one in _ATTR.finditer(attrs) if one["name"].lower().startswith("on"))
    for one in handlers:
        return f"{one['name']} is not used here: mail clients run no scripts", one.start()
    return None


@lru_cache(maxsize=1024)
def _wrong_value(attrs: str) -> tuple[str, int] | None:
    """What is said of the first value that its attribute can't have, and its offset in `attrs`."""
    for one in _ATTR.finditer(attrs):
        value = one["double"] if one["double"] is not None else one["single"]
        if wanted := wrong_value(one["name"], value):
            return f'{one["name"]}="{value}" can\'t be: it is {wanted}', one.start()
    return None


@lru_cache(maxsize=1024)
def _wrong_attribute(name: str, attrs: str) -> tuple[str, int] | None:
    """The first attribute that the tag does not take, and its offset in `attrs`."""
    known = TAGS.get(name, _ANY)
    found = ((one["name"], one.start()) for one in _ATTR.finditer(attrs))
    return next((one for one in found if one[0] not in known), None)


def _nearest(word: str, known: object) -> str:
    near = nearest(word, known) if isinstance(known, frozenset) else ""
    return near or nearest(word, TAGS)


@lru_cache(maxsize=4096)
def _cured(tag: str) -> str:
    """Cure an opening tag; a page has many that are the same."""
    if "'" not in tag and not _UNSAFE.search(tag):
        return tag
    match = _read(tag)
    if match is None or not match["attrs"]:
        return tag
    attrs = _ATTR.sub(_attribute, match["attrs"])
    return f"<{match['name']}{attrs}{' /' if match['self'] else ''}>"


def _attribute(match: re.Match[str]) -> str:
    value = match["double"] if match["double"] is not None else match["single"]
    return f'{match["name"]}="{_safe(value)}"'


def _safe(value: str) -> str:
    return _UNSAFE.sub(lambda char: f"&#{ord(char[0])};", value.replace('"', "&#34;"))


def _offset(said: str, cured: str, pieces: Sequence[tuple[str, int]]) -> int:
    """Find where in the source the compiler means: the first number it says, in bytes."""
    found = re.search(r"\d+", said)
    place = len(cured.encode()[: int(found[0]) if found else 0].decode(errors="ignore"))
    for piece, offset in pieces:
        if place < len(piece):
            return offset
        place -= len(piece)
    return 0
