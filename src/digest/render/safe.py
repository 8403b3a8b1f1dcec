"""What other people wrote, made fit to print: text, links, direction, language.

Every string of an article, source or subscriber passes here before a template sees it.
It never decides how something looks and never marks anything as safe HTML.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

SENTINEL = "__DIGEST_"
_SCHEMES = frozenset({"http", "https", "mailto"})
_SPACE = re.compile("[\\s\x1c-\x1f\x85\u2028\u2029]+")
# Controls, lone surrogates, noncharacters (lxml refuses them) and the bidi controls that
# would turn the rest of the line around.
_DROP = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef]"
    "|[" + "".join(chr(plane * 0x10000 + 0xFFFE + n) for plane in range(17) for n in (0, 1)) + "]"
)
# What may hold a heap of marks: no letter, digit, space or sign of ASCII. A letter bears so many of
# the marks that any letter takes, and so many of its own script's, as Burmese and Hebrew have.
_HEAP = re.compile(r"[^\w\s!-~]{5,}")
_FREE = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_FREE_MARKS, _OWN_MARKS = 4, 8
# No line breaks inside a number, before its percent sign, or where a language (French) writes a
# space before a colon or inside quotation marks: no line may begin with a colon.
_CLINGS = re.compile(
    r" (?:(?<=\d )(?=[%\u066a\u2030]|\d{3}(?!\d))|(?<=\S )(?=[:;!?\u00bb]+(?:[\s.,)]|$))"
    r"|(?<=^\u00ab )|(?<=[\s(]\u00ab ))"
)
# A score, a vote, a season: no line breaks at its hyphen. Not in a longer number, or an address.
_PAIRED = re.compile(r"(?<![\w.,/:-])(\d{1,4})-(?=\d{1,4}(?![\w/:-]|[.,]\d))")
# A sign before a European number, or one of a unit a space away from it (Unicode UAX 9, rules W4
# and W5): on a line from the right it would change sides.
_UNIT = "[#%\u00a2-\u00a5\u00b0\u2030-\u2034\u20a0-\u20cf$]"
_SIGNED = re.compile(f"(?<!\\w)[-+\u2212] ?[0-9]|[0-9][ \u00a0]{_UNIT}|{_UNIT}[ \u00a0][0-9]")
_DIGIT = re.compile("[0-9]")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
# Where every letter that runs from the right stands (Unicode, DerivedBidiClass): a text without
# one need not be looked at letter by letter.
_RIGHT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LATIN = re.compile("[A-Za-z]")
# So many letters of the other direction against one: a language was declared by mistake.
_OUTNUMBERED = 5
_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
# First and last letter of a script, its name here, and the languages written in it,
# the likeliest first. "uncased" are all others that have no capitals.
_SCRIPTS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("\u0590", "\u05ff", "hebr", ("he", "yi")),
    ("\u0600", "\u08ff", "arab", ("ar", "fa", "ur", "ps", "sd", "ug", "ckb")),
    ("\u0900", "\u097f", "deva", ("hi", "mr", "ne", "sa")),
    ("\u0980", "\u0d7f", "uncased", ("bn", "ta", "te", "kn", "ml", "gu", "pa", "or")),
    ("\u0d80", "\u109f", "uncased", ("th", "si", "lo", "bo", "dz", "my")),
    ("\u1200", "\u137f", "uncased", ("am", "ti")),
    ("\u1780", "\u17ff", "uncased", ("km",)),
    ("\u3040", "\u30ff", "jpan", ("ja",)),
    ("\u4e00", "\u9fff", "hans", ("zh",)),
    ("\uac00", "\ud7a3", "kore", ("ko",)),
)
_LETTERLESS = frozenset({"arab", "hebr", "deva"})  # whose faces have digits, and no letters of ours
_HAN = frozenset({"ja", "ko", "zh"})
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_SCRIPTED = re.compile("[" + "".join(f"{first}-{last}" for first, last, *_ in _SCRIPTS) + "]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of text. `lang`, `dir` and `script` are empty where they are the edition's own.

    `way` is its direction in any case; "" for numbers without a sign.
    """

    text: str
    lang: str = ""
    dir: str = ""
    script: str = ""
    way: str = ""

    @property
    def apart(self) -> str:
        """The text, between isolates where it runs against the line (Unicode UAX 9, 2.4.1).

        So too where its first word does, which plain text would be laid out by.
        """
        against = self.dir or _opens(self.text) not in {"", self.way}
        return isolated(self.text, self.way) if against else self.text

    @property
    def side(self) -> str:
        """Where a line of it starts if it runs against the page: "left" or "right".

        "" for figures: they stand where the page's own words do.
        """
        against = self.dir and _opens(self.text)
        return ("right" if self.dir == "rtl" else "left") if against else ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        """With `__getitem__`, what filters such as `truncate` ask of a text."""
        return len(self.text)

    def __getitem__(self, place: int | slice) -> str:
        return self.text[place]

    def __str__(self) -> str:
        return self.text


