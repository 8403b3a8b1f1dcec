from __future__ import annotations

import json
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from digest.config.lines import find_lines

TRICKY = '''\
a.b = "x # no comment [no table]" # comment = 1
"c.d" = \'\'\'
[no]
table\'\'\'\'\'
e = """\\"""
f = 1"""
g = [ # one
  1, # two = 3
  { h = [2,
    3] },
]
[[i]]
[[i.j]]
k = 1979-05-27T07:32:00Z
[[i]]
l = {m.n = 1, o = "}"}
[i.p]
q = 1
["ü"]
r = """"quoted""""
s = 2
'''


def test_tricky_texts():
    lines = find_lines(TRICKY)
    assert lines["a", "b"] == 1
    assert lines["c.d",] == 2
    assert lines["e",] == 5
    assert lines["g",] == 7
    assert (lines["g", 0], lines["g", 1], lines["g", 1, "h", 1]) == (8, 9, 10)
    assert (lines["i",], lines["i", 0], lines["i", 0, "j", 0], lines["i", 1]) == (12, 12, 13, 15)
    assert lines["i", 0, "j", 0, "k"] == 14
    assert lines["i", 1, "l", "m", "n"] == 16
    assert lines["i", 1, "p", "q"] == 18
    assert (lines["ü", "r"], lines["ü", "s"]) == (20, 21)
    assert set(lines) >= set(paths(tomllib.loads(TRICKY)))


def test_windows_line_ends():
    assert find_lines('a = """x\r\ny"""\r\nb = 1\r\n')["b",] == 3


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [p for key, part in below for p in ((*path, key), *paths(part, (*path, key)))]


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
VALUES = st.recursive(
    st.integers(-9, 9) | st.booleans() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def toml(value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{toml(key)} = {toml(part)}" for key, part in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[\n" + ",\n".join(toml(part) for part in value) + "\n]"
    return json.dumps(value, ensure_ascii=True).replace("\x7f", "\\u007f")


@given(st.dictionaries(TEXT.filter(lambda t: t.isascii()), VALUES, max_size=4))
def test_every_path_of_any_document_has_its_line(document):
    text = "".join(f"{toml(key)} = {toml(part)}\n" for key, part in document.items())
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # a surrogate pair that json writes and TOML forbids
    lines = find_lines(text)
    assert set(lines) == set(paths(found))
    rows = text.split("\n")
    assert all(toml(key) in rows[lines[key,] - 1] for key in found)
