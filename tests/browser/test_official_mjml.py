"""The official MJML as oracle: our templates compiled by both look the same."""

from __future__ import annotations

import pytest
from tests.browser.mails import TEMPLATES, mail
from tests.node_mjml import OfficialMjml
from tests.png import difference
from tests.unit.render.nested import COMPONENTS, nested

from digest.render import edition
from digest.render.mjml import cure
from digest.render.mjml_nesting import HTML_IN, misplaced

pytestmark = pytest.mark.browser

ALLOWED: dict[str, tuple[float, str]] = {}
"""Template -> the share of points that may differ, under 0.01, and why. None needs any."""

WINDOWS = [{"width": width, "dark": dark} for width in (375, 700) for dark in (False, True)]


@pytest.fixture(scope="module")
def official():
    with OfficialMjml() as node:
        yield node


@pytest.fixture(scope="module")
def theirs(official):
    """The pages as the official compiler makes them, and what it has against their MJML."""
    found: dict[str, tuple[str, list[str]]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for template in TEMPLATES:
            said: list[str] = []

            def compile_mjml(source: str, said: list[str] = said) -> str:
                made = official.compile(cure(source))
                said += made["errors"]
                return str(made["html"])

            patch.setattr(edition, "compile_mjml", compile_mjml)
            found[template] = mail.__wrapped__(template), said
    return found


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_official_compiler_has_nothing_against_our_mjml(theirs, template):
    assert theirs[template][1] == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_both_compilers_draw_the_same(chromium, theirs, tmp_path, window, template):
    path, drawn = tmp_path / "page.html", []
    for page in (mail(template), theirs[template][0]):
        path.write_text(page, encoding="utf-8")
        chromium.open(path, **window)
        drawn.append(chromium.screenshot())
    assert difference(*drawn) <= ALLOWED.get(template, (0.0, ""))[0]


def test_both_say_alike_what_may_stand_in_what(official):
    unseen = {"mj-breakpoint", "mj-preview", "mj-style", "mj-title", *HTML_IN}  # theirs copies them
    for outer in (tag for tag in COMPONENTS if tag not in unseen):
        for inner in COMPONENTS:
            said = official.against(nested(outer, inner)[0])
            theirs = any("cannot be used inside" in one for one in said)
            assert theirs == bool(misplaced(inner, outer)), (outer, inner, said)


def test_what_is_allowed_is_little_and_has_a_reason():
    assert all(share < 0.01 and why for share, why in ALLOWED.values())


def test_the_comparison_sees_a_difference(chromium, theirs, tmp_path):
    path, drawn = tmp_path / "page.html", []
    for size in ("38px", "40px"):
        path.write_text(theirs[TEMPLATES[0]][0].replace("38px", size), encoding="utf-8")
        chromium.open(path, width=700)
        drawn.append(chromium.screenshot())
    assert drawn[0] != drawn[1]
