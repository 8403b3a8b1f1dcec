"""Articles, sources and a newsletter for the tests of curate and compose."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.model import Article, Mailbox, Newsletter, Source, SourceKind, Topic

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)

QUAKE = (
    "A magnitude 6.1 earthquake struck the port of Larmont before dawn, bringing down apartment "
    "blocks and killing at least nine people, the civil defence agency said. Rescue teams with "
    "dogs searched the rubble in the old harbour district while aftershocks shook the city. "
    "Hospitals in Larmont treated more than two hundred injured people in tents."
)
QUAKE_RETOLD = (
    "Rescue teams in Larmont pulled a child alive from a collapsed apartment block hours after an "
    "earthquake of magnitude 6.1 hit the harbour city. The civil defence agency put the number of "
    "dead at twelve and warned of more aftershocks in the old district."
)
QUAKE_ELSEWHERE = (
    "A magnitude 4.8 earthquake struck the fishing villages around Velden before dawn, cracking "
    "walls and bringing down chimneys, the civil defence agency said. Rescue teams with dogs "
    "searched the rubble while aftershocks shook Velden. Nobody was killed."
)
CHESS = (
    "Mira Tal, eleven, earned her last norm in a tournament in Graz and became the youngest "
    "grandmaster in the history of chess. Her father taught her to play on a train."
)


def article(number: int, title: str = "", text: str = "", **changes) -> Article:
    values = {
        "id": f"a{number:012x}",
        "url": f"https://news.example/{number}",
        "title": title,
        "source": f"Source {number}",
        "publisher": f"Publisher {number}",
        "published": NOW - timedelta(hours=12) + timedelta(minutes=number),
        "text": text,
    }
    return Article(**{**values, **changes})


def newsletter(*topics: Topic, **changes) -> Newsletter:
    values = {
        "id": "briefing",
        "title": "Morning Briefing",
        "sender": Mailbox(address="briefing@news.example"),
        "public_url": "https://news.example",
        "postal_address": "1 Example Street, Example City",
        "topics": topics or (Topic(name="World"), Topic(name="Sport")),
    }
    return Newsletter(**{**values, **changes})


def source(name: str, **changes) -> Source:
    return Source(name=name, kind=SourceKind.FEED, url="https://news.example/rss", **changes)
