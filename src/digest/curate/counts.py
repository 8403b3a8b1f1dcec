"""What the numbers of a text count, so that two of them can stand beside each other or not.

"140 people" and "43 passengers" are two counts of one kind, of which a reader can't tell whether
one corrects the other; "140 people" and "eleven bridges" are not. Knows the words of seven
languages; a number of which it can't tell what it counts is like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from digest.curate.facts import stem
from digest.curate.numbers import in_digits
from digest.curate.numerals import numbers_in, value_of
from digest.curate.text import fold, says, words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Count", "counts_in", "may_contradict"]

_AHEAD: Final = 3  # words behind a number that may say what it counts, or in front: cost of
_YEARS: Final = range(1900, 2100)
_KINDS: Final = {
    "part": """percent per cent prozent pour ciento cento procent percentage points punkte point
        third quarter half fifth drittel viertel fünftel hälfte tiers quart tercio terzo""",
    "money": """dollar dollars euro euros pound pounds pence cents crowns krona kronor franken
        francs franc pesos peso yen yuan rupees libras livres sterline franchi reais dollari
        dólares dinar cost costs costing price worth kosten kostet preis wert coût coûte prix coste
        cuesta precio costo prezzo custo preço""",
    "time": """second seconds minute minutes hour hours day days night nights week weeks month
        months year years decade decades old sekunden minuten stunde stunden tag tage tagen woche
        wochen monat monate monaten jahr jahre jahren jährige jähriger heure heures jour jours
        semaine semaines mois an ans année années hora horas día días semana semanas mes meses año
        años ore giorni settimane mesi anni dias meses anos uur dagen weken maanden jaar january
        february march april may june july august september october november december januar
        februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août
        septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto
        septiembre octubre noviembre diciembre""",
    "people": """people persons person men women children boys girls pupils students teachers
        patients workers employees staff jobs posts customers users passengers travellers residents
        refugees soldiers police officers members fans spectators visitors tourists families deaths
        infections injured wounded dead killed cases lives victims protesters hostages miners
        volunteers voters runners menschen personen männer frauen kinder schüler studenten lehrer
        patienten beschäftigte mitarbeiter arbeitsplätze stellen kunden nutzer fahrgäste passagiere
        einwohner soldaten mitglieder zuschauer besucher familien fälle tote toten verletzte
        gemeldete läufer personnes hommes femmes enfants élèves étudiants salariés emplois postes
        clients passagers habitants soldats membres visiteurs familles cas morts blessés victimes
        personas hombres mujeres niños alumnos trabajadores empleos puestos clientes pasajeros
        vecinos soldados familias casos muertos heridos víctimas persone uomini donne bambini
        studenti pazienti lavoratori dipendenti operai clienti passeggeri abitanti residenti
        sfollati famiglie casi morti vittime feriti pessoas homens mulheres crianças alunos
        pacientes trabalhadores funcionários empregos passageiros moradores mortes mortos feridos
        mensen doden gewonden banen""",
}
_KIND_OF: Final = {fold(word): kind for kind, told in _KINDS.items() for word in told.split()}
_SIGNS: Final = {"%": "percent", "٪": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_IN_FRONT: Final = frozenset(["money"])
_ONE: Final = "one"  # of them, or anybody
# What stands in a number that is not read whole: it may be any.
_BIG: Final = """hundred hundreds thousand thousands dozens hundert hunderte tausend tausende
    centaines mille milliers cien cientos doscientos trescientos miles mil mila cem مئة مئتا
    مئتي ثلاثمئة ألف آلاف ألفا ألفي"""
_LARGE: Final = frozenset(map(fold, _BIG.split()))


class Count(NamedTuple):
    """A number in digits, and what it may count: kinds and stems of the words beside it."""

    number: str
    things: frozenset[str]


def counts_in(text: str) -> list[Count]:
    """Each number of a text, spelt out or in digits, with what it may count."""
    plain = in_digits(text)
    for sign, word in _SIGNS.items():
        plain = plain.replace(sign, f" {word} ")
    row = words(plain)
    whole = [found for found in numbers_in(row) if row[found[0]] != _ONE]
    parts = [(at, at, word) for at, word in enumerate(row) if _is_part(word)]
    read = [Count(str(number), _things(row, start, end)) for start, end, number in (*whole, *parts)]
    return [*read, *(Count(word, frozenset()) for word in row if word in _LARGE)]


def may_contradict(one: Sequence[Count], other: Sequence[Count]) -> bool:
    """Whether a number counts what another number on the other side counts, as far as is told."""
    return any(
        mine.number != theirs.number and _alike(mine.things, theirs.things)
        for mine in one
        for theirs in other
    )


def _alike(things: frozenset[str], others: frozenset[str]) -> bool:
    return not things or not others or not things.isdisjoint(others)


def _is_part(word: str) -> bool:
    """Whether it is a number with decimals, or of a clock."""
    return word[0].isdigit() and value_of(word) is None


def _things(row: Sequence[str], start: int, end: int) -> frozenset[str]:
    """What the words behind a number say, and those in front that speak of money."""
    if row[start].isdecimal() and int(row[start]) in _YEARS:
        return frozenset(["time"])
    before = {_KIND_OF.get(word, "") for word in row[max(0, start - _AHEAD) : start]}
    behind = row[end + 1 : end + 1 + _AHEAD]
    told = {_KIND_OF.get(word) or stem(word) for word in behind if word in _KIND_OF or says(word)}
    return frozenset(told | (before & _IN_FRONT))
