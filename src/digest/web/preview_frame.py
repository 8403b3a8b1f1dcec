"""The mail's HTML for the preview's frame, by day or by night whatever the browser prefers.

Pure. It changes style sheets and attributes, never a word of the mail.
"""

from __future__ import annotations

import re
from typing import Final

FRAME_POLICY: Final = (
    "default-src 'none'; img-src http: https: data: cid:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""A link opens in a tab of its own; nothing else that a document can do is allowed."""

_SHEET = re.compile(r"(<style\b[^>]*>)(.*?)(</style)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:meta|source|link|style)\b[^>]*>", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:light\s+dark|dark\s+light)\b", re.IGNORECASE)
_RULE = re.compile(r"(?<![\w-])color-scheme\s*:[^;}]*", re.IGNORECASE)
_META = re.compile(r"name\s*=\s*[\"']?color-scheme\b", re.IGNORECASE)
_TRUE, _FALSE = "(min-width: 0)", "(max-width: 0)"


def framed(html: str, scheme: str) -> str:
    """The page as a mailbox in that colour scheme draws it, its links opening a new tab."""
    made = _SHEET.sub(lambda found: found[1] + _sheet(found[2], scheme) + found[3], html)
    made = _TAG.sub(lambda found: _tag(found[0], scheme), made)
    return _HEAD.sub(lambda found: f'{found[0]}<base target="_blank">', made, count=1)


def _sheet(css: str, scheme: str) -> str:
    chosen = _RULE.sub(lambda found: _EITHER.sub(scheme, found[0]), css)
    return _queried(chosen, scheme)


def _tag(tag: str, scheme: str) -> str:
    chosen = _EITHER.sub(scheme, tag) if _META.search(tag) else tag
    return _queried(chosen, scheme)


def _queried(text: str, scheme: str) -> str:
    """Answer the question for the browser: yes and no as queries that hold everywhere."""
    return _QUERY.sub(lambda found: _TRUE if found[1].lower() == scheme else _FALSE, text)
