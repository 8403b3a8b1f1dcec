"""Rendering opens no socket, starts no program, and reads nothing but templates."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.unit.render.pages import whole
from tests.unit.render.sample import NEWSLETTER, SHIPPED, edition, templates

from digest.errors import RenderError
from digest.render import Templates, inliner, render
from digest.render.check import Against, check
from digest.render.support import support_table

_seen: list[tuple[str, str]] | None = None
_LOUD = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "urllib.")


def _listen(event: str, args: tuple[object, ...]) -> None:
    """An audit hook can't be taken off: it is deaf but for a moment."""
    if _seen is not None and (event == "open" or event.startswith(_LOUD)):
        _seen.append((event, str(args[0]) if args else ""))


sys.addaudithook(_listen)


@contextmanager
def listening():
    global _seen  # noqa: PLW0603 - the hook has no other way to hear of it
    _seen = heard = []
    try:
        yield heard
    finally:
        _seen = None


def _work(name: str, shelf: Templates) -> None:
    made = edition()
    rendered = render(made, NEWSLETTER, templates=shelf, inliner=inliner(name))
    whole(rendered, made)
    check(made, NEWSLETTER, rendered, Against(support=support_table()))


@pytest.mark.parametrize("name", ["premailer", "css-inline"])
def test_only_templates_are_read(name):
    _work(name, templates())  # imports, locales and zones are read once
    with listening() as heard:
        _work(name, templates())
    assert {event for event, _ in heard} == {"open"}
    assert {Path(path).is_relative_to(SHIPPED) for _, path in heard} == {True}


def test_the_listener_hears():
    with listening() as heard, open(__file__, encoding="utf-8"):  # noqa: PTH123 - the event itself
        pass
    assert heard == [("open", __file__)]


_OWN = """{% extends "shipped/daily.mjml.j2" %}
{% block index %}<mj-text>
<img src="http://127.0.0.1:9/pixel.png" alt="" width="1" height="1" />
<img src="file:///etc/passwd" alt="" width="1" height="1" />
<a href="http://127.0.0.1:9/">out</a>
</mj-text>
<mj-image src="http://127.0.0.1:9/a.png" alt="" />
<mj-raw><link rel="stylesheet" href="http://127.0.0.1:9/a.css" />
<link rel="stylesheet" href="/etc/passwd" /></mj-raw>{% endblock %}
{% block head %}{{ super() }}
<mj-style>@import url("http://127.0.0.1:9/b.css"); @import "/etc/passwd";
@font-face { src: url(http://127.0.0.1:9/f.woff) }</mj-style>{% endblock %}
"""


@pytest.mark.parametrize("name", ["premailer", "css-inline"])
def test_what_a_page_points_at_is_never_fetched(name, tmp_path):
    own = tmp_path / "email"
    own.mkdir()
    (own / "daily.mjml.j2").write_text(_OWN)
    sheet = (SHIPPED / "inline.css").read_text("utf-8")
    (own / "inline.css").write_text(f'@import url("http://127.0.0.1:9/c.css");\n{sheet}')
    _work(name, templates(tmp_path))
    with listening() as heard:
        _work(name, templates(tmp_path))
    assert {event for event, _ in heard} == {"open"}
    inside = [
        Path(path).is_relative_to(SHIPPED) or Path(path).is_relative_to(own) for _, path in heard
    ]
    assert all(inside)


@pytest.mark.parametrize(
    "said",
    [
        '{% include "../../../etc/passwd" %}',
        '{% include "/etc/passwd" %}',
        '{% extends "shipped/../../secret" %}',
        '{% import "..\\\\secret" as x %}',
        '<mj-include path="/etc/passwd" />',
        '<mj-font name="A" href="http://127.0.0.1:9/f.css" />',
        "<script src='http://127.0.0.1:9/'></script>",
    ],
)
def test_no_template_reaches_out_of_the_folders(said, tmp_path):
    own = tmp_path / "email" / "parts"
    own.mkdir(parents=True)
    (tmp_path / "secret").write_text("the secret")
    (own / "masthead.mjml.j2").write_text(said)
    with listening() as heard, pytest.raises(RenderError):
        _work("css-inline", templates(tmp_path))
    assert not [path for _, path in heard if "passwd" in path or "secret" in path]
