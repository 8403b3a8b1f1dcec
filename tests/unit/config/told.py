"""Sources as digest.toml may name them, for property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from digest.config import values
from digest.model import Source, Use

NOT_PRINTED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")
LETTERS = st.characters(exclude_categories=NOT_PRINTED, include_characters=" ")
LINES = st.text(LETTERS, min_size=1, max_size=80).filter(str.strip)
TOPICS = LINES.map(lambda text: text.replace(";", "/"))


def _is_url(text: str) -> bool:
    try:
        return bool(values.web_url(text))
    except ValueError:
        return False


URLS = st.builds(
    lambda host, rest: f"https://{host}/{rest}",
    st.sampled_from(["News.Example", "a.example:8443", "bücher.example", "u:p@a.example"]),
    st.text(LETTERS, max_size=20).map(lambda text: text.replace(" ", "")),
).filter(_is_url)


def _in_keeping(source: Source, front: str | None) -> Source:
    full_text = source.full_text and source.kind == "feed"
    return replace(source, front=front if source.own else None, full_text=full_text)


SOURCES = st.builds(
    _in_keeping,
    st.builds(
        Source,
        name=LINES,
        kind=st.sampled_from(["feed", "page", "sitemap"]),
        url=URLS,
        topic=st.none() | TOPICS,
        weight=st.floats(0, 100, exclude_min=True),
        day_first=st.booleans(),
        zone=st.sampled_from(["", "Europe/Berlin", "America/St_Johns"]),
        use=st.sampled_from(Use),
        pictures=st.booleans(),
        paywall=st.booleans(),
        full_text=st.booleans(),
        every=st.none()
        | st.builds(
            lambda count, unit: timedelta(seconds=count * unit),
            st.integers(1, 5_000),
            st.sampled_from([1, 60, 3_600, 86_400, 604_800]),
        ),
        own=st.booleans(),
        owner=st.just("") | LINES,
    ),
    st.none() | URLS,
)
"""Any feed, page or sitemap, with all that may be said of one."""
