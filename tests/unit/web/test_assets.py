from __future__ import annotations

from collections import defaultdict

import pytest
from jinja2 import Environment

from digest.model import Look
from digest.render.compiled import Compiled
from digest.render.frame import page_view
from digest.web import assets

SHARED = "layout.html"


@pytest.fixture
def compiled(monkeypatch):
    """The names of what is compiled, in its order."""
    names = []
    compiles = Environment.compile

    def compile_(self, source, name=None, *args, **named):
        names.append(name)
        return compiles(self, source, name, *args, **named)

    monkeypatch.setattr(assets, "_COMPILED", defaultdict(Compiled))
    monkeypatch.setattr(Environment, "compile", compile_)
    return names


def test_a_page_is_compiled_once_for_all_languages(compiled):
    for _ in range(3):
        assets.environment("site").get_template(SHARED)
    assert compiled == [SHARED]


def test_what_sites_share_is_compiled_for_each(compiled):
    for site in ("inbox", "preview", "inbox"):
        assets.environment(site).get_template(SHARED)
    assert compiled == [SHARED, SHARED]


def test_the_tokens_are_compiled_once_for_all_looks(compiled, tmp_path):
    for language in ("en", "ar"):
        assert "--ink" in assets.tokens(Look(), page_view(language), tmp_path)
    assert compiled == [assets.TOKENS, "tokens.j2"]
