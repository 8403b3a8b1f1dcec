"""Debian's Chromium, headless, spoken to over a pipe in its own DevTools protocol.

No port is opened and no page may reach the network: names resolve to nothing, loopback apart.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from tests.peers import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-pipe",
)


class Chromium:
    """One browser with one tab; use it as a context manager.

    Leaving fails if the browser did not end well or its folder can't be removed: nothing of it
    is left behind unseen.
    """

    def __init__(self) -> None:
        [program] = require("chromium")
        self.home = tempfile.mkdtemp(prefix="chromium-")
        read_theirs, self._write = os.pipe()
        self._read, write_theirs = os.pipe()
        # The browser wants its ends as file descriptors 3 and 4; only a shell can place them.
        self._process = subprocess.Popen(
            [
                "/bin/bash",
                "-c",
                f'exec "$@" 3<&{read_theirs} 4>&{write_theirs}',
                "chromium",
                program,
                *_FLAGS,
                f"--user-data-dir={self.home}",
                "about:blank",
            ],
            pass_fds=(read_theirs, write_theirs),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_theirs)
        os.close(write_theirs)
        self._rest = b""
        self._number = 0
        self._session = ""
        self._events: set[str] = set()
        self.code: int | None = None
        self.console: list[str] = []

    def __enter__(self) -> Self:
        try:
            self._attach()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._end()
        finally:
            os.close(self._write)
            os.close(self._read)
            shutil.rmtree(self.home)

    def open(self, page: Path | str, *, width: int, dark: bool = False, height: int = 800) -> None:
        """Show a file or URL at a window width, by day or by night; waits until it is loaded."""
        url = page if isinstance(page, str) else page.resolve().as_uri()
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        self._events.clear()
        self.call("Page.navigate", url=url)
        self._until("Page.loadEventFired")
        self.evaluate("document.fonts.ready")

    def evaluate(self, script: str) -> Any:
        """Give the value of a script; promises are awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def screenshot(self, **how: object) -> bytes:
        """Give the whole page as PNG; `how` is as in `Page.captureScreenshot`: a clip, a format."""
        wanted = {"format": "png", "captureBeyondViewport": True, **how}
        answer = self.call("Page.captureScreenshot", **wanted)
        return base64.b64decode(answer["data"])

    def pixel(self, x: float, y: float) -> tuple[int, ...]:
        """Give the colour of one point of the page."""
        clip = {"x": x, "y": y, "width": 1, "height": 1, "scale": 1}
        head, _, rest = self.screenshot(clip=clip).partition(b"IDAT")
        begun = zlib.decompressobj().decompress(rest[: int.from_bytes(head[-4:])])
        return tuple(begun[1:4])  # behind the name of the filter, which changes no first point

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Wait until what is done inside has made the page load again."""
        self._events.clear()
        yield
        self._until("Page.loadEventFired")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _attach(self) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def _end(self) -> None:
        """Let it end by itself: one that is killed leaves children, who write on in its folder."""
        try:
            self._session = ""
            self.call("Browser.close")
            self.code = self._process.wait(timeout=20)
        finally:
            self._process.kill()
            self._process.wait()

    def _until(self, event: str) -> None:
        while event not in self._events:
            self._receive()

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            got = os.read(self._read, 1 << 20)
            assert got, "chromium went away"
            self._rest += got
        said, self._rest = self._rest.split(b"\0", 1)
        message = json.loads(said)
        self._events.add(message.get("method", ""))
        if message.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
            self.console.append(json.dumps(message["params"]))
        return dict(message)
