from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.render.pages import made_with

from digest.errors import RenderError
from digest.render import Templates
from digest.render.safe import Phrase

if TYPE_CHECKING:
    from pathlib import Path


def _error(folder: Path) -> str:
    with pytest.raises(RenderError) as error:
        made_with(Templates(folder))
    return str(error.value)


def test_the_operator_overrides_one_file(folder):
    (folder / "email" / "parts" / "section.mjml.j2").write_text(
        "<mj-text><h2>~ {{ section.topic }} ~</h2></mj-text>"
    )
    made = made_with(Templates(folder))
    assert "~ World ~" in made
    assert "Unsubscribe" in made


def test_an_override_may_extend_what_it_overrides(folder):
    (folder / "email" / "daily.mjml.j2").write_text(
        '{% extends "shipped/daily.mjml.j2" %}'
        "{% block index %}{{ super() }}<mj-text>Our own line</mj-text>{% endblock %}"
    )
    made = made_with(Templates(folder))
    assert "Our own line" in made
    assert made.index("Business") < made.index("Our own line") < made.index("Good morning")


def test_setting_anew_what_a_page_sets_is_refused(folder):
    own = folder / "email" / "web.html.j2"
    own.write_text('{# ours #}\n{% extends "shipped/web.html.j2" %}{% set opener = "x" %}')
    said = _error(folder)
    assert f"{own}, line 2: opener is set in vain: shipped/web.html.j2 sets it after" in said
    assert "digest templates copy web.html.j2" in said


def test_what_extends_the_macros_may_add_some(folder):
    extended = '{% extends "shipped/macros.j2" %}{% macro ours() %}Ours{% endmacro %}'
    (folder / "email" / "macros.j2").write_text(extended)
    (folder / "email" / "parts" / "section.mjml.j2").write_text(
        "<mj-text><h2>{{ m.ours() }} {{ section.heading }}</h2></mj-text>"
    )
    assert "Ours World" in made_with(Templates(folder))


def test_extending_what_is_not_shipped_is_told_as_that(folder):
    (folder / "email" / "macros.j2").write_text('{% extends "shipped/makros.j2" %}')
    with pytest.raises(RenderError, match=r"there is no template shipped/makros\.j2"):
        Templates(folder).render("macros.j2", {})


def test_tokens_can_be_overridden_alone(folder):
    shipped, _ = Templates().source("tokens.j2")
    (folder / "email" / "tokens.j2").write_text(shipped.replace("#a3161f", "#00567a"))
    assert "#00567a" in made_with(Templates(folder))


