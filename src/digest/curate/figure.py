"""A figure lifted whole out of an article: the sentence that holds it, and the figure as it stands.

A figure is money, a share, or a count with what it counts. Years, dates, times, ages and
scores are none. Never cuts a sentence, never rounds, never reckons.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from digest.curate.facts import heard_in, standing
from digest.curate.numbers import in_digits
from digest.curate.numerals import numbers_in
from digest.curate.text import words
from digest.curate.trivia import foreground
from digest.prose.length import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Article

__all__ = ["Figure", "figure"]

LEAST = 8  # words of the sentence
READ = 12  # sentences at the top of an article that can stand
TIED = 2  # stems of the headline or the summary that its sentence shares
LOOKED_AT = 5_000  # characters of another text that may bear a number out
COUNTED = 20  # a count below says little
_DIGITS = re.compile(r"\d[\d.,’'\u00a0\u202f]*")
_SCALE = (
    r"thousand|millions?|billions?|trillions?|mn|bn|tausend|Millionen|Million|Milliarden?|Mio\.?|"
    r"Mrd\.?|mille|milliers|milliards?|millones|millón|mil|mila|migliaia|milioni|milione|miliardi|"
    r"miliardo|mln|mld|milhões|milhão|bilhões|bilhão|milhares|mi|bi|ألف|آلاف|مليون|مليار|אלף|מיליון|מיליארד|"
    r"हज़ार|हजार|लाख|करोड़"
)
_UNIT = (
    r"dollars?|euros?|pounds?|francs?|crowns?|kron(?:or|er|en)|pesos?|yen|rupees?|yuan|dólares|"
    r"libras|livres|couronnes|dollari|sterline|franchi|reais|real|Dollar|Euro|Pfund|Franken|دولار|يورو|جنيه|شيكل|درهم|שקלים|שקל|"
    r"דולר|अमेरिकी डॉलर|रुपये|डॉलर"
)
_SHARE = (
    r"%|٪|per ?cent(?:age points)?|Prozent(?:punkte)?|pour cent|por ciento|"
    r"por cento|per cento|في المئة|بالمئة|אחוזים|אחוז|प्रतिशत|फ़ीसदी"
)
# What is counted, as sentences say it behind the number.
_WHAT = (
    r"people|persons|men|women|children|pupils|students|teachers|patients|workers|employees|staff|"
    r"jobs|posts|customers|users|passengers|residents|refugees|soldiers|police|officers|voters|"
    r"votes|seats|members|fans|spectators|visitors|tourists|families|households|homes|houses|flats|"
    r"buildings|schools|shops|cars|vehicles|trains|flights|ships|boats|companies|firms|farms|"
    r"animals|birds|trees|books|cases|deaths|infections|injured|wounded|dead|signatures|hectares|"
    r"acres|miles|kilometres|kilometers|metres|meters|tonnes|tons|litres|megawatts|copies|tickets|"
    r"Menschen|Personen|Männer|Frauen|Kinder|Schüler|Studenten|Lehrer|Patienten|Beschäftigte|"
    r"Mitarbeiter|Arbeitsplätze|Stellen|Kunden|Nutzer|Fahrgäste|Passagiere|Einwohner|Soldaten|"
    r"Stimmen|Sitze|Mitglieder|Zuschauer|Besucher|Familien|Haushalte|Häuser|Wohnungen|Schulen|"
    r"Filialen|Autos|Fahrzeuge|Züge|Flüge|Schiffe|Firmen|Höfe|Fälle|Tote|Verletzte|Hektar|"
    r"Kilometer|Meter|Tonnen|Liter|personnes|hommes|femmes|enfants|élèves|étudiants|salariés|"
    r"emplois|clients|passagers|habitants|soldats|voix|sièges|membres|visiteurs|familles|foyers|"
    r"maisons|logements|écoles|magasins|voitures|trains|vols|bateaux|entreprises|cas|morts|blessés|"
    r"hectares|kilomètres|mètres|personas|hombres|mujeres|niños|alumnos|trabajadores|empleos|"
    r"puestos|clientes|pasajeros|vecinos|habitantes|soldados|votos|escaños|familias|hogares|casas|"
    r"viviendas|escuelas|tiendas|coches|trenes|vuelos|barcos|empresas|casos|muertos|heridos|"
    r"hectáreas|kilómetros|metros|toneladas|persone|uomini|donne|bambini|studenti|insegnanti|"
    r"pazienti|lavoratori|dipendenti|operai|posti|clienti|utenti|passeggeri|abitanti|residenti|"
    r"sfollati|soldati|agenti|elettori|voti|seggi|tifosi|spettatori|visitatori|turisti|famiglie|"
    r"case|alloggi|edifici|scuole|negozi|auto|veicoli|treni|voli|navi|aziende|imprese|casi|morti|"
    r"vittime|feriti|firme|ettari|chilometri|metri|tonnellate|litri|biglietti|pessoas|homens|"
    r"mulheres|crianças|alunos|estudantes|professores|pacientes|trabalhadores|funcionários|"
    r"empregos|vagas|usuários|passageiros|moradores|habitantes|desabrigados|refugiados|policiais|"
    r"eleitores|assentos|torcedores|visitantes|turistas|domicílios|imóveis|escolas|lojas|carros|"
    r"veículos|trens|voos|navios|empresas|mortes|mortos|feridos|assinaturas|hectares|quilômetros|"
    r"toneladas|ingressos|شخصا|شخص|أشخاص|قتيلا|جريحا|منزلا|طفلا|عاملا|موظفا|لاجئ|"
    r"בני אדם|איש|אנשים|ילדים|בתים|עובדים|הרוגים|פצועים|लोग|लोगों|बच्चों|घर|घरों|मकान|कर्मचारियों"
)
_NUMBER = (
    r"(?<![\w.,:/-])\d{1,12}(?:[.,’' \u00a0\u202f]\d{3}(?!\d)){0,4}(?:[.,]\d{1,2})?(?![\d:/-])"
)
_SCALED = rf"(?:[ -](?:{_SCALE})(?!\w)|(?:m|bn|tn|k|M|B|K)(?!\w))?"  # $2.3 billion, £3.2m
_MONEY = re.compile(
    rf"(?:US|A|C|R)?[$€£¥₹] ?{_NUMBER}{_SCALED}(?![^\W\d_])|"
    rf"{_NUMBER}{_SCALED}(?: de | di | d['’]| )?(?:[€£₪]|(?:{_UNIT})\b)"
)
_PART = re.compile(rf"{_NUMBER} ?(?:{_SHARE})(?!\w)")
_COUNT = re.compile(
    rf"(?P<said>{_NUMBER}{_SCALED})(?: de | di | d['’]| )"
    rf"(?:[^\W\d_][\w-]+ )?(?:{_WHAT})(?!\w)",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"(?<![\d.,])\d[\d,.]{0,14}[万億亿兆千만억]*(?:円|ドル|元|美元|원|달러|人|名|件|棟|戸|便|社|台|トン|"
    r"吨|辆|架|家|명|건|대|％|%|パーセント)(?!日|目|前)"
)

# Behind these a number is one of before, where it goes on to another: from 518 to 172 million.
_FROM = re.compile(
    r"(?<!\w)(?:from|von|de|da|desde|van|من)\s+(?:[^\W\d_]+\s+){0,2}[^\W\d_]?\W?$", re.IGNORECASE
)
_ON_TO = re.compile(
    r"\W{0,2}(?:[^\W\d_][\w.]*\W+){0,5}?(?:to|auf|à|a|ad|para|hasta|naar|إلى)\s+(?:[^\W\d_]+\s+){0,3}"
    r"[^\W\d_]?\W?\d",
    re.IGNORECASE,
)
# Behind these it is one that another is held against.
_AGAINST = re.compile(
    r"(?<!\w)(?:(?:up|down) from|compared (?:with|to)|instead of|rather than|gegenüber|statt|"
    r"anstatt|contre|au lieu de|frente a|en lugar de|en vez de|rispetto a|invece di|contro|"
    r"em vez de|ante|tegenover|مقارنة ب)\s*(?:[^\W\d_]+\s+){0,2}\W?$",
    re.IGNORECASE,
)
# Where something is and how large: 230 miles north of Lima, der 2,03 Meter große Anderson.
_MEASURE = re.compile(
    r"\s?(?:miles?|kilomet(?:er|re)s?|kilomètres?|kilómetros?|chilometri|quilômetros|km|"
    r"met(?:er|re)s?|mètres?|metros?|metri|Meter|Kilometer|feet)\s+(?:\([^()]{1,30}\)\s+)?"
    r"(?:from|off|above|below|away|outside|inland|(?:north|south|east|west)\w*|tall|high|long|wide|"
    r"deep|entfernt|(?:nörd|süd|öst|west)lich|vor|über|unter|hoch|hohe\w*|groß\w*|lang\w*|breit\w*|"
    r"tief\w*|au (?:nord|sud)|à l['’](?:est|ouest)|de (?:haut|long|large|profondeur|altura|largo|"
    r"ancho|distancia|altura)|al (?:norte|sur|este|oeste)|a (?:nord|sud|est|ovest)|di (?:altezza|"
    r"lunghezza)|ao (?:norte|sul))(?!\w)",
    re.IGNORECASE,
)


class Figure(NamedTuple):
    """A figure as it stands in its sentence, and that sentence."""

    said: str
    sentence: str


def figure(
    article: Article, beside: str = "", others: Sequence[str] = (), printed: str = ""
) -> Figure | None:
    """The figure of an article that is most the story's; None where it has none.

    Args:
        article: its headline says what the story is; its text is looked through.
        beside: what the reader is told anyway; a number that stands there is not repeated.
        others: texts of other sources' articles; a number that they have, too, goes first.
        printed: what earlier editions told; no number that stands there is new.
    """
    told = " ".join(beside.split())
    old = _old(printed)
    subject = heard_in((article.title, told))
    found = [
        (_rank(said, kind, at, others), Figure(said, sentence))
        for at, sentence in enumerate(standing(article)[:READ])
        if word_count(sentence) >= LEAST and not _told(sentence, told)
        if len(heard_in([sentence]) & subject) >= TIED
        for kind, said in _figures(sentence, article.published.year)
        if _numbers(in_digits(said)).isdisjoint(old)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _figures(sentence: str, year: int) -> Iterator[tuple[int, str]]:
    """Money and shares (2); counts (1), without what they count: that has no clear end.

    None of the years before `year`, which are background.
    """
    fresh = _numbers(foreground(sentence, year).facts)
    return (one for one in _standing(sentence) if _digits(one[1]) in fresh)


def _standing(sentence: str) -> Iterator[tuple[int, str]]:
    for pattern in (_MONEY, _PART, _WIDE):
        for one in pattern.finditer(sentence):
            if _is_news(sentence, *one.span()):
                yield 2, one[0].strip()
    for one in _COUNT.finditer(sentence):
        number = _digits(one["said"])
        large = one["said"] != number or int(re.sub(r"\D", "", number)) >= COUNTED
        if large and _is_news(sentence, *one.span("said")):
            yield 1, one["said"]


def _is_news(sentence: str, start: int, end: int) -> bool:
    """Whether a number is no former one, no measure of a thing, no sum said again in brackets."""
    before, behind = sentence[:start], sentence[end:]
    if before.count("(") > before.count(")") or _MEASURE.match(behind):
        return False
    former = _FROM.search(before) and _ON_TO.match(behind)
    return not former and not _AGAINST.search(before)


def _told(sentence: str, told: str) -> bool:
    """Whether it is told already, or is about a number that is."""
    return sentence in told or not _numbers(sentence).isdisjoint(_numbers(told))


def _old(printed: str) -> frozenset[str]:
    """The numbers of what was printed, spelt out or in digits."""
    plain = in_digits(printed)
    return _numbers(plain).union(str(number) for _, _, number in numbers_in(words(plain)))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(one.rstrip(".,’'") for one in _DIGITS.findall(text))


def _digits(said: str) -> str:
    """The number of a figure, as it is written."""
    found = _DIGITS.search(said)
    return found[0].rstrip(".,’'") if found else said


def _rank(said: str, kind: int, at: int, others: Sequence[str]) -> tuple[float, ...]:
    borne_out = sum(_digits(said) in _numbers(other[:LOOKED_AT]) for other in others)
    return (min(borne_out, 2), kind, -at, len(said))
