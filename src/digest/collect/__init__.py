"""From sources to articles; the only room that fetches over HTTP.

Its files are imported when a name of theirs is first asked for: a parser's process needs no HTTP
client, and a list of sources no parser.
"""

from typing import TYPE_CHECKING

from digest.doors import door

if TYPE_CHECKING:
    from digest.collect.draft import Draft
    from digest.collect.files import read_file
    from digest.collect.plugin import Fetch, SourceReader
    from digest.collect.polite import (
        Answer,
        is_dead,
        is_due,
        is_silent,
        is_stale,
        known_of,
        may_ask,
        plan,
    )
    from digest.collect.response import Response
    from digest.collect.robots import RobotsBook
    from digest.collect.urls import canonical, safe_link
    from digest.collect.visit import collect

__all__ = [
    "Answer",
    "Draft",
    "Fetch",
    "Response",
    "RobotsBook",
    "SourceReader",
    "canonical",
    "collect",
    "is_dead",
    "is_due",
    "is_silent",
    "is_stale",
    "known_of",
    "may_ask",
    "plan",
    "read_file",
    "safe_link",
]

if not TYPE_CHECKING:
    __getattr__ = door(
        __name__,
        {
            "draft": "Draft",
            "response": "Response",
            "files": "read_file",
            "plugin": "Fetch SourceReader",
            "polite": "Answer is_dead is_due is_silent is_stale known_of may_ask plan",
            "robots": "RobotsBook",
            "urls": "canonical safe_link",
            "visit": "collect",
        },
    )
