from __future__ import annotations

import pytest
from tests.unit.curate.make import QUAKE, article

from digest.curate.retold import few_lines, said_in

FERRY = (
    "The ferry Tessa sank off Lago in a heavy storm on Sunday with forty people on board, the "
    "coast guard said. Divers and boats look for the passengers who are missing. Relatives wait at "
    "the harbour of Lago for news of the ferry."
)
TOLD = said_in([article(1, "Ferry Tessa sinks off Lago", FERRY)])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (
            "Relatives in Lago spent a night without news of the forty passengers of the Tessa.",
            True,
        ),
        ("At Lago the Tessa sank with forty people on board in a heavy storm.", True),
        ("At Lago the Tessa sank, said Ines Vorel, with forty people on board.", False),
        ("Divers and boats look for the passengers who are missing.", False),  # names nothing
        ("At Lago the Tessa will be lifted by two cranes that a salvage firm hired.", False),
    ],
)
def test_a_few_lines_are_known_by_what_they_name_and_most_of_their_words(text, known):
    assert TOLD.holds(few_lines([article(2, "Night of fear", text)])) is known


def test_what_is_not_short_is_never_looked_at():
    assert not few_lines([article(2, "Night of fear", FERRY), article(3, "Quake", QUAKE * 3)])
    assert not few_lines([article(2, "Night", "", summary=QUAKE * 3)])
