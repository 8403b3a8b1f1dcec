"""Draws the pictures of templates.md and README.md: `make docs`.

Each is a row of mails with their names above, as the tests in tests/browser draw them; it needs
the same chromium and fonts. Nothing is compared here.
"""

from __future__ import annotations

import sys
import tempfile
from base64 import b64encode
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import Chromium  # noqa: E402 - stands in the checkout alone
from tests.browser.mails import (  # noqa: E402
    DOUBLED,
    INVERTED,
    PICTURE,
    SOFTENED,
    for_outlook,
    without_pictures,
    without_styles,
)
from tests.browser.pictures import Shot  # noqa: E402
from tests.pictures import PHOTO  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
PHOTOGRAPH = f"data:image/jpeg;base64,{b64encode(PHOTO).decode()}"
SCALE = 0.8  # dots for a CSS pixel
QUALITY = 90
STYLE = (
    "body{margin:0;padding:20px;display:flex;gap:20px;align-items:flex-start;background:#cfcac3}"
    "p{margin:0 0 8px;font:13px Helvetica,Arial,sans-serif;color:#453f37}img{display:block}"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One mail of a row: the words above it, and whether its end is shown instead of its top."""

    words: str
    shot: Shot
    end: bool = False


def _phone(mail: str, words: str = "", **more: object) -> Column:
    return Column(words or mail, replace(Shot(mail, 375), **more))


def _wide(mail: str, words: str, **more: object) -> Column:
    return Column(words, replace(Shot(mail, 700), **more))


# name of the picture: CSS pixels of height, and its mails
ROWS: dict[str, tuple[int, tuple[Column, ...]]] = {
    "edition": (
        1300,
        (_wide("daily", "700 px, by day"), _wide("daily", "700 px, by night", dark=True)),
    ),
    "templates": (1180, tuple(map(_phone, ("daily", "brief", "weekly")))),
    "night": (1180, tuple(_phone(one, dark=True) for one in ("daily", "brief", "weekly"))),
    "wide": (
        1300,
        (_wide("brief", "brief, 700 px"), _wide("weekly", "weekly, 700 px, by night", dark=True)),
    ),
    "small": (
        1180,
        (
            Column("daily, 320 px", Shot("daily", 320)),
            _phone("daily", "daily, text at 200 %", script=DOUBLED),
            _wide("daily", "daily, text at 200 %, 700 px", script=DOUBLED),
        ),
    ),
    "inverted": (
        1180,
        (
            _phone("daily", "daily, all colours inverted", script=INVERTED),
            _phone("daily", "daily, inverted in part", script=SOFTENED),
            _phone("brief", "brief, all colours inverted", script=INVERTED),
            _phone("weekly", "weekly, inverted in part", script=SOFTENED),
        ),
    ),
    "clients": (
        1180,
        (
            _phone("daily", "daily, no pictures", change=without_pictures),
            _phone("daily", "daily, no style sheet", change=without_styles),
            _phone("weekly", "weekly, no style sheet", change=without_styles),
            _wide("daily", "daily, Outlook's markup in Chromium, 700 px", change=for_outlook),
        ),
    ),
    "blocks": (
        2400,
        (
            Column("the end of daily", Shot("daily", 375), end=True),
            Column("by night", Shot("daily", 375, dark=True), end=True),
            Column("200 %", Shot("daily", 375, script=DOUBLED), end=True),
        ),
    ),
    "system": (
        800,
        (
            _phone("system/confirm", "confirm"),
            _phone("system/welcome", "welcome, by night", dark=True),
            _phone("system/moved", "moved"),
            _phone("system/goodbye", "goodbye, by night", dark=True),
            _phone("system/confirm.ar", "confirm, in Arabic"),
        ),
    ),
    "scripts": (
        1180,
        (
            _phone("daily.ar", "Arabic"),
            _phone("daily.he", "Hebrew, by night", dark=True),
            _phone("daily.hi", "Hindi"),
            _phone("daily.ja", "Japanese, by night", dark=True),
        ),
    ),
}


def main() -> None:
    """Draw them all."""
    with Chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for name, (height, columns) in ROWS.items():
            page = Path(folder) / "page.html"
            pictures = [_column(browser, page, one, height) for one in columns]
            page.write_text(f"<style>{STYLE}</style>{''.join(pictures)}", encoding="utf-8")
            (FOLDER / f"{name}.webp").write_bytes(_row(browser, page, columns))


def _column(browser: Chromium, page: Path, column: Column, height: int) -> str:
    shot = replace(
        column.shot,
        change=lambda html: column.shot.change(html.replace(PICTURE, PHOTOGRAPH)),
    )
    whole = shot.open(browser, page)
    shown = min(height, whole)
    top = whole - shown if column.end else 0
    clip = {"x": 0, "y": top, "width": shot.width, "height": shown, "scale": SCALE}
    data = b64encode(browser.screenshot(clip=clip)).decode()
    image = f'<img src="data:image/png;base64,{data}" alt="">'
    return f"<div><p>{column.words}</p>{image}</div>"


def _row(browser: Chromium, page: Path, columns: tuple[Column, ...]) -> bytes:
    width = round(sum(one.shot.width * SCALE + 20 for one in columns) + 20)
    browser.open(page, width=max(width, 500))
    return browser.screenshot(format="webp", quality=QUALITY)


if __name__ == "__main__":
    main()
