"""Words at the start of a sentence that point back at one that does not stand before it.

Pronouns are here, what joins two sentences is in connectives.py. By language: "il" is he in French
and the in Italian. Not among them are "this week", "there are", "il faut"; but so is "Das teilte
die Stadt mit", which says that of whatever stands before it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.curate.connectives import CONNECTIVES, SPACELESS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["IMPERSONAL", "dangles"]

IMPERSONAL = (
    r"n?['’ ]?(?:(?:a |avait )?(?:fait|fera|faisait|fallu|plu|neigé|gelé)\b|y |faut|faudra|pleu|"
    r"neige|existe|est \d|suffi|s['’]agi|semble|reste|convien)"
)
"""What may follow a French "il" that is nobody."""

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "en": r"he|she|it|its|they|his|her|their|that|these|those|but|and|so|yet|however|"
        r"meanwhile|also|then|according to (?:him|her|it|them)|the latter|"
        r"(?:one|two|three|none|some|most|many|several|all|both) of them|"
        r"both (?:were|are|had|have)|such an? |"
        r"there(?! (?:is|are|was|were|will|has|have|had|may|could|should)\b)|"
        r"this(?! (?:morning|afternoon|evening|week|weekend|month|year|summer|autumn|fall|winter|"
        r"spring|season)\b)",
        "de": r"er|sie|es|ihm|ihnen|seine?[rnms]?|ihre?[rnms]?|laut ih[mr]|"
        r"dies|aber|doch|dabei|dort|außerdem|deren|dessen|darin|demnach|letztere[rs]?|"
        r"diese[rsmn]?(?! (?:woche|tage|monat|jahr|sommer|herbst|winter|frühjahr)\w*)|"
        r"das (?:teilten?|sagten?|kündigten?|berichteten?|ergab|ergibt|geht|gab|gaben|bestätigten?|"
        r"zeigt|erklärten?|meldeten?|schrieb|heißt|bedeutet|sei|ist|war|wäre|hat|hatte|würde|wird|"
        r"soll|kann|könnte|sieht|entschied|beschloss)",
        "fr": r"elle|ils|elles|(?:selon|d['’]après|pour) (?:lui|elle|eux|elles)|"
        r"ce(?:lui|lle|ux|lles)-ci|cela|mais|c['’]est ce qu\w*|"
        rf"il(?! {IMPERSONAL})|"
        r"cet?(?:te)?(?! (?:année|semaine|nuit|été|automne|hiver|mois|matin|lundi|mardi|mercredi|"
        r"jeudi|vendredi|samedi|dimanche|week-end|après-midi|printemps)\b)",
        "es": r"él|ella|ellos|según (?:él|ella|ellos)|"
        r"esto|pero|sin embargo|así (?:lo|se|consta)|"
        r"lo (?:anunció|dijo|informó|confirmó|explicó|aseguró|ha (?:anunciado|dicho|confirmado))|"
        r"est[ae](?! (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|semana|mes|año|"
        r"mañana|tarde|noche|verano|otoño|invierno|primavera)\b)",
        "it": r"egli|ella|essi|(?:il suo|la sua|i suoi|le sue)|secondo (?:lui|lei|loro)|"
        r"ma|è quanto|"
        r"lo (?:riferi\w+|rende|annuncia|comunica|scrive|afferma|dichiara|riporta|spiega|"
        r"ha (?:detto|annunciato|reso|riferito|deciso|spiegato))|"
        r"quest[oa](?! (?:mattina|sera|notte|settimana|mese|anno|pomeriggio|estate|inverno)\b)",
        "pt": r"ele|ela|eles|(?:o )?seus?|(?:a )?suas?|segundo el[ea]s?|isso|mas|é o que|foi o que|"
        r"est[ae](?! (?:segunda|terça|quarta|quinta|sexta|sábado|domingo|semana|mês|ano|manhã|"
        r"tarde|noite|verão|inverno)\b)",
        "nl": r"hij|zij|ze|maar|dit(?! jaar\b)|"
        r"het(?= (?:is|was|gaat|wordt|werd|heeft|zou|kan|blijft)\b)",
        "ar": r"وهو|وهي|لكن|ولكن|كما|هو|هي|ذلك|تلك|جاء ذلك|هذه(?! (?:السنة|الليلة))|"
        r"هذا(?! (?:الأسبوع|العام|الشهر|الصباح|المساء))|"
        r"(?:و|ف)(?:أضاف|أوضح|تابع|أكد|أشار|ذكر|قال|لفت|شدد)ت?(?:(?= [\"“«])| (?:أن|إن|إلى))",
        "he": "הוא|היא|הם|הן|זה|זאת|אבל|אך",
        "hi": "यह|वह|वे|इस|इसके|उन्होंने|उसने|उनका|उनकी|उनके|लेकिन",
    }
)
# Known by their language alone: "son" is his in French, "on" he in Polish, "de" they in Swedish.
_BY_LANGUAGE: Mapping[str, str] = MappingProxyType(
    {
        "fr": r"son|sa|ses|leurs?|tous (?:les )?deux|(?:lui|elle)-même",
        "es": r"sus?|dich[oa]s?",
        "pt": r"ess[ea]s?(?! (?:semana|noite|manhã|tarde|ano|mês)\b)",
        "nl": r"volgens (?:hem|haar|hen)|zijn|haar|hun|"
        r"deze(?! (?:week|maand|zomer|winter|lente|herfst|ochtend|avond|nacht)\b)",
        "sv": r"enligt (?:honom|henne|dem)|han|hon|de|hans|hennes|deras|detta|denna|dessa|men|dock",
        "nb": r"han|hun|de|hans|hennes|deres|dette|denne|disse|men",
        "da": r"han|hun|de|hans|hendes|deres|dette|denne|disse|men",
        "fi": r"hän|he|hänen|heidän|se|tämä|nämä|mutta",
        "pl": r"on|ona|oni|one|jego|jej|ich|ale|jednak|ten|ta|to",
        "cs": r"on|ona|oni|jeho|její|jejich|ale|však|tento|tato",
        "ro": r"el|ea|ei|ele|acest\w+|dar|însă",
        "hu": r"ő|ők|ez|ezek|de|azonban",
        "tr": r"(?:ona|buna) göre|o|onlar|onun|bunun|ancak|fakat|ama|"
        r"(?:bu|şu)(?! (?:sabah|akşam|gece|hafta|ay|yıl|yaz|kış|sezon)\b)",
        "ru": r"по (?:его|её|ее|их) (?:словам|мнению|данным)|"
        r"он|она|они|оно|его|её|ее|их|это|этот|эта|эти|но|однако|при этом",
        "uk": r"він|вона|вони|воно|його|її|їх|це|цей|ця|ці|але|однак|проте",
        "el": r"αυτ(?:ός|ή|ό|οί|ές|ά)|όμως|αλλά|ωστόσο",
        "fa": r"او|آنها|وی|این|اما|ولی",
        "id": r"dia|ia|mereka|namun|tetapi|hal (?:ini|itu)",
    }
)
# A sentence that is a quotation and no more has its speaker before it, or behind.
_QUOTATION = re.compile(r"[\"“„«「『][^\"“”„«»「」『』]*[\"“”»」』]")
# Behind it somebody speaks who is not named: he says, sagt er, a-t-elle dit, dijo.
_BY_NOBODY = re.compile(
    r"[\s,.…]*(?:(?:he|she|they) [a-z]|(?:sagte?|erklärte?|meinte?|erzählte?|klagte?) (?:er|sie)\b|"
    r"(?:a|ont|avait|avaient|dit|raconte|explique|assure|confie|lance|affirme)-(?:t-)?(?:il|elle)s?\b|"
    r"(?:zegt|zei) (?:hij|zij|ze)\b|(?:disse|diz|afirmou|contou) el[ea]s?\b|"
    r"(?:dijo|afirmó|añadió|explicó|aseguró|disse|afirmou|ha (?:detto|aggiunto|spiegato))[.]?$)"
)
# Scripts that write no spaces, or few: told by themselves.
_SPACELESS = (
    r"[「『“]?(?:これ|それ|この|その|こう|そう|彼(?=[はがのもら女])|しかし|だが|また、|一方|"
    r"他们|她|它|他(?=[说說的在是也还将曾表])|这|那(?=[个些是])|但(?=是|他|她|，)|然而|不过|"
    rf"그는|그녀는|이는|그러나|하지만|{SPACELESS})"
)


def _pattern(words: str) -> re.Pattern[str]:
    starts = rf"[\"“„«']?(?:{words})(?![\w\u0900-\u094f])"
    return re.compile(f"{starts}|{_SPACELESS}", re.IGNORECASE)


_ALL = (_WORDS, _BY_LANGUAGE, CONNECTIVES)
_TONGUES = frozenset(chain.from_iterable(_ALL))
_ANY = ""


@cache
def _starts(tongue: str) -> re.Pattern[str]:
    """What the words of a language look for; to compile all takes 50 ms of a start."""
    if tongue == _ANY:
        return _pattern("|".join([*_WORDS.values(), CONNECTIVES["en"]]))
    return _pattern("|".join(words[tongue] for words in _ALL if tongue in words))


def dangles(text: str, tongue: str = "") -> bool:
    """Whether a text begins with a word that points back, or is somebody's words without whose.

    Args:
        text: a sentence, or a summary.
        tongue: its language, without script and region; for one not known here the pronouns of
            all and what joins sentences in English.
    """
    starts = _starts(tongue if tongue in _TONGUES else _ANY)
    return bool(starts.match(text)) or _is_quotation(text)


def _is_quotation(text: str) -> bool:
    """Whether it is a quotation alone, or one of somebody whom a pronoun alone tells."""
    if not text or text[0].isalnum() or not (opens := _QUOTATION.match(text)):
        return False
    if _BY_NOBODY.match(text, opens.end()):
        return True
    return not any(map(str.isalnum, _QUOTATION.sub("", text)))
