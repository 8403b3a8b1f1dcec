"""What may stand in what, each tag in each: it is compiled, or refused at its place."""

from __future__ import annotations

import pytest
from tests.unit.render.nested import COMPONENTS, nested
from tests.unit.render.pages import made_with

from digest.errors import RenderError
from digest.render import Templates
from digest.render.mjml import MjmlError, compile_mjml
from digest.render.mjml_nesting import HOLDS, HTML_IN, misplaced


@pytest.mark.parametrize("outer", COMPONENTS)
@pytest.mark.parametrize("inner", COMPONENTS)
def test_a_tag_is_compiled_where_it_may_stand_and_refused_elsewhere(outer, inner):
    source, offset = nested(outer, inner)
    if inner in HOLDS.get(outer, ()):
        compile_mjml(source)
        return
    with pytest.raises(MjmlError, match=f"<{inner}> can't stand in <{outer}>: it") as error:
        compile_mjml(source)
    assert error.value.offset == offset


@pytest.mark.parametrize("outer", COMPONENTS)
@pytest.mark.parametrize(("said", "word"), [("<p>x</p>", "<p>"), ("hello", "words")])
def test_words_and_html_stand_in_what_holds_text(outer, said, word):
    source, offset = nested(outer, said)
    if outer in HTML_IN or (outer in {"mj-title", "mj-preview", "mj-style"} and word == "words"):
        compile_mjml(source)
        return
    with pytest.raises(MjmlError, match=f"^{word} can't stand in <{outer}>: ") as error:
        compile_mjml(source)
    assert error.value.offset == offset


def test_no_tag_is_compiled_within_html():
    source, offset = nested("mj-text", "<div><mj-image src='x' alt='' /></div>")
    with pytest.raises(MjmlError, match="<mj-image> can't stand in <div>: it stands in") as error:
        compile_mjml(source)
    assert error.value.offset == offset + len("<div>")


@pytest.mark.parametrize("source", ["<p>x</p>", "<mj-body></mj-body>"])
def test_a_document_is_one_of_mjml(source):
    with pytest.raises(MjmlError, match="can't be the whole: "):
        compile_mjml(source)


def test_what_it_may_stand_in_is_told():
    assert misplaced("mj-section", "mj-column").endswith("it stands in mj-body or mj-wrapper")
    assert misplaced("mjml", "mj-body").endswith("it stands in the document")
    assert misplaced("mj-all", "mj-body").endswith("it stands in mj-attributes")
    told = misplaced("p", "mj-hero")
    assert told.endswith("HTML stands in mj-text, mj-button, mj-table or mj-raw")


def test_who_writes_a_template_is_told_file_and_line(folder):
    own = folder / "email" / "parts" / "section.mjml.j2"
    own.write_text("<mj-text>a</mj-text>\n<mj-section>\n</mj-section>")
    with pytest.raises(RenderError) as error:
        made_with(Templates(folder))
    assert f"{own}, line 2: <mj-section> can't stand in <mj-column>: it" in str(error.value)
