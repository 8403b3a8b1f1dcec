"""What a headline says an article is: a live page, a pastime, an advert, somebody's opinion.

Goes by the words that newsrooms put before or behind such headlines in nine languages, and by the
folders of addresses. "Live Aid returns" is no live page, "Quiz master dies" no quiz, and what is
told of advertisements ("Publicité : Google condamné") is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_advert", "is_live", "is_opinion", "is_pastime"]

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
    r"(?:\w*quiz|crosswords?|sudoku|wordle|horoscopes?|\w*horoskop\w*|\w*kreuzworträtsel|"
    r"mots[ -]croisés|horóscopo|crucigrama|cruciverba|parole crociate|oroscopo|palavras cruzadas|"
    r"kruiswoord(?:puzzel|raadsel)|horoscoop|puzzel|кроссворд|викторина|гороскоп|"
    r"كلمات متقاطعة|الأبراج)"
)
_OURS = (
    r"(?:the|our|your|today['’]s|this|week['’]s|weekly|daily|news|big|great|quick|cryptic|easy|hard|prize|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|das|unser|große[sn]?|kleine[sn]?|le|la|les|notre|grand|"
    r"el|nuestro|gran|il|o|de|het|onze)"
)
# Of what day it is: for Monday, du mardi 24 novembre, de hoy, vom 24. November.
_DAY = (
    r"(?:today|tomorrow|tonight|(?:this|the) (?:week|month|weekend)|\d{1,2}\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|heute|morgen|"
    r"(?:diese|die|kommende) woche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"aujourd['’]hui|demain|(?:cette|la) semaine|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|"
    r"hoy|mañana|(?:esta|la) semana|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"oggi|domani|(?:questa )?settimana|(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|"
    r"hoje|amanhã|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"vandaag|(?:maan|dins|woens|donder|vrij|zater|zon)dag|сегодня|завтра|неделю|اليوم)"
)
_OF = (
    r"(?:(?:for|of|für|vom|den|pour|du|de|le|para|del?|el|per|di|da|van|voor|на|ليوم)\s+|"
    r"d['’]|de l['’]){0,2}"
)
_PASTIME: Final = re.compile(
    rf"^\W*(?:{_OURS}\s+){{0,4}}(?:l['’])?{_PLAY}(?:\W*$|{_CUT}|\s+(?:(?:no|nr|n°|#)\W*)?\d|"
    rf"\s+{_OF}{_DAY}(?!\w)|"
    r"\s+(?:of the|des|der|du|de la|del|della|da|do|van de)\s+\w+\W*$)|"
    rf"^\W*(?:\w+\s+){{1,3}}{_PLAY}(?:{_CUT}|\s+(?:no\.?|nr\.?|n°|#)?\s*\d)",
    re.IGNORECASE,
)
_GAMES: Final = frozenset(
    (
        "horoscope",
        "horoscopes",
        "horoskop",
        "horoskope",
        "horoscopo",
        "oroscopo",
        "crossword",
        "crosswords",
        "mots-croises",
        "kreuzwortraetsel",
        "crucigrama",
        "crucigramas",
        "sudoku",
        "quiz",
        "quizzes",
    )
)
_PAID = (
    r"(?:advertisement|advertorial|sponsored(?: (?:content|post))?|paid (?:content|post)|"
    r"paid partnership|partner content|anzeige|publi-?rédactionnel|publi-?reportage|"
    r"contenu (?:sponsorisé|partenaire)|"
    r"publirreportaje|publirreportagem|contenido patrocinado|conteúdo patrocinado|"
    r"contenuto sponsorizzato|publiredazionale|advertentie|gesponsord|на правах рекламы|"
    r"إعلان مدفوع|محتوى مدفوع|محتوى ممول|مادة إعلانية)"
)
_ADVERT: Final = re.compile(rf"^\W*{_PAID}(?:{_CUT}|\]|\)|\W*$)", re.IGNORECASE)
_IS_PAID: Final = re.compile(rf"\W*{_PAID}\W*", re.IGNORECASE)
_SOLD: Final = frozenset(
    (
        "advertisement",
        "advertorial",
        "advertorials",
        "sponsored",
        "sponsored-content",
        "paid-content",
        "partner-content",
        "paidpost",
        "anzeige",
        "anzeigen",
        "publireportage",
        "publirreportaje",
        "brandvoice",
    )
)
_MIND = (
    r"(?:opinion|op-?ed|comment|commentary|editorial|column|letters?|letters? to the editor|"
    r"(?:(?:book|film|theatre|album|tv|concert) )?review|kommentar|leitartikel|meinung|kolumne|"
    r"glosse|gastbeitrag|gastkommentar|rezension|buchkritik|filmkritik|éditorial|édito|tribune|"
    r"chronique|billet|critique|opinión|columna|tribuna|crítica|reseña|opinione|editoriale|commento|"
    r"recensione|opinião|coluna|resenha|opinie|commentaar|recensie|мнение|колонка|рецензия|رأي|"
    r"مقال رأي|افتتاحية)"
)
_OPINION: Final = re.compile(rf"^\W*(?:l['’])?{_MIND}{_CUT}", re.IGNORECASE)
_MINDS: Final = frozenset(
    (
        "opinion",
        "opinions",
        "op-ed",
        "commentisfree",
        "meinung",
        "kommentare",
        "kolumne",
        "kolumnen",
        "leitartikel",
        "tribunes",
        "editoriaux",
        "idees",
        "columnistas",
        "opinione",
        "opinioni",
        "editoriali",
        "opiniao",
        "opinie",
    )
)


def is_live(title: str, url: str = "") -> bool:
    """Whether an article is a page that goes on: a live blog, a ticker.

    Args:
        title: its headline.
        url: its address, whose folders may say so.
    """
    return bool(_LIVE.search(title[:READ])) or not _PAGES.isdisjoint(_folders(url))


def is_pastime(title: str, url: str = "") -> bool:
    """Whether an article is a quiz, a crossword or a horoscope.

    Args:
        title: its headline.
        url: its address, whose folders may say so.
    """
    return bool(_PASTIME.search(title[:READ])) or not _GAMES.isdisjoint(_folders(url))


def is_advert(title: str, url: str = "", categories: Iterable[str] = ()) -> bool:
    """Whether its publisher calls an article an advertisement, as the law of most countries wants.

    Args:
        title: its headline.
        url: its address, whose folders may say so.
        categories: what the publisher files it under.
    """
    said = bool(_ADVERT.search(title[:READ])) or not _SOLD.isdisjoint(_folders(url))
    return said or any(_IS_PAID.fullmatch(one[:READ]) for one in categories)


def is_opinion(title: str, url: str = "") -> bool:
    """Whether an article tells what somebody thinks: a leading article, a column, a review.

    Args:
        title: its headline.
        url: its address, whose folders may say so.
    """
    return bool(_OPINION.search(title[:READ])) or not _MINDS.isdisjoint(_folders(url))


def _folders(url: str) -> list[str]:
    return urlsplit(url).path.lower().split("/")[:-1]
