"""The pictures that are kept of every mail: which, how they are drawn, and how they are compared.

Whole pages at half size, in 32 steps a channel, which costs a third of the bytes. Nothing here
decides what may differ.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.chromium import Chromium

SCALE = 0.5  # dots for a CSS pixel
BAND = 40  # dots: what is compared by itself, so that a line at fault is not lost in a long page
_DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_READ = """async (url) => {
  const image = await createImageBitmap(await (await fetch(url)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d', {willReadFrequently: true});
  context.drawImage(image, 0, 0);
  return [canvas, context, context.getImageData(0, 0, image.width, image.height)];
}"""
# The picture of a page with 32 steps a channel, each in its middle, as lossless WebP.
_FEWER = f"""(async (url) => {{
  const [canvas, context, dots] = await ({_READ})(url);
  for (let at = 0; at < dots.data.length; at++)
    if (at % 4 !== 3) dots.data[at] = (dots.data[at] & 248) + 4;
  context.putImageData(dots, 0, 0);
  const blob = await canvas.convertToBlob({{type: 'image/webp', quality: 1}});
  return await new Promise(done => {{
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(',')[1]);
    reader.readAsDataURL(blob);
  }});
}})"""
# The share of dots that differ by more than two steps, of the band that differs most, and where
# that stands; 1 where the sizes differ.
_DIFFERENCE = f"""(async (urls, band) => {{
  const [[, , one], [, , other]] = await Promise.all(urls.map({_READ}));
  if (one.width !== other.width || one.height !== other.height)
    return [1, Math.min(one.height, other.height)];
  let worst = [0, 0];
  for (let top = 0; top < one.height; top += band) {{
    const end = Math.min(top + band, one.height) * one.width * 4;
    const start = Math.max(0, end - band * one.width * 4);
    let found = 0;
    for (let at = start; at < end; at += 4)
      found += [0, 1, 2].some(n => Math.abs(one.data[at + n] - other.data[at + n]) > 16);
    const share = found / ((end - start) / 4);
    if (share > worst[0]) worst = [share, top];
  }}
  return worst;
}})"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of which mail, how wide the window is, and what a client makes of the mail.

    `change` is done to the HTML, `script` in the page.
    """

    mail: str
    width: int
    dark: bool = False
    change: Callable[[str], str] = str
    script: str = ""

    def open(self, browser: Chromium, path: Path) -> int:
        """Show it; gives the height of the page in CSS pixels."""
        path.write_text(self.change(mail(self.mail)), encoding="utf-8")
        browser.open(path, width=self.width, dark=self.dark)
        if self.script:
            browser.evaluate(self.script)
            browser.evaluate(_DRAWN)
        return int(browser.evaluate("document.documentElement.scrollHeight"))


def _sizes(name: str) -> Iterator[tuple[str, Shot]]:
    for width in (700, 375):
        for time in ("day", "night"):
            yield f"{width}-{time}", Shot(name, width, dark=time == "night")


def _worst(name: str) -> Iterator[tuple[str, Shot]]:
    """What mail clients and readers do to a mail."""
    yield "320", Shot(name, 320)
    yield "doubled-700", Shot(name, 700, script=DOUBLED)
    yield "doubled-375", Shot(name, 375, script=DOUBLED)
    yield "inverted", Shot(name, 375, script=INVERTED)
    yield "softened", Shot(name, 375, script=SOFTENED)
    yield "no-sheets", Shot(name, 375, change=without_styles)
    yield "outlook", Shot(name, 700, change=for_outlook)


def _shots(name: str) -> Iterator[tuple[str, Shot]]:
    if name in (*TEMPLATES, *SYSTEM, "daily.ar"):
        yield from _sizes(name)
        yield from _worst(name)
    elif name.startswith("added/"):
        yield from _sizes(name)
    else:
        yield from (one for one in _sizes(name) if one[0].endswith("day"))
    if name in {"daily", "weekly"}:
        yield "no-pictures", Shot(name, 375, change=without_pictures)


_NAMES = (
    *TEMPLATES,
    *SYSTEM,
    *FOREIGN,
    "brief.ar",
    "weekly.ar",
    "system/confirm.ar",
    "quick/daily",
    "added/daily",
    "added/brief",
)
SHOTS = {f"{name.replace('/', '-')}-{what}": shot for name in _NAMES for what, shot in _shots(name)}
"""Every picture by the name of its file."""


def draw(browser: Chromium, path: Path, shot: Shot) -> bytes:
    """Draw a whole page as it is kept; `path` is a file to write the mail to."""
    height = shot.open(browser, path)
    clip = {"x": 0, "y": 0, "width": shot.width, "height": height, "scale": SCALE}
    url = f"data:image/png;base64,{b64encode(browser.screenshot(clip=clip)).decode()}"
    return b64decode(browser.evaluate(f"{_FEWER}({url!r})"))


def difference(browser: Chromium, *pictures: bytes) -> tuple[float, int]:
    """The share of dots that differ in the band that differs most, and the dot where it begins."""
    urls = [f"data:image/webp;base64,{b64encode(one).decode()}" for one in pictures]
    share, top = browser.evaluate(f"{_DIFFERENCE}({urls!r}, {BAND})")
    return float(share), int(top)
