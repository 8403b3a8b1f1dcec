"""Sources written into digest.toml, and read from it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from tests.unit.config.example import settings
from tests.unit.config.told import SOURCES

from digest.config.edit import with_sources
from digest.config.sources import keys_of, source_of
from digest.errors import ConfigError
from digest.model import Source

HOUSE = """[newsletters.briefing]
title = "Briefing"
from = "briefing@news.example"
public_url = "https://news.example"
postal_address = "1 Example Street"
"""
PLAIN = {"name": "A", "kind": "feed", "url": "https://a.example/f"}


@given(source=SOURCES)
def test_what_digest_toml_is_told_of_a_source_it_says(tmp_path_factory, source: Source):
    named = json.dumps(source.topic, ensure_ascii=False)
    topic = f"topics = [{{ name = {named} }}]\n" if source.topic else ""
    text = with_sources(HOUSE + topic, [source])
    assert settings(tmp_path_factory.mktemp("house"), text).sources == (source,)


@given(SOURCES)
def test_its_keys_as_texts_make_it_again(source: Source):
    keys = {
        key: str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in keys_of(source).items()
    }
    assert source_of(keys, "there") == source


def test_defaults_are_not_written():
    assert keys_of(Source(**PLAIN)) == PLAIN


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"zone": "Europe/Berlni"}, 'there: zone: expected an IANA time zone such as "Europe/P'),
        ({"own": "yes"}, "there: own: "),
        ({"weight": "much"}, "there: weight: "),
        ({"weight": "nan"}, "there: weight: "),
        ({"every": "often"}, "there: every: expected a duration"),
        ({"use": "all"}, "there: use: expected one of"),
        ({"path": "/etc"}, "takes url, not path"),
        ({"options": "{}"}, "there: options: "),
        ({"password": "x"}, "there: password: "),
        ({"front": "https://a.example/"}, "is not own"),
        ({"colour": "red"}, "there: colour: unknown key"),
    ],
)
def test_keys_that_can_not_be(keys: dict[str, str], words: str):
    with pytest.raises(ConfigError) as caught:
        source_of({**PLAIN, **keys}, "there")
    assert words in caught.value.message