def test_a_syntax_error_names_file_and_line_and_shows_it(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text("<mj-text>\n{% if %}\n</mj-text>")
    said = _error(folder)
    assert f"{path}, line 2" in said
    assert ">    2 | {% if %}" in said


def test_a_name_that_is_not_there_names_file_and_line(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text("<mj-text>\n\n{{ section.tpoic }}</mj-text>")
    said = _error(folder)
    assert f"{path}, line 3" in said
    assert "tpoic" in said


def test_a_failing_expression_names_file_and_line(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text("<mj-text>\n{{ 1 // 0 }}</mj-text>")
    assert f"{path}, line 2" in _error(folder)


def test_bad_mjml_names_the_template_it_was_written_in(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text("<mj-text>x</mj-text>\n<mj-nope />")
    said = _error(folder)
    assert f"{path}, line 2: <mj-nope> is no MJML tag" in said


# What is wrong, in a part that a template includes; where it stands there; what is said of it.
FAULTS = [
    ("<mj-text>x</mj-text>\n<mj-text>\n<b>{{ section.topic }}\n</mj-text>", 3, "<b> is not closed"),
    ("<mj-text>\n{{ section.topic }}</p>\n</mj-text>", 2, "</p> closes what was not opened"),
    ("<mj-text>\na < b & c</mj-text>", 2, "this '<' opens no tag"),
    ("<mj-text>x</mj-text>\n<script>x()</script>", 2, "<script> is not used here"),
    ("<mj-text>\n{% if true %}__DIGEST_NOPE__{% endif %}</mj-text>", 2, "field __DIGEST_NOPE__"),
    ('{#-\n-#}\n<{{ "mj-no" }}pe />', 3, "<mj-nope> is no MJML tag"),
    ('<mj-image src="a"\n  alt="">x</mj-image>', 2, "words can't stand in <mj-image>"),
    ("<mj-text>\n{%- if true -%}\n\n<i>x</mj-text>{% endif %}", 4, "<i> is not closed"),
    ('<mj-text>\n\n{% include "../../../etc/passwd" %}</mj-text>', 3, "no template ../../"),
    ('\n{% include "parts/sectoin.mjml.j2" %}', 2, "no template parts/sectoin.mjml.j2"),
    ('\n<mj-raw><div style="\n{{ 1 }}" bad></mj-raw>', 2, "<div> is not closed before </mj-raw>"),
]


@pytest.mark.parametrize(("text", "line", "said"), FAULTS)
def test_a_fault_names_file_and_line_that_it_was_written_in(folder, text, line, said):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text(text)
    error = _error(folder)
    assert f"{path}, line {line}: " in error
    assert said in error.splitlines()[0]
    assert f"> {line:4} | {text.splitlines()[line - 1][:20]}" in error
    assert "digest.toml" not in error


@pytest.mark.parametrize(
    ("name", "text", "line", "said"),
    [
        ("inline.css", ".h { color: red }\nbroken {", 2, "this { is never closed"),
        ("inline.css", ".h { color: red }\n\n.s { color red }", 3, "is not a declaration"),
        (
            "inline.css",
            '{% import "tokens.j2" as t with context -%}\n{{ t.ink }}',
            2,
            "is not a rule",
        ),
        ("head.css", "h1 { margin: 0 }\n@media print { .s { color: red }", 2, "never closed"),
        ("daily.txt.j2", "Good day\n__DIGEST_NOPE__", 2, "field __DIGEST_NOPE__"),
    ],
)
def test_a_fault_in_another_file_names_that(folder, name, text, line, said):
    path = folder / "email" / name
    path.write_text(text)
    error = _error(folder)
    assert error.startswith(f"{path}, line {line}: ")
    assert said in error.splitlines()[0]


def test_a_fault_in_a_macro_names_the_macros_file(folder):
    path = folder / "email" / "macros.j2"
    text = Templates().source("macros.j2")[0].replace("<a href", "< a href")
    path.write_text(text)
    line = text.count("\n", 0, text.index("< a href")) + 1
    assert _error(folder).startswith(f"{path}, line {line}: this '<' opens no tag")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("linked(slot.headline, slot.url)", "linked(slot.headlin.text, slot.url)"),
        ("linked(said(other.name), other.url)", "linked(said(other.name), other.url + 1)"),
    ],
)
def test_a_fault_in_what_a_macro_is_given_is_told_of_the_line_that_gives_it(folder, right, wrong):
    path = folder / "email" / "macros.j2"
    text = Templates().source("macros.j2")[0].replace(right, wrong)
    path.write_text(text)
    line = text.count("\n", 0, text.index(wrong)) + 1
    assert _error(folder).startswith(f"{path}, line {line}: ")


FROM_SHIPPED = '{% import "macros.j2" as m %}\n{% set slot = edition.slots[0] %}\n'


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("m.sources(slot, wrods)", "'wrods' is undefined; there are edition, handed, m, slot"),
        ("m.title('h2', 'h', slot=slott)", "'slott' is undefined; did you mean \"slot\"?"),
        ("m.line('s', m.nothing)", "macros.j2 does not set nothing"),
        ("m.title('h2', 'h')", "macro 'title': parameter 'slot' was not provided"),
        ("m.speech()", "macro 'speech': parameter 'phrase' was not provided"),
        ("handed('s', wrods)", "'wrods' is undefined; there are edition, handed, m, slot"),
    ],
)
def test_what_a_shipped_macro_is_not_rightly_given_is_told_of_the_line_that_calls_it(
    folder, call, said
):
    path = folder / "email" / "own.mjml.j2"
    handing = "{% macro handed(base, phrase) %}\n{{ m.line(base, phrase) }}{% endmacro %}\n"
    path.write_text(f"{FROM_SHIPPED}{handing}<mj-text>\n{{{{ {call} }}}}</mj-text>")
    publisher = {"lang": "", "dir": ""}
    slot = {"publisher": publisher, "sources": 1, "day": "", "when": "", "mute": "m"}
    with pytest.raises(RenderError) as error:
        Templates(folder).render("own.mjml.j2", {"edition": {"slots": [slot]}})
    assert str(error.value).startswith(f"{path}, line 6: {said}\n")


