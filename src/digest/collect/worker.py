"""A parser's process: reads requests from stdin, parses, writes answers to stdout.

It has a limit of memory, and ends by itself where a document takes too long. It is started by
workers.py and ends with its parent.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from digest.collect.parcel import HEADER, Broke, Done, Ready, Refused, wrap
from digest.errors import SourceError

NICE: Final = 5
"""So much later than its parent a parser has its turn at the processor, see sched(7)."""


def main(memory: int, seconds: int) -> None:
    """Serve until stdin ends.

    Args:
        memory: bytes of address space.
        seconds: after so many in one document the process is ended by an alarm.
    """
    with suppress(OSError, ValueError):  # not every system has such a limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _give_way()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    serve(sys.stdin.buffer, answers, seconds)


def _give_way() -> None:
    """Let the one process that fetches and stores go first: it is who the parsers wait for.

    Linux shares out among sessions first, and this is one of its own: it has a value of its own.
    """
    os.nice(NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICE))


def serve(requests: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Say Ready, then answer each request: Done, Refused or Broke."""
    answers.write(wrap(Ready()))
    answers.flush()
    while len(head := requests.read(HEADER)) == HEADER:
        signal.alarm(seconds)
        read, args, kwargs = pickle.loads(requests.read(int.from_bytes(head)))  # noqa: S301 - the parent's
        try:
            answer: Done | Refused | Broke = Done(read(*args, **kwargs))
        except SourceError as error:
            answer = Refused(error.message, error.hint)
        except MemoryError:
            answer = Broke("it wants too much memory", memory=True)
        except Exception as error:  # noqa: BLE001 - the parent tells it
            answer = Broke(repr(error)[:500])
        answers.write(wrap(answer))
        answers.flush()
        signal.alarm(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
