"""A quotation lifted whole out of an article: the sentence that holds it, with who said it.

Never cuts, and never joins what stood apart: a sentence is taken as it is or not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.curate.summarise import word_count
from digest.curate.text import body
from digest.prose.sentences import closed, sentences

if TYPE_CHECKING:
    from digest.model import Article

__all__ = ["SAYS", "quotation"]

READ = 20_000  # characters of a text: hostile text costs no more
LEAST, MOST = 12, 60  # words of the sentence
SPOKEN = 6  # words inside the quotation marks
_QUOTED = re.compile(r"[\"“„«「『](?P<said>[^\"“”„«»「」『』]{10,400})[\"”“»」』]")
SAYS = re.compile(
    r"\b(?:said|says|told|added|warned|wrote|argued|insisted|explained|sagte|sagt|erklärte|warnte|"
    r"schrieb|betonte|dit|déclaré|ajouté|affirmé|expliqué|dijo|afirmó|declaró|añadió|advirtió|"
    r"ha detto|disse|ha dichiarato)\b|"
    r"(?:\b(?:و|ف)?(?:قال|أضاف|أكد|صرح|أوضح|حذر|كتب)(?:ت)?\b)|\b(?:ו)?(?:אמר|הוסיף|הבהיר|הזהיר|כתב)(?:ה)?\b|"
    r"ने कहा|ने बताया|ने लिखा|का कहना है|"
    r"と[^。]{0,60}(?:述べ|語っ|話し|話す|強調し|説明し|指摘し|訴え|コメント)",
    re.IGNORECASE,
)
# Scripts without capitals: a speaker has at least two words of their own, or an honorific.
_CASELESS = re.compile("[\u05d0-\u05ea\u0620-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff]")
_SPEAKER = re.compile(
    r"(?:قال|أضاف|أكد|صرح|أوضح|حذر|كتب)ت? (?!إن|أن|ل)\S+ \S+|"
    r"(?:אמר|הוסיף|הבהיר|הזהיר|כתב)ה? (?!כי |ש)\S+ \S+|"
    r"(?<!\S)\S{1,40} \S{1,40} (?:ने|का) (?:कहा|बताया|लिखा|कहना)|"
    r"[\u3040-\u30ff\u4e00-\u9fff]{2,20}(?:氏|さん|首相|大統領|市長|知事|大臣|会長|社長|教授|選手|監督)(?:は|が|も)"
)
# Two capitalised words in a row, or one behind a title: a speaker with a name.
_NAMED = re.compile(
    r"\b[^\W\d_a-zà-ÿ][\w'’-]+\s+(?:(?:van|von|de|la|al|bin|der)\s+)*[^\W\d_a-zà-ÿ]\w+"
)


def quotation(article: Article, beside: str = "") -> str:
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
    if not found or word_count(found["said"]) < SPOKEN or not closed(sentence):
        return False
    outside = sentence[: found.start()] + sentence[found.end() :]
    fits = LEAST <= word_count(sentence) <= MOST
    named = _SPEAKER if _CASELESS.search(outside) else _NAMED
    return fits and bool(SAYS.search(outside)) and bool(named.search(outside))