def test_a_shipped_call_that_an_own_macro_does_not_fit_is_told_of_the_macro(folder):
    path = folder / "email" / "macros.j2"
    text = Templates().source("macros.j2")[0]
    text = text.replace("kicker(slot) -%}", "kicker(slot, colour) -%}\n{{ colour }}")
    path.write_text(text)
    line = text.count("\n", 0, text.index("{{ colour }}")) + 1
    assert _error(folder).startswith(f"{path}, line {line}: parameter 'colour' was not provided")


def test_a_name_that_a_macro_itself_lacks_is_told_of_the_macro(folder):
    path = folder / "email" / "own.mjml.j2"
    path.write_text(
        "{% macro say(one) %}\n{{ one.word }}{{ nothing }}{% endmacro %}\n\n"
        "{{ say({'word': 'x'}) }}"
    )
    with pytest.raises(RenderError, match=r"own\.mjml\.j2, line 2: 'nothing' is undefined"):
        Templates(folder).render("own.mjml.j2", {})


@pytest.mark.parametrize("use", ["x | length", '{"a": 1}[x]'])
def test_a_fault_that_cannot_be_found_again_is_shown_as_it_was_made(folder, use):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text("{% set x %}a{% endset %}<mj-nope />{{ USE }}".replace("USE", use))
    said = _error(folder)
    assert "In what was made from it, line" in said
    assert "<mj-nope />" in said


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("edition.sectoins", 'edition has no sectoins; did you mean "sections"?'),
        ("edition.sections[0].slots[0].headlin", 'slot has no headlin; did you mean "headline"?'),
        ("edition.blocks[0].title.txt", 'phrase has no txt; did you mean "text"?'),
        ("newsletter.qqqq", "newsletter has no qqqq"),
    ],
)
def test_what_a_variable_has_not_is_told_in_the_words_of_templates(folder, printed, said):
    path = folder / "email" / "parts" / "index.mjml.j2"
    path.write_text(f"<mj-text>\n{{{{ {printed} }}}}</mj-text>")
    assert _error(folder).startswith(f"{path}, line 2: {said}\n")


def test_a_missing_template_is_named():
    with pytest.raises(RenderError, match=r"no template nightly\.mjml\.j2"):
        Templates().render("nightly.mjml.j2", {})
    with pytest.raises(RenderError, match="no template x"):
        Templates().source("x")


def test_filters_take_a_phrase_as_its_text(folder):
    (folder / "email" / "x.txt").write_text(
        "{{ said | wrap(9) }}|{{ said | truncate(6, true, '', 0) }}|{{ said | length }}"
        "|{{ said[:3] }}|{{ said | upper }}|{{ said.lang }}"
    )
    made = Templates(folder).render("x.txt", {"said": Phrase("Rent rises", lang="en")})
    assert made == "Rent\nrises|Rent r|10|Ren|RENT RISES|en"


@pytest.mark.parametrize("name", ["x.mjml", "x.mjml.j2", "x.html", "x.j2", "x.css", "x"])
def test_everything_but_text_is_escaped(folder, name):
    (folder / "email" / name).write_text("{{ title }}")
    made = Templates(folder).render(name, {"title": "<mj-text>&"})
    assert made == "&lt;mj-text&gt;&amp;"


@pytest.mark.parametrize("name", ["x.txt", "x.txt.j2"])
def test_text_is_not_escaped(folder, name):
    (folder / "email" / name).write_text("{{ title }}")
    assert Templates(folder).render(name, {"title": "A & B"}) == "A & B"


def test_every_shipped_template_keeps_lines_apart_for_the_compiler():
    assert not Templates()._environment.trim_blocks


def test_a_link_in_an_operators_template_passes_the_filter(folder):
    (folder / "email" / "x.mjml.j2").write_text("{{ url | link }}|{{ url | image_url }}")
    assert Templates(folder).render("x.mjml.j2", {"url": "javascript:x"}) == "|"


