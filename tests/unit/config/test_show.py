from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from tests.unit.config.example import EXAMPLE, changed

from digest.config import effective, json_schema, load
from digest.config.document import Document
from digest.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def shown(folder: Path, text: str, environ: dict[str, str] | None = None) -> dict[str, Any]:
    (folder / "digest.toml").write_text(text)
    found = effective(folder / "digest.toml", environ=environ or {})
    return {setting.key: (setting.value, setting.origin) for setting in found}


def test_each_value_says_where_it_comes_from(tmp_path):
    found = shown(tmp_path, EXAMPLE, {"DIGEST_SMTP__PORT": "25"})
    file = tmp_path / "digest.toml"
    assert found["newsletters.briefing.title"] == ("Morning Briefing", f"{file}:2")
    assert found["newsletters.briefing.topics[1].name"] == ("Business", f"{file}:11")
    assert found["sources[1].path"] == ("articles", f"{file}:28")
    assert found["smtp.port"] == (25, "DIGEST_SMTP__PORT")
    assert found["smtp.rate"] == (None, "default")


def test_secrets_are_masked(tmp_path):
    text = changed("port = 1025", 'user = "x"\npassword = "s3cret"').replace(
        "https://news.example/rss.xml", "https://me:s3cret@news.example/rss.xml"
    )
    found = shown(tmp_path, text)
    assert "s3cret" not in str(found)
    assert found["smtp.password"][0] == "********"
    assert found["sources[0].url"][0] == "https://********@news.example/rss.xml"
    by_env = shown(tmp_path, EXAMPLE, {"DIGEST_SMTP__PASSWORD": "s3cret", "DIGEST_SMTP__USER": "x"})
    assert "s3cret" not in str(by_env)


def test_a_missing_secret_does_not_hinder_showing(tmp_path):
    found = shown(tmp_path, changed("port = 1025", 'user = "x"\npassword = { env = "NO" }'))
    assert found["smtp.password"][0] == {"env": "NO", "file": None}


@pytest.mark.parametrize(
    "text",
    [
        changed('url = "https://news.example/rss.xml"', ""),
        changed('name = "Desk"', 'name = "Example"'),
        changed("port = 1025", 'user = "x"'),
        changed("port = 1025", 'user = "x"\npassword = { env = "A", file = "b" }'),
        changed("hours = 24", "hours = 1000"),
    ],
)
def test_what_other_commands_refuse_is_not_shown(tmp_path, text):
    (tmp_path / "digest.toml").write_text(text)
    with pytest.raises(ConfigError) as by_load:
        load(tmp_path / "digest.toml", environ={})
    with pytest.raises(ConfigError) as by_show:
        shown(tmp_path, text)
    assert str(by_show.value) == str(by_load.value)


def test_the_schema_describes_every_key():
    schema: Any = json_schema()
    tables = [table for table in schema["$defs"].values() if "properties" in table]
    described = [key for table in tables for key in table["properties"].items()]
    bare = [name for name, key in described if "description" not in key and "$ref" not in str(key)]
    assert len(described) > 50
    assert bare == []
    assert schema["$defs"]["NewsletterTable"]["required"] == [
        "title",
        "from",
        "public_url",
        "postal_address",
    ]
    assert all(table["additionalProperties"] is False for table in tables)


def said(value):
    """Without the keys of which nothing is said, which TOML can't write."""
    if not isinstance(value, dict):
        return value
    return {key: said(below) for key, below in value.items() if below is not None}


def test_defaults_pass_their_own_checks(tmp_path):
    (tmp_path / "digest.toml").write_text(EXAMPLE)
    whole = said(msgspec.to_builtins(Document()))
    flags = {
        f"{table}.{key}": value
        for table in ("build", "smtp", "collect", "store", "serve")
        for key, value in whole[table].items()
    }
    plain = load(tmp_path / "digest.toml", environ={}, flags=flags)
    assert plain == load(tmp_path / "digest.toml", environ={})
