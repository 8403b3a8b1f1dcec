"""Draws the pictures of the documentation: `make docs`. Needs Debian's chromium."""

from __future__ import annotations

import sys
import tempfile
from base64 import b64decode, b64encode
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import Chromium  # noqa: E402 - found through the line above
from tests.browser.mails import PICTURE, mail  # noqa: E402 - as above

from digest.demo import catalogue  # noqa: E402 - as above
from digest.demo.run import run_demo  # noqa: E402 - as above

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, GAP = 640, 1180, 24
PHONE, SCREEN = 375, 1150
SHEETS = {
    "templates.png": (("daily", False), ("brief", False), ("weekly", False)),
    "scripts.png": (("daily.ar", False), ("daily.ja", True), ("system/confirm", False)),
}


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
            shots = [
                _shot(browser, _mail(folder, one), width=PHONE, dark=dark) for one, dark in mails
            ]
            _side_by_side(browser, folder, shots, (PHONE, SCREEN), sheet)


def _mail(folder: Path, name: str) -> Path:
    picture = b64encode((catalogue.FOLDER / "images" / "ballot.jpg").read_bytes()).decode()
    path = folder / "mail.html"
    html = mail(name).replace(PICTURE, f"data:image/jpeg;base64,{picture}")
    path.write_text(html, encoding="utf-8")
    return path


def _shot(browser: Chromium, path: Path, *, width: int, dark: bool) -> str:
    browser.open(path, width=width, dark=dark)
    return f"data:image/png;base64,{b64encode(browser.screenshot()).decode()}"


def _side_by_side(
    browser: Chromium,
    folder: Path,
    shots: list[str],
    size: tuple[int, int],
    name: str,
) -> None:
    width, height = size
    images = "".join(f'<div><img src="{shot}" alt=""></div>' for shot in shots)
    page = folder / "sheet.html"
    page.write_text(
        f"""<!doctype html><title>{name}</title><style>
        body {{ margin: {GAP}px 0 0 {GAP}px; display: flex; gap: {GAP}px; background: #cfcbc2 }}
        div {{ width: {width}px; height: {height}px; overflow: hidden }}
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