def clean(text: str) -> str:
    """One line of printable text: controls gone, white space single, no field sentinels.

    A letter keeps a few of its marks: more of them would strike over the lines around it.
    """
    dull = text.isprintable() and "  " not in text  # what is printable has no space but U+0020
    flat = (text if dull else _SPACE.sub(" ", _DROP.sub("", text))).strip()
    if not flat.isascii():
        flat = _HEAP.sub(_levelled, flat)
    return flat.replace(SENTINEL, "_\u2060_DIGEST_")


def _levelled(heap: re.Match[str]) -> str:
    """The same with the first marks of each letter alone; what is unseen is no letter."""
    kept, free, own = "", 0, 0
    for char in heap[0]:
        kind = unicodedata.category(char)
        if kind in {"Mn", "Me"}:
            free += bool(_FREE.match(char))
            own += 1
        elif kind != "Cf":
            free = own = 0
        if kind == "Cf" or (free <= _FREE_MARKS and own <= _OWN_MARKS):
            kept += char
    return kept


def link(url: str | None) -> str:
    """Give the URL in pure ASCII if it may be linked (http, https, mailto), else "".

    Spaces, quotes, braces and letters outside ASCII are percent-encoded (RFC 3986, section
    2.1), because premailer would write them in its own way.
    """
    bare = _DROP.sub("", url or "").strip()
    try:
        parts = urlsplit(bare)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (UnicodeError, ValueError):
        return ""
    if parts.scheme not in _SCHEMES or not (host or parts.path) or not bare.isprintable():
        return ""
    if parts.scheme != "mailto":
        if not host:
            return ""
        bare = bare.replace(parts.netloc, parts.netloc.encode("idna").decode("ascii"), 1)
    return quote(bare, safe="%/:=&?~#+!$,;@()*.-_").replace(SENTINEL, "%5F_DIGEST_")


def image_url(url: str | None) -> str:
    """Like `link`, but for pictures: http and https only."""
    found = link(url)
    return "" if found.startswith("mailto:") else found


def mixed(url: str, site: str) -> bool:
    """Whether a picture has no encryption and the site has: browsers may not load it there."""
    return urlsplit(site).scheme == "https" and url.startswith("http:")


def direction(text: str) -> str:
    """Direction of most of its strong characters, on a draw of the first: "ltr", "rtl" or "".

    The first alone (Unicode UAX 9, rule P2) would turn a line that a name in other letters opens.
    """
    left, right = _strong(text)
    if left == right:
        return _opens(text)
    return "ltr" if left > right else "rtl"


def isolated(text: str, way: str = "") -> str:
    """Put text between isolates, so that it and what stands beside it keep their own order.

    A mark opens it where its first strong character speaks against its `way`.
    """
    mark = _MARKS[way] if way and _opens(text) not in {"", way} else ""
    return f"\u2068{mark}{text}\u2069" if text else text


@lru_cache(maxsize=512)
def language_script(language: str) -> str:
    """Name of the script that a language is written in here; "" for all that have capitals."""
    first = primary(language)
    if first == "zh" and not _TRADITIONAL.isdisjoint(language.lower().split("-")):
        return "hant"
    return next((name for _, _, name, languages in _SCRIPTS if first in languages), "")


@lru_cache(maxsize=512)
def language_direction(language: str) -> str:
    """Direction of a language as a whole, by its primary subtag (RFC 5646)."""
    return "rtl" if primary(language) in _RTL_LANGUAGES else "ltr"


