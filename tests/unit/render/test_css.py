"""A sheet read into rules, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.render.css import Declaration, Rule, declarations, rules


def test_rules_in_their_order_with_what_is_around_them():
    css = """
    @import url("a;b.css");
    /* h1 { } */ h1, h2 { color: red; background: url(data:x;y{}) }
    @media screen { p { margin:0!important } @supports (a: b) { i { top: 0 } } }
    u { content: "}{;" }
    """
    assert list(rules(css)) == [
        Rule(('@import url("a;b.css")',), ""),
        Rule(
            (),
            "h1, h2",
            (Declaration("color", "red"), Declaration("background", "url(data:x;y{})")),
        ),
        Rule(("@media screen",), ""),
        Rule(("@media screen",), "p", (Declaration("margin", "0", important=True),)),
        Rule(("@media screen", "@supports (a: b)"), ""),
        Rule(("@media screen", "@supports (a: b)"), "i", (Declaration("top", "0"),)),
        Rule((), "u", (Declaration("content", '"}{;"'),)),
    ]


def test_declarations():
    assert list(declarations("COLOR : Red ; ; x; a:b ! IMPORTANT;c:url(d;e)")) == [
        Declaration("color", "Red"),
        Declaration("a", "b", important=True),
        Declaration("c", "url(d;e)"),
    ]


@given(st.text(alphabet="{};:@\"'()/*! ab\\\n", max_size=60))
def test_no_sheet_is_too_broken_to_be_read(css):
    assert all(isinstance(rule, Rule) for rule in rules(css))
    assert all(one.name for one in declarations(css))
