"""`digest dkim`: keys that sign mails, and the DNS records that publish them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.app import App, pass_app
from digest.cli.output import emit_array, emit_fields, emit_json, json_option, say
from digest.config import effective
from digest.config.values import domain as a_domain
from digest.config.values import idn, mailbox
from digest.dkimkey import new_pem, read_pem, record
from digest.errors import ConfigError
from digest.model import DkimAlgorithm

if TYPE_CHECKING:
    from digest.model import DkimKey

_FROM = re.compile(r"newsletters\.[^.]+\.from")
_SHOWN = ("newsletter", "name", "type", "value", "zone")


def _name(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A name in the DNS, if one is given."""
    try:
        return value and a_domain(value)
    except ValueError as error:
        raise click.BadParameter(f"expected {error}, got {value!r}") from None


def _domain(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A domain as it stands in the DNS, if one is given, in whatever letters."""
    try:
        return value and idn(value)
    except ValueError as error:
        raise click.BadParameter(f"expected {error}, got {value!r}") from None


@click.group()
def dkim() -> None:
    """Make keys that sign mails, and print their records."""


@dkim.command()
@click.option(
    "--algorithm",
    type=click.Choice([one.value for one in DkimAlgorithm]),
    default=DkimAlgorithm.RSA.value,
    show_default=True,
    help="ed25519 is shorter and faster, but some mailbox providers know only rsa.",
)
@click.option(
    "--selector", callback=_name, default="digest", show_default=True, help="Name of the key."
)
@click.option("--domain", callback=_domain, help="Who signs; by default the domain of `from`.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The new file that holds the private key; never one that exists.",
)
@json_option
@pass_app
def keygen(
    app: App, *, algorithm: str, selector: str, domain: str | None, out: Path, as_json: bool
) -> None:
    """Write a new private key to a file, and print the DNS record that publishes it."""
    domain = domain or _sender_domain(app)
    pem = new_pem(DkimAlgorithm(algorithm))
    _write(out, pem)
    fields = _fields(read_pem(pem, selector), domain)
    if as_json:
        emit_json({**fields, "file": str(out)})
    else:
        emit_fields(_shown(fields))
    say(f"the private key is in {out}; publish the record, then name the key in digest.toml:")
    say(f'  [newsletters.ID.dkim]\n  key = {{ file = "{out}" }}\n  selector = "{selector}"')


@dkim.command()
@json_option
@pass_app
def show(app: App, *, as_json: bool) -> None:
    """Print the DNS records of the keys that digest.toml names."""
    found = [
        {"newsletter": letter.id, **_fields(key, letter.dkim.domain)}
        for letter in app.settings.newsletters.values()
        if letter.dkim
        for key in letter.dkim.keys
    ]
    if as_json:
        emit_array(found)
        return
    for number, fields in enumerate(found):
        click.echo("\n" * bool(number), nl=False)
        emit_fields(_shown(fields))
    if not found:
        say("no newsletter has a key: mails are not signed here; see digest dkim keygen")


def _fields(key: DkimKey, domain: str) -> dict[str, object]:
    made = record(key, domain)
    return {
        "algorithm": key.algorithm.value,
        "selector": key.selector,
        "domain": domain,
        "name": made.name,
        "type": "TXT",
        "value": made.value,
        "strings": made.strings,
        "zone": made.zone,
    }


def _shown(fields: dict[str, object]) -> dict[str, object]:
    """What a person copies: into a form, or into a zone file."""
    return {name: fields[name] for name in _SHOWN if name in fields}


def _write(file: Path, pem: bytes) -> None:
    """Only for this account to read, and never over another key.

    Raises:
        ConfigError: the file exists, or can't be written.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        hint = "a key is never overwritten: name another file"
        raise ConfigError(
            f"{file}: {error.strerror}", hint if isinstance(error, FileExistsError) else ""
        ) from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(pem)


def _sender_domain(app: App) -> str:
    """The one domain that signs; read without the keys, of which one is still to be made."""
    settings = effective(app.options.config, environ=app.environ)
    said = {
        idn(str(one.value)) for one in settings if one.key.endswith(".dkim.domain") and one.value
    }
    senders = (str(one.value) for one in settings if _FROM.fullmatch(one.key))
    found = said or {mailbox(sender).address.rpartition("@")[2] for sender in senders}
    if len(found) != 1:
        raise click.UsageError("digest.toml names no single sender's domain: give --domain")
    return found.pop()
