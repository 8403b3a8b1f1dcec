"""Files of templates that can't be read as they stand: what is said of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.unit.render.pages import whole
from tests.unit.render.sample import NEWSLETTER, edition

from digest.errors import RenderError
from digest.render import Templates, inliner, render
from digest.render.shelf import difference, named
from digest.render.templates import shipped_folder

if TYPE_CHECKING:
    from pathlib import Path


def _error(folder: Path) -> str:
    with pytest.raises(RenderError) as error:
        render(edition(), NEWSLETTER, templates=Templates(folder), inliner=inliner("css-inline"))
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("daily.mjml.j2", '{% extends "daily.mjml.j2" %}'),
        ("daily.txt.j2", '{% extends "daily.txt.j2" %}'),
        ("parts/lead.mjml.j2", '{% include "parts/lead.mjml.j2" %}'),
        ("macros.j2", '{% import "macros.j2" as m %}{{ m.x }}'),
    ],
)
def test_a_file_that_leads_back_to_itself_is_told_of_the_one_that_ships(folder, name, text):
    path = folder / "email" / name
    path.write_text(text)
    said = _error(folder)
    assert f"{path}, line 1: this goes round without end: it leads back to itself" in said
    assert f'the one that ships is "shipped/{name}"' in said


def test_a_file_that_leads_back_to_itself_and_replaces_none_is_shown(folder):
    (folder / "email" / "parts" / "section.mjml.j2").write_text('{% include "parts/ours.j2" %}')
    path = folder / "email" / "parts" / "ours.j2"
    path.write_text('\n{% include "parts/ours.j2" %}')
    said = _error(folder)
    assert f"{path}, line 2: this goes round without end" in said
    assert "shipped/" not in said


def test_a_folder_or_a_link_to_nothing_does_not_stand_for_a_file(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.mkdir()
    assert f"{path} stands for parts/section.mjml.j2 and is no file" in _error(folder)
    path.rmdir()
    path.symlink_to(folder / "gone.j2")
    assert f"{path} stands for parts/section.mjml.j2 and is no file" in _error(folder)
    (folder / "gone.j2").write_text("<mj-nope />")
    assert "<mj-nope> is no MJML tag" in _error(folder)


def test_a_template_that_is_not_utf_8_is_named(folder):
    path = folder / "email" / "parts" / "section.mjml.j2"
    path.write_bytes(b"<mj-text>\ncaf\xe9</mj-text>")
    said = _error(folder)
    assert f"{path}, line 2: 'utf-8' codec can't decode byte 0xe9" in said
    assert "save it as UTF-8" in said


def test_the_mark_that_an_editor_puts_in_front_is_none_of_the_text(folder):
    mark, rule = b"\xef\xbb\xbf", "h1 { color: #112233 }"
    (folder / "email" / "inline.css").write_bytes(mark + rule.encode())
    for name in ("footer.mjml.j2", "footer.txt.j2"):
        shipped = shipped_folder() / "parts" / name
        (folder / "email" / "parts" / name).write_bytes(mark + shipped.read_bytes())
    made = edition()
    own = Templates(folder)
    rendered = render(made, NEWSLETTER, templates=own, inliner=inliner("css-inline"))
    mail = whole(rendered, made)
    assert "\ufeff" not in mail.html + mail.text
    assert re.search(r"<h1[^>]*color: ?#112233", mail.html)
    assert own.source("inline.css")[0] == rule


def test_templates_cannot_reach_out_of_their_folder(folder):
    (folder / "secret").write_text("s")
    with pytest.raises(RenderError):
        Templates(folder).source("../secret")


def test_a_part_of_a_name_is_told_the_names_that_hold_it(folder):
    with pytest.raises(RenderError) as error:
        named(folder, "footer")
    assert error.value.hint == "did you mean parts/footer.mjml.j2 or parts/footer.txt.j2?"
    with pytest.raises(RenderError) as error:
        named(folder, "parts/")
    assert error.value.hint == "digest templates list shows all"


def test_a_copy_with_a_mark_in_front_does_not_differ(folder):
    shipped = shipped_folder() / "inline.css"
    (folder / "email" / "inline.css").write_bytes(b"\xef\xbb\xbf" + shipped.read_bytes())
    assert difference(named(folder, "inline.css")[0]) == ""
