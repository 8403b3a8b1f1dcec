"""sqlite-utils, loaded without numpy, which it would take along wherever that is installed.

12 MB and a tenth of a second in every command, for types of cells that no table of ours has.
"""

import sys

_HIDES = "numpy" not in sys.modules
if _HIDES:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # what the import system reads as: none

from sqlite_utils import Database, Migrations  # noqa: E402 - between the two halves of this

if _HIDES:
    del sys.modules["numpy"]

__all__ = ["Database", "Migrations"]
