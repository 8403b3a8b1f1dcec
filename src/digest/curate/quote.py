"""A quotation lifted whole out of an article: the sentence that holds it, with who said it.

Never cuts, and never joins what stood apart: a sentence is taken as it is or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.curate.sentences import closed, sentences
from digest.curate.text import body

if TYPE_CHECKING:
    from digest.model import Article

__all__ = ["quotation"]

READ = 20_000  # characters of a text: hostile text costs no more
LEAST, MOST = 12, 60  # words of the sentence
SPOKEN = 6  # words inside the quotation marks
_QUOTED = re.compile(r"[\"“„«](?P<said>[^\"“”„«»]{10,400})[\"”“»]")
_SAYS = re.compile(
    r"\b(?:said|says|told|added|warned|wrote|argued|insisted|explained|sagte|sagt|erklärte|warnte|"
    r"schrieb|betonte|dit|déclaré|ajouté|affirmé|expliqué|dijo|afirmó|declaró|añadió|advirtió|"
    r"ha detto|disse|ha dichiarato)\b",
    re.IGNORECASE,
)
# Two capitalised words in a row, or one behind a title: a speaker with a name.
_NAMED = re.compile(
    r"\b[^\W\d_a-zà-ÿ][\w'’-]+\s+(?:(?:van|von|de|la|al|bin|der)\s+)*[^\W\d_a-zà-ÿ]\w+"
)


def quotation(article: Article, *, beside: str = "") -> str:
    """The first sentence of an article that quotes somebody by name; "" where there is none.

    Args:
        article: its text is looked through, headings left out.
        beside: what the reader is told anyway; a quotation that stands there is not repeated.
    """
    told = " ".join(beside.split())
    for paragraph in body(article.text)[:READ].split("\n\n"):
        for sentence in sentences(" ".join(paragraph.split())):
            if _is_quotation(sentence) and sentence not in told:
                return sentence
    return ""


def _is_quotation(sentence: str) -> bool:
    found = _QUOTED.search(sentence)
    if not found or len(found["said"].split()) < SPOKEN or not closed(sentence):
        return False
    outside = sentence[: found.start()] + sentence[found.end() :]
    fits = LEAST <= len(sentence.split()) <= MOST
    return fits and bool(_SAYS.search(outside)) and bool(_NAMED.search(outside))
