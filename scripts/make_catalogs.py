"""Bring the catalogs of the pages' words up to date: run after a word in a template changed.

    python scripts/make_catalogs.py

It reads the templates of the readers' site and the code of `web/site`, and writes
src/digest/web/locale/*.po: new words without a translation, words that are gone taken out.
Fill in what is empty; a test names what is missing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from digest.web.speech import LANGUAGES, LOCALE

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
_TEMPLATES = ROOT / "templates" / "web" / "site"
_CODE = ROOT / "src" / "digest" / "web"
_OPTIONS = {"**.html": {"trimmed": "true", "encoding": "utf-8"}}


def template() -> Catalog:
    """All words as the pages say them in English."""
    catalog = Catalog(project="digest", charset="utf-8")
    for place, text, context in _found():
        catalog.add(text, locations=[(place, 0)], context=context)
    return catalog


def _found() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    pages = extract_from_dir(_TEMPLATES, [("**.html", "jinja2")], _OPTIONS)
    code = extract_from_dir(_CODE, [("**.py", "python")], keywords={"say": None})
    for folder, found in (("pages", pages), ("code", code)):
        for name, _, text, _, context in found:
            yield f"{folder}/{name}", text, context


def main() -> int:
    """Write the catalogs; the number of words without a translation is the exit code's."""
    words, missing = template(), 0
    for language in LANGUAGES[1:]:
        path = LOCALE / f"{language}.po"
        catalog = Catalog(locale=language, charset="utf-8")
        if path.exists():
            with path.open("rb") as file:
                catalog = read_po(file, locale=language)
        catalog.update(words, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, omit_header=True, no_location=True, sort_output=True)
        missing += sum(not all(_strings(one.string)) for one in catalog if one.id)
    print(f"{missing} words lack a translation")  # noqa: T201 - a script's answer
    return 1 if missing else 0


def _strings(text: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


if __name__ == "__main__":
    sys.exit(main())
