"""Campaign tags: on links to the newsroom's own site alone, once, and nothing else changed."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.render.pages import PageReader, whole
from tests.unit.render.sample import NEWSLETTER, READER, edition, templates

from digest.render import PremailerInliner, inliner, render
from digest.render.tags import tags

TAGGED = replace(
    NEWSLETTER,
    link_tags={"utm_source": "{newsletter}", "utm_medium": "e mail", "utm_campaign": "{date}"},
    own_domains=("meridian.example", "news0.example"),
)
OURS = tags(TAGGED, edition())
MORE = "utm_source=briefing&utm_medium=e%20mail&utm_campaign=2026-11-23"
REST = "utm_source=briefing&utm_campaign=2026-11-23"


@pytest.mark.parametrize(
    ("url", "tagged"),
    [
        ("https://meridian.example", f"https://meridian.example?{MORE}"),
        ("https://meridian.example/a", f"https://meridian.example/a?{MORE}"),
        ("http://WWW.Meridian.example/a", f"http://WWW.Meridian.example/a?{MORE}"),
        ("https://a.b.meridian.example/", f"https://a.b.meridian.example/?{MORE}"),
        ("https://meridian.example:8443/a", f"https://meridian.example:8443/a?{MORE}"),
        ("https://meridian.example/a?b=1&c", f"https://meridian.example/a?b=1&c&{MORE}"),
        ("https://meridian.example/a?", f"https://meridian.example/a?{MORE}"),
        ("https://meridian.example/a#b?c", f"https://meridian.example/a?{MORE}#b?c"),
        ("https://meridian.example/a?b#c", f"https://meridian.example/a?b&{MORE}#c"),
        (
            "https://meridian.example/?utm_medium=rss&x=%2F",
            f"https://meridian.example/?utm_medium=rss&x=%2F&{REST}",
        ),
    ],
)
def test_a_link_to_our_own_site_is_tagged(url, tagged):
    assert OURS.on_link(url) == tagged
    assert OURS.on_link(tagged) == tagged


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/",
        "https://notmeridian.example/",
        "https://meridian.example.evil.example/",
        "https://evil.example/?u=https://meridian.example/",
        "https://meridian.example@evil.example/",
        "https://meridian.example/u/abc",
        "https://meridian.example/u/__DIGEST_X__",
        "__DIGEST_UNSUBSCRIBE_URL__",
        "mailto:desk@meridian.example",
        "tel:123",
        "#top",
        "",
        "http://[x",
        "//meridian.example/",
    ],
)
def test_every_other_link_stays_as_it_is(url):
    assert OURS.on_link(url) == url
    assert OURS.on_page(f'<a href="{url}">x</a>') == f'<a href="{url}">x</a>'


def test_without_tags_nothing_changes():
    none = tags(NEWSLETTER, edition())
    assert none.on_link("https://meridian.example/?a#b") == "https://meridian.example/?a#b"


def test_without_domains_it_is_the_site_of_the_newsletter():
    site = tags(replace(TAGGED, own_domains=()), edition())
    assert site.on_link("https://www.meridian.example/") != "https://www.meridian.example/"
    assert site.on_link("https://news0.example/") == "https://news0.example/"


def test_only_links_of_a_page_are_looked_at():
    url = "https://meridian.example/a"
    still = f'<img src="{url}"><link href="{url}"><p title="{url}">{url}</p><b href="{url}">'
    assert OURS.on_page(still) == still
    old = (
        '<a class="x" data-href="https://n.example/" href="https://meridian.example/?a=1&amp;b=2">'
    )
    new = OURS.on_page(old)
    assert f'href="https://meridian.example/?a=1&amp;b=2&amp;{MORE.replace("&", "&amp;")}"' in new
    assert 'data-href="https://n.example/"' in new
    assert OURS.on_page(new) == new


def test_only_links_on_a_line_of_their_own_are_looked_at_in_a_text():
    text = "See https://meridian.example/a\n  https://meridian.example/b\nhttps://b.example/\n"
    assert OURS.on_text(text) == text.replace("example/b\n", f"example/b?{MORE}\n", 1)


_PARTS = st.text(alphabet="abc/%&=.~-+_", max_size=12)


@given(_PARTS, st.none() | _PARTS, st.none() | _PARTS, st.sampled_from(("", "www.", "x.")))
def test_what_a_link_said_it_still_says(path, query, fragment, sub):
    url = f"https://{sub}meridian.example/v{path}"
    url += "" if query is None else f"?{query}"
    url += "" if fragment is None else f"#{fragment}"
    tagged = OURS.on_link(url)
    before, after = urlsplit(url), urlsplit(tagged)
    assert before[:3] == after[:3]
    assert before.fragment == after.fragment
    assert after.query.startswith(before.query)
    assert set(parse_qsl(MORE)) <= set(parse_qsl(after.query))
    assert OURS.on_link(tagged) == tagged


@pytest.mark.parametrize("name", ["premailer", "css-inline"])
def test_the_mail_has_them_in_both_parts_and_the_hash_covers_them(name):
    made = edition()
    plain, tagged = (
        render(made, letter, templates=templates(), inliner=inliner(name))
        for letter in (NEWSLETTER, TAGGED)
    )
    assert plain.hash != tagged.hash
    shown = whole(tagged, made)
    links = [one.get("href", "") for one in PageReader(shown.html).all("a")]
    own = [link for link in links if "utm_" in link]
    assert f"https://news0.example/a/0?id=5&x=y&{MORE}" in own
    assert {urlsplit(link).hostname for link in own} == {"meridian.example", "news0.example"}
    leave = READER["unsubscribe_url"].decode()
    assert leave in links
    assert f"\n{leave}\n" in shown.text
    assert f"\nhttps://news0.example/a/0?id=5&x=y&{MORE}\n" in shown.text
    assert "news1.example/a/1?id=5&x=y\n" in shown.text


def test_another_campaign_is_another_hash():
    hashes = {
        render(
            edition(),
            replace(TAGGED, link_tags={"utm_source": value}),
            templates=templates(),
            inliner=PremailerInliner(),
        ).hash
        for value in ("a", "b")
    }
    assert len(hashes) == 2


def test_values_are_encoded():
    odd = tags(replace(TAGGED, link_tags={"a": "b&c=d#é"}), edition())
    assert odd.on_link("https://meridian.example/") == (
        "https://meridian.example/?a=b%26c%3Dd%23%C3%A9"
    )
