"""What a page uses, who supports it, and that the table which ships is what the script makes."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from digest.render.check_sheet import tree
from digest.render.features import features
from digest.render.support import EVEN, Support, support_table

SCRIPT = Path(__file__).parents[3] / "scripts" / "make_clients.py"
TABLE = support_table()


def used(page: str) -> set[str]:
    return set(features(tree(page), TABLE.features))


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<p style='text-wrap:balance'>a", "css-text-wrap"),
        ("<p style='padding-left:1px'>a", "css-padding"),
        ("<p style='border-top:1px solid'>a", "css-border"),
        ("<p style='max-height:1px'>a", "css-max-height"),
        ("<p style='left:0'>a", "css-left-right-top-bottom"),
        ("<p style='display:flex'>a", "css-display-flex"),
        ("<p style='display:inline-flex'>a", "css-display-flex"),
        ("<p style='width:calc(100% - 1px)'>a", "css-unit-calc"),
        ("<p style='width:50vw'>a", "css-unit-vw"),
        ("<p style='color:var(--x)'>a", "css-variables"),
        ("<p style='background:linear-gradient(red,blue)'>a", "css-linear-gradient"),
        ("<p style='color:red !important'>a", "css-important"),
        ("<style>a:hover{color:red}</style>", "css-pseudo-class-hover"),
        ("<style>p::before{color:red}</style>", "css-pseudo-element-before"),
        ("<style>a>b{color:red}</style>", "css-selector-child"),
        ("<style>a~b{color:red}</style>", "css-selector-general-sibling"),
        ("<style>a[href]{color:red}</style>", "css-selector-attribute"),
        ("<style>@font-face{src:url(x)}</style>", "css-at-font-face"),
        ("<style>@import 'x.css';</style>", "css-at-import"),
        ("<style>@supports (a:b){p{color:red}}</style>", "css-at-supports"),
        (
            "<style>@media (prefers-color-scheme: dark){p{color:red}}</style>",
            "css-at-media-prefers-color-scheme",
        ),
        ("<bdi>a</bdi>", "html-bdi"),
        ("<h3>a</h3>", "html-h1-h6"),
        ("<article>a</article>", "html-semantics"),
        ("<ul><li>a</ul>", "html-lists"),
        ("<p aria-hidden='true'>a", "html-aria-hidden"),
        ("<a href='mailto:a@b.example'>a</a>", "html-mailto-links"),
        ("<a href='#top'>a</a>", "html-anchor-links"),
        ("<input type='radio'>", "html-input-radio"),
        ("<img src='https://n.example/A.WEBP?x=1'>", "image-webp"),
        ("<img src='https://n.example/a.jpeg'>", "image-jpg"),
        ("<img src='data:image/png;base64,x'>", "image-base64"),
        ("<meta name='color-scheme' content='dark'>", "html-meta-color-scheme"),
    ],
)
def test_a_feature_is_seen(page, name):
    assert name in TABLE.features
    assert name in used(page)
    assert name not in used("<p>a</p>")


@pytest.mark.parametrize(
    "page",
    [
        "<p>display: flex</p>",
        "<!--[if mso]><style>a:hover{display:flex}</style><![endif]-->",
        "<style>p{font-family:'a>b ~ 1vw'}</style>",
        "<style>/* a:hover{} */</style>",
    ],
)
def test_words_and_what_outlook_alone_reads_are_no_features(page):
    gone = {"css-display-flex", "css-pseudo-class-hover", "css-selector-child", "css-unit-vw"}
    assert not used(page) & gone


SMALL = Support(
    updated="2026-01-01",
    clients=("gmail.android", "gmail.ios", "outlook.macos", "outlook.windows"),
    names={"gmail": "Gmail", "outlook": "Outlook"},
    features={"all": "yyyy", "half": "aaaa", "some": "nyyn", "new": "uuuu", "part": "unyy"},
    titles={},
    baseline=frozenset(),
)


@pytest.mark.parametrize(
    ("feature", "shares", "share", "names"),
    [
        ("all", {"gmail": 1}, 0, ()),
        ("half", {"gmail": 1}, 0.5, ("Gmail",)),
        ("some", {"gmail": 1}, 0.5, ("Gmail",)),
        ("some", {"gmail": 1, "outlook": 1}, 0.5, ("Gmail", "Outlook")),
        ("some", {"gmail.ios": 3, "gmail": 1}, 0.25, ("Gmail",)),
        ("some", {"outlook.windows": 0.2, "gmail.ios": 0.8}, 0.2, ("Outlook",)),
        ("new", {"gmail": 1}, 0, ()),
        ("part", {"gmail": 1}, 1, ("Gmail",)),
        ("some", {}, 0, ()),
    ],
)
def test_shares(feature, shares, share, names):
    assert SMALL.lacking(feature, shares) == (pytest.approx(share), names)


def test_clients_that_are_none_are_named():
    assert SMALL.unknown(["gmail", "outlook.windows", "gmial", "gmail.palm"]) == (
        "gmial",
        "gmail.palm",
    )
    assert TABLE.unknown(EVEN) == ()


def test_the_table_is_whole():
    assert {len(letters) for letters in TABLE.features.values()} == {len(TABLE.clients)}
    assert set("".join(TABLE.features.values())) == set("ynau")
    assert TABLE.baseline < set(TABLE.features)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", TABLE.updated)
    assert {name.split(".")[0] for name in TABLE.clients} <= set(TABLE.names)


def test_the_script_takes_the_newest_version_and_notes_the_licence():
    spec = importlib.util.spec_from_file_location("make_clients", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    raw = {
        "last_update_date": "2026-05-13 18:08:06 +0000",
        "nicenames": {"family": {"gmail": "Gmail"}},
        "data": [
            {
                "slug": "css-width",
                "title": "width",
                "stats": {
                    "gmail": {
                        "ios": {"2019-09": "n", "2021-10": "a #1", "2021-2": "y"},
                        "android": {"16.80": "y", "16.9": "n"},
                        "mobile": {},
                    }
                },
            }
        ],
    }
    made = script.table(raw, "9.9.9", "MIT License")
    assert made["license"] == "MIT License"
    assert made["features"] == {"css-width": {"title": "width", "support": "ya"}}
    assert made["baseline"] == ["css-width"]
    assert (
        sorted(TABLE.baseline)
        == script.table(
            {**raw, "data": [{"slug": n, "title": n, "stats": {}} for n in TABLE.features]}, "", ""
        )["baseline"]
    )
