"""A signal at any moment: the real command ends in words, with its code, and nothing is broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

# Read by the interpreter before anything of ours: the signal comes when that module is looked for.
AT = """
import os, sys

class At:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == os.environ.get("AT"):
            exec('os.kill(os.getpid(), int(os.environ["NUMBER"]))')  # as in a dataclass

sys.meta_path.insert(0, At)
"""
BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
MOMENTS = ("digest.cli.main", "click", "digest.cli.send", "digest.pipeline.send", "uvloop")


@pytest.fixture
def struck(ready, tmp_path_factory):
    """Runs the command as a process of its own, which gets the signal at that import."""
    folder = tmp_path_factory.mktemp("struck")
    (folder / "sitecustomize.py").write_text(AT)

    def call(module, number, *args):
        environ = os.environ | {
            "PYTHONPATH": str(folder),
            "AT": module,
            "NUMBER": str(int(number)),
        }
        command = [sys.executable, "-m", "digest", *args]
        return subprocess.run(
            command, check=False, env=environ, capture_output=True, text=True, timeout=60
        )

    return call


@pytest.mark.parametrize("module", MOMENTS)
@BOTH
def test_a_send_that_is_still_being_loaded_ends_as_an_interrupted_one(
    ready, approved, struck, module, number
):
    ended = struck(module, number, "send", approved)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "interrupted\n")
    assert ready("editions", "list").rows[0]["state"] == "approved"
    assert ready("deliveries", "list", "--json").json == []


def test_who_has_a_signal_ignored_keeps_it_so(ready, struck):
    """As `nohup` does for one, and a shell for what it puts in the background."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        ended = struck("digest.cli.editions", signal.SIGTERM, "editions", "list", "--json")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert (ended.returncode, ended.stdout) == (0, "[]\n")
