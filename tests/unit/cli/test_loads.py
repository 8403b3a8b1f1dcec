"""What a command loads: the rooms that it works in, and no other; nobody waits for the rest."""

from __future__ import annotations

import subprocess
import sys

import pytest

PAGES = frozenset({"digest.render", "jinja2", "babel", "lxml", "premailer"})
STAGES = PAGES | {"digest.curate", "digest.collect.fetch", "digest.deliver.smtp", "aiohttp"}
PROGRAMS = frozenset({"aiosmtpd", "rich", "schedule", "starlette", "uvicorn"})
EDITION = frozenset({"digest.compose"})
KEYS = frozenset({"cryptography"})

LOADED = """
import sys
from digest.cli.main import run
code = run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("command", "never"),
    [
        ("subscribers list", STAGES | EDITION),
        ("subscribers export", STAGES | EDITION),
        ("suppressions list", STAGES | EDITION),
        ("sources list", STAGES | EDITION | KEYS),
        ("articles list", STAGES | EDITION | KEYS),
        ("editions list", STAGES | EDITION | KEYS),
        ("deliveries list", STAGES | EDITION | KEYS),
        ("bounces list", STAGES | EDITION),
        ("notices list", STAGES | EDITION | KEYS),
        ("relays list", STAGES | EDITION | KEYS),
        ("runs list", STAGES | EDITION | KEYS),
        ("db check", STAGES | EDITION | KEYS),
        ("config show", STAGES | EDITION | KEYS | {"sqlite3"}),
        ("why amara.okafor@example.com", STAGES),
        ("collect", PAGES | KEYS | {"digest.deliver.smtp"}),
    ],
)
def test_a_command_loads_no_room_that_it_does_not_work_in(built, command, never):
    line = [sys.executable, "-c", LOADED, *command.split()]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert (never | PROGRAMS) & set(done.stderr.split()) == set()
