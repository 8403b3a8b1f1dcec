"""Which column of a file is which: header names in the spellings that people and programs use.

A new spelling is a word in a table. A column that nobody knows is told and passed over, unless
it looks like a slip of the pen: then its values would be lost in silence.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from digest.config.values import nearest
from digest.errors import AudienceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["COLUMNS", "LINE", "REASON", "find_columns", "word_of"]

COLUMNS: Final = (
    "email",
    "name",
    "newsletters",
    "topics",
    "cadence",
    "length",
    "hour",
    "timezone",
    "language",
    "state",
    "until",
    "muted",
    "consent_source",
    "consent_time",
    "consent_ip",
)
"""What an export has; an import takes these and more."""

REASON: Final = "reason"  # the first columns of a quarantine file, of no meaning to us
LINE: Final = "line"

# Of two columns for one thing the spelling that stands first here is taken.
_SPELLINGS: Final = {
    "email": ("email", "emailaddress", "mail", "mailaddress", "subscriberemail"),
    "name": ("name", "fullname", "displayname"),
    "first": ("firstname", "fname", "givenname"),
    "last": ("lastname", "lname", "surname", "familyname"),
    "newsletters": ("newsletters", "newsletter"),
    "topics": ("topics", "topic", "interests"),
    "cadence": ("cadence", "frequency"),
    "length": ("length",),
    "hour": ("hour", "sendhour"),
    "timezone": ("timezone", "tz", "zone"),
    "language": ("language", "lang", "locale"),
    "state": ("state", "status"),
    "until": ("until", "pauseduntil"),
    "muted": ("muted",),
    "consent_source": ("consentsource", "subscriptionsource", "subscriptionsourcefree"),
    "consent_time": (
        "consenttime",
        "confirmtime",
        "optintime",
        "timestampopt",
        "creationdate",
        "createdat",
        "startdate",
    ),
    "consent_ip": ("consentip", "confirmip", "optinip", "ipaddress"),
    "subscribed": ("subscribedtoemails", "subscribed"),
    "disabled": ("emaildisabled",),
    "left": ("unsubtime", "unsubscriptiondate", "unsubscribedat"),
    "bounced": ("cleantime",),
}
# The same in the languages that ship, as spreadsheets and programs name them there.
_FOREIGN: Final = {
    "email": (
        *("emailadresse", "mailadresse", "adresseemail", "adressemail", "courriel"),
        *("adressecourriel", "correo", "correoelectrónico", "correoelectronico"),
        *("direccióndecorreo", "direcciondecorreo", "direccióndecorreoelectrónico"),
        *("البريدالإلكتروني", "البريدالالكتروني", "بريدإلكتروني", "عنوانالبريدالإلكتروني"),
    ),
    "name": (
        *("vollständigername", "nomcomplet", "nombrecompleto", "nombreyapellidos"),
        *("الاسم", "الاسمالكامل"),
    ),
    "first": ("vorname", "prénom", "prenom", "nombre", "الاسمالأول"),
    "last": (
        *("nachname", "familienname", "nom", "nomdefamille", "apellido", "apellidos"),
        *("اسمالعائلة", "اللقب"),
    ),
    "topics": ("themen", "thèmes", "themes", "temas", "المواضيع"),
    "language": ("sprache", "langue", "idioma", "اللغة"),
    "timezone": ("zeitzone", "fuseauhoraire", "zonahoraria", "المنطقةالزمنية"),
    "state": ("statut", "estado", "الحالة"),
}
_KNOWN: Final = {
    word: column
    for table in (_SPELLINGS, _FOREIGN)
    for column, words in table.items()
    for word in words
}
_RANK: Final = {word: rank for words in _SPELLINGS.values() for rank, word in enumerate(words)}
# Words that mean something only beside others: where the first stands, the second is a column.
_BESIDE: Final = {
    "creationdate": {"type": "state", "subscribertype": "state", "source": "consent_source"},
    "emailaddress": {"subscribertype": "state"},
    "vorname": {"name": "last"},
}
_TYPES: Final = frozenset({"type", "subscribertype"})  # Buttondown has both, and they say the same
# Of what other programs tell of consent only our own names are words that people write; the rest
# is near to much that means nothing here: a postal "Address" to an "IP address".
_TELLING: Final = frozenset({"subscribed", "disabled", "bounced"})
_WRITTEN: Final = {
    word: column
    for column, words in _SPELLINGS.items()
    if column not in _TELLING
    for word in (words[:1] if column.startswith("consent_") else words)
}
# Columns of other programs that look like a slip of the pen and are none.
_STRANGE: Final = frozenset(
    {"uuid", "id", "leid", "euid", "notes", "note", "tags", "labels", "tiers", "plan", "region"}
    | {"cc", "latitude", "longitude", "gmtoff", "dstoff", "memberrating", "lastchanged", "expiry"}
    | {"attributes", "updatedat", "deletedat", "metadata", "subscriptiontype", "subscribertype"}
    | {"username", "subscribedat", "subscriptiondate", "start", "startedat"}
    | {"unsubscriptionreason", "unsubreason", "cancellationdate", "canceldate", "type", "source"}
)
_CLOSE: Final = 0.8


def word_of(title: str) -> str:
    """A title as the table has it: letters and digits alone, in lower case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", title)).casefold()


def find_columns(
    header: Sequence[str], passed_over: Callable[[str], None] = lambda _: None
) -> dict[str, int]:
    """The place of each column that the header names.

    Args:
        header: The titles of the columns.
        passed_over: Hears of each column that nobody knows, in words.

    Raises:
        AudienceError: There is no email column, one stands there twice, or one looks misspelt.
    """
    words = [word_of(title) for title in header]
    known = {**_KNOWN, **_beside(words)}
    ours = {"", REASON, LINE} if REASON in words else {""}
    places: dict[str, int] = {}
    for place, (title, word) in enumerate(zip(header, words, strict=True)):
        column = known.get(word)
        if column is not None:
            places[column] = _better(column, words, places.get(column), place)
        elif word not in ours:
            _refuse_slip(title, word)
            passed_over(f"{title.strip()!r} is no column that is known{nearest(word, COLUMNS)}")
    if "email" not in places:
        raise AudienceError(
            "The file has no email column.",
            "Its first line must name the columns; `email` alone is enough.",
        )
    return places


def _beside(words: Sequence[str]) -> dict[str, str]:
    """The columns that other columns of the same file give a meaning."""
    return {word: column for one in words for word, column in _BESIDE.get(one, {}).items()}


def _better(column: str, words: Sequence[str], before: int | None, place: int) -> int:
    """Which of two columns for one thing is taken; consent stands under several names."""
    if before is None:
        return place
    if not (column.startswith("consent_") or {words[before], words[place]} == _TYPES):
        raise AudienceError(f"Two columns hold the {column}.", "Take one of them out.")
    return min(before, place, key=lambda one: _RANK.get(words[one], len(words)))


def _refuse_slip(title: str, word: str) -> None:
    if word in _STRANGE:
        return
    swapped = [known for known in _WRITTEN if sorted(known) == sorted(word)]
    close = swapped or get_close_matches(word, _WRITTEN, n=1, cutoff=_CLOSE)
    if close:
        raise AudienceError(
            f"The column {title.strip()!r} is not known.",
            f"If it is {_WRITTEN[close[0]]!r}, write it so; otherwise give it another name.",
        )
