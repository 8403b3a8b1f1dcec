"""Whose a picture is, as the caption beside it says: "Photo: Bo Ek / AP", "© dpa". Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from digest.collect.clean import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARS: Final = 200
_NAMES: Final = (
    "photo(?:graph|graphe)?|picture|image|foto(?:graf(?:ie)?|graaf)?|fot|bild(?:er)?|beeld|billede|bilde|"
    "kuva|fotoğraf|imagen|imagem|immagine|fénykép|φωτογραφία|фото(?:графия)?|світлина|снимка|צילום|"
    "تصوير|الصورة|写真|撮影|提供|图片来源|图源|图|攝影|摄影|사진"
)
_CREDITS: Final = "credits?|crédits?|créditos?|crediti|credito|copyright"
_SOURCES: Final = "quelle|source|bron|fuente"
_NAMED: Final = rf"(?:{_NAMES})\s?(?:{_CREDITS}|{_SOURCES})?|(?:{_CREDITS})(?:\s(?:{_NAMES}))?"
_MARK: Final = (
    rf"(?:(?:{_NAMED})\.?\s*[:\uff1a=©]\s*©?|photo(?:graph)?\sby\s|©|\(c\)\s"
    rf"|(?<=[(\[])(?:{_NAMES})\s(?-i:(?=[^\Wa-z])))\s*"
)
_CREDIT: Final = re.compile(
    rf"(?:^|[\s(\[|/.\u2013\u2014-]){_MARK}(?P<who>[^()\[\]|©:\uff1a]{{2,120}}?)[\s)\].]*$",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(rf"^[\s(\[]*(?:{_MARK})?(?P<who>.*?)[\s)\].]*$", re.IGNORECASE)
_TOLD: Final = re.compile(r"credit|copyright|photographer|\bbyline\b", re.IGNORECASE)
_CAPTION: Final = re.compile(r"(?:^|[\s_-])caption", re.IGNORECASE)
_HIGHEST: Final = 4  # elements between a picture and what holds it and its caption


def of_caption(words: str) -> str:
    """The end of a caption that says whose the picture is; "" where nothing does."""
    found = _CREDIT.search(clean_line(words, 1_000)[-_CHARS:])
    who = found["who"].strip(" ,;") if found else ""
    return "" if who[:1].islower() and " " in who else who  # "dpa" is a name, "a riddle" none


def beside(picture: _Element) -> str:
    """Whose a picture of a page or a feed is, by the element or the caption beside it."""
    frame = _frame(picture)
    if frame is None:
        return ""
    for tag in frame.iter("*"):
        if any(_TOLD.search(tag.get(name) or "") for name in ("class", "itemprop")):
            found = _OPENING.match(clean_line(" ".join(tag.itertext()), _CHARS))
            if found and found["who"]:
                return found["who"]
    captions = [tag for tag in frame.iter("*") if _is_caption(tag)]
    return of_caption(" ".join(captions[0].itertext())) if captions else ""


def _frame(picture: _Element) -> _Element | None:
    """The figure that a picture stands in, or what WordPress wrote before there were any."""
    for at, tag in enumerate(picture.iterancestors()):
        if tag.tag == "figure" or (at < _HIGHEST and _is_captioned(tag)):
            return tag
    return None


def _is_captioned(tag: _Element) -> bool:
    return tag.tag == "div" and bool(_CAPTION.search(tag.get("class") or ""))


def _is_caption(tag: _Element) -> bool:
    return tag.tag == "figcaption" or (
        tag.tag != "div" and bool(_CAPTION.search(tag.get("class") or ""))
    )
