"""Draws the pictures of the documentation: `make docs`. Needs Debian's chromium."""

from __future__ import annotations

import sys
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import Chromium  # noqa: E402 - found through the line above
from tests.browser.mails import (  # noqa: E402 - as above
    INVERTED,
    PICTURE,
    mail,
    without_pictures,
    without_styles,
)

from digest.demo import catalogue  # noqa: E402 - as above
from digest.demo.run import run_demo  # noqa: E402 - as above

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, GAP = 640, 1180, 24
PHONE, SCREEN = 375, 1150

Shot = tuple[str, bool, Callable[[str], str], str]
"""A mail, whether by night, and what a client does to its HTML and to its page."""


def plain(name: str, *, dark: bool = False) -> Shot:
    """A mail as it was made."""
    return name, dark, str, ""


SHEETS: dict[str, tuple[Shot, ...]] = {
    "templates.png": (plain("daily"), plain("brief"), plain("weekly")),
    "night.png": tuple(plain(name, dark=True) for name in ("daily", "brief", "weekly")),
    "scripts.png": (plain("daily.ar"), plain("daily.ja", dark=True), plain("system/confirm")),
    "clients.png": (
        ("daily", False, str, INVERTED),
        ("daily", False, without_pictures, ""),
        ("daily", False, without_styles, ""),
    ),
}
BLOCKS = "blocks.png"


def main() -> None:
    """Photograph the demo's edition in light and dark, and each template on a phone."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, Chromium() as browser:
        folder = Path(name)
        run_demo(folder / "out", serve=False, show=lambda _: None)
        shots = [
            _shot(browser, folder / "out" / "edition.html", width=WIDTH, dark=dark)
            for dark in (False, True)
        ]
        _side_by_side(browser, folder, shots, (WIDTH, HEIGHT), "edition.png")
        for sheet, mails in SHEETS.items():
            shots = [_shot_of(browser, folder, one) for one in mails]
            _side_by_side(browser, folder, shots, (PHONE, SCREEN), sheet)
        shots = [_shot_of(browser, folder, plain("daily", dark=dark)) for dark in (False, True)]
        _side_by_side(browser, folder, shots, (PHONE, SCREEN + 250), BLOCKS, end=True)


def _shot_of(browser: Chromium, folder: Path, shot: Shot) -> str:
    name, dark, change, script = shot
    path = folder / "mail.html"
    path.write_text(change(_mail(name)), encoding="utf-8")
    return _shot(browser, path, width=PHONE, dark=dark, script=script)


def _mail(name: str) -> str:
    picture = b64encode((catalogue.FOLDER / "images" / "strait.jpg").read_bytes()).decode()
    return mail(name).replace(PICTURE, f"data:image/jpeg;base64,{picture}")


def _shot(browser: Chromium, path: Path, *, width: int, dark: bool, script: str = "") -> str:
    browser.open(path, width=width, dark=dark)
    if script:
        browser.evaluate(script)
    return f"data:image/png;base64,{b64encode(browser.screenshot()).decode()}"


def _side_by_side(
    browser: Chromium,
    folder: Path,
    shots: list[str],
    size: tuple[int, int],
    name: str,
    *,
    end: bool = False,
) -> None:
    """Put pages side by side: their tops, or their ends."""
    width, height = size
    images = "".join(f'<div><img src="{shot}" alt=""></div>' for shot in shots)
    page = folder / "sheet.html"
    page.write_text(
        f"""<!doctype html><title>{name}</title><style>
        body {{ margin: {GAP}px 0 0 {GAP}px; display: flex; gap: {GAP}px; background: #cfcbc2 }}
        div {{ width: {width}px; height: {height}px; overflow: hidden; display: flex;
               align-items: {"end" if end else "start"} }}
        </style>{images}"""
    )
    whole = len(shots) * (width + GAP) + GAP
    browser.open(page, width=whole, height=height + GAP)
    clip = {
        "x": 0,
        "y": 0,
        "width": whole,
        "height": height + GAP,
        "scale": 1 if width == WIDTH else 0.8,
    }
    answer = browser.call("Page.captureScreenshot", format="png", clip=clip)
    (PICTURES / name).write_bytes(b64decode(answer["data"]))


if __name__ == "__main__":
    main()
