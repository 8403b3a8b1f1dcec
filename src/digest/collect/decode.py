"""Bytes to text: a mark, UTF-8 where it shows, what is declared, what the bytes look like. Pure.

The order is that of browsers (WHATWG HTML, section 13.2.3.2), but for UTF-8: bytes that are valid
in it mean it, whatever was declared, and a few bad ones among them don't change that.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, Final

import webencodings
from webencodings.labels import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_PROLOG = re.compile(rb"\A\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4_096  # bytes in which a page names its encoding
_SAMPLE: Final = 200_000  # bytes that are looked at for what they might be
_SURE: Final = 0.15  # of chardet, for text without its markup: long Western ones had .10 at most
_SURER: Final = 0.2  # of chardet, where nothing else speaks for it: sentences of the West had .18
_WESTERN: Final = "cp1252"
_LATIN: Final = frozenset((_WESTERN, "iso8859-15"))
_FEW: Final = 3  # bytes beyond ASCII that tell too little of an encoding
_GOOD: Final = 3  # right letters for each bad byte, where nothing was declared
_FOREIGN = re.compile(rb"(?<![A-Za-z])[\xa8-\xff]{2,}(?![A-Za-z])")
_FOREIGN_LETTERS: Final = 4  # of a word without ASCII: as good as none of the West is so long
_WIDE: Final = "utf-16"
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_TWINS: Final = {"cp1251": "koi8-r", "koi8-r": "cp1251", "koi8-u": "cp1251"}
"""Codecs of Cyrillic of which each reads the other's small letters as capitals."""
_OFTEN: Final = "аоеинт"  # in Russian, Ukrainian, Bulgarian and Serbian
_TELLING: Final = 20  # of these letters: fewer tell too little
_ESCAPES = re.compile(rb"\x1b[$(]")  # ISO-2022-JP is ASCII with these; a terminal's are others
_MARKUP = re.compile(
    rb"<(script|style)\b[^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1\b[^<>]*>|<[^<>]*>", re.IGNORECASE
)
_INSIDE = re.compile(
    "(?<=[^\\W\\d_])[\u00a1-\u00a7\u00a9\u00ac\u00af\u00b1-\u00b3\u00b6\u00b8\u00b9\u00bc-\u00bf\ufffd](?=[^\\W\\d_])"
)  # signs that the West writes in no word
_ONE_IN: Final = 8  # bytes beyond ASCII that is such a sign, where they are of another alphabet
_CONTROLS = re.compile("[\x80-\x9f]")
_FIRST: Final = 1_445  # bytes by which browsers tell what a resource is
_PRINTED = (b"%PDF-", b"%!PS-Adobe-", b"{\\rtf")  # documents that may begin in ASCII alone
_BINARY = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|title|meta|body|div|p)\b", re.IGNORECASE)


def is_document(raw: bytes) -> bool:
    """Whether bytes are a PDF, a picture or the like, and no page, whatever they are said to be.

    By what they begin with (WHATWG MIME Sniffing, sections 3 and 6); a stray byte makes no page
    binary.
    """
    head = raw[:_FIRST]
    if head.lstrip().startswith(_PRINTED):
        return True
    return bool(_BINARY.search(head)) and not _TAG.search(head)


def decode(raw: bytes) -> str:
    """Decode a text file that declares nothing.

    Raises:
        UnicodeDecodeError: it is none.
    """
    text = _decoded(raw, ())
    if text is None:
        raise UnicodeDecodeError("utf-8", raw[:_FEW], 0, 1, "no encoding fits")
    return text


def decode_page(raw: bytes, content_type: str = "") -> str:
    """Decode a page by its header, meta, XML prolog or looks; never fails."""
    text = _decoded(raw, tuple(_declared(raw, content_type)))
    return raw.decode(_WESTERN, "replace") if text is None else text


def as_utf8(raw: bytes, content_type: str = "") -> bytes | None:
    """What is UTF-8, without its bad bytes, or markup wrongly named or not; None for all else."""
    if raw.startswith(_WIDE_MARKS):
        return None
    if raw.isascii():
        escaped = _ESCAPES.search(raw) is not None
        return decode_page(raw, content_type).encode("utf-8", "replace") if escaped else None
    declared = tuple(_declared(raw, content_type))
    if declared != tuple(_named(raw, content_type)):
        return decode_page(raw, content_type).encode("utf-8", "replace")
    if declared and (other := _twin(raw, declared[0])):
        return other.encode("utf-8", "replace")
    said = not declared or declared[0] == "utf-8"
    text = _nearly(raw, "utf-8", 1 if said else _GOOD)
    if text is None and said and _is_open(raw, content_type):
        text = decode_page(raw, content_type)
    elif text is None or (said and "\ufffd" not in text):
        return None
    return text.encode("utf-8")


def _is_open(raw: bytes, content_type: str) -> bool:
    """Whether it is markup that begins in ASCII, all of its labels known to the web."""
    if b"\0" in raw[:_HEAD] or not raw.lstrip().startswith(b"<"):
        return False
    return all(webencodings.lookup(one) is not None for one in _labels(raw, content_type))


def _declared(raw: bytes, content_type: str) -> Iterator[str]:
    """The codecs that are named, the most trusted first, by the table of labels of the web.

    Latin-1 comes last, and counts for nothing where the bytes are plainly of other letters:
    servers and templates say it of whatever they know nothing of.
    """
    named = sorted(_named(raw, content_type), key=lambda codec: codec == _WESTERN)
    yield from (one for one in named if one != _WESTERN or not _is_foreign(raw[:_SAMPLE]))


