"""What a reader's form of choices holds, one field each, read as strictly as a browser sends it.

Nothing here keeps a choice, or knows who makes it.
"""

from __future__ import annotations

from datetime import date, time

from digest.audience.address import normalise
from digest.errors import AudienceError, ChoiceError


def hour_of(text: str) -> int | None:
    """A local hour, None where none was chosen.

    Raises:
        ValueError: it is no hour.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(f"{text!r} is no hour")
    return time(int(text)).hour


def day_of(text: str) -> date:
    """A day as a browser's field gives it (HTML, "valid date string"), and in no other form.

    Raises:
        ChoiceError: it is none.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ChoiceError(f"{text!r} is no day.", about="day")
    return day


def address_of(text: str) -> str:
    """An address in its normal form.

    Raises:
        ChoiceError: it is none that can be mailed.
    """
    try:
        return normalise(text)
    except AudienceError as error:
        raise ChoiceError(error.message, error.hint, about="address") from None


def about_of(error: Exception) -> str:
    """What was wrong, as the page tells it apart."""
    return error.about if isinstance(error, ChoiceError) else "form"
