"""Whether a headline is bait: hides what it is about, counts its own points, asks, or shouts.

Knows the turns of phrase of eight languages. Judges no news and rewrites nothing.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from digest.prose.capitals import shouts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["is_bait"]

_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "en": r"you won.t believe|you need to (?:know|see)|(?:things?|what) to know|"
        r"what happen(?:s|ed) next|(?:this|here) is (?:why|what|how)|here.s (?:why|what|how)|"
        r"this one (?:trick|thing)|will (?:shock|surprise|amaze|blow)|the reason (?:why )?will|"
        r"everything you need|find out (?:here|more)|guess (?:who|what)|"
        r"(?:break|melt) your heart|doctors hate|the reason (?:he|she|they) |must-(?:read|see)",
        "de": r"(?:sie|du) werden? (?:es )?nicht glauben|das steckt dahinter|was dann geschah|"
        r"(?:das|was) (?:müssen|sollten) sie|(?:das|was) (?:musst|solltest) du|"
        r"(?:sie|du) (?:wissen|kennen) (?:müssen|sollten|musst|solltest)|"
        r"sollten sie (?:wissen|kennen)|das passiert,? wenn",
        "fr": r"vous n.allez pas (?:en |y )?(?:croire|revenir)|voici (?:pourquoi|comment|ce qu)|"
        r"ce qu.il faut savoir|(?:ce|tout ce) que vous devez savoir|va vous (?:surprendre|étonner)|"
        r"pourquoi vous devriez",
        "es": r"no (?:te )?(?:lo )?vas a creer|esto es lo que|te (?:sorprenderá|va a sorprender)|"
        r"(?:lo que|todo lo que) (?:debes|tienes que|hay que|necesitas) saber",
        "it": r"non (?:ci )?crederete|non (?:ci )?crederai|ecco (?:perché|come|cosa|che cosa)|"
        r"(?:quello|tutto quello|cosa) che (?:devi|dovete|c.è da) sapere|cosa c.è da sapere",
        "pt": r"você não vai acreditar|(?:o|tudo o) que você precisa saber|"
        r"(?:saiba|veja|entenda) (?:por que|como|o que)",
        "nl": r"je gelooft nooit|(?:dit|wat) (?:moet je|je moet) weten|dit is waarom",
    }
)
_ARABIC = "لن تصدق|تعرف على|ما لا تعرفه|كل ما تريد معرفته|إليك ما"
_COUNTED = (
    r"(?:\d+|three|four|five|six|seven|eight|nine|ten|drei|vier|fünf|sechs|sieben|acht|neun|zehn|"
    r"trois|quatre|cinq|sept|huit|dix|tres|cuatro|cinco|siete|diez|tre|quattro|cinque|sette|dieci)"
)
_POINTS = (
    r"things|reasons|ways|tips|facts|signs|tricks|secrets|photos|pictures|takeaways|dinge|gründe|"
    r"tipps|tricks|fakten|wege|choses|raisons|façons|astuces|conseils|cosas|razones|formas|trucos|"
    r"consejos|claves|cose|motivi|modi|trucchi|consigli|coisas|razões|motivos|dicas|truques|dingen|"
    r"redenen"
)
_BAIT: Final = re.compile(
    rf"\b(?:{'|'.join(_PHRASES.values())})\b|{_ARABIC}|"
    rf"^(?:(?:the|these|die|diese|les|ces|las|estas|le|queste|as|estas) )?{_COUNTED} "
    rf"(?:\w+ )?(?:{_POINTS})\b|[!?！？؟]{{2,}}|[!！]$",
    re.IGNORECASE,
)
_ASKS: Final = ("?", "？", "؟")
_LOUD: Final = 12  # letters in capitals from which a headline shouts


def is_bait(text: str) -> bool:
    """Whether a headline hides what it is about, or shouts."""
    return shouts(text, _LOUD) or bool(_BAIT.search(text)) or text.rstrip().endswith(_ASKS)
