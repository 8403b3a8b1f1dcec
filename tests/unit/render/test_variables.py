"""The list of variables is complete, and an old name goes on working."""

from __future__ import annotations

import dataclasses
import inspect
import logging
import re
from importlib import import_module
from pkgutil import iter_modules

import pytest
from tests.unit.render.pages import whole
from tests.unit.render.sample import NEWSLETTER, SHIPPED, edition, templates

import digest.render
from digest.errors import RenderError
from digest.render import PremailerInliner, render
from digest.render.parts import FIELDS
from digest.render.renames import RENAMED, RenamingEnvironment

README = (SHIPPED / "README.md").read_text("utf-8")
VARIABLES = re.search(r"\n## Variables\n(.*?)\n## ", README, re.DOTALL)[1]
ROOM = [import_module(f"digest.render.{one.name}") for one in iter_modules(digest.render.__path__)]
VIEWS = {
    name.removesuffix("View").lower(): view
    for module in ROOM
    for name, view in inspect.getmembers(module, dataclasses.is_dataclass)
    if name.endswith("View")
}


def documented(name: str) -> set[str]:
    """The attributes of the row, or rows, that begin with `name.`"""
    found = re.findall(rf"^\| (`{name}\.[^|]*)\|", VARIABLES, re.MULTILINE)
    return {one.removeprefix(f"{name}.").lstrip(".") for row in found for one in _names(row)}


def _names(row: str) -> list[str]:
    return re.findall(r"`([\w.]+)`", row)


@pytest.mark.parametrize("name", ["newsletter", "edition", "section", "slot", "block"])
def test_every_variable_is_listed_and_no_other(name):
    assert documented(name) == {field.name for field in dataclasses.fields(VIEWS[name])}


@pytest.mark.parametrize("name", VIEWS)
def test_what_they_are_made_of_is_listed_too(name):
    listed = {one.lstrip(".").rpartition(".")[2] for one in _names(VARIABLES)}
    assert {field.name for field in dataclasses.fields(VIEWS[name])} <= listed


def test_every_field_and_filter_is_listed():
    fields = set(re.findall(r"^\| `__DIGEST_(\w+)__`", README, re.MULTILINE))
    assert {name.lower() for name in fields} == FIELDS | {"topic_1_count", "topic_1_place"}
    own = {name for name in ("link", "image_url", "wrap") if f"`{name}" in VARIABLES}
    assert own == {"link", "image_url", "wrap"}


def test_what_was_renamed_is_said_in_the_list():
    for (view, old), new in RENAMED.items():
        what = view.removesuffix("View").lower()
        assert f"`{what}.{old}` is now `{what}.{new}`" in README


def test_an_old_name_works_and_warns_with_file_and_line(tmp_path, caplog, monkeypatch):
    monkeypatch.setattr(RenamingEnvironment, "renamed", {("SlotView", "teaser"): "summary"})
    own = tmp_path / "email" / "parts" / "slot.mjml.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        "{# ours #}\n<mj-text>\n<h3>{{ slot.headline }}</h3> {{ slot.teaser }}</mj-text>\n"
    )
    made = edition()
    with caplog.at_level(logging.WARNING):
        rendered = render(
            made, NEWSLETTER, templates=templates(tmp_path), inliner=PremailerInliner()
        )
    assert caplog.messages == [f"{own}, line 3: slot.teaser is now slot.summary"]
    shown = whole(rendered, made).html
    assert made.sections[0].slots[2].summary in shown


def test_a_name_that_never_was_stays_an_error(tmp_path):
    own = tmp_path / "email" / "parts" / "slot.mjml.j2"
    own.parent.mkdir(parents=True)
    own.write_text("<mj-text>{{ slot.teaser }}</mj-text>\n")
    with pytest.raises(RenderError, match=r"line 1: .*teaser"):
        render(edition(), NEWSLETTER, templates=templates(tmp_path), inliner=PremailerInliner())


@pytest.mark.parametrize(
    "printed",
    ["{{ section.topic }}", "{{ section.topic | upper }}", '{{ section.topic if 1 }}{{ "" ~ "" }}'],
)
def test_a_topic_that_is_printed_has_its_name_in_the_language_and_says_so(
    tmp_path, caplog, printed
):
    own = tmp_path / "email" / "parts" / "section.mjml.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f"<mj-text>\n<h2>{printed}</h2></mj-text>\n")
    made = edition()
    other = dataclasses.replace(made.sections[0], topic="Other")
    made = dataclasses.replace(made, language="de", sections=(other, *made.sections[1:]))
    with caplog.at_level(logging.WARNING):
        rendered = render(
            made, NEWSLETTER, templates=templates(tmp_path), inliner=PremailerInliner()
        )
    words = "section.topic is for marks; print section.heading"
    assert caplog.messages == [f"{own}, line 2: {words}"]
    shown = whole(rendered, made).html
    assert "weiteres</h2>" in shown.lower()
