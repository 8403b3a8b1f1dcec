"""The command `digest`, and `python -m digest`.

A signal that comes while the program is loaded ends it in words, with the code of a later one. So
nothing of it but the codes is imported before that is arranged.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from digest.cli.codes import INTERRUPTED


def main() -> NoReturn:
    """The console script. SIGTERM is Ctrl-C from here on, unless somebody had it ignored."""
    try:
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, signal.default_int_handler)
        from digest.cli.main import main as command  # noqa: PLC0415 - SIGTERM is heard before anything is loaded

        command()
    except KeyboardInterrupt:
        with suppress(OSError):
            os.write(2, b"interrupted\n")
        sys.exit(INTERRUPTED)
    finally:
        # Python ends itself by SIGINT, whatever the code, where one broke into an exec() of text,
        # as dataclasses need; until the next one.
        exec("")  # noqa: S102 - no text of anybody's


if __name__ == "__main__":
    main()
