"""What stands on a page and is no news: who wrote it, what else to read, whom to follow.

Knows the turns of phrase of eight languages; what a site repeats on all its pages is taken off
where it is collected.
"""

from __future__ import annotations

import re

from digest.curate.notes import is_note

__all__ = ["boilerplate", "is_line"]

LINE = 12  # words from which a line may be a sentence without a full stop
_BOILERPLATE = re.compile(
    r"©|\bcopyright\b|all rights reserved|\bsubscrib|newsletter|\bsign up\b|\bfollow us\b|"
    r"\bclick here\b|\bread more\b|\bcookie|\bthis (?:article|story) (?:was|first|originally)|"
    r"\badvertisement\b|\bphoto(?:graph)?s?:|\bsee also\b|https?://|\bwww\.|\w@[\w-]+\.\w|"
    r"\bcontributed to this (?:report|article|story)\b|\bfollow (?:our|the) live\b|"
    r"\bfollow live updates\b|\bbring(?:ing)? you (?:all )?the latest\b|\bwelcome to our\b|"
    r"\b(?:views|opinions) expressed (?:here|in this|are)\b|"
    r"\bour live (?:coverage|blog|page)\b|\bget in touch by\b|"
    r"\b(?:image|picture) (?:source|caption|credit)\b|\((?:image|picture|pic)s?: ?|"
    r"alle rechte vorbehalten|\blesen sie (?:auch|hier|dazu|mehr)\b|\bmehr zum thema\b|"
    r"\babonnieren\b|tous droits réservés|\blire (?:aussi|également)\b|"
    r"\b(?:abonnez|inscrivez|connectez)-vous\b|\btodos los derechos reservados\b|"
    r"\b(?:lea|lee) también\b|\bsuscríba[st]e\b|\bsuscr[íi]bete\b|\bs[íi]guenos\b|"
    r"riproduzione riservata|\bleggi anche\b|\babbonati\b|\biscriviti\b|\bseguici\b|"
    r"\bis showcasing the work of\b|\bmay (?:earn|receive) (?:an? )?(?:\w+ )?commission\b|"
    r"\bfollow (?:him|her|them|me) on \w|\baffiliate[- ]links?\b|\bwerbende inhalte\b|"
    r"\bsteh(?:t|en) aus rechtlichen gründen nicht\b|\bdruckansicht der seite\b|"
    r"\bcontenu sponsorisé\b|\bcontenido patrocinado\b|\bpic\.twitter\.com\b|"
    r"[✓✔✅➤►▶➥].*[✓✔✅➤►▶➥]|"
    r"todos os direitos reservados|\bleia (?:também|mais)\b|\binscreva-se\b|\bsiga-nos\b|"
    r"جميع الحقوق محفوظة|اقرأ أيض|اشترك (?:في|الآن)|تابعونا|تابعنا"
)
# Each of these has one of them in it, and they are found ten times as fast.
_SIGNS = """©|copyright|rights reserved|subscrib|newsletter|sign up|follow us|follow our|
follow the |follow live|follow him on|follow her on|follow them on|follow me on|click here|
read more|cookie|this article|this story|advertisement|photo|see also|://|www.|@|contributed to|
s expressed|our live|bring you|bringing you|welcome to our|get in touch|showcasing|may earn|
may receive|affiliate link|affiliate-link|werbende|rechtlichen gründen|druckansicht|sponsorisé|
patrocinado|pic.twitter|✓|✔|✅|➤|►|▶|➥|image |picture |(image|(picture|(pic|rechte vorb|
lesen sie|zum thema|abonn|droits rés|lire aussi|lire égal|z-vous|los derechos|también|suscr|
guenos|riservata|leggi anche|abbonati|iscriviti|seguici|os direitos|leia |inscreva|siga-nos|
محفوظة|اقرأ|اشترك|تابع"""
_MARKS = tuple(_SIGNS.replace("\n", "").split("|"))
_OPENING = re.compile(
    r"(?:last |first )?(?:updated|published|modified)(?: at\b| on\b|:)|"
    r"(?:stand|aktualisiert|veröffentlicht|zuletzt geändert|publié|mis à jour|publicado|"
    r"actualizado|atualizado|pubblicato|aggiornato)(?: am| le| el| em| il)?:? ?\d|"
    r"here(?:['’]s| is) what (?:we know|to know|you need to know)|more (?:to follow|follows)\b|"
    r"this is a (?:developing|breaking)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…;:؟।॥۔。！？][\"'”’»“)\]」』]*$")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")


def boilerplate(text: str) -> bool:
    """Whether a text speaks of its site (subscribe, cookies, addresses) rather than of news."""
    folded = text.lower()
    signed = any(map(folded.__contains__, _MARKS))
    return bool(_OPENING.match(text) or (signed and _BOILERPLATE.search(folded)) or is_note(text))


def is_line(paragraph: str) -> bool:
    """Whether a paragraph is a heading, a byline or a point of a list: short, with no full stop."""
    short = len(paragraph.split()) < LINE
    return short and not _ENDS.search(paragraph) and not _SPACELESS.search(paragraph)
