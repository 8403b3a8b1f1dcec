"""`digest config`: the settings in force, and the schema of digest.toml. Changes nothing."""

from __future__ import annotations

import os

import click

from digest.cli.options import options
from digest.cli.output import emit, emit_json, json_option
from digest.config import effective, json_schema


@click.group()
def config() -> None:
    """Show the settings in force, or their schema."""


@config.command()
@json_option
def show(*, as_json: bool) -> None:
    """Show every setting, its value, and who said it; secrets are masked."""
    columns = {
        "key": lambda setting: setting.key,
        "value": lambda setting: _toml(setting.value),
        "from": lambda setting: setting.origin,
    }
    emit(effective(options().config, environ=os.environ), as_json=as_json, columns=columns)


def _toml(value: object) -> object:
    """A table as digest.toml writes it, without the keys that are not set."""
    if not isinstance(value, dict):
        return value
    said = ", ".join(f'{key} = "{word}"' for key, word in value.items() if word is not None)
    return f"{{ {said} }}" if said else "{}"


@config.command()
def schema() -> None:
    """Print the JSON Schema of digest.toml, for editors that complete TOML."""
    emit_json(json_schema())
