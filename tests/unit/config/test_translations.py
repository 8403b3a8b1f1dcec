"""Newsletters that are one in several languages name each other, or one of them does."""

from __future__ import annotations

import pytest

from digest.config import load
from digest.errors import ConfigError

LANGUAGES = {"en": "en", "de": "de", "fr": "fr", "uk": "en", "at": "de-AT"}


def settings(folder, **named):
    """Load newsletters by id, each with the translations that it names."""
    tables = [
        f'[newsletters.{name}]\ntitle = "T"\nfrom = "a@news.example"\n'
        f'public_url = "https://news.example"\npostal_address = "P"\n'
        f'language = "{LANGUAGES[name]}"\ntranslations = {list(sisters)}\n'
        for name, sisters in named.items()
    ]
    (folder / "digest.toml").write_text("\n".join(tables).replace("'", '"'))
    return load(folder / "digest.toml", environ={}).newsletters


@pytest.mark.parametrize(
    "named",
    [
        {"en": ["de", "fr"], "de": [], "fr": []},
        {"en": ["de"], "de": ["fr"], "fr": []},
        {"en": [], "de": ["en"], "fr": ["en"]},
        {"en": ["de", "fr"], "de": ["fr", "en"], "fr": ["en", "de"]},
    ],
)
def test_who_names_one_names_all(tmp_path, named):
    found = settings(tmp_path, **named)
    assert {name: letter.translations for name, letter in found.items()} == {
        "en": ("de", "fr"),
        "de": ("en", "fr"),
        "fr": ("en", "de"),
    }


def test_groups_stay_apart_and_a_variant_is_a_language(tmp_path):
    found = settings(tmp_path, en=["fr"], fr=[], de=["at"], at=[], uk=[])
    assert [found[name].translations for name in ("en", "de", "uk")] == [("fr",), ("at",), ()]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"en": ["en"]}, "no translation of itself"),
        ({"en": ["dee"], "de": []}, "'dee'; did you mean"),
        ({"en": ["uk"], "uk": []}, "en and uk are both in en"),
        ({"en": ["de"], "de": ["uk"], "uk": []}, "en and uk are both in en"),
    ],
)
def test_what_is_no_translation_is_refused_where_it_stands(tmp_path, named, said):
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, **named)
    assert said in caught.value.message
    assert "translations[0]" in caught.value.message
    assert "digest.toml:" in caught.value.message
