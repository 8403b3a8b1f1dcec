"""Verbs by which papers say who said something, by language, as forms that stand beside a name."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SAYING", "SAYS"]

SAYING: Mapping[str, str] = MappingProxyType(
    {
        "en": "said|says|say|saying|told|tells|added|adds|warned|warns|wrote|writes|argued|argues|"
        "insisted|insists|explained|explains|recalled|claimed|claims|announced|confirmed|"
        "believes?|believed|reported|alleged|testified|admitted|denied|denies|stated|revealed|"
        "suggested|noted|found|ruled",
        "de": "sagte|sagt|sagten|erklärten?|erklärt|teilten?|warnte|warnt|schrieb|schreibt|betonte|"
        "betont|berichteten?|berichtet|meinte|meint|behauptete|bestätigten?|klagte|klagt|"
        "kritisierte|forderte|erzählte|erzählt|mahnte|ergänzte|räumte",
        "fr": "dit|déclaré|déclare|ajouté|ajoute|affirmé|affirme|expliqué|explique|annoncé|"
        "annonce|assuré|assure|précisé|précise|indiqué|indique|confirmé|estimé|estime|raconté|"
        "raconte|confié|confie|lancé|lance|soupire|regretté|regrette|souligné|souligne|insiste|"
        "martèle|témoigne|prévenu|prévient|reconnu|résume|poursuit",
        "es": "dijo|dice|afirmó|afirma|declaró|añadió|añade|advirtió|advierte|explicó|explica|"
        "aseguró|asegura|anunció|confirmó|señaló|señala|indicó|relató|relata|contó|cuenta|"
        "lamentó|lamenta|subrayó|insistió|reconoció|sostuvo|manifestó|comentó|apuntó",
        "it": "detto|disse|dice|dichiarato|dichiara|affermato|afferma|spiegato|spiega|annunciato|"
        "confermato|aggiunto|aggiunge|raccontato|racconta|commentato|commenta|sottolineato|"
        "sottolinea|osserva|avverte|avvertito|ammesso|ammette|sostiene|conclude",
        "pt": "disse|diz|afirmou|afirma|declarou|explicou|explica|acrescentou|contou|conta|"
        "anunciou|confirmou|avaliou|alertou|relatou|lamentou|comentou|ressaltou|destacou",
    }
)
_ARABIC = "قال|أضاف|أكد|صرح|أوضح|حذر|كتب"
SAYS = re.compile(
    rf"\b(?:{'|'.join(SAYING.values())})\b|"
    rf"(?:\b(?:و|ف)?(?:{_ARABIC})(?:ت)?\b)|\b(?:ו)?(?:אמר|הוסיף|הבהיר|הזהיר|כתב)(?:ה)?\b|"
    r"ने कहा|ने बताया|ने लिखा|का कहना है|"
    r"と[^。]{0,60}(?:述べ|語っ|話し|話す|強調し|説明し|指摘し|訴え|コメント)",
    re.IGNORECASE,
)
"""Any of them, and those of scripts in which the name stands before or behind without a gap."""
