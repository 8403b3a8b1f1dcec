"""Every word of the readers' pages is in every language that ships, and none stands bare."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from scripts.make_catalogs import template

from digest.web.assets import folder
from digest.web.speech import LANGUAGES, LOCALE, accepted, nearest, speech

PAGES = sorted(folder("site").glob("**/*.html"))
SPOKEN = ("alt", "title", "placeholder", "aria-label", "value", "summary")
_PLACES = re.compile(r"%\(\w+\)[sd]")


@cache
def catalog(language):
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def test_english_stands_in_the_templates_and_the_others_beside():
    assert {path.stem for path in LOCALE.iterdir()} == set(LANGUAGES[1:])


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_word_is_translated(language):
    known = catalog(language)
    wanted = {one.id: one for one in template() if one.id}
    lacking = [text for text in wanted if text not in known or not known[text].string]

    assert lacking == []
    assert [one.id for one in known if one.id and one.id not in wanted] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_plural_form_is_there_and_each_place_is_filled(language):
    for one in catalog(language):
        if not one.id:
            continue
        forms = one.string if isinstance(one.string, tuple) else (one.string,)
        asked = one.id if isinstance(one.id, tuple) else (one.id,)
        assert all(forms), one.id
        assert len(forms) == (catalog(language).num_plurals if len(asked) > 1 else 1)
        places = set(_PLACES.findall(asked[-1]))
        # Zero, one and two may say their number in words.
        assert all(set(_PLACES.findall(form)) <= places for form in forms), one.id
        assert set(_PLACES.findall(forms[-1])) == places, one.id


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_holds_no_markup(language):
    texts = [
        part
        for one in catalog(language)
        if one.id
        for part in ([one.string] if isinstance(one.string, str) else one.string or ())
    ]
    assert not [text for text in texts if re.search(r"[<>&]", text)]


class _Bare(HTMLParser):
    """Letters that stand in a page's text or in an attribute that is read out."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_data(self, data):
        self._look(data)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in SPOKEN and (name, tag) not in {("value", "input"), ("value", "button")}:
                self._look(value or "")

    def _look(self, text):
        if re.search(r"[A-Za-z]{2}", text):
            self.found.append(text.strip())


def bare(source: str) -> list[str]:
    marked = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "·", source, flags=re.DOTALL)
    marked = re.sub(r"\{% block kind %\}\w+\{% endblock %\}", "·", marked)
    marked = re.sub(r"(</?)\{\{.*?\}\}", r"\1div", marked)
    marked = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "·", marked, flags=re.DOTALL)
    parser = _Bare()
    parser.feed(marked)
    return parser.found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_word_stands_bare(path):
    assert bare(path.read_text("utf-8")) == []


def test_a_bare_word_would_be_found():
    assert bare('<p>Hello {{ name }}</p><img alt="A boat">{% trans %}said{% endtrans %}') == [
        "Hello ·",
        "A boat",
    ]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT, en;q=0.5", "de"),
        ("en;q=0.5, fr;q=0.9", "fr"),
        ("ja, es-MX;q=0.1", "es"),
        ("ar;q=0, fr", "fr"),
        ("*", "en"),
        ("de;q=nonsense, fr;q=0.1", "fr"),
        (";;;,,,q=", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_browsers_wishes_are_heard(header, language):
    assert nearest(accepted(header)) == language


def test_a_language_names_itself():
    assert [speech(one).name for one in LANGUAGES] == [
        "English",
        "Deutsch",
        "français",
        "español",
        "العربية",
    ]


def test_catalogs_ship_in_the_package():
    assert Path(__file__).parents[3] / "src" in LOCALE.parents
