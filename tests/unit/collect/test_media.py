from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.collect.feed import parse
from digest.collect.media import length, media
from digest.model import Media

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
PODCAST = b"""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>T</title><item><title>Twelve</title><guid>https://pod.example/12</guid>
<itunes:duration>47:12</itunes:duration><itunes:image href="https://pod.example/12.jpg"/>
<enclosure url="/12.mp3?id=5" type="audio/mpeg" length="34216300"/>
<enclosure url="javascript:x" type="audio/mpeg"/></item></channel></rss>"""


def read(body: bytes):
    return parse(body, url="https://pod.example/rss", content_type="", source="P", now=NOW).articles


def test_an_episode_is_kept_with_size_and_length_and_its_picture():
    (article,) = read(PODCAST)

    assert article.media == (
        Media(
            url="https://pod.example/12.mp3?id=5", type="audio/mpeg", bytes=34216300, seconds=2832
        ),
    )
    assert article.image is not None
    assert article.image.url == "https://pod.example/12.jpg"


def test_a_caption_with_a_type_costs_no_article():
    body = b"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item>
    <title>T</title><link>https://pod.example/1</link>
    <media:content url="https://pod.example/1.jpg" medium="image"/>
    <media:description type="plain">A caption</media:description></item></channel></rss>"""
    (article,) = read(body)

    assert article.text == ""
    assert article.media == ()
    assert article.image is not None


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("47:12", 2832),
        ("1:02:03", 3723),
        ("95", 95),
        (95, 95),
        ("9.5", 9),
        ("soon", None),
        ("", None),
    ],
)
def test_lengths_as_podcasts_write_them(said, seconds):
    assert length(said) == seconds


def test_what_is_no_sound_or_film():
    assert media("https://a.example/x.jpg", "") is None
    assert media("https://a.example/x", "", kind="image/png") is None
    assert media("mailto:a@b.example", "") is None
    assert media(None, "") is None
    strange = media("https://a.example/x.mp3", "", kind="<script>", size="many")
    assert strange == Media(url="https://a.example/x.mp3", type="audio/mpeg")