def test_short_tokens_of_the_operators_own_are_named_with_what_they_lack(folder):
    own = folder / "email" / "tokens.j2"
    own.write_text('{% set paper = "#ffffff" %}\n')
    with pytest.raises(RenderError) as error:
        made_with(Templates(folder))
    said = str(error.value)
    assert said.startswith(f"{own}: it does not set side, ")
    assert "more; styles.mjml.j2, line 2, takes it from there" in said
    assert "jinja2" not in said
    assert "digest templates copy tokens.j2" in error.value.hint


@pytest.mark.parametrize("copied", [False, True])
def test_a_name_that_no_tokens_ever_set_is_the_fault_of_who_takes_it(folder, copied):
    if copied:
        (folder / "email" / "tokens.j2").write_text(Templates().source("tokens.j2")[0])
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text('<mj-text>\n<p style="color:{{ t.accnt }}">x</p></mj-text>')
    said = _error(folder)
    assert f'{path}, line 2: tokens.j2 does not set accnt; did you mean "accent"?' in said
    assert "jinja2" not in said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ('words("sectoins")', 'there are no words "sectoins"; did you mean "sections"?'),
        ('words("qqqqqq")', 'there are no words "qqqqqq"'),
        ('words.count("storeis", 2)', 'no words "storeis_other"; did you mean "stories_other"?'),
        ('words("paid")', 'words("paid") wants a value for name'),
    ],
)
def test_words_that_there_are_not_name_file_line_and_the_nearest(folder, asked, said):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text("<mj-text>\n{{ " + asked + " }}</mj-text>")
    error = _error(folder)
    assert f"{path}, line 2: " in error
    assert said in error.splitlines()[0]


LONG = "this text has more than 5,000,000 characters"
ENDLESS = [
    ("{{ range(9999999999) }}", "this range has more than 100,000 numbers"),
    ("{% for n in range(9999999999) %}x{% endfor %}", "this range has more than 100,000 numbers"),
    (
        "{% for n in range(9999) %}{% for m in range(9999) %}{% endfor %}{% endfor %}",
        "loops and macros went round more than 200,000 times",
    ),
    (
        "{% macro f(n) %}{{ f(n - 1) ~ f(n - 1) if n }}{% endmacro %}{{ f(60) }}",
        "loops and macros went round more than 200,000 times",
    ),
    ('{{ "x" * 9999999999 }}', "* 9,999,999,999 makes more than 5,000,000 characters"),
    *(
        ("{% set ns = namespace(s='x') %}{% for n in range(60) %}" + grown + "{% endfor %}", LONG)
        for grown in (
            "{% set ns.s = ns.s ~ ns.s %}",
            "{% set ns.s = ns.s + ns.s %}",
            "{% set ns.s %}{{ ns.s }}{{ ns.s }}{% endset %}",
        )
    ),
    (
        "{% macro f(s) %}{{ f(s ~ s) if s | length < 9999999 }}{% endmacro %}{{ f('x') }}",
        LONG,
    ),
    ("{{ 9 ** 99999999 }}", "** 99,999,999 makes too large a number"),
    ("{{ section.__class__.__mro__ }}", "access to attribute '__class__' of 'SectionView'"),
    ("{{ {}.update(a=1) }}", "access to attribute 'update' of 'dict' object is unsafe"),
]


@pytest.mark.parametrize(("text", "said"), ENDLESS)
def test_what_would_never_end_or_reach_out_names_file_and_line(folder, text, said):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text(f"<mj-text>\n{text}</mj-text>")
    error = _error(folder)
    assert f"{path}, line 2: {said}" in error
    assert f">    2 | {text[:20]}" in error


def test_a_template_that_makes_too_much_is_named(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_text('{% for n in range(99) %}{{ "word " * 9999 }}{% endfor %}')
    said = _error(folder)
    assert said.startswith("daily.mjml.j2 makes ")
    assert "more than 5,000,000" in said


def test_each_filling_has_its_own_turns(folder):
    (folder / "email" / "x.txt").write_text("{% for n in range(90000) %}{% endfor %}done")
    shelf = Templates(folder)
    assert [shelf.render("x.txt", {}) for _ in range(4)] == ["done"] * 4
