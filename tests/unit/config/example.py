"""The digest.toml of the documentation, word for word: what it promises is what loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.config import Settings, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EXAMPLE = """\
[newsletters.briefing]
title = "Morning Briefing"
from = "Morning Briefing <briefing@news.example>"
# reply_to = "editor@news.example"   a person's
public_url = "https://news.example"
postal_address = "1 Example Street, Example City"
language = "en"
template = "daily"
topics = [
  { name = "World", words = ["treaty", "NATO", "border"] },
  { name = "Business", words = ["shares", "inflation"] },
]
# sources = ["Example", "Desk"]      default: all;  approval = "manual", min_stories = 1
[newsletters.briefing.schedule]
at = "07:00"
days = ["mon", "tue", "wed", "thu", "fri"]
timezone = "Europe/Paris"
max_late = "3h"
[[sources]]
name = "Example"
kind = "feed"                       # feed | page | sitemap | files
url = "https://news.example/rss.xml"
topic = "World"                     # optional
weight = 1.0
[[sources]]
name = "Desk"
kind = "files"
path = "articles"
[build]
hours = 24                          # at least; reaches back to the previous edition, 96 h at most
max_stories = 12
per_topic = 5
inliner = "premailer"               # or css-inline
[smtp]
host = "127.0.0.1"
port = 1025
security = "none"                   # starttls | tls
# user = "x"   password = { env = "DIGEST_SMTP_PASSWORD" }  or { file = "..." }
connections = 10
# rate = "14/s"   daily_limit = 50000   headers = { "X-Stream" = "broadcast" }
[store]
url = "sqlite:///digest.db"
keep = "90d"                        # unused article text and old delivery rows; never sent editions
"""


def settings(
    folder: Path,
    text: str = EXAMPLE,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> Settings:
    """Settings of a digest.toml with that text, read from a folder."""
    file = folder / "digest.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, environ=environ or {}, flags=flags)


def changed(old: str, new: str) -> str:
    """The example with one passage changed."""
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1)
