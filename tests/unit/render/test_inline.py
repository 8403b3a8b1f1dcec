from __future__ import annotations

import socket
import sys

import pytest

from digest.errors import RenderError
from digest.render import inliner
from digest.render.mjml import compile_mjml

CSS = ".s { color: blue !important; margin: 0 } .s a { text-decoration: underline }"
DARK = "@media (prefers-color-scheme: dark) { .s { color: red !important } }"
URL = "https://news.example/a?id=5&amp;x=%C3%A4%20b#z"
MJML = f"""<mjml lang="en" dir="ltr"><mj-head><mj-style>{DARK}</mj-style></mj-head><mj-body>
<mj-raw><!--digest:1--></mj-raw>
<mj-section><mj-column>
<mj-text><p class="s">One &amp; two
<a href="{URL}">link</a> <a href="__DIGEST_X__">x</a></p></mj-text>
<mj-raw><!--digest:2--></mj-raw>
<mj-text><img src="a.png" width="300" height="200" alt="x" /></mj-text>
</mj-column></mj-section>
</mj-body></mjml>"""


@pytest.fixture(params=["premailer", "css-inline"])
def name(request):
    return request.param


@pytest.fixture
def page(name):
    return inliner(name).inline(compile_mjml(MJML), CSS)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def test_the_doctype_stays_so_that_the_page_is_not_in_quirks_mode(page):
    assert page.startswith("<!DOCTYPE html>")


def test_rules_are_inlined(page):
    assert "color:blue!important" in _squeeze(page.split("<body")[1])
    assert "text-decoration:underline" in _squeeze(page.split("<body")[1])


def test_media_queries_stay_with_their_important(page):
    assert _squeeze(DARK) in _squeeze(page)
    assert _squeeze("@media only screen and (min-width:480px)") in _squeeze(page)


def test_our_own_rules_are_not_left_over_as_a_style_block(page):
    assert _squeeze(".s{color:blue") not in _squeeze(page.split("<body")[0])


def test_marks_and_fields_stay(page):
    assert page.index("<!--digest:1-->") < page.index("<!--digest:2-->")
    assert 'href="__DIGEST_X__"' in page


def test_no_mark_of_the_inliner_is_left_even_in_conditional_comments(page):
    assert "data-premailer" not in page
    assert "<!--[if lte mso 11]>" in page


def test_urls_are_untouched(page):
    assert f'href="{URL}"' in page


def test_width_and_height_stay_attributes(page):
    assert 'width="300"' in page
    assert 'height="200"' in page


def test_inlining_sets_no_attribute_that_css_has_said(name):
    css = ".s { width: 10px; height: 10px; background-color: red; text-align: left }"
    body = inliner(name).inline(compile_mjml(MJML), css).split('class="s"')[1].split(">")[0]
    assert "bgcolor=" not in body
    assert "width=" not in body
    assert "align=" not in body.replace("text-align", "")


def test_no_socket_is_opened_for_a_stylesheet(name, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    link = '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
    html = compile_mjml(MJML).replace("<head>", f"<head>{link}")
    assert "http://127.0.0.1:9/x.css" in inliner(name).inline(html, CSS)


def test_an_unknown_inliner_is_refused_with_those_that_are():
    with pytest.raises(RenderError, match="premailer, css-inline"):
        inliner("juice")


def test_a_missing_extra_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "css_inline", None)
    with pytest.raises(RenderError, match=r"digest-publisher\[fast\]"):
        inliner("css-inline").inline("<p>", "")
