"""A store with a day's articles: settings, a build of them, and readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from digest.config import load
from digest.keys import load_root_key
from digest.model import Article, Limits

if TYPE_CHECKING:
    from pathlib import Path

    from digest.config import Settings

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
TOML = """
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@meridian.example>"
public_url = "https://meridian.example"
postal_address = "1 Harbour Street, Port Ellis"
topics = [{ name = "World" }, { name = "Science" }]
"""
_WORDS = ("harbour", "storm", "bridge", "council", "winter", "tunnel", "railway", "island")


def settings(folder: Path, **limits: int) -> Settings:
    """Those of a newsroom that has its key: some tests send before they sign anything."""
    (folder / "digest.toml").write_text(TOML)
    load_root_key(folder / "digest.db", {})
    made = load(folder / "digest.toml", environ={})
    build = msgspec.structs.replace(made.build, limits=replace(Limits(), **limits))
    return msgspec.structs.replace(made, build=build)


def article(ident: str, topic: str = "World", **changes) -> Article:
    """Each with words of its own, so that no two tell one story."""
    words = [f"{'abcdefghij'[int(ident)] * 3}{word}" for word in _WORDS]
    values = {
        "id": f"a{ident}",
        "url": f"https://news.example/{ident}",
        "title": " ".join(words[:3]).capitalize(),
        "source": "Example",
        "publisher": "The Example",
        "published": NOW - timedelta(hours=2),
        "first_seen": NOW - timedelta(hours=1),
        "text": f"{' '.join(words)}. " * 6,
        "categories": (topic,),
        "language": "en",
        "origins": (("title", "feed: title"),),
    }
    return Article(**(values | changes))