@lru_cache(maxsize=512)
def primary(language: str) -> str:
    """Give the primary subtag in lower case; "" for `und` and what is no language tag."""
    if not _LANGUAGE.fullmatch(language):
        return ""
    first = language.split("-", 1)[0].lower()
    return "" if first == "und" else first


def phrase(text: str, declared: str, edition: str, whole: str = "") -> Phrase:
    """Mark text that is in another language or direction than the edition's.

    `whole` is all of the story or block that it is part of: what language it is in.
    """
    said = _CLINGS.sub("\u00a0", clean(text))
    way = _way(said, declared, whole)
    if way == "ltr":  # on a line from the right this hyphen would turn the two around (UAX 9, ON)
        said = _PAIRED.sub("\\1\u2011", said)
    script, likely = _script(said, declared, way)
    page = language_script(edition)
    if not script and page in _LETTERLESS and _is_latin(said, way):
        script = "cased"
    lang = declared if primary(declared) else ""
    if likely and primary(lang) not in likely:
        lang = likely[0]
    return Phrase(
        said,
        lang="" if primary(lang) in {"", primary(edition)} else lang,
        dir="" if way in {"", language_direction(edition)} else way,
        script="" if script == page else script,
        way=way,
    )


def _is_latin(said: str, way: str) -> bool:
    """Whether faces without letters of ours lack some of a text: figures have signs (%, $), too."""
    return way != "rtl" and (_runs_left(said) or bool(_DIGIT.search(said)))


def _way(said: str, declared: str, whole: str) -> str:
    """Direction of a text: its letters' own, and where they are mixed, its language's.

    Numbers alone have none, unless a sign or a unit of one would change sides.

    A language that is declared counts, unless hardly any letter of the whole speaks for it.
    """
    if not _RIGHT.search(said) or not all(_strong(said)):
        return direction(said) or ("ltr" if _SIGNED.search(said) else "")
    left, right = _strong(whole or said)
    way = language_direction(declared)
    ours, theirs = (right, left) if way == "rtl" else (left, right)
    if primary(declared) and ours * _OUTNUMBERED >= theirs:
        return way
    return direction(whole or said)


def _strong(text: str) -> tuple[int, int]:
    """How many strong characters run from the left, and how many from the right.

    One stands for all from the left where none runs from the right.
    """
    if not _RIGHT.search(text):
        return int(_runs_left(text)), 0
    kinds = [unicodedata.bidirectional(char) for char in text]
    return kinds.count("L"), kinds.count("R") + kinds.count("AL")


def _runs_left(text: str) -> bool:
    """Whether a text in which nothing runs from the right has a letter at all."""
    return bool(_LATIN.search(text)) or any(unicodedata.bidirectional(one) == "L" for one in text)


def _opens(text: str) -> str:
    """Direction of the first strong character, as plain text is laid out by."""
    if not _RIGHT.search(text):
        return "ltr" if _runs_left(text) else ""
    kinds = map(unicodedata.bidirectional, text)
    return next((_STRONG[kind] for kind in kinds if kind in _STRONG), "")


def _script(text: str, declared: str, way: str) -> tuple[str, tuple[str, ...]]:
    """Script of the text, and the languages that it speaks for; ("", ()) where it has capitals.

    A few words of it in a text that is in other letters, or runs the other way, don't count.
    """
    if not _SCRIPTED.search(text):
        return "", ()
    found = [
        (sum(first <= char <= last for char in text), name, languages)
        for first, last, name, languages in _SCRIPTS
    ]
    count, name, languages = max(found, key=lambda one: one[0])
    if not count or language_direction(languages[0]) != (way or "ltr"):
        return "", ()
    if name == "hans":
        name, languages = _han(text, declared)
    elif name == "uncased" and primary(declared) not in languages:
        languages = ()
    latin = sum(unicodedata.category(char) in {"Lu", "Ll"} for char in text)
    ours = way == "rtl" or primary(declared) in languages or count > latin
    return (name, languages) if ours else ("", ())


def _han(text: str, declared: str) -> tuple[str, tuple[str, ...]]:
    """Whose Chinese characters they are: the declared language's; where kana stand by, Japan's."""
    if (said := primary(declared)) in _HAN:
        return language_script(declared), (said,)
    kana = any("\u3040" <= char <= "\u30ff" for char in text)
    return ("jpan", ("ja",)) if kana else ("hans", ())
