"""How many letters of a word count for its topic: enough for its forms, too few for its neighbours.

"Attack" and "attacks" are one word, "reserve" and "reservoir" are two. Seven letters part most
of them; where endings take more of a word six do. Families that still begin alike are told apart
by longer beginnings, of the one or of the other: "universe" beside university, "journalis" beside
journal. By general knowledge: word lists were read for what begins alike, no text was.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from digest.curate.text import tokens
from digest.curate.topic_words import own
from digest.curate.topic_words_en import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

__all__ = ["LONGER", "stemmer"]

LETTERS: Final = 7
FEWER: Final = 6
KNOWN: Final = 1 << 15  # words of a language whose stem is kept at hand
# Endings are long there, or there are several in a row.
_INFLECTED: Final = frozenset({"ar", "he", "hi", "pl", "ru", "sv", "tr"})
# What is written in one word with the next: and, to, in; and, the, in, to, from, that.
_PREFIXES: Final = MappingProxyType(
    {
        "ar": ("ولل", "ول", "وب", "لل", "و", "ب", "ل"),
        "he": ("וה", "וב", "ול", "ומ", "שה", "ו", "ה", "ב", "ל", "מ", "ש"),
    }
)
PREFIXED: Final = 3  # letters of a word that has them
# What a form adds to a word that stays as it is before it.
_ENDINGS: Final = MappingProxyType({"": "s", "en": "s", "fr": "s", "es": "s", "pt": "s", "nl": "s"})

_ENGLISH = """
    accountab accountan accounted accounting auditori automatic collided communis companion
    composer concerted conductor conservation conservative constitute contracep corporal
    developer diplomas directories directory documentar electroni executive exploita exploited
    exploiting fashioned fertilis fertiliz formulat hospitabl hospitalit illustrio influenza
    instantan instantly interested interesti inventories journalis literate
    manifesto medallion missionar nationalis naturalis occupational oppositio orchestrat
    patrioti philippa philippe physicis premiere premiership presenter primaries processor
    productiv programme programmer programming protestan publisher publishing quarterback
    quarterfinal receiver redistrict referend republican reserved representative securities
    separatis springboar stationar stationed stationer stockholm superman temperament temperan
    treasure underweight universe capitalis observator
"""
_GERMAN = """
    abgestimmt angesteckt aufschlie aufschluss ausgeschied automaten automatisc betrieben
    betriebssystem bundesliga bundesrepub dokumentarf dokumentatio einwandfrei einzelheit
    entwickler gemeinderat gewinnen gewinner gläubiger grenzenlos
    handschrift hauptstadt hypothese intensivstat konservativ lebensraum meisterwerk misstrauensv
    mittelfeld mittelstand mittelständ nationalmannsch nationalspiel nationalrat niederland
    niederländ offensich preisverleih premierm prozessor republikaner schiedsrichter schlaganf
    schlager schliessung schlusspf schriftstell sicherheitslück sicherheitsrat speichel
    spitzenkand sprecher stadtrand supermarkt tochterfirm tochtergesell tochterunter temperament
    universal universell universum unterhänd ungeschlag verfassung verschlüssel verträglich
    verträgt vertrauensfr vertriebene viertelfin zivilisat zivilisier zurückgetret überschwemm
"""
_FRENCH = """
    bénéficia bénéficie centralis chercheu chiffrement collectif collecte collectiv commandant
    commando compagnon conservate conservatr croissance directeu documentair développeu
    enseignan enseignem entraîneu entraînem environnem humanitair identifiant immobilis
    importation informatiq internaut internem investiga investiture littérale manifeste
    missionn navigateu obligatoir opérationn processeur particules réalisate réalisatr référend
    restaurant républicain spectaculair stationn universel utilisateu électrice assistance
    étrangement
"""
_SPANISH = """
    actualización aseguradora capitalis conservador contraseña descubrimi desarrollador
    dispositiv documental entrenador escritorio espectador espectacular exteriores importacion
    importación internaut investidura investiga manifestant mensajería negociador operación
    operaciones preciosa precioso restaurante temporada trabajador universal universo viviendo
    proyectil ordenador
"""
_ITALIAN = """
    attaccante attentament attaccament bilancia combattim consigliere consiglieri
    dispositiv informatica informatiche influenza investitor letteral manifestant
    obbligazion obbligator processore referend scrittore stabiliment sviluppator universal
    università universo pittoresc tempestiv impresari
"""
_PORTUGUESE = """
    computador descobert descarril dispositiv documentár escritor importaç investidor investigad
    investiment libertadores manifestant negociaç negociador programa referendo
    temporad universal universidad universo utilizador impostor diplomas concerteza
