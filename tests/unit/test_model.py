"""The nouns are found in their files when they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from digest import model


@pytest.mark.parametrize("name", model.__all__)
def test_each_name_is_found_where_it_is_said_to_be(name):
    assert getattr(model, name) is not None


def test_no_other_name_is():
    with pytest.raises(AttributeError, match="Campaign"):
        model.Campaign  # noqa: B018 - the look is the test


def test_a_parser_that_reads_plain_feeds_imports_little():
    look = (
        "import sys, digest.collect.feed;"
        "print({'digest.model.reader', 'feedparser', 'trafilatura', 'aiohttp'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
