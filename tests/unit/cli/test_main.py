from __future__ import annotations

import contextlib
import io
import logging
import os
import subprocess
import sys

import click
import pytest

from digest.cli.lazy import Lazy
from digest.cli.main import COMMANDS, root
from digest.cli.output import say
from digest.errors import ConfigError, DeliveryError, DigestError, EmptyEditionError, StoreBusyError

HEAVY = {
    "aiohttp",
    "aiosmtpd",
    "asyncio",
    "cryptography",
    "email_validator",
    "jinja2",
    "lxml",
    "msgspec",
    "premailer",
    "rich",
    "sqlite3",
    "sqlite_utils",
    "starlette",
    "trafilatura",
    "uvicorn",
}


def python(code: str, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **env},
    )


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from digest.cli.main import run; assert run(['--help']) == 0;"
        "print('\\n'.join(sorted(sys.modules)), file=sys.stderr)"
    )
    done = python(code)
    assert all(name in done.stdout for name in COMMANDS)
    assert HEAVY & set(done.stderr.split()) == set()


def test_the_table_says_what_the_commands_say_of_themselves():
    context = click.Context(root)
    for name, lazy in COMMANDS.items():
        command = root.get_command(context, name)
        assert command is not None
        assert command.name == name
        if isinstance(command, click.Group):
            assert command.help == lazy.help


def test_a_near_miss_is_answered(digest):
    missed = digest("sned")
    assert missed.code == 2
    assert 'Did you mean "send"?' in missed.err
    assert digest("xyz").code == 2
    assert digest("send").code == 2
    assert digest("--nope").code == 2


def test_version_and_help(digest):
    assert digest("--version").out.startswith("digest, version ")
    assert digest("send", "-h").code == 0
    assert "Usage: digest send" in digest("send", "--help").out


@pytest.fixture
def failing(monkeypatch, digest):
    """Runs a command that raises."""

    def call(error: BaseException, *options: str) -> object:
        @click.command()
        def fail() -> None:
            raise error

        monkeypatch.setattr(sys.modules[__name__], "fail", fail, raising=False)
        monkeypatch.setitem(COMMANDS, "fail", Lazy(f"{__name__}:fail", ""))
        return digest(*options, "fail")

    return call


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DigestError("broken"), 1),
        (ConfigError("broken"), 3),
        (EmptyEditionError("broken"), 4),
        (DeliveryError("broken"), 75),
        (StoreBusyError("broken"), 75),
        (ValueError("broken"), 1),
        (OSError("broken"), 1),
    ],
)
def test_errors_become_words_and_codes(failing, error, code):
    failed = failing(error)
    assert failed.code == code
    assert failed.err.startswith("error: ")
    assert "broken" in failed.err
    assert "Traceback" not in failed.err
    assert failed.out == ""


def test_a_hint_stands_below(failing):
    assert failing(DigestError("broken", "mend it")).err == "error: broken\n  mend it\n"


def test_debug_shows_where(failing):
    assert "run again with --debug" in failing(ValueError("x")).err
    for error in (ValueError("x"), DigestError("x")):
        assert "Traceback" in failing(error, "--debug").err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_is_130(failing, error):
    stopped = failing(error)
    assert (stopped.code, stopped.err) == (130, "interrupted\n")


def test_an_error_can_not_drive_the_terminal(failing):
    assert "\x1b" not in failing(DigestError("\x1b[2Jgone", "\x1b]0;title\x07")).err


def test_a_reader_that_goes_away_is_no_news(folder: object):
    code = (
        "import sys; sys.argv[1:] = ['config', 'schema']; from digest.cli.main import main; main()"
    )
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -c "{code}" | true'],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("where", "code", "words"),
    [
        (">&-", 0, ""),
        ("<&- >&-", 0, ""),
        (">/dev/full", 1, "error: what was found can't be written"),
    ],
)
@pytest.mark.parametrize("command", [["config", "schema"], ["sources", "list", "--json"]])
def test_output_that_goes_nowhere(ready, where, code, words, command):
    run = f"import sys; sys.argv[1:] = {command}; from digest.cli.main import main; main()"
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -c "{run}" {where}'],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert done.stderr.startswith(words)
    assert done.stderr.count("\n") == (2 if words else 0)


def test_what_is_piped_is_utf_8(folder):
    (folder / "digest.toml").write_text('[smtp]\nheaders = {}\nhost = "münchen"\n')
    code = "from digest.cli.main import main; main()"
    shown = python(code, "config", "show", "--json", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert "münchen" in shown.stdout


def test_a_shell_can_ask_for_completion():
    code = "from digest.cli.main import main; main()"
    assert "_digest_completion" in python(code, _DIGEST_COMPLETE="bash_source").stdout


class Above(io.StringIO):
    """What a bar puts in the place of stderr, to print above itself; as rich makes it."""

    encoding = None
    buffer = io.BytesIO()


def test_words_and_log_go_to_what_stderr_is_then(monkeypatch, digest):
    seen = Above()

    @click.command()
    def talk() -> None:
        with contextlib.redirect_stderr(seen):
            say("a word")
            logging.getLogger("digest.x").warning("a line")

    monkeypatch.setattr(sys.modules[__name__], "talk", talk, raising=False)
    monkeypatch.setitem(COMMANDS, "talk", Lazy(f"{__name__}:talk", ""))
    assert digest("talk").err == ""
    assert seen.getvalue().split("\n") == ["a word", "WARNING digest.x: a line", ""]


@pytest.mark.parametrize(
    ("options", "lines"),
    [((), {"w"}), (("-v",), {"w", "i"}), (("-vv",), {"w", "i", "d"}), (("-q",), set())],
)
def test_how_much_is_logged(monkeypatch, digest, options, lines):
    @click.command()
    def talk() -> None:
        logger = logging.getLogger("digest.x")
        logger.debug("d")
        logger.info("i")
        logger.warning("w")

    monkeypatch.setattr(sys.modules[__name__], "talk", talk, raising=False)
    monkeypatch.setitem(COMMANDS, "talk", Lazy(f"{__name__}:talk", ""))
    said = digest(*options, "talk").err.splitlines()
    assert {line.rpartition(": ")[2] for line in said} == lines


@pytest.mark.parametrize("option", ["-q", "--verbose", "--config"])
def test_an_option_of_digest_itself_behind_a_command_is_told_where_it_stands(digest, option):
    told = digest("collect", option)
    assert told.code == 2
    assert f"It stands before the command: digest {option} COMMAND." in told.err
    other = digest("collect", "--nothing")
    assert other.code == 2
    assert "stands before" not in other.err
