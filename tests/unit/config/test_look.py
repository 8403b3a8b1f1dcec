"""The operator's own look: taken where it can be read, refused with a way out where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.config.example import EXAMPLE

from digest.config import load
from digest.config.look import readable
from digest.errors import ConfigError
from digest.model import Logo, Look, Typeface
from digest.model.colour import READABLE, Colour

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


def look(tmp_path, lines: str, tokens: str | None = None) -> Look:
    file = tmp_path / "digest.toml"
    file.write_text(f"{EXAMPLE}\n[newsletters.briefing.look]\n{lines}\n")
    if tokens is not None:
        (tmp_path / "templates" / "email").mkdir(parents=True)
        (tmp_path / "templates" / "email" / "tokens.j2").write_text(tokens)
    return load(file, environ={}).newsletter("briefing").look


def refusal(tmp_path, lines: str, tokens: str | None = None) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        look(tmp_path, lines, tokens)
    return refused.value


def test_nothing_said_is_the_templates_own(tmp_path):
    assert look(tmp_path, "") == Look()


def test_all_of_it(tmp_path):
    lines = """
    accent = "#00567A"
    accent_dark = "#7cc4e8"
    heading_font = "palatino"
    text_font = "verdana"
    logo = { url = "https://news.example/logo.png", width = 240, height = 48, alt = "Ours" }
    """
    assert look(tmp_path, lines) == Look(
        accent="#00567a",
        accent_dark="#7cc4e8",
        logo=Logo(url="https://news.example/logo.png", width=240, height=48, alt="Ours"),
        heading_font=Typeface.PALATINO,
        text_font=Typeface.VERDANA,
    )


def test_an_accent_gets_a_twin_for_the_night(tmp_path):
    dark = look(tmp_path, 'accent = "#00567a"').accent_dark
    assert dark
    assert Colour.read(dark).contrast(Colour.read("#16150f")) >= READABLE


@pytest.mark.parametrize(
    ("line", "key", "ratio", "near"),
    [
        ('accent = "#ffcc00"', "accent", "1.4", "#8c7000"),
        ('accent_dark = "#00567a"', "accent_dark", "2.3", "#4a87a1"),
    ],
)
def test_a_colour_that_nobody_can_read_is_refused_with_one_that_can(
    tmp_path, line, key, ratio, near
):
    error = refusal(tmp_path, line)
    assert f"newsletters.briefing.look.{key}: " in error.message
    assert error.message.startswith(f"{tmp_path / 'digest.toml'}:")
    assert f"a contrast of {ratio}; text needs 4.5" in error.message
    assert error.hint == f"{near} is the nearest that can be read"
    assert look(tmp_path, f'{key} = "{near}"')


def test_the_paper_is_that_of_the_operators_tokens(tmp_path):
    tokens = '{%- set paper = "#222222" -%}{%- set night_paper = "#000000" -%}'
    error = refusal(tmp_path, 'accent = "#a3161f"', tokens)
    assert "on the paper #222222" in error.message


def test_tokens_that_name_no_plain_colour_are_not_judged_here(tmp_path):
    assert look(tmp_path, 'accent = "#ffcc00"', "{%- set paper = mine -%}").accent == "#ffcc00"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('accent = "red"', 'a colour such as "#a3161f"'),
        ('text_font = "comic"', 'expected one of "georgia"'),
        ('logo = { url = "logo.png", width = 9, height = 9 }', "a URL such as"),
        ('logo = { url = "https://news.example/l.png", height = 40 }', '"width" is missing'),
        ('acent = "#a3161f"', 'did you mean "accent"'),
    ],
)
def test_mistakes_are_named(tmp_path, line, said):
    assert said in refusal(tmp_path, line).message


@given(COLOURS, st.sampled_from(["#fcfaf5", "#16150f", "#ffffff", "#000000"]).map(Colour.read))
def test_whatever_is_proposed_can_be_read(colour, paper):
    assert readable(colour, paper).contrast(paper) >= READABLE
    if colour.contrast(paper) >= READABLE:
        assert readable(colour, paper) == colour
