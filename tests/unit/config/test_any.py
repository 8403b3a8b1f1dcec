"""Whatever a line or a variable says, it loads or is refused by its place: it never crashes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.config.example import EXAMPLE

from digest.config import effective, load
from digest.errors import ConfigError

LINES = EXAMPLE.splitlines()
KEYS = [number for number, line in enumerate(LINES) if "=" in line]
VALUES = [
    *("99999999999999999999", "-1", "0x10", "1.5", "1e400", "nan", "true"),
    *("2020-01-01", "07:00:00", "2020-01-01T00:00:00Z", '""', '"x"', '"""\n"""', '"\\u0000"'),
    *("[]", "{}", "[[]]", "[{}]", "{ a = {} }", '["", ""]', "a = 1\nb = 2", "="),
]
NAMES = [
    *("SMTP", "PORT", "HEADERS", "PASSWORD", "NEWSLETTERS", "BRIEFING", "TITLE", "SOURCES"),
    *("0", "TOPICS", "SCHEDULE", "AT", "", "STORE", "URL", "BUILD", "X"),
]


def refusal(text: str, environ: dict[str, str]) -> tuple[str, str | None]:
    """The file, and why it was refused, if it was."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "digest.toml"
        file.write_text(text)
        try:
            load(file, environ=environ)
            effective(file, environ=environ)
        except ConfigError as refused:
            return str(file), refused.message
        return str(file), None


@given(st.sampled_from(KEYS), st.sampled_from(VALUES))
def test_any_value_on_any_line(number, value):
    line = f"{LINES[number].partition('=')[0]}= {value}"
    file, why = refusal("\n".join([*LINES[:number], line, *LINES[number + 1 :]]), {})
    assert why is None or why.startswith(f"{file}:")


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=5), st.sampled_from(VALUES))
def test_any_value_in_any_variable(names, value):
    variable = f"DIGEST_{'__'.join(names)}"
    _, why = refusal(EXAMPLE, {variable: value})
    assert why is None or why.startswith(f"{variable}: ")
