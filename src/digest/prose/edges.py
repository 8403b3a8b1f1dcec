"""Where a headline or a brief may be cut: behind a clause, or on a word that can end one.

Words by language, no grammar. A language that is not known here is cut at commas alone. A cut in
the middle of what is denied ("not guilty" of one thing) goes before the negation; a negation that
comes behind the cut is not seen. Never adds a word.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from digest.prose.shorten import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["HANGING", "VERB_LAST", "clauses", "ended", "ends", "reversal", "turn"]

WAYS = 10  # words by which a clause may be longer than the least of it that is tried
PHRASE = 2  # words of one that is cut in its middle; with more of them it may hold the verb
_LEAST = 20  # characters that stay at least, where a cut is only a matter of phrases
NEAR = 3  # words at the end of what is cut within which a negation may deny what was cut off
# First the words that begin a phrase, behind the stroke those that stand inside one.
_WORDS = {
    "en": """of to in on at by for from with without into onto upon over under about against among
        between through during after before until since near past like per via amid despite and or
        but nor as than because while when where who whom whose which that | a an the this these
        those so if what how why is are was were be been being am has have had having do does did
        will would shall should can could may might must says say said saying tells told adds
        added warns claims asks his her its their our my your no not very more most less such both
        each every any some another other own several mr mrs ms dr st vs he she they we""",
    "de": """in im ins an am auf aus bei beim mit nach seit von vom zu zum zur vor hinter über unter
        für gegen ohne um durch bis wegen trotz während zwischen neben und oder aber sondern denn
        dass weil wenn als wie ob nachdem bevor obwohl sowie | der die das den dem des ein eine
        einen einem einer eines kein keine keinen keinem keiner dieser diese dieses diesen diesem
        jeder jede jedes ist sind war waren wird werden wurde wurden hat haben hatte hatten will
        wollen soll sollen kann können könnte muss müssen darf dürfen sagt sagte warnt fordert
        sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer sehr mehr welche welcher
        welches dessen deren er sie es wir eigene eigenen eigener mehrere mehreren""",
    "fr": """de d à aux en dans sur sous par pour avec sans contre vers chez entre depuis avant
        après près pendant selon malgré dès et ou mais ni car que qu qui dont où quand lorsque si
        comme du des au | le la les l un une ce cet cette ces son sa ses leur leurs notre nos votre
        vos mon ma mes est sont était étaient sera seront a ont avait avaient va vont veut veulent
        peut peuvent doit doivent dit affirme annonce déclare ne n se s plus moins très aucun aucune
        chaque plusieurs il elle ils elles qu'il qu'elle qu’il qu’elle""",
    "es": """de del a al en por para con sin contra hacia hasta desde entre sobre tras ante bajo
        según durante mediante y e o u ni pero sino que quien quienes cuando donde como si porque
        aunque mientras | el la los las lo un una unos unas cuyo cuya su sus mi mis este esta estos
        estas ese esa es son era eran fue fueron será serán ha han había habían va van puede pueden
        debe deben quiere quieren dice dijo afirma anuncia no se más menos muy ningún ninguna cada
        otro otra él ella ellos ellas""",
    "it": """di del dello della dei degli delle d a al allo alla ai agli alle da dal dallo dalla dai
        dagli dalle in nel nello nella nei negli nelle con su sul sullo sulla sui sugli sulle per
        tra fra senza contro verso dopo prima durante secondo e ed o ma che quando dove come se
        perché mentre | il lo la i gli le l un uno una chi cui suo sua suoi sue questo questa è
        sono era erano sarà saranno ha hanno aveva può possono deve devono vuole dice non si più
        meno molto ogni""",
    "pt": """de do da dos das d em no na nos nas por pelo pela pelos pelas para com sem contra entre
        sobre sob até desde após ante e ou mas nem que quem quando onde como se porque embora
        enquanto ao aos à às | o a os as um uma uns umas cujo seu sua seus suas este esta esse essa
        é são era eram foi foram será serão há tem têm vai vão pode podem deve devem quer diz disse
        não mais menos muito cada""",
    "nl": """van in op aan bij met voor na naar uit over onder tegen tot tussen door zonder om te en
        of maar want dat die als dan omdat terwijl nadat toen | de het een der den is was waren
        wordt worden werd werden heeft hebben had hadden wil willen kan kunnen moet moeten zal
        zullen zegt zei geen zijn haar hun deze dit meer zeer elke""",
    "ar": """في من على إلى الى عن مع بين بعد قبل عند منذ حتى خلال حول ضد دون أن إن أنّ كي و أو ثم
        لكن بل التي الذي الذين كما بسبب | هذا هذه ذلك تلك كل أي غير لا لم لن ما قد قال قالت يقول
        تقول كان كانت هو هي إذا""",
    "he": """של על את עם אל מן בין לפני אחרי עד כי או אבל אם אשר כמו בגלל למרות | וגם גם לא אין זה
        זו היה הייתה הוא היא אמר אמרה כל יותר""",
    "hi": "और या लेकिन कि जो जिस जब अगर क्योंकि | का के की ने को एक यह वह इस उस न नहीं बहुत",
}
_LINKS = {tongue: frozenset(words.partition("|")[0].split()) for tongue, words in _WORDS.items()}
HANGING: Mapping[str, frozenset[str]] = MappingProxyType(
    {tongue: frozenset(words.replace("|", " ").split()) for tongue, words in _WORDS.items()}
)
"""By language the words on which no thought ends, in lower case."""

# What begins a clause that the one before it does not need.
_OPENS = {
    "en": r"after|(?<!such )(?<!same )(?<!known )(?<!named )(?<!seen )(?<!well )(?<!just )"
    r"as(?! \w+ as\b)|while|when|because|but|before|until|amid|despite|although|though|unless|"
    r"following|who|whose|which|where|that",
    "de": "nachdem|während|weil|obwohl|bevor|nach|trotz|wegen|aber|doch",
    "fr": r"après|alors|tandis|car|mais|qui|dont|avant|malgré|parce|lorsqu\S+|selon",
    "es": "tras|después|mientras|porque|pero|que|donde|cuando|aunque|pese|según",
    "it": "dopo|mentre|perché|ma|che|quando|dove|nonostante|secondo",
    "pt": "após|depois|enquanto|porque|mas|que|quando|onde|apesar|segundo",
    "nl": "nadat|terwijl|omdat|maar|toen|ondanks|na",
    "ar": "بعد|قبل|بينما|لأن|حيث|رغم|وسط|إثر|فيما|عقب",
    "he": "אחרי|לאחר|לפני|בזמן|למרות|אבל|בעקבות",
    "hi": "क्योंकि|जबकि|लेकिन|जब",
}
_COMMA = r",\s|\s[-–—]\s|[،，、]"
_EDGES = {
    tongue: re.compile(rf"{_COMMA}|\s(?:{opens})(?=\s|$)", re.IGNORECASE)
    for tongue, opens in _OPENS.items()
}
_ANY_EDGE = re.compile(_COMMA)
_COMPARES = re.compile(r"\bas \S+$", re.IGNORECASE)  # as high | as
# Those that stand before what they deny. Behind the verb, as in German, they stay where they are.
_DENIES = {
    "en": r"not|no|never|nor|nobody|\w+n['’]t",
    "fr": r"ne|n['’]\S+|aucune?",
    "es": "no|nunca|ning[uú]n|ninguna",
    "it": "non|mai",
    "pt": "não|nunca",
    "ar": "لا|لم|لن|ليس|ليست",
    "he": "לא|אין",
    "hi": "नहीं|न",
}
_DENIED = {
    tongue: re.compile(rf"\s(?:{denies})(?:\s+\S+){{0,{NEAR - 1}}}$", re.IGNORECASE)
    for tongue, denies in _DENIES.items()
}
# What turns round all that was said before it: half of a verb at the end, a verdict.
_TURNS = {
    "en": re.compile(
        r"(?<!be)\s((?:(?:is|are|was|were) )?(?:acquitted|cleared|found not guilty))(?=\s|$)"
    ),
    "de": re.compile(r"\s((?:(?:doch|nicht|mehr|wieder) )*(?:ab|auf|aus|ein|frei|zurück))$"),
}
# What turns the clause before it round: cleared of this, but convicted of that.
_REVERSES = {
    "en": r"(?<!nothing )(?<!anything )(?<!all )(?<!last )but|although|though|(?<=, )yet",
    "de": r"aber|jedoch|sondern|(?<=, )doch|(?<=[–—-] )doch",
    "fr": "mais|pourtant|sauf",
    "es": "pero|sino|aunque|salvo",
    "it": "ma|però|tranne",
    "pt": "mas|porém|embora|exceto",
    "nl": "maar|echter",
    "ar": r"و?لكن\w*",
    "he": "אבל|אך",
    "hi": "लेकिन|मगर",
}
_REVERSED = {
    tongue: re.compile(rf"(?<=\s)(?:{words})(?=\s)", re.IGNORECASE)
    for tongue, words in _REVERSES.items()
}
_LATER = {"de": re.compile(r",\s(?P<clause>[^,;:]*)$")}  # ..., verurteilt ihn aber
VERB_LAST = frozenset({"de", "nl"})
"""Languages in which a clause that is cut may lose half of its verb: lehnt den Antrag | ab."""
_NOT_ONLY = re.compile(
    r"\b(?:not (?:only|just)|nicht nur|non seulement|no s[oó]lo|non solo|não (?:só|apenas)|"
    r"niet alleen)\b|ليس فقط",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|never|nicht|nie|keine?[mnrs]?)\b|n['’]t\b", re.IGNORECASE)
_ENDS = " ,;:–—-·"
_AROUND = "\"'“”„«»‘’().,;:!?…"
_NONE: frozenset[str] = frozenset()
_LOOSE = ("'s", "’s")


def clauses(headline: str, tongue: str) -> Iterator[str]:
    """What stands before each edge of a clause, the longest last."""
    denied = _DENIED.get(tongue)
    for edge in _EDGES.get(tongue, _ANY_EDGE).finditer(headline):
        kept = headline[: edge.start()].rstrip(_ENDS)
        goes_on = edge[0][-1].isalpha() and denied and denied.search(kept)  # not | because
        if ends(kept, tongue) and not goes_on and not _COMPARES.search(kept):
            yield kept


def turn(headline: str, tongue: str) -> str:
    """The words without which the start of a headline says something else; "" for none."""
    found = _TURNS[tongue].search(headline) if tongue in _TURNS else None
    if not found or _DENIAL.search(headline[: found.start()]):
        return ""  # what is denied in the middle would be lost
    return found[1]


def reversal(headline: str, tongue: str) -> tuple[int, list[str]]:
    """Where a clause begins that turns round the one before it, and how it may be cut.

    -1 where there is none.
    """
    found = _REVERSED[tongue].search(headline) if tongue in _REVERSED else None
    if not found or _NOT_ONLY.search(headline[: found.start()]):
        return -1, []
    before = _LATER[tongue].search(headline[: found.start()]) if tongue in _LATER else None
    at = before.start("clause") if before else found.start()
    said = headline[at:].split(" ")
    least = headline[at : found.end()].count(" ") + 2
    linked = _bare(said[least - 1]) in _LINKS.get(tongue, _NONE)  # not of this, but of that
    last = 0 if linked else min(len(said), least + WAYS)
    kept = (" ".join(said[:end]) for end in range(least, last + 1))
    return at, [one for one in kept if ends(one, tongue)]


def ends(kept: str, tongue: str) -> bool:
    """Whether a thought can end on the last word of this."""
    return _settled(kept, tongue) == kept


def ended(text: str, limit: int, tongue: str) -> str:
    """Shortened to `limit` characters, and not on a word that hangs in the air."""
    kept = shorten(text, limit)
    if kept == text:
        return text
    return f"{_thought(kept[:-1], text[len(kept) - 1 :], tongue)}…"


def _thought(kept: str, rest: str, tongue: str) -> str:
    """The start of a text, without what can't end it: a word that hangs, half a phrase.

    Args:
        kept: what there is room for, whole words.
        rest: what follows it.
        tongue: their language.
    """
    sure = _settled(kept, tongue)
    phrase = sure if sure != kept.rstrip(_ENDS) else _phrase(sure, rest, tongue)
    denied = _DENIED.get(tongue)
    sober = _settled(denied.sub("", phrase), tongue) if denied else phrase
    enough = (one for one in (sober, phrase) if len(one) >= _LEAST)
    return next(enough, sure or kept.rstrip(_ENDS))


def _phrase(kept: str, rest: str, tongue: str) -> str:
    """Without the phrase that it ends in the middle of."""
    links, hanging = _LINKS.get(tongue, _NONE), HANGING.get(tongue, _NONE)
    words = kept.split(" ")
    begun = max((at for at, word in enumerate(words) if _bare(word) in links), default=0)
    inside = [word for word in words[begun + 1 :] if _bare(word) not in hanging]
    over = any(_bare(word) in links for word in rest.split()[:1])
    if not begun or over or len(inside) > PHRASE:
        return kept
    return _settled(" ".join(words[:begun]), tongue)


def _settled(kept: str, tongue: str) -> str:
    hanging = HANGING.get(tongue, _NONE)
    kept = kept.rstrip(_ENDS)
    while kept:
        before, _, last = kept.rpartition(" ")
        if _bare(last) not in hanging and not last.endswith(_LOOSE):
            break
        kept = before.rstrip(_ENDS)
    return kept


def _bare(word: str) -> str:
    return word.strip(_AROUND).casefold()
