"""What the documentation leaves out fails here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from digest.cli.main import root
from digest.config import json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[3] / "docs"
CLI = (DOCS / "cli.md").read_text(encoding="utf-8")
CONFIG = (DOCS / "config.md").read_text(encoding="utf-8")
HEADINGS = {
    "NewsletterTable": "## [newsletters.ID]",
    "TopicTable": "### topics",
    "ScheduleTable": "### [newsletters.ID.schedule]",
    "BlockTable": "### [[newsletters.ID.blocks]]",
    "LookTable": "### [newsletters.ID.look]",
    "LogoTable": "### logo",
    "DkimTable": "### [newsletters.ID.dkim]",
    "DkimKeyTable": "### dkim key",
    "SourceTable": "## [[sources]]",
    "BuildTable": "## [build]",
    "SummariesTable": "## [summaries]",
    "SemanticTable": "## [semantic]",
    "SmtpTable": "## [smtp]",
    "DomainTable": "### [smtp.domains.DOMAIN]",
    "SecretTable": "### password",
    "CollectTable": "## [collect]",
    "CheckTable": "## [check]",
    "StoreTable": "## [store]",
    "ServeTable": "## [serve]",
    "BouncesTable": "## [bounces]",
    "WebhooksTable": "## [webhooks]",
    "SesHookTable": "### [webhooks.ses]",
    "MailgunHookTable": "### [webhooks.mailgun]",
    "PostmarkHookTable": "### [webhooks.postmark]",
    "SendGridHookTable": "### [webhooks.sendgrid]",
    "OperatorTable": "## [operator]",
}


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command, info_name=path)
    given = [p.name.upper() for p in command.params if isinstance(p, click.Argument) and p.name]
    path = " ".join([path, *given])
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from commands(below, f"{path} {name}")


ALL = dict(commands(root, "digest"))


def section(text: str, heading: str) -> str:
    found = re.search(
        rf"^{re.escape(heading)}(?![\w-]).*?(?=^#|\Z)", text, re.DOTALL | re.MULTILINE
    )
    assert found, f"no section {heading}"
    return found[0]


@pytest.mark.parametrize("path", ALL)
def test_every_command_and_option_is_documented(path):
    text = section(CLI, f"### `{path}")
    options = [opt for param in ALL[path].params for opt in param.opts if opt.startswith("--")]
    assert [option for option in options if option not in text] == []
    arguments = [p.name.upper() for p in ALL[path].params if isinstance(p, click.Argument)]
    heading = text.splitlines()[0]
    assert [name for name in arguments if name and name.rstrip("S") not in heading] == []


def test_no_command_is_documented_that_is_none():
    documented = re.findall(r"^### `(digest[^`\[]*[a-zA-Z])", CLI, re.MULTILINE)
    known = {
        shown: [path for path in ALL if f"{shown} ".startswith(f"{path} ")] for shown in documented
    }
    assert [shown for shown, paths in known.items() if not paths] == []
    assert {path for paths in known.values() for path in paths} == set(ALL)


def test_every_global_option_and_exit_code_is_documented():
    options = [opt for param in root.params for opt in param.opts]
    assert [option for option in options if f"`{option}" not in CLI] == []
    assert root.epilog is not None
    codes = re.findall(r"\d+", root.epilog)
    assert [code for code in codes if f"| {code} |" not in CLI] == []


def test_every_option_explains_itself():
    silent = [
        (path, param.name)
        for path, command in ALL.items()
        for param in command.params
        if isinstance(param, click.Option) and not param.help
    ]
    assert silent == []


@pytest.mark.parametrize("table", HEADINGS)
def test_every_key_is_documented_and_no_other(table):
    known = list(json_schema()["$defs"][table]["properties"])
    assert re.findall(r"^\| `(\w+)`", section(CONFIG, HEADINGS[table]), re.MULTILINE) == known


def test_every_table_is_documented():
    schema = json_schema()
    tables = [name for name, table in schema["$defs"].items() if "properties" in table]
    # A RelayTable has the keys of [smtp], which is one itself.
    assert set(tables) - {"Document", "RelayTable"} == set(HEADINGS)
