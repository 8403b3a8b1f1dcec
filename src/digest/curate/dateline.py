"""What wires set before the first sentence: a town, a day, an agency, and the dash behind them.

Knows how they are written, no list of towns. Takes off only what is followed by a whole sentence,
and leaves what may be an aside between two dashes, a match of two sides or a speaker's name.
"""

from __future__ import annotations

import re

__all__ = ["without_dateline", "without_stamp"]

PLACE = 300  # characters at the start of a text that are looked at
ENDS = 120  # ... and of these a dateline takes no more
TIMES = 2  # (ANSA) - ROMA, 24 NOV -
_UPPER = "A-ZÀ-ÖØ-ÞŁŚŻŽČŠĞİ"
_CASELESS = "\u05d0-\u05ea\u0620-\u06ff\u0900-\u0963"  # Hebrew, Arabic, Devanagari
_DASH = r"(?:—|–|--|-)"
_ENDS = rf"\.?\s*{_DASH}\s+(?=\S)"
_BEGINS = rf"(?=[\"“„«¿¡']?[{_UPPER}\d{_CASELESS}])"  # a sentence, in scripts with capitals
_BRACKET = r"\([^()]{2,40}\)"
_NAME = rf"[{_UPPER}][\w.'’-]+"
_TOWN = rf"{_NAME}(?: (?:(?:an?|am|de|der|do|da|del|di|du|of|sur) )?{_NAME}){{0,3}}"
_DAY = (
    r"(?:[^\W\d_]{2,10}\.?,? ){0,3}"
    r"(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|\d{1,2}(?:\.|er|º)?(?: (?:de )?[^\W\d_]{3,10}\.?)?)"
    r"(?:,? (?:de )?\d{4})?"
)
# Agencies that stand without brackets between two dashes, or in brackets without one.
_ARABIC = (
    "قنا|واس|وام|كونا|بترا|سانا|وفا|بنا|سبأ|وات|واج|وأج|ومع|ماب|أ ف ب|أف ب|د ب أ|أ ش أ|رويترز|"
    "وكالات|الأناضول|شينخوا|سبوتنيك|تاس"
)
_AGENCIES = "AP|AFP|APA|ANSA|CNN|dpa|EFE|epd|KNA|PA|PTI|Reuters|SDA|SID|TASS|UPI|Xinhua|رويترز"
_CAPITALS = (
    rf"[{_UPPER}][{_UPPER}.'’-]{{1,}}(?:(?<=...)|(?= [{_UPPER}]{{2}}))"
    rf"(?:[ ,/]+[{_UPPER}][\w.'’-]*){{0,4}}"
    rf"(?:,?\s+(?:\w{{3,9}}\.?\s)?\d{{1,2}}\.?(?:\s\w+)?)?"
)
_DATELINE = re.compile(
    # ROMA, 24 NOV (ANSA) -   Port Selim, Larmont (Wire) -   (Wire) -
    rf"(?:{_CAPITALS}(?:\s*{_BRACKET})?|"
    rf"[{_UPPER}][\w.'’ -]{{1,30}}(?:,[\w .'’-]{{1,30}})?\s*\([^()]{{2,30}}\)|"
    rf"[{_CASELESS}][\w{_CASELESS} ،,-]{{1,40}}\([^()]{{2,30}}\)|"
    rf"\([{_UPPER}{_CASELESS}][^()]{{1,29}}\)){_ENDS}|"
    # Paris, le 24 novembre -   Wien, am 24. November 2026 (APA) -
    rf"{_TOWN}(?:, ?{_TOWN})?, ?{_DAY}(?:\s*{_BRACKET})?{_ENDS}{_BEGINS}|"
    # Madrid.-
    rf"{_TOWN}\.{_DASH}\s*{_BEGINS}|"
    # RIYADH:   MOSCOW, November 24. /TASS/.
    rf"(?=[{_UPPER} ]{{4,30}}:)[{_UPPER}]{{2,}}(?: [{_UPPER}]{{2,}})*:\s+{_BEGINS}|"
    rf"{_CAPITALS}\.? /[\w -]{{2,20}}/\.\s+|"
    # الدوحة - قنا -   أثينا - (أ ف ب):   القاهرة، 24 نوفمبر -
    rf"[{_CASELESS} ]{{3,40}}\s{_DASH}\s(?:(?:{_ARABIC})\s{_DASH}|{_BRACKET}\s?(?:{_DASH}|:))\s+|"
    rf"[{_CASELESS} ]{{3,40}}[،,] ?{_DAY}(?:\s*{_BRACKET})?{_ENDS}|"
    r"【[^】]{2,30}】\s*"
)
# A town and a dash alone: no second dash closes what would be an aside, no two sides play.
_ALONE = re.compile(
    rf"(?:{_TOWN}\s{_DASH}\s+{_BEGINS}(?!\S+(?: \S+)? \d+[:–-]\d)|"
    rf"[{_CASELESS}]{{3,16}}(?: [{_CASELESS}]{{3,16}})?\s[—–-]\s+(?=\S))"
    rf"(?=.{{40}})(?!.*\s{_DASH}\s)"
)
# An agency in brackets without a dash: alone, behind capitals, or with no space behind it, as many
# pages lose it.
_AGENCY = re.compile(
    rf"(?:(?:[{_UPPER}][{_UPPER}.'’, -]{{2,40}})?\((?:{_AGENCIES})\)\s+|"
    rf"(?:[{_UPPER}][\w.'’, -]{{1,50}})?\([{_UPPER}][^()]{{1,29}}\)(?=[{_UPPER}\"“„«]))"
)

