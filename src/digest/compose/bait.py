"""Whether a headline is bait: hides what it is about, counts its own points, asks, or shouts.

Knows the turns of phrase of the languages of bait_words.py. Judges no news and rewrites nothing.
"""

from __future__ import annotations

import re
from typing import Final

from digest.compose.bait_words import COUNTED, OPENS, PHRASES, POINTS, UNSPACED
from digest.prose.capitals import shouts

__all__ = ["is_bait"]

_BAIT: Final = re.compile(
    rf"\b(?:{'|'.join(PHRASES.values())})\b|^[\s.…¡¿]*(?:{OPENS})|{UNSPACED}|"
    rf"^(?:(?:the|these|die|diese|les|ces|las|estas|le|queste|as|estas|ये) )?{COUNTED} "
    rf"(?:\w+ )?(?:{POINTS})(?!\w)|[!?！？؟]{{2,}}|[!！]$|"
    "[\U0001f300-\U0001f5ff\U0001f600-\U0001faff\u203c\u2049\u26a0\u26a1]",
    re.IGNORECASE,
)
_ASKS: Final = ("?", "？", "؟")
_LOUD: Final = 12  # letters in capitals from which a headline shouts


def is_bait(text: str) -> bool:
    """Whether a headline hides what it is about, or shouts; a picture in it shouts, too."""
    return shouts(text, _LOUD) or bool(_BAIT.search(text)) or text.rstrip().endswith(_ASKS)