"""
_DUTCH = """
    bijwerking referend scheidsrechter superman supermarkt staatssecretar
    wapenstilst formuler formatie formateur wereldrecord operatione hongerstak
"""
_SWEDISH = """
    augustpris behandling experiment grundlag grundlägg halvled halvlek handeld influensa
    internet konsert konserv konstnär kommuni konkurr konkurs mobiltelefon patient program
    programvar servera serverin skogsbrand socialdem stjärntecken supporter sverigedem
    tidskräv tillväg tillväx universum utvecklar överlevand
"""
_POLISH = """
    eksperym ekspert eksploat internac koncern procesor prywatnoś przedsię przedstaw przegląda
    przeglądark przychodni przychodz powodzen reprezentacj trybuny wyborcz uniwersal zakładni
    sztuczk
"""
_RUSSIAN = """
    искусственн искусств журналис интерна предприним предприят перевод перевоз переворот перегов
    произвед процессор больным законопроект законода потребит потребу разработчик
    эксперт эксперимент формулир сотрудниче универсал открытк
"""
_TURKISH = """
    belirti belirtil belirtm belirter bilgisayar birleşmiş cumhuriyet diploma geliştirici
    hastalan müşterek referandum silahlan tasarım taraftar uygulamal yaptırım yazılır
    yönetmen yönetmel istifade konserve iskelet verileb verilec
"""
_HINDI = """
    विज्ञापन संस्कृत कार्यक्रम प्रदर्शनी राष्ट्रपति प्रत्याशी निर्देशक प्रशंसक रिजर्वेश
    विश्वकप उम्मीदवार प्रतिबंध इंटरनेशन
"""
LONGER: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": tuple(_ENGLISH.split()),
        "de": tuple(_GERMAN.split()),
        "fr": tuple(_FRENCH.split()),
        "es": tuple(_SPANISH.split()),
        "it": tuple(_ITALIAN.split()),
        "pt": tuple(_PORTUGUESE.split()),
        "nl": tuple(_DUTCH.split()),
        "sv": tuple(_SWEDISH.split()),
        "pl": tuple(_POLISH.split()),
        "ru": tuple(_RUSSIAN.split()),
        "tr": tuple(_TURKISH.split()),
        "hi": tuple(_HINDI.split()),
    }
)
"""By language, beginnings of words that are another word's with fewer letters."""


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """What gives the stem of a folded word in a text of a language; "" stands for no known one.

    Forms of a word have their stem in common, and with no other family of words.
    """
    count = FEWER if language in _INFLECTED else LETTERS
    endings = _ENDINGS.get(language, "")
    heads = _heads(language, count)
    told = {*LONGER["en"], *LONGER.get(language, ()), *_foreign(language, count, heads)}
    longer = _by_head(sorted(told, key=len), count)
    prefixes = _PREFIXES.get(language, ())

    @lru_cache(maxsize=KNOWN)
    def stem(word: str) -> str:
        if len(word) == LETTERS and word[-1] in endings and word[-2] != word[-1]:
            return word[:-1]
        head = word[:count]
        if head in longer:
            return next(filter(word.startswith, longer[head]), head)
        return _behind(word, prefixes, heads, count) or head if prefixes else head

    return stem


def _behind(word: str, prefixes: Iterable[str], heads: Collection[str], count: int) -> str:
    """How what stands behind a prefix begins, where that is a shipped word and `word` is none."""
    if word[:count] in heads:
        return ""
    behind = (word.removeprefix(prefix) for prefix in prefixes if word.startswith(prefix))
    return next(
        (one[:count] for one in behind if len(one) >= PREFIXED and one[:count] in heads), ""
    )


def _heads(language: str, count: int) -> frozenset[str]:
    """How the words begin that a language other than English has of its own."""
    if language in {"", "en"}:
        return frozenset()
    spoken = (word for words in own(language).values() for word in words)
    return frozenset(word[:count] for one in spoken for word in tokens(one))


def _foreign(language: str, count: int, heads: Collection[str]) -> Iterator[str]:
    """The English words that count with all their letters in a text of another language.

    There what begins like one is its own word: Interesse, interest. Not so where the language has
    a word of the topics that begins alike: Computer, computers.
    """
    if language not in {"", "en"}:
        english = (word for words in ENGLISH.values() for word in words.split())
        yield from (word for word in english if len(word) > count and word[:count] not in heads)


def _by_head(beginnings: Iterable[str], count: int) -> Mapping[str, Sequence[str]]:
    """By so many letters the beginnings that have them, the last first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in beginnings:
        found[one[:count]].insert(0, one)
    return found
