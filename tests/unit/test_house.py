"""The rules of the house that no other tool checks."""

from __future__ import annotations

import asyncio
import re
import socket
import tomllib
from pathlib import Path

import pytest
from tests.peers import find, require

import digest

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def sources() -> list[Path]:
    return sorted((ROOT / "src").rglob("*.py"))


def test_no_file_is_two_rooms():
    lines = {path: len(path.read_text().splitlines()) for path in sources()}

    assert not {str(path): count for path, count in lines.items() if count > 400}


def test_every_file_opens_with_what_it_is():
    silent = [str(path) for path in sources() if not path.read_text().startswith('"""')]

    assert not silent


def dependencies() -> set[str]:
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    return {re.split(r"[<>=\[ ]", line)[0] for line in [*PROJECT["dependencies"], *extras]}


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_every_dependency_has_a_page_that_says_why(name):
    pages = (path.read_text().casefold() for path in DECISIONS.glob("[0-9]*.md"))
    word = re.compile(rf"(?<![\w-]){re.escape(name.casefold())}(?![\w-])")

    assert any(word.search(page) for page in pages)


def test_every_decision_is_in_the_index_and_numbered_once():
    index = (DECISIONS / "README.md").read_text()
    pages = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))

    assert re.findall(r"\]\(([0-9]{4}-[a-z0-9-]+\.md)\)", index) == pages
    assert len({name[:4] for name in pages}) == len(pages)


def test_the_changelog_speaks_of_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text()

    assert f"## [{digest.__version__}]" in changelog or "## [Unreleased]" in changelog


def test_every_folder_of_tests_is_a_stage_of_make_test():
    makefile = (ROOT / "Makefile").read_text()
    (suites,) = re.findall(r"^SUITES := (.*)$", makefile, re.MULTILINE)
    folders = {
        path.relative_to(ROOT / "tests").parts[0] for path in ROOT.glob("tests/*/**/test_*.py")
    }

    assert folders <= set(suites.split())


def test_every_program_that_a_test_needs_is_installed_by_the_script():
    script = (ROOT / "tests" / "install_peers.sh").read_text()
    calls = (
        re.findall(r"\brequire\(([^)]*)\)", path.read_text())
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__)
    )
    needed = {name for call in calls for names in call for name in re.findall(r'"([^"]+)"', names)}

    assert not [name for name in needed if f"need {name} " not in script]


def test_no_test_reaches_for_the_network():
    with (
        socket.socket() as plain,
        pytest.raises(RuntimeError, match="reached for the network"),
    ):
        plain.connect(("192.0.2.1", 80))
    with pytest.raises(RuntimeError, match="reached for the network"):
        asyncio.run(asyncio.open_connection("192.0.2.1", 80))


def test_a_missing_program_is_named():
    with pytest.raises(pytest.skip.Exception, match="no-such-program"):
        require("no-such-program")
    assert find("sh")
