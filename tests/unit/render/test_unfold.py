"""Macros unfolded into each other print what they print when they are called."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, UndefinedError
from jinja2.nodes import Call, Macro

from digest.render.sandbox import BoundEnvironment
from digest.render.templates import Templates
from digest.render.unfold import unfold

USE = "{{ outer({'word': '<b>', 'words': ['x', 'y']}) }}"
SAY = "{% macro say(one) %}[{{ one.word }}]{% endmacro %}"

SOURCES = {
    "as it is": SAY + "{% macro outer(all) %}{{ say(all) }}{% endmacro %}",
    "the same name inside": SAY
    + "{% macro outer(one) %}{{ say(one) }}{{ one.word }}{% endmacro %}",
    "a default": (
        "{% macro say(one, mark='&', tag='i') %}<{{ tag }}>{{ mark }}{{ one.word }}{% endmacro %}"
        "{% macro outer(all) %}{{ say(all) }}{{ say(all, tag='u') }}{{ say(all, '!') }}"
        "{% endmacro %}"
    ),
    "told later": "{% macro outer(all) %}{{ say(all) }}{% endmacro %}" + SAY,
    "three deep": (
        SAY + "{% macro twice(one) %}{{ say(one) }}{{ say(one) }}{% endmacro %}"
        "{% macro outer(all) %}{{ twice(all) }}{% endmacro %}"
    ),
    "in a loop and a choice": (
        "{% macro say(word) %}({{ word }}){% endmacro %}"
        "{% macro outer(all) %}{% for word in all.words %}{% if loop.first %}{{ say(word) }}"
        "{% elif word %}{{ say('other ' ~ word) }}{% else %}{{ say('none') }}{% endif %}"
        "{% else %}{{ say('empty') }}{% endfor %}{{ word }}{% endmacro %}"
    ),
    "a name that means another thing where it is called": (
        "{% set mark = 'top' %}{% macro say(one) %}{{ mark }}{{ one.word }}{% endmacro %}"
        "{% macro outer(all) %}{% set mark = 'own' %}{{ say(all) }}{{ mark }}{% endmacro %}"
    ),
    "what is set stays inside": (
        "{% macro say(one) %}{% set mark = one.word %}{{ mark }}{% endmacro %}"
        "{% set mark = 'top' %}{% macro outer(all) %}{{ say(all) }}{{ mark }}{% endmacro %}"
    ),
    "a loop of its own": (
        "{% macro say(one) %}{% for word in one.words %}{{ loop.index }}{{ word }}{% endfor %}"
        "{% endmacro %}{% macro outer(all) %}{% for one in all.words %}{{ say(all) }}{% endfor %}"
        "{% endmacro %}"
    ),
    "itself": (
        "{% macro say(n) %}{{ n }}{% if n %}{{ say(n - 1) }}{% endif %}{% endmacro %}"
        "{% macro outer(all) %}{{ say(5) }}{% endmacro %}"
    ),
    "whatever is given": (
        "{% macro say() %}{{ varargs | join }}{{ kwargs.end }}{% endmacro %}"
        "{% macro outer(all) %}{{ say(all.word, '>', end='.') }}{% endmacro %}"
    ),
    "an argument of a macro's name": (
        SAY + "{% macro inner(say) %}{{ say(1) }}{% endmacro %}"
        "{% macro outer(all) %}{{ inner(range) }}{% endmacro %}"
    ),
    "four deep": (
        SAY + "{% macro a(one) %}{{ say(one) }}{% endmacro %}{% macro b(one) %}{{ a(one) }}"
        "{% endmacro %}{% macro c(one) %}{{ b(one) }}{% endmacro %}"
        "{% macro outer(all) %}{{ c(all) }}{{ c(all) }}{% endmacro %}"
    ),
    "told twice": (
        SAY + "{% macro outer(all) %}{{ say(all) }}{% endmacro %}"
        "{% macro say(one) %}second{% endmacro %}"
    ),
}


class Unfolding(BoundEnvironment):
    def _parse(self, source, name, filename):
        tree = super()._parse(source, name, filename)
        unfold(tree)
        return tree


def printed(kind, source):
    return kind(autoescape=True).from_string(source + USE).render()


def calls(macro):
    return [one.node.name for one in macro.find_all(Call) if hasattr(one.node, "name")]


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_it_prints_what_the_calls_print(source):
    assert printed(Unfolding, source) == printed(Environment, source)


def test_a_name_that_is_taken_from_another_file_is_that_files():
    files = {
        "other": "{% macro say(one) %}other{% endmacro %}",
        "own": SAY + "{% macro outer(all) %}{{ say(all) }}{% endmacro %}"
        "{% from 'other' import say %}" + USE,
    }
    made = [
        kind(loader=DictLoader(files), autoescape=True).get_template("own").render()
        for kind in (Unfolding, Environment)
    ]
    assert made == ["other", "other"]


def test_calls_of_the_same_file_are_gone():
    tree = Unfolding().parse(SOURCES["three deep"])
    outer = next(one for one in tree.body if isinstance(one, Macro) and one.name == "outer")
    assert calls(outer) == []


def test_an_argument_that_is_not_given_is_lacking_as_it_was():
    source = SAY + "{% macro outer(all) %}{{ say() }}{% endmacro %}"
    with pytest.raises(UndefinedError, match="parameter 'one' was not provided"):
        printed(Unfolding, source)


def test_a_loop_counts_turns_where_it_was_unfolded():
    source = (
        "{% macro say(one) %}{% for n in range(90000) %}{% endfor %}{% endmacro %}"
        "{% macro outer(all) %}{{ say(1) }}{{ say(1) }}{{ say(1) }}{% endmacro %}"
    )
    with pytest.raises(OverflowError, match="200,000"):
        printed(Unfolding, source)


def test_a_fault_is_told_of_the_line_where_it_stands(tmp_path):
    folder = tmp_path / "email"
    folder.mkdir()
    (folder / "own.txt.j2").write_text(
        "{% macro say(one) %}\n{{ one.nothing }}\n{% endmacro %}\n"
        "{% macro outer(all) %}{{ say(all) }}{% endmacro %}\n{{ outer('x') }}\n"
    )
    with pytest.raises(Exception, match=r"own\.txt\.j2, line 2: .*nothing"):
        Templates(tmp_path).render("own.txt.j2", {})
