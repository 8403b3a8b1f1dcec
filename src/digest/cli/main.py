"""The `digest` command: its global options, its commands by name, its exit codes.

No command is imported here, and nothing heavy: `digest --help` answers at once.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

import digest
from digest.cli.codes import FAILED, INTERRUPTED
from digest.cli.lazy import Lazy, LazyGroup
from digest.cli.options import Options, set_up_logging
from digest.cli.text import printable
from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Sequence

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})

COMMANDS = {
    "demo": Lazy(
        "digest.cli.demo:demo", "Show a whole day of a made-up newsroom, on this machine."
    ),
    "init": Lazy("digest.cli.init:init", "Write a digest.toml that explains itself."),
    "collect": Lazy("digest.cli.collect:collect", "Fetch the articles of all sources."),
    "build": Lazy("digest.cli.build:build", "Make today's edition out of them."),
    "edit": Lazy("digest.cli.edit:edit", "Decide what stands in an edition."),
    "preview": Lazy("digest.cli.preview:preview", "Look at it, as any reader would get it."),
    "check": Lazy("digest.cli.check:check", "Look for what is wrong with it."),
    "approve": Lazy("digest.cli.build:approve", "Let an edition go out."),
    "send": Lazy("digest.cli.send:send", "Send an approved edition to its readers."),
    "resume": Lazy("digest.cli.send:resume", "Finish a sending that was interrupted."),
    "run": Lazy("digest.cli.run:run", "Do all of that by the schedule, day by day."),
    "runs": Lazy("digest.cli.runs:runs", "What became of the slots of the schedule."),
    "subscribers": Lazy(
        "digest.cli.subscribers:subscribers", "Import, export and look up readers."
    ),
    "suppressions": Lazy(
        "digest.cli.suppressions:suppressions", "Addresses that must not be mailed."
    ),
    "sources": Lazy("digest.cli.sources:sources", "List, try out, add and exchange the sources."),
    "articles": Lazy("digest.cli.articles:articles", "List, show and add articles."),
    "editions": Lazy("digest.cli.editions:editions", "List and show editions."),
    "topics": Lazy(
        "digest.cli.topics:topics", "Test, train and explain how articles find their topic."
    ),
    "templates": Lazy("digest.cli.templates:templates", "List, copy and compare email templates."),
    "deliveries": Lazy("digest.cli.deliveries:deliveries", "What became of each reader's copy."),
    "bounces": Lazy("digest.cli.bounces:bounces", "Take in mail that came back, and look at it."),
    "notices": Lazy("digest.cli.notices:notices", "List, send and cancel system mails."),
    "relays": Lazy("digest.cli.relays:relays", "How the relays stand, and which domains wait."),
    "why": Lazy("digest.cli.why:why", "Why an article, a story or a mail is as it is."),
    "inbox": Lazy("digest.cli.inbox:inbox", "Run a catch-all mailbox to look at what is sent."),
    "serve": Lazy("digest.cli.serve:serve", "Run the readers' site: the archive, and leaving."),
    "site": Lazy("digest.cli.site:site", "The archive of sent editions as a folder of files."),
    "dkim": Lazy("digest.cli.dkim:dkim", "Make keys that sign mails, and print their records."),
    "keys": Lazy("digest.cli.keys:keys", "Change the secret that signs readers' links."),
    "doctor": Lazy("digest.cli.doctor:doctor", "Look whether all is fit for work."),
    "config": Lazy("digest.cli.config:config", "Show the settings in force, or their schema."),
    "db": Lazy("digest.cli.db:db", "Migrate, back up, check and prune the database."),
}


@click.command(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 failed, 2 usage, 3 configuration, 4 nothing to send, 5 some "
    "deliveries failed, 6 more than half of the sources failed, 75 try again, 130 interrupted.",
)
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to read instead of ./digest.toml (or DIGEST_CONFIG).",
)
@click.option("--debug", is_flag=True, help="Log everything, and show where an error came from.")
@click.option("-v", "--verbose", count=True, help="Say more; twice for everything.")
@click.option("-q", "--quiet", count=True, help="Say nothing but results and errors.")
@click.version_option(digest.__version__, prog_name="digest")
@click.pass_context
def root(ctx: click.Context, config: Path | None, *, debug: bool, verbose: int, quiet: int) -> None:
    """Collect the news, edit it once, and send every reader the briefing they chose."""
    ctx.obj = Options(config=config, debug=debug, volume=verbose - quiet)
    set_up_logging(ctx.obj)


def main() -> NoReturn:
    """The console script."""
    if "_DIGEST_COMPLETE" in os.environ:
        root.main(prog_name="digest")
    _open_what_is_closed()
    _speak_utf8()
    sys.exit(_flushed(run(sys.argv[1:])))


def run(args: Sequence[str]) -> int:
    """Run one command line and return its exit code; every error ends here, in words."""
    try:
        with root.make_context("digest", list(args)) as ctx:
            root.invoke(ctx)
    except click.exceptions.Exit as done:
        return done.exit_code
    except Exception as error:  # noqa: BLE001 - the last line of defence
        return _explain(error, debug="--debug" in args)
    except KeyboardInterrupt:
        return _explain(click.Abort(), debug=False)
    return 0


def _explain(error: Exception, *, debug: bool) -> int:
    """Say what went wrong, and give it its exit code."""
    match error:
        case click.ClickException():
            return _misused(error)
        case click.Abort():
            _say("interrupted")
            return INTERRUPTED
        case BrokenPipeError():
            return FAILED
        case OSError() if error.errno in _FULL and error.filename is None:
            return _unwritten(error)
        case DigestError():
            return _refused(error, debug=debug)
        case _:
            return _unexpected(error, debug=debug)


def _misused(error: click.ClickException) -> int:
    """Show it as click does; an option of `digest` itself behind a command is told its place."""
    own = {name for option in root.params for name in option.opts}
    if isinstance(error, click.NoSuchOption) and error.option_name in own:
        place = f"It stands before the command: digest {error.option_name} COMMAND."
        click.UsageError(f"{error.message} {place}", error.ctx).show()
    else:
        error.show()
    return error.exit_code


def _unwritten(error: OSError) -> int:
    _say(f"error: what was found can't be written: {error.strerror}")
    _say("  free space, or send the output elsewhere")
    return FAILED


def _refused(error: DigestError, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    _say(f"error: {error.message}")
    if error.hint:
        _say(f"  {error.hint}")
    return error.exit_code


def _unexpected(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    _say(f"error: {type(error).__name__}: {error}")
    if not debug:
        _say("  run again with --debug to see where")
    return FAILED


def _say(words: str) -> None:
    click.echo("\n".join(map(printable, words.splitlines())), err=True)


def _speak_utf8() -> None:
    """What is piped on is UTF-8; a terminal that lacks a letter shows another in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _open_what_is_closed() -> None:
    """Who closed a stream wants nothing of it; its number must not go to the database's file."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def _flushed(code: int) -> int:
    """Write out what is buffered; a reader that went away is no error worth words."""
    try:
        sys.stdout.flush()
    except OSError as error:
        # What the interpreter flushes at its end must go somewhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return code if code or isinstance(error, BrokenPipeError) else _unwritten(error)
    return code
