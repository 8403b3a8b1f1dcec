"""Own files that extend the shipped tokens and macros, and set some of their names anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.render.pages import made_with
from tests.unit.render.sample import NEWSLETTER

from digest.errors import RenderError
from digest.render import Templates
from digest.render.frame import page_view

if TYPE_CHECKING:
    from pathlib import Path


def _own(folder: Path, name: str, sets: str) -> Path:
    path = folder / "email" / name
    path.write_text(f'{{# ours #}}\n{{% extends "shipped/{name}" %}}\n{sets}')
    return path


def _filled(folder: Path, name: str, text: str) -> str:
    (folder / "email" / "x.txt").write_text(f'{{% import "{name}" as t %}}{text}')
    return Templates(folder).render("x.txt", {})


def test_one_macro_is_set_anew_and_the_others_stay(folder):
    shipped = made_with(Templates(folder))
    _own(folder, "macros.j2", '{% macro kicker(slot) %}<p class="kick">* OURS</p>{% endmacro %}')
    own = made_with(Templates(folder))
    assert "* OURS</p>" in own
    assert own.count("Also covered by") == shipped.count("Also covered by") > 0


def test_what_the_shipped_macros_call_is_the_own_one(folder):
    _own(folder, "macros.j2", "{% macro mute(slot, words) %} [ours]{% endmacro %}")
    assert " [ours]<br>Also covered by" in made_with(Templates(folder))


def test_one_token_is_set_anew_where_others_are_made_of_it(folder):
    _own(
        folder,
        "tokens.j2",
        '{% set paper = "#fefefe" %}{% macro type(size, line) %}font: {{ size }}em{% endmacro %}',
    )
    own = made_with(Templates(folder))
    assert "#fefefe" in own
    assert "#fcfaf5" not in own
    assert "font:52em" in own.replace(": ", ":")
    assert "#1b1916" in own


def test_a_name_of_ones_own_is_there_for_what_is_set_anew_behind_it(folder):
    sets = '{% set ours = "#123456" %}{% set ink = ours %}{% set later = ink ~ "!" %}'
    _own(folder, "tokens.j2", sets)
    assert "#123456" in made_with(Templates(folder))
    text = "{% set paper %}white{% endset %}{% set paper_too = paper ~ 2 %}"
    (folder / "email" / "mine.j2").write_text(f'{{% extends "shipped/macros.j2" %}}{text}')
    made = _filled(folder, "mine.j2", "{{ t.paper_too }} {{ t.linked(3, 4) }}")
    assert made == 'white2 <a href="4">3</a>'


def test_what_is_set_anew_twice_loses_nothing(folder):
    sets = '{% set a = "#111111" %}{% set ink = a %}{% set b = "#222222" %}{% set ink = a ~ b %}'
    (folder / "email" / "mine.j2").write_text(f'{{% extends "shipped/tokens.j2" %}}{sets}')
    (folder / "email" / "x.txt").write_text('{% import "mine.j2" as t with context %}{{ t.ink }}')
    context = {"look": NEWSLETTER.look, "page": page_view("en")}
    assert Templates(folder).render("x.txt", context) == "#111111#222222"


def test_a_slip_in_what_is_set_anew_is_told_with_its_own_line(folder):
    path = _own(folder, "macros.j2", "\n{% macro kicker(slot) %}{{ slot.nope }}{% endmacro %}")
    with pytest.raises(RenderError) as error:
        made_with(Templates(folder))
    assert f"{path}, line 4" in str(error.value)
    assert ">    4 | {% macro kicker" in str(error.value)


def test_what_the_compiler_refuses_of_a_shipped_macro_is_placed_in_its_own_file(folder):
    _own(folder, "macros.j2", "{% macro kicker(slot) %}<mj-nope />{% endmacro %}")
    with pytest.raises(RenderError) as error:
        made_with(Templates(folder))
    assert "macros.j2, line 3: <mj-nope>" in str(error.value)


@pytest.mark.parametrize(
    ("name", "behind", "said"),
    [
        (
            "daily.mjml.j2",
            "{% block indx %}{% endblock %}",
            'shipped/daily.mjml.j2 has no block indx, so nobody prints it; did you mean "index"?',
        ),
        (
            "parts/slot.mjml.j2",
            "{% block title %}{% endblock %}",
            "shipped/parts/slot.mjml.j2 has no block title, so nobody prints it; it has none at",
        ),
        (
            "daily.mjml.j2",
            "<mj-text>Hello</mj-text>",
            "this stands outside of the blocks of shipped/daily.mjml.j2, so nobody prints it",
        ),
        (
            "parts/footer.txt.j2",
            "{{ newsletter.title }}",
            "this stands outside of the blocks of shipped/parts/footer.txt.j2, so nobody prints it",
        ),
    ],
)
def test_what_nobody_would_print_is_told_with_its_line(folder, name, behind, said):
    path = _own(folder, name, behind)
    with pytest.raises(RenderError) as error:
        made_with(Templates(folder))
    assert f"{path}, line 3: {said}" in str(error.value)


def test_a_block_that_a_filled_one_brings_is_printed(folder):
    sets = "{% block index %}{% block ours %}<mj-text>Ours</mj-text>{% endblock %}{% endblock %}"
    _own(folder, "daily.mjml.j2", sets)
    assert "Ours" in made_with(Templates(folder))


def test_blocks_of_what_is_chosen_while_filling_are_nobodys_to_judge(folder):
    (folder / "email" / "mine.txt").write_text("{% block a %}A{% endblock %}")
    text = '{% set base = "mine.txt" %}{% extends base %}{% block b %}{% endblock %}'
    (folder / "email" / "x.txt").write_text(text)
    assert Templates(folder).render("x.txt", {}) == "A"
