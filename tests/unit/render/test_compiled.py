from __future__ import annotations

import pytest

from digest.errors import RenderError
from digest.render import Templates
from digest.render.renames import RenamingEnvironment

DAY = "{% block lead %}Shipped{% endblock %}\n"
OURS = '{% extends "day.txt" %}{% block lead %}Ours{% endblock %}'


@pytest.fixture
def compiled(monkeypatch):
    """The names of what is compiled, in its order."""
    names = []
    compiles = RenamingEnvironment.compile

    def compile_(self, source, name=None, filename=None, *args, **named):
        names.append(name)
        return compiles(self, source, name, filename, *args, **named)

    monkeypatch.setattr(RenamingEnvironment, "compile", compile_)
    return names


@pytest.fixture
def put(folder):
    def put(name, text):
        (folder / "email" / name).write_text(text)

    put("day.txt", DAY)
    put("ours.txt", OURS)
    return put


def test_a_template_is_compiled_once_for_all_who_fill_it(folder, put, compiled):
    assert Templates(folder).render("ours.txt", {}) == "Ours\n"
    assert compiled == ["ours.txt", "day.txt"]
    assert Templates(folder).render("ours.txt", {}) == "Ours\n"
    assert compiled == ["ours.txt", "day.txt"]


def test_a_file_that_changed_is_compiled_anew(folder, put, compiled):
    Templates(folder).render("ours.txt", {})
    put("ours.txt", OURS.replace("Ours", "Theirs"))
    assert Templates(folder).render("ours.txt", {}) == "Theirs\n"
    assert compiled == ["ours.txt", "day.txt", "ours.txt"]


def test_it_is_judged_anew_where_what_it_extends_changed(folder, put):
    Templates(folder).render("ours.txt", {})
    put("day.txt", DAY.replace("lead", "top"))
    with pytest.raises(RenderError, match=r"day\.txt has no block lead"):
        Templates(folder).render("ours.txt", {})


def test_the_same_file_in_other_folders_is_another(folder, put, tmp_path):
    other = tmp_path / "other"
    (other / "email").mkdir(parents=True)
    (other / "email" / "ours.txt").write_text(OURS)
    (other / "email" / "day.txt").write_text(DAY.replace("\n", ", too\n"))
    assert Templates(folder).render("ours.txt", {}) == "Ours\n"
    assert Templates(other).render("ours.txt", {}) == "Ours, too\n"
