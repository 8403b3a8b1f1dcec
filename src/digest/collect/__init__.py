"""From sources to articles; the only room that fetches over HTTP.

Parsers and their libraries are imported when a source needs them.
"""

from digest.collect.draft import Draft
from digest.collect.fetch import Response
from digest.collect.files import read_file
from digest.collect.plugin import Fetch, SourceReader
from digest.collect.polite import DEAD, Answer, is_due, is_stale, known_of, may_ask, plan
from digest.collect.robots import RobotsBook
from digest.collect.urls import canonical, safe_link
from digest.collect.visit import collect

__all__ = [
    "DEAD",
    "Answer",
    "Draft",
    "Fetch",
    "Response",
    "RobotsBook",
    "SourceReader",
    "canonical",
    "collect",
    "is_due",
    "is_stale",
    "known_of",
    "may_ask",
    "plan",
    "read_file",
    "safe_link",
]