def _named(raw: bytes, content_type: str) -> Iterator[str]:
    for found in map(webencodings.lookup, _labels(raw, content_type)):
        # "x-user-defined" is a name that Python does not know
        if found and (found.name.startswith("utf-") or found.codec_info.name in _on_the_web()):
            yield found.codec_info.name


def _labels(raw: bytes, content_type: str) -> list[str]:
    """What header, meta and prolog call the encoding."""
    header, head = _CHARSET.search(content_type), raw[:_HEAD]
    inside = (form.search(head) for form in (_META, _PROLOG))
    found = (one[1].decode("ascii") for one in inside if one)
    return [*([header[1]] if header else []), *found]


def _decoded(raw: bytes, declared: Sequence[str]) -> str | None:
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "")
    if marked:
        return raw.decode(marked, "replace")
    others = [one for one in declared if not one.startswith("utf-") or _is_wide(one, raw)]
    plain = raw.isascii()
    if plain and not others and not _ESCAPES.search(raw):
        return raw.decode("ascii")
    text = None if plain else _nearly(raw, "utf-8", 1 if "utf-8" in declared else _GOOD)
    for codec in others if text is None else ():
        text = _nearly(raw, codec, _GOOD * _GOOD)
        if text is not None:
            return _twin(raw, codec) or text
    return _looked_at(raw) if text is None else text


def _twin(raw: bytes, codec: str) -> str:
    """The text in the other codec of Cyrillic, where it is plainly of that one; else ""."""
    if codec not in _TWINS:
        return ""
    said, other = (raw.decode(one, "replace") for one in (codec, _TWINS[codec]))
    letters = _CYRILLIC.findall(said)
    shouted = 2 * sum(map(str.isupper, letters)) > len(letters)
    often, known = (sum(map(text.casefold().count, _OFTEN)) for text in (other, said))
    return other if shouted and often >= max(_TELLING, known) else ""


def _is_wide(codec: str, raw: bytes) -> bool:
    return codec.startswith(_WIDE) and b"\0" in raw[:_HEAD]


def _nearly(raw: bytes, codec: str, good: int) -> str | None:
    """The text, where so many letters beyond ASCII are right for each byte that is not."""
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
    bad = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - bad
    return text if bad * good <= right else None


def _looked_at(raw: bytes) -> str | None:
    """Decode by what the bytes look like; a few of them are Western. None for no text."""
    few = 0 < len(raw) - len(raw.decode("ascii", "ignore")) < _FEW
    if few and (text := _strict(raw, _WESTERN)) is not None:
        return text
    codec = _guessed(raw[:_SAMPLE])
    if codec is None:
        return None
    other = codec != _WESTERN and codec in _on_the_web()
    return raw.decode(codec, "replace") if other else _nearly(raw, _WESTERN, _GOOD)


def _is_foreign(sample: bytes) -> bool:
    """Whether bytes that are said to be Western are of another script, or of another alphabet."""
    if sample.isascii():
        return bool(_ESCAPES.search(sample))
    if _foreign(sample):
        return True
    text = _plain(sample)
    codec, sure = _modern(text)
    if codec is None or codec in _LATIN or codec not in _on_the_web():
        return False
    if sure >= _SURER and _strict(sample, codec) is not None:
        return True
    return sure >= _SURE and _has_signs_in_words(text)


def _has_signs_in_words(text: bytes) -> bool:
    """Whether the Western reading of bytes is none, as of Polish ("za³o¿yæ") and of Japanese."""
    beyond = len(text) - len(text.decode("ascii", "ignore"))
    return len(_INSIDE.findall(text.decode(_WESTERN, "replace"))) * _ONE_IN >= beyond


def _guessed(sample: bytes) -> str | None:
    """The codec that bytes look like by their words; what shows no other is Western."""
    from chardet import detect  # noqa: PLC0415 - only what declares nothing pays

    text = _plain(sample)
    found = detect(text)
    codec, sure = _codec(found["encoding"]), found["confidence"]
    if codec is None:
        return None
    words = _foreign(sample)
    if _is_doubtful(codec, text):
        codec, sure = _modern(words or text)
    return codec if words or sure >= _SURE else _WESTERN


def _is_doubtful(codec: str, sample: bytes) -> bool:
    """Whether a guess may stand for want of another: nobody writes control characters."""
    if codec in _LATIN or codec not in _on_the_web():
        return True
    return bool(_CONTROLS.search(sample.decode(codec, "replace")))


def _modern(text: bytes) -> tuple[str | None, float]:
    """The codec of those that browsers know which a text looks most like, and how sure that is."""
    from chardet import EncodingEra, detect  # noqa: PLC0415 - only what declares nothing pays

    found = detect(text, encoding_era=EncodingEra.MODERN_WEB)
    return _codec(found["encoding"]), found["confidence"]


def _plain(sample: bytes) -> bytes:
    """Bytes without markup, whose words are English in any language."""
    return _MARKUP.sub(b" ", sample)


def _codec(name: str | None) -> str | None:
    """What Python calls an encoding that chardet names."""
    if name is None:
        return None
    known = webencodings.lookup(name)
    return known.codec_info.name if known else codecs.lookup(name).name


def _foreign(sample: bytes) -> bytes:
    """The words that hold no ASCII, where they have most of the letters that are none."""
    words = _FOREIGN.findall(sample)
    beyond = len(sample) - len(sample.decode("ascii", "ignore"))
    long = sum(len(word) for word in words if len(word) >= _FOREIGN_LETTERS)
    return b" ".join(words) if 2 * long >= beyond else b""


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


@cache
def _on_the_web() -> frozenset[str]:
    """The codecs that the labels of the web mean: made when it is asked for, of forty modules."""
    found = (webencodings.lookup(label) for label in LABELS if not label.startswith(("mac", "x-")))
    return frozenset(one.codec_info.name for one in found if one)
