"""Pictures of every template that somebody looked at, and the pages as they are drawn now.

Fonts are those of Debian's packages in tests/golden/pages/FONTS; with others text falls in
other places. After a change that is meant, look at the new pictures and keep them:
`DIGEST_DRAW=1 pytest tests/browser/test_golden_pages.py`.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.mails import mail
from tests.browser.pictures import SCALE, SHOTS, Shot, difference, draw

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[1] / "golden" / "pages"
FONTS = FOLDER / "FONTS"
TOLERANCE = 0.005  # of the pixels of each band
BYTES = 8_000_000  # of all pictures
_STYLE = 'style="'
_PACKAGES = ("chromium", "fonts-liberation", "fonts-noto-cjk", "fonts-noto-core")


def _fonts() -> str:
    shown = "--showformat=${Package} ${Version}\\n"
    asked = ["dpkg-query", "--show", shown, *_PACKAGES]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", SHOTS)
def test_the_page_is_as_it_was_looked_at(chromium, tmp_path, name):
    kept, drawn = FOLDER / f"{name}.webp", draw(chromium, tmp_path / "mail.html", SHOTS[name])
    if os.environ.get("DIGEST_DRAW"):
        kept.write_bytes(drawn)
        FONTS.write_text(_fonts())
    share, top = difference(chromium, kept.read_bytes(), drawn)
    (tmp_path / f"{name}.webp").write_bytes(drawn)
    place = f"{tmp_path / name}.webp, {top / SCALE:.0f} px from the top"
    assert share <= TOLERANCE, f"look at {place}; kept with {FONTS.read_text()}"


def _moved(html: str) -> str:
    """The link to leave 3 px lower, all else where it was."""
    head, mark, rest = html.rpartition('<a class="tap"')
    return f"{head}{mark}{rest.replace(_STYLE, f'{_STYLE}position:relative;top:3px;', 1)}"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("daily-375-day", lambda html: html.replace("Unsubscribe", "Unsubscribed")),
        ("daily-700-day", _moved),
        ("weekly-375-day", _moved),
        ("daily-375-night", lambda html: html.replace("#a69e8e", "#d6ae8e")),
        ("system-confirm-375-night", lambda html: html.replace("#f08f80", "#d07060")),
        ("daily-700-day", lambda html: html.replace("Ledger Weekly", "Ledger Daily")),
    ],
)
def test_a_small_change_anywhere_is_seen(chromium, tmp_path, name, change: Callable[[str], str]):
    shot = SHOTS[name]
    other: Shot = replace(shot, change=lambda html: change(shot.change(html)))
    assert other.change(mail(shot.mail)) != mail(shot.mail)
    whole = draw(chromium, tmp_path / "whole.html", shot)
    drawn = draw(chromium, tmp_path / "other.html", other)
    assert difference(chromium, whole, whole) == (0, 0)
    assert difference(chromium, whole, drawn)[0] > TOLERANCE


def test_of_whole_pages_all_are_kept_and_small():
    files = list(FOLDER.glob("*.webp"))
    assert {path.stem for path in files} == set(SHOTS)
    assert sum(path.stat().st_size for path in files) < BYTES
