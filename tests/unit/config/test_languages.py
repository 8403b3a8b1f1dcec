"""A newsletter is written in a language that there is."""

from __future__ import annotations

import pytest
from tests.unit.config.example import EXAMPLE, settings

from digest.config.languages import spoken
from digest.errors import ConfigError


@pytest.mark.parametrize(
    "tag", ["en", "pt-BR", "fa", "FR", "zh-Hant-TW", "no", "nb", "gsw", "haw", "ckb", "fil"]
)
def test_a_language_that_there_is(tag):
    assert spoken(tag) == tag


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("xx-zz", 'not "xx"'),
        ("zzz", 'not "zzz"'),
        ("und", 'not "und"'),
        ("deu", '"de" instead of "deu"'),
        ("eng-GB", '"en" instead of "eng"'),
        ("iw", '"he" instead of "iw"'),
        ("en_US", "a language tag such as"),
        ("", "a language tag such as"),
    ],
)
def test_a_language_that_there_is_not(tag, said):
    with pytest.raises(ValueError, match=said):
        spoken(tag)


def test_the_configuration_says_where_the_wrong_tag_stands(tmp_path):
    with pytest.raises(ConfigError, match='language: expected the tag of a language, not "xx"'):
        settings(tmp_path, EXAMPLE.replace('language = "en"', 'language = "xx-zz"'))
