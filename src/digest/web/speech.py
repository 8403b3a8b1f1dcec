"""The pages' words in the reader's language: gettext catalogs that ship, dates by Babel.

English stands in the templates themselves; each other language is a .po file of `locale/`,
read once. A word that a catalog lacks is said in English, and a test sees to it that none is.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from digest.render.frame import page_view
from digest.render.messages import Words
from digest.render.safe import primary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.render.frame import PageView

__all__ = ["LANGUAGES", "LOCALE", "Speech", "accepted", "native_name", "nearest", "speech"]

LOCALE: Final = Path(__file__).parent / "locale"
LANGUAGES: Final = ("en", "de", "fr", "es", "ar")
"""Shipped, the language of the templates first."""

_MOST_WANTED: Final = 20  # languages of one Accept-Language that are looked at


class Speech:
    """One language of the pages."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = Words(language)
        self.page: PageView = page_view(language)
        self.catalog = _catalog(language)

    @property
    def name(self) -> str:
        """What its speakers call it, such as "Deutsch"."""
        return self.words.language_name()

    def __call__(self, text: str) -> str:
        """Give one English sentence in this language."""
        return self.catalog.gettext(text)


def native_name(language: str) -> str:
    """What a language, with a catalog or without, is called by its speakers: "Deutsch"."""
    name = Words(language).language_name()
    return name[:1].upper() + name[1:]


@cache
def speech(language: str) -> Speech:
    """The words of a language that ships; English for any other."""
    return Speech(nearest([language]))


def nearest(wanted: Iterable[str]) -> str:
    """The first wanted language tag that the pages speak (RFC 4647, section 3.4); else English."""
    found = (primary(tag) for tag in wanted)
    return next((tag for tag in found if tag in LANGUAGES), LANGUAGES[0])


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, best first (RFC 9110, section 12.5.4)."""
    found = []
    for number, part in enumerate(header.split(",")[:_MOST_WANTED]):
        tag, _, weight = part.partition(";")
        quality = _quality(weight)
        if quality > 0:
            found.append((-quality, number, tag.strip()))
    return [tag for _, _, tag in sorted(found)]


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(float(value), 1.0) if name.strip().lower() == "q" else 0.0
    except ValueError:
        return 0.0


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    path = LOCALE / f"{language}.po"
    if language == LANGUAGES[0]:
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
