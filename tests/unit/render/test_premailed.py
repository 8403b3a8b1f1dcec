"""premailer asked by chains gives what it gives for the whole page, byte for byte."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import premailer
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.unit.render.foreign import LANGUAGES, foreign_edition, foreign_newsletter
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.model import Block, BlockKind, Cadence
from digest.render import SystemKind, premailed, render, render_system
from digest.render.inline import whole
from digest.render.premailed import by_chains, inlined

SHIPPED = templates()
DOCTYPE = "<!DOCTYPE html>"
CLASSES = ("a", "b", "c")
TAGS = ("div", "p", "span", "td")
SIMPLE = ("p", "div", ".a", ".b", "p.c", "#x", "a:hover", "td")
VALUES = ("color: red", "color: blue !important", "margin: 0 1px", "font: 12px/14px a, serif")
SELECTORS = st.lists(st.sampled_from(SIMPLE), min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from((" ", " > ", ", ")).map(lambda mark: mark.join(parts))
)
SHEETS = st.lists(
    st.tuples(SELECTORS, st.lists(st.sampled_from(VALUES), min_size=1, max_size=2)), max_size=6
).map(lambda rules: "\n".join(f"{said} {{ {'; '.join(told)} }}" for said, told in rules))
STYLES = st.sampled_from(("", ' style="color: green"', ' style="padding:0;color:green"'))
PAGES = st.recursive(
    st.sampled_from(("word", "a &amp; b", "<!--note-->", "<br>")),
    lambda inner: st.tuples(
        st.sampled_from(TAGS), st.sampled_from(("", *CLASSES, "a b")), STYLES, st.lists(inner)
    ).map(lambda of: f'<{of[0]} class="{of[1]}"{of[2]}>{"".join(of[3])}</{of[0]}>'),
    max_leaves=12,
)


class Watch:
    """An inliner that keeps what it was given."""

    def inline(self, html, css):
        self.page, self.css = html.strip(), css
        return html


def sources():
    """The pages before they are inlined: each template, language and system mail."""
    blocks = tuple(
        Block(id=kind, kind=kind, text="One: two", title="Title", source="Office")
        for kind in BlockKind
    )
    for name in ("daily", "brief", "weekly"):
        letter = replace(NEWSLETTER, template=name)
        cadence = Cadence.WEEKLY if name == "weekly" else Cadence.DAILY
        yield partial(render, replace(edition(blocks), cadence=cadence), letter, templates=SHIPPED)
    for name in LANGUAGES:
        yield partial(render, foreign_edition(name), foreign_newsletter(name), templates=SHIPPED)
    values = {"url": "https://meridian.example/c/x", "name": "Zoë", "days": "3"}
    for kind in SystemKind:
        moved = {"moved_to": "j•••@n•••.example"} if kind is SystemKind.MOVED else {}
        yield partial(render_system, kind, NEWSLETTER, {**values, **moved}, templates=SHIPPED)


@pytest.mark.parametrize("made", list(sources()))
def test_shipped_pages_come_out_as_from_premailer_alone(made):
    watch = Watch()
    made(inliner=watch)
    page = watch.page.replace("<!doctype html>", DOCTYPE, 1)
    assert by_chains(watch.css)
    assert inlined(page, watch.css) == whole(page, watch.css)
    assert inlined(page, watch.css) != page


@given(PAGES, SHEETS)
@example('<p class="a"><span>x</span></p><p><span>x</span></p>', ".a span { color: red }")
@example('<p class="a" style="color: green">x</p>', ".a { color: red !important }")
def test_any_page_and_sheet_come_out_as_from_premailer_alone(body, css):
    page = (
        f"{DOCTYPE}<html><head><style>p {{ margin: 9px }}</style></head><body>{body}</body></html>"
    )
    assert by_chains(css)
    assert inlined(page, css) == whole(page, css)


@pytest.mark.parametrize(
    ("css", "chains"),
    [
        ("p + p { margin: 0 }", False),
        ("p ~ p { margin: 0 }", False),
        ("p:first-child { margin: 0 }", False),
        ("p:nth-child(2) { margin: 0 }", False),
        ("p:not(.a) { margin: 0 }", False),
        ("a[href] { margin: 0 }", False),
        ("@media print { p + p { margin: 0 } }", False),
        ("a:hover, .a > b { margin: 0 }", True),
        ("/* a + b */ .a { background: url(x+y[1]) }", True),
        ("@media (min-width: 1px) { .a { margin: 0 } }", True),
        ("", True),
    ],
)
def test_rules_that_look_beside_an_element_go_to_premailer_with_the_whole_page(css, chains):
    assert by_chains(css) is chains


def test_premailer_is_asked_once_for_what_is_alike(monkeypatch):
    asked = []

    class Counted(premailer.Premailer):
        def transform(self, *args, **more):
            asked.append(len(list(self.html.iter())))
            return super().transform(*args, **more)

    monkeypatch.setattr(premailer, "Premailer", Counted)
    css = ".once { color: red } .once b { color: blue }"
    for words in ("one", "two", "three"):
        story = f'<p class="once">{words} <b>x</b></p>'
        made = inlined(f"{DOCTYPE}<html><body>{story * 9}</body></html>", css)
        assert made.count('style="color:red"') == made.count('style="color:blue"') == 9
    inlined(f'{DOCTYPE}<html><body><p class="other">x</p></body></html>', css)
    assert asked == [4, 3]  # html, body and what is new


def test_what_is_kept_has_a_bound(monkeypatch):
    monkeypatch.setattr(premailed, "MAX_CHAINS", 10)
    css = ".kept { color: red }"
    for number in range(30):
        page = f'{DOCTYPE}<html><body><p class="kept k{number}">x</p></body></html>'
        assert 'style="color:red"' in inlined(page, css)


def test_threads_may_inline_at_once():
    css = ".t { color: red }"
    pages = [
        f'{DOCTYPE}<html><body><p class="t n{n % 7}"><b class="m{n % 5}">{n}</b></p></body></html>'
        for n in range(200)
    ]
    with ThreadPoolExecutor(8) as beside:
        made = list(beside.map(lambda page: inlined(page, css), pages))
    assert made == [whole(page, css) for page in pages]
