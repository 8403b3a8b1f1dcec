"""Names of those who wrote, out of what stands in their place."""

from __future__ import annotations

import pytest

from digest.collect.bylines import written_by


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (["Ada Lind", "Bo Ek", "Ada Lind"], "Ada Lind, Bo Ek"),
        (["BY ADA LIND"], "ADA LIND"),
        (["by: Ada Lind"], "Ada Lind"),
        (["Byron Ek"], "Byron Ek"),
        (["By"], "By"),
        (["ada@paper.example (Ada Lind)"], "Ada Lind"),
        (["Ada Lind <ada@paper.example>"], "Ada Lind"),
        (["Ada Lind (ada@paper.example)"], "Ada Lind"),
        (["desk@paper.example"], ""),
        (
            ["https://paper.example/ada", "www.paper.example", "//paper.example/bo", "Bo Ek"],
            "Bo Ek",
        ),
        (["Ada Lind\u2028(Reuters)"], "Ada Lind (Reuters)"),
        ([""], ""),
    ],
)
def test_names_are_what_is_no_address(said: list[str], names: str):
    assert written_by(said) == names
