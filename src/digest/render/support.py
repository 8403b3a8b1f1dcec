"""Which mail clients support which features of HTML and CSS, weighted by an operator's readers.

The facts are those of caniemail.com, made small by scripts/make_clients.py. It is handed them;
reading the file is `support_table`'s, once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE: Final = "clients.json"
EVEN: Final[Mapping[str, float]] = MappingProxyType(
    dict.fromkeys(("apple-mail", "gmail", "outlook", "yahoo"), 1.0)
)
"""Whom mails are judged for until an operator says who reads them: four families, the same."""

LACKS: Final = {"n": 1.0, "a": 0.5}
"""How much of a client's readers a feature misses: not supported, supported in part."""


@dataclass(frozen=True, slots=True)
class Support:
    """`features` has a letter for each of `clients` (FAMILY.PLATFORM): y, a (in part), n, u."""

    updated: str
    clients: tuple[str, ...]
    names: Mapping[str, str]
    features: Mapping[str, str]
    titles: Mapping[str, str]
    baseline: frozenset[str]

    def lacking(self, feature: str, shares: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
        """The share of readers (0 to 1) whose client lacks a feature, and the clients' names.

        A family's share is spread evenly over its platforms, those named alone left out.
        """
        letters = dict(zip(self.clients, self.features[feature], strict=True))
        weights = self._weights(shares, letters)
        missed = {name: LACKS.get(letters[name], 0) * share for name, share in weights.items()}
        families = dict.fromkeys(name.split(".")[0] for name, lost in missed.items() if lost)
        share = sum(missed.values()) / (sum(weights.values()) or 1)
        return share, tuple(self.names.get(family, family) for family in families)

    def unknown(self, named: Iterable[str]) -> tuple[str, ...]:
        """Of names of families or FAMILY.PLATFORM those that are none."""
        known = {*self.clients, *(name.split(".")[0] for name in self.clients)}
        return tuple(name for name in named if name not in known)

    def _weights(self, shares: Mapping[str, float], letters: Mapping[str, str]) -> dict[str, float]:
        """Of what was never tested nothing is said, so it weighs nothing."""
        weights: dict[str, float] = {}
        for name, share in shares.items():
            own = [name] if name in letters else self._platforms(name, shares)
            tested = [one for one in own if letters[one] != "u"]
            weights.update({one: share / len(tested) for one in tested})
        return weights

    def _platforms(self, family: str, shares: Mapping[str, float]) -> list[str]:
        return [one for one in self.clients if one.split(".")[0] == family and one not in shares]


@lru_cache(maxsize=1)
def support_table() -> Support:
    """The table that ships with the package."""
    raw = json.loads(files("digest.render").joinpath(TABLE).read_text("utf-8"))
    return Support(
        updated=raw["updated"],
        clients=tuple(raw["clients"]),
        names=raw["names"],
        features={name: one["support"] for name, one in raw["features"].items()},
        titles={name: one["title"] for name, one in raw["features"].items()},
        baseline=frozenset(raw["baseline"]),
    )
