"""The table of MJML against the compiler: each attribute changes what it makes, others do not."""

from __future__ import annotations

import pytest
from mjml import mjml2html

from digest.render.mjml import MjmlError, compile_mjml
from digest.render.mjml_tags import REFUSED, TAGS

_TEXT = "<mj-text>x</mj-text>"
_SHAPES = {
    "mj-breakpoint": "{}",
    "mj-body": "",
    "mj-wrapper": "<mj-wrapper{}><mj-section><mj-column>%s</mj-column></mj-section></mj-wrapper>",
    "mj-section": "<mj-section{}><mj-column>%s</mj-column></mj-section>",
    "mj-hero": "<mj-hero{}>%s</mj-hero>",
    "mj-group": "<mj-section><mj-group{}><mj-column>%s</mj-column></mj-group></mj-section>",
    "mj-column": "<mj-section><mj-column{}>%s</mj-column></mj-section>",
    "mj-text": "<mj-section><mj-column><mj-text{}>x</mj-text></mj-column></mj-section>",
    "mj-raw": "<mj-section><mj-column><mj-raw{}><p>x</p></mj-raw></mj-column></mj-section>",
    "mj-image": "<mj-section><mj-column><mj-image{} /></mj-column></mj-section>",
    "mj-button": "<mj-section><mj-column><mj-button{}>x</mj-button></mj-column></mj-section>",
    "mj-divider": "<mj-section><mj-column><mj-divider{} /></mj-column></mj-section>",
    "mj-spacer": "<mj-section><mj-column><mj-spacer{} /></mj-column></mj-section>",
    "mj-table": (
        "<mj-section><mj-column><mj-table{}><tr><td>x</td></tr></mj-table></mj-column></mj-section>"
    ),
}
# An attribute may count only beside another, and only with a value that it takes.
_BESIDE = {
    "background-position": ' background-url="https://n.example/b.png"',
    "background-repeat": ' background-url="https://n.example/b.png"',
    "background-size": ' background-url="https://n.example/b.png"',
    "background-position-x": ' background-url="https://n.example/b.png"',
    "background-position-y": ' background-url="https://n.example/b.png"',
    **{f"inner-{what}": ' padding="9px"' for what in ("background-color", "border")},
    **{f"inner-border-{side}": ' padding="9px"' for side in ("top", "right", "bottom", "left")},
    "inner-border-radius": ' padding="9px"',
    "rel": ' href="https://n.example/"',
    "target": ' href="https://n.example/"',
    "name": ' href="https://n.example/"',
}
_VALUES = ("13px", "#123456", "right", "rtl", "no-repeat", "cover", "fixed", "true", "7", "left")
_VALUES += ("full-width", "bottom", "https://n.example/z.png", "3px solid #123456", "37%", "top")

NOT_HONOURED = {
    "mjml": "owa",
    "mj-body": "id",
    "mj-style": "inline",
    "mj-image": "border-bottom border-top sizes",
    "mj-button": "title",
    "mj-raw": "position",
    "mj-section": "gutter text-padding",
    "mj-spacer": "border border-bottom border-left border-right border-top",
    "mj-table": "font-style font-weight letter-spacing role text-decoration text-transform",
    "mj-text": "background-color",
    "mj-wrapper": "gap gutter text-padding",
    "mj-hero": "border-radius mode",
}
"""What MJML's own documentation lists, or once did, and mjml-python leaves out."""


def made(tag: str, attributes: str) -> str:
    shape = _SHAPES.get(tag, "").replace("%s", _TEXT).replace("{}", attributes)
    head = (
        "<mj-title>T</mj-title><mj-attributes><mj-class name='k' css-class='q' /></mj-attributes>"
    )
    if tag == "mj-breakpoint":
        head, shape = f"{head}<mj-breakpoint{attributes} />", ""
    if tag == "mj-style":
        head = f"{head}<mj-style{attributes}>p {{ color: red }}</mj-style>"
    body = attributes if tag == "mj-body" else ""
    root = attributes if tag == "mjml" else ""
    source = (
        f"<mjml{root}><mj-head>{head}</mj-head><mj-body{body}>"
        f"{shape or _SHAPES['mj-column'].replace('%s', _TEXT).replace('{}', '')}</mj-body></mjml>"
    )
    return mjml2html(source.replace("'", '"'), fonts={})


def changes(tag: str, attribute: str) -> bool:
    """Whether any value of the attribute changes what is made."""
    beside = _BESIDE.get(attribute, "")
    before = made(tag, beside)
    values = ("k",) if attribute == "mj-class" else _VALUES
    return any(_made(tag, f'{beside} {attribute}="{value}"', before) != before for value in values)


def _made(tag: str, attributes: str, before: str) -> str:
    try:
        return made(tag, attributes)
    except ValueError:  # a value that the attribute does not take
        return before


@pytest.mark.parametrize(
    ("tag", "attribute"), [(tag, name) for tag in TAGS for name in sorted(TAGS[tag])]
)
def test_every_attribute_of_the_table_is_honoured(tag, attribute):
    assert changes(tag, attribute)


@pytest.mark.parametrize(
    ("tag", "attribute"),
    [(tag, name) for tag, names in NOT_HONOURED.items() for name in names.split()],
)
def test_what_the_compiler_passes_over_is_refused(tag, attribute):
    assert attribute not in TAGS[tag]
    assert not changes(tag, attribute)


@pytest.mark.parametrize("tag", [name for name in REFUSED if name.startswith("mj-")])
def test_a_refused_tag_says_why(tag):
    with pytest.raises(MjmlError, match="is not used here: "):
        compile_mjml(f"<mjml><mj-body><{tag}></{tag}></mj-body></mjml>")


@pytest.mark.parametrize("tag", list(TAGS))
def test_a_misspelt_tag_and_attribute_is_named_with_its_nearest(tag):
    with pytest.raises(MjmlError, match=f'did you mean "{tag}"[?]'):
        compile_mjml(f"<{tag[:-1]}{tag[-1] * 2}>")
    for attribute in TAGS[tag]:
        wrong = f"{attribute}x"
        with pytest.raises(MjmlError, match=f"has no attribute {wrong}; did you mean ") as error:
            compile_mjml(f'<mjml><mj-body>\n<{tag} {wrong}="1">')
        assert error.value.offset == 16 + len(tag) + 2


@pytest.mark.parametrize(("tag", "near"), [("divv", "div"), ("spann", "span"), ("Tabel", "table")])
def test_a_misspelt_tag_of_html_is_named_with_its_nearest(tag, near):
    with pytest.raises(MjmlError, match=f'<{tag}> is no tag; did you mean "{near}"[?]'):
        compile_mjml(f"<mjml><mj-body><mj-raw><{tag}></{tag}></mj-raw></mj-body></mjml>")


def test_tags_of_outlook_are_passed():
    compile_mjml("<mjml><mj-body><mj-raw><o:p></o:p><v:rect /></mj-raw></mj-body></mjml>")
