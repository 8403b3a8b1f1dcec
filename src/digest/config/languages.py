"""Which languages a newsletter may be written in: those that there are, by their shortest tag.

A tag of good form for no language would go out as `lang`, with dates and words in English.
"""

from __future__ import annotations

from typing import Final

from digest.config.values import language, nearest

# ISO 639-1, all of it; RFC 5646 wants these two letters where a language has them.
_CODES: Final = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv "
    "cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho "
    "hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku "
    "kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn "
    "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi "
    "vo wa wo xh yi yo za zh zu"
)
_TWO: Final = frozenset(_CODES.split())
_NO_LANGUAGE: Final = frozenset({"mul", "und", "zxx"})


def spoken(text: str) -> str:
    """A tag (RFC 5646) whose language is in ISO 639-1, or else known to CLDR.

    Raises:
        ValueError: it is no tag, or of no such language; names the right or nearest one.
    """
    primary, today = _primary(text), _primary(of_today(text))
    if today != primary and today in _TWO:
        raise ValueError(f'the tag of today, "{today}" instead of "{primary}"')
    return text


def of_today(text: str) -> str:
    """A tag by the shortest name that its language has today: "de-AT" for "ger-AT".

    Raises:
        ValueError: it is no tag, or of no language; names the nearest one.
    """
    primary = _primary(text)
    if primary in _TWO:
        return text
    today = _today(primary)
    if primary in _NO_LANGUAGE or not today:
        raise ValueError(f'the tag of a language, not "{primary}"{nearest(primary, sorted(_TWO))}')
    return today + text[len(primary) :]


def _primary(text: str) -> str:
    return language(text).split("-", 1)[0].lower()


def _today(primary: str) -> str:
    """The tag that CLDR has for a language, which may be the same; "" for none that it knows."""
    from babel import Locale  # noqa: PLC0415 - few tags need it
    from babel.core import get_global  # noqa: PLC0415 - as above

    other = str(get_global("language_aliases").get(primary, primary))
    return other if other in Locale("en").languages else ""
