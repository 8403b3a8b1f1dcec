"""Draws the pictures of the documentation: `make docs`. Needs Debian's chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import Chromium  # noqa: E402 - found through the line above

from digest.demo.run import run_demo  # noqa: E402 - as above

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT, GAP = 640, 1180, 24
_BOTH = f"""<!doctype html><title>Light and dark</title>
<style>
  body {{ margin: {GAP}px 0 0 {GAP}px; display: flex; gap: {GAP}px; background: #cfcbc2 }}
  div {{ width: {WIDTH}px; height: {HEIGHT}px; overflow: hidden }}
</style>
<div><img src="light.png" alt=""></div><div><img src="dark.png" alt=""></div>
"""


def main() -> None:
    """Run the demo, and photograph its edition in light and dark, side by side."""
    with tempfile.TemporaryDirectory() as folder, Chromium() as browser:
        out = Path(folder) / "out"
        run_demo(out, serve=False, show=lambda _: None)
        for name in ("light", "dark"):
            browser.open(out / "edition.html", width=WIDTH, dark=name == "dark")
            (out / f"{name}.png").write_bytes(browser.screenshot())
        (out / "both.html").write_text(_BOTH)
        browser.open(out / "both.html", width=2 * WIDTH + 3 * GAP, height=HEIGHT + GAP)
        PICTURES.mkdir(exist_ok=True)
        (PICTURES / "edition.png").write_bytes(browser.screenshot())


if __name__ == "__main__":
    main()
