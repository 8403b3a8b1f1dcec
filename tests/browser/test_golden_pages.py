"""Pictures of every template that somebody looked at, and the pages as they are drawn now.

Fonts are those of Debian's packages in tests/golden/pages/FONTS; with others text falls in
other places. After a change that is meant, look at the new pictures and keep them:
`DIGEST_DRAW=1 pytest tests/browser/test_golden_pages.py`.
"""

from __future__ import annotations

import os
import subprocess
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.mails import (
    DOUBLED,
    FOREIGN,
    INVERTED,
    SOFTENED,
    SYSTEM,
    TEMPLATES,
    for_outlook,
    mail,
    without_pictures,
    without_styles,
)

if TYPE_CHECKING:
    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[1] / "golden" / "pages"
FONTS = FOLDER / "FONTS"
TOLERANCE = 0.005  # of all pixels
TALLEST, SCALE = 1200, 0.5  # CSS pixels kept, and how many dots each gets
_PACKAGES = ("chromium", "fonts-liberation", "fonts-noto-cjk", "fonts-noto-core")
_DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_BLOCKS = "document.querySelectorAll('h3').forEach(story => story.closest('tr').remove())"
# The share of pixels that differ by more than a shade; 1 where the sizes differ.
_DIFFERENCE = """(async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (url) => {
    const image = await createImageBitmap(await (await fetch(url)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    return canvas.getImageData(0, 0, image.width, image.height);
  }));
  if (one.width !== other.width || one.height !== other.height) return 1;
  let found = 0;
  for (let at = 0; at < one.data.length; at += 4)
    found += [0, 1, 2].some(n => Math.abs(one.data[at + n] - other.data[at + n]) > 24);
  return found / (one.width * one.height);
})"""

# what is done to each template: width, to the HTML, in the page
WORST = {
    "320": (320, str, ""),
    "doubled": (700, str, DOUBLED),
    "inverted": (375, str, INVERTED),
    "softened": (375, str, SOFTENED),
    "no-pictures": (375, without_pictures, ""),
    "no-sheets": (375, without_styles, ""),
    "outlook": (700, for_outlook, ""),
}

# name of the picture: mail, width, dark, what is done to the HTML, what is done in the page
PICTURES = {
    **{
        f"{name}-{width}-{'night' if dark else 'day'}": (name, width, dark, str, "")
        for name in TEMPLATES
        for width in (700, 375)
        for dark in (False, True)
    },
    **{f"{name}-375": (name, 375, False, str, "") for name in FOREIGN},
    **{f"{name.replace('/', '-')}-375": (name, 375, False, str, "") for name in SYSTEM},
    **{
        f"{name}-{what}": (name, width, False, change, script)
        for name in TEMPLATES
        for what, (width, change, script) in WORST.items()
    },
    "daily-blocks": ("daily", 375, False, str, _BLOCKS),
}


def _fonts() -> str:
    shown = "--showformat=${Package} ${Version}\\n"
    asked = ["dpkg-query", "--show", shown, *_PACKAGES]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def _draw(browser: Chromium, path: Path, name: str) -> bytes:
    letter, width, dark, change, script = PICTURES[name]
    path.write_text(change(mail(letter)), encoding="utf-8")
    browser.open(path, width=width, dark=dark)
    if script:
        browser.evaluate(script)
        browser.evaluate(_DRAWN)
    whole = browser.evaluate("document.documentElement.scrollHeight")
    height = min(whole, TALLEST)
    top = whole - height if script == _BLOCKS else 0
    answer = browser.call(
        "Page.captureScreenshot",
        format="webp",
        quality=100,
        captureBeyondViewport=True,
        clip={"x": 0, "y": top, "width": width, "height": height, "scale": SCALE},
    )
    return b64decode(answer["data"])


def _difference(browser: Chromium, *pictures: bytes) -> float:
    urls = [f"data:image/webp;base64,{b64encode(one).decode()}" for one in pictures]
    return float(browser.evaluate(f"{_DIFFERENCE}({urls!r})"))


@pytest.mark.parametrize("name", PICTURES)
def test_the_page_is_as_it_was_looked_at(chromium, tmp_path, name):
    kept, drawn = FOLDER / f"{name}.webp", _draw(chromium, tmp_path / "mail.html", name)
    if os.environ.get("DIGEST_DRAW"):
        kept.write_bytes(drawn)
        FONTS.write_text(_fonts())
    share = _difference(chromium, kept.read_bytes(), drawn)
    (tmp_path / f"{name}.webp").write_bytes(drawn)
    assert share <= TOLERANCE, f"look at {tmp_path / name}.webp; kept with {FONTS.read_text()}"


def test_another_page_is_told_from_the_kept_one(chromium, tmp_path):
    whole = _draw(chromium, tmp_path / "whole.html", "brief-700-day")
    other = _draw(chromium, tmp_path / "other.html", "brief-700-night")
    assert _difference(chromium, whole, whole) == 0
    assert _difference(chromium, whole, other) > 0.5


def test_no_picture_is_kept_of_what_is_not_drawn():
    assert {path.stem for path in FOLDER.glob("*.webp")} == set(PICTURES)
