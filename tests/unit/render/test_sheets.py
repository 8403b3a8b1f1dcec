from __future__ import annotations

import pytest

from digest.model import Look
from digest.render import Templates
from digest.render.frame import page_view
from digest.render.places import MadeError
from digest.render.sheets import check_css, check_styles

FINE = """
/* a { comment; } " */
@import url(data:text/css;base64,e30=);
@charset "utf-8";
h1, a:hover, .x > b { margin: 0; --own: 1; background: url("a;b}.png") }
.last { color: red; }
.none { }
@media only screen and (max-width: 479px) { .a { content: "}" !important } }
@font-face { font-family: 'it\\'s {' }
"""


def test_what_is_whole_passes():
    check_css(FINE)


@pytest.mark.parametrize(
    ("css", "said", "at"),
    [
        ("broken {", "{ is never closed", "broken"),
        (".a { color: red }\nb { .c { color: red }", "{ is never closed", "b {"),
        (".a { color: red }}", "} closes nothing", "}}"),
        (".a { color red }", "'color red' is not a declaration", "color red"),
        (".a { color: red; { } }", "{ has no selector", "{ } }"),
        (".a { color: }", "'color:' is not a declaration", "color:"),
        ("color: red;", "'color: red' is not a rule", "color"),
        ("/* open", "/* is never closed", "/*"),
        ('.a { content: "x }', '" is never closed', '"x'),
        ("stray", "'stray' is not a rule", "stray"),
    ],
)
def test_what_is_not_whole_is_refused_with_its_place(css, said, at):
    with pytest.raises(MadeError) as error:
        check_css(css)
    assert said in error.value.problem
    offset = css.index(at) + (1 if at == "}}" else 0)
    assert error.value.offset == offset


def test_a_sheet_inside_a_document_has_the_documents_offsets():
    mjml = "<mjml><mj-style>a { color: red }</mj-style><mj-style>b {</mj-style></mjml>"
    with pytest.raises(MadeError) as error:
        check_styles(mjml)
    assert error.value.offset == mjml.index("b {")


def test_the_sheets_that_ship_are_whole():
    for name in ("inline.css", "head.css"):
        check_css(Templates().render(name, {"page": page_view("en"), "look": Look()}))
