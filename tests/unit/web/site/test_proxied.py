"""The settings that docs/site.md shows for other web servers lead all of ours to us."""

from __future__ import annotations

import re
from pathlib import Path

from digest.pipeline.links import PATHS
from digest.web.site import hooks, websub

SITE = (Path(__file__).parents[4] / "docs" / "site.md").read_text()


def test_beside_static_files_each_page_that_needs_us_is_passed_on():
    [pattern] = re.findall(r"location ~ (\^\S+) \{", SITE)
    asked = [f"/{path}/x" for path in (*PATHS.values(), "join")]
    asked += [f"{hooks.PATH}ses", f"{websub.PREFIX}x"]
    assert [path for path in asked if not re.match(pattern, path)] == []
