"""What a headline says an article is: a page that goes on as things happen, or a pastime.

Goes by the words that newsrooms put before or behind such headlines in nine languages. "Live Aid
returns" is no live page, "Quiz master dies" no quiz.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

__all__ = ["is_live", "is_pastime"]

READ: Final = 300  # characters of a headline: hostile text costs no more
_CUT = r"(?:\s*[:|•]|\s+[–—-]\s)"
_BLOG = r"(?:live|news)[ -]?(?:blogs?|tickers?|updates?|coverage|feed)"
_BEFORE = (
    rf"(?:live|ticker|direct|direto|directo|vivo|diretta|ao vivo|en vivo|онлайн|مباشر){_CUT}|"
    rf"(?:en direct|en directo|in diretta|im ticker)(?:{_CUT}|,)|{_BLOG}\b|"
    r"minuto a minuto\b|minute by minute\b|прямая трансляция\b|текстовая трансляция\b|"
    r"(?:بث|تغطية) مباشر|لحظة بلحظة"
)
_BEHIND = (
    rf"\b(?:im )?{_BLOG}\W*$|(?:[:|•,–—]|\s-)\s*(?:live|as it happened|en direct|en directo|"
    r"in diretta|ao vivo|en vivo|minuto a minuto|minute par minute|онлайн|لحظة بلحظة|مباشر)\W*$"
)
_LIVE: Final = re.compile(rf"^\W*(?:{_BEFORE})|{_BEHIND}", re.IGNORECASE)
_PAGES: Final = frozenset(
    (
        "live",
        "liveblog",
        "live-blog",
        "live-updates",
        "liveticker",
        "newsblog",
        "en-direct",
        "directo",
    )
)
_PLAY = (
    r"(?:\w*quiz|crosswords?|sudoku|wordle|horoscopes?|horoskop\w*|\w*kreuzworträtsel|"
    r"mots[ -]croisés|horóscopo|crucigrama|cruciverba|parole crociate|oroscopo|palavras cruzadas|"
    r"kruiswoord(?:puzzel|raadsel)|horoscoop|puzzel|кроссворд|викторина|гороскоп|"
    r"كلمات متقاطعة|الأبراج)"
)
_OURS = (
    r"(?:the|our|today['’]s|this|week['’]s|weekly|daily|news|big|great|quick|cryptic|easy|hard|prize|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|das|unser|große[sn]?|kleine[sn]?|le|la|les|notre|grand|"
    r"el|nuestro|gran|il|o|de|het|onze)"
)
_PASTIME: Final = re.compile(
    rf"^\W*(?:{_OURS}\s+){{0,4}}{_PLAY}(?:\W*$|{_CUT}|\s+(?:(?:no|nr|n°|#)\W*)?\d|"
    r"\s+(?:of the|des|der|du|de la|del|della|da|do|van de)\s+\w+\W*$)|"
    rf"^\W*(?:\w+\s+){{1,3}}{_PLAY}(?:{_CUT}|\s+(?:no\.?|nr\.?|n°|#)?\s*\d)",
    re.IGNORECASE,
)


def is_live(title: str, url: str = "") -> bool:
    """Whether an article is a page that goes on: a live blog, a ticker.

    Args:
        title: its headline.
        url: its address, whose folders may say so.
    """
    folders = urlsplit(url).path.lower().split("/")[:-1]
    return bool(_LIVE.search(title[:READ])) or not _PAGES.isdisjoint(folders)


def is_pastime(title: str) -> bool:
    """Whether a headline is that of a quiz, a crossword or a horoscope."""
    return bool(_PASTIME.search(title[:READ]))
