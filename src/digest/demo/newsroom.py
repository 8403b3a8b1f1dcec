"""The demo newsroom's digest.toml: what an operator would write by hand."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_LINE: Final = "# Written by `digest demo`, which may replace this folder's demo files."
CSV: Final = "subscribers.example.csv"

_TOML = """{first}
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@meridian.example>"
public_url = "{site}"
postal_address = "The Meridian, 4 Quay Street, Port Ellery"
adds = ["quotation", "figure", "so_far", "voices"]
topics = [
{topics}
]

[[sources]]
name = "The Meridian"
kind = "feed"
url = "{news}/rss.xml"
weight = 1.5

[[sources]]
name = "Harbour Wire"
kind = "feed"
url = "{news}/atom.xml"

[[sources]]
name = "Northline"
kind = "feed"
url = "{news}/feed.json"

[[sources]]
name = "Desk"
kind = "files"
path = "articles"

[build]
max_stories = 18
per_topic = 4

[collect]
allow_private = true    # the newsroom is on this machine

[smtp]
port = {smtp}
"""


def settings_toml(*, news: str, site: str, smtp: int) -> str:
    """The configuration of the demo, for servers that run at these addresses.

    Args:
        news: base URL of the newsroom's web server.
        site: base URL of the readers' site.
        smtp: port of the inbox on loopback.
    """
    return _TOML.format(
        first=FIRST_LINE,
        site=site.rstrip("/"),
        news=news.rstrip("/"),
        smtp=smtp,
        topics=",\n".join(_topics()),
    )


def subscribers_csv() -> str:
    """The example list: from the package, or from the checkout that it is installed from."""
    packaged = files("digest.demo") / CSV
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (Path(__file__).parents[3] / CSV).read_text(encoding="utf-8")


def _topics() -> Iterator[str]:
    text = (files("digest.demo") / "topics.toml").read_text(encoding="utf-8")
    for topic in tomllib.loads(text)["topics"]:
        # A JSON list of ASCII strings is a TOML array too.
        yield f"  {{ name = {json.dumps(topic['name'])}, words = {json.dumps(topic['words'])} }}"