_TIME = r"\d{1,2} ?[:.h] ?\d{2}(?: ?[apAP]\.?[mM]\.?)?(?: (?:GMT|UTC|BST|[ECMP][SD]?T|CES?T|Uhr))?"
# Mar 5, 2009   24. November 2026   24/11/2026: with a year, for "On 5 March" is a sentence's own.
_DATE = (
    r"(?:[^\W\d_]{3,10}\.? \d{1,2},? \d{4}|"
    r"\d{1,2}(?:\.|er|º)? (?:de )?[^\W\d_]{3,10}\.?,? (?:de )?\d{4}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{2}-\d{2})"
)
_POSTED = (
    r"(?:(?:last |first )?(?:posted|updated|published)|aktualisiert|veröffentlicht|"
    r"(?:publié|mis à jour)(?: le)?|(?:publicado|actualizado|atualizado)(?: el| em)?|"
    r"(?:pubblicato|aggiornato)(?: il)?)"
)
_BEFORE_SENTENCE = rf"(?:\s?[:|—–-])?\s+(?=[\"“„«¿¡']?[{_UPPER}{_CASELESS}])"
# 12:04 The storm ...   11.50 Uhr: Der Sturm ...   Posted Mar 5, 2009 - 3:47pm The storm ...
_STAMP = re.compile(
    rf"(?:{_TIME}|(?i:{_POSTED}(?: at| on| am)?:? )?{_DATE}(?:,? (?:at |um |à |[-–|] )?{_TIME})?)"
    rf"{_BEFORE_SENTENCE}"
)

# One of these ends each of them; most texts have none, which is found ten times as fast.
_MARK = re.compile(r"[—–(:/】]|-\s")


def without_dateline(text: str) -> str:
    """A paragraph without the place, the day and the agency that it may begin with."""
    for _ in range(TIMES):
        if not _MARK.search(text, 0, ENDS):
            break
        head = text[:PLACE]
        found = _DATELINE.match(head) or _ALONE.match(head) or _AGENCY.match(head)
        if not found:
            break
        text = text[found.end() :]
    return text


def without_stamp(paragraph: str) -> str:
    """A paragraph without the time or the full date, of a page, that stand before its words."""
    for _ in range(TIMES):
        found = _STAMP.match(paragraph)
        if not found:
            break
        paragraph = paragraph[found.end() :]
    return paragraph
