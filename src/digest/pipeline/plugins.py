"""Plugins: what digest.toml names is found among the installed packages, loaded and called.

Nothing installed is imported unless it is named. What a plugin does wrong costs its own source,
block or rule, and nothing else. Built-in names are never overridden.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

from digest.compose.makers import MAKERS
from digest.config.installed import Group, declared, unknown
from digest.curate.rank import RULES, factors, weighed
from digest.model import SourceKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from importlib.metadata import EntryPoint

    from digest.collect import SourceReader
    from digest.compose import BlockMaker
    from digest.config import Settings
    from digest.curate import RankRule
    from digest.model import Newsletter

__all__ = ["block_makers", "rank_rules", "source_readers"]

logger = logging.getLogger(__name__)


def source_readers(settings: Settings, only: Collection[str] = ()) -> dict[str, SourceReader]:
    """By kind, the installed readers that the sources (`only`: those names) need.

    Raises:
        ConfigError: one is not installed, or can't be imported.
    """
    kinds = {
        source.kind: f"sources[{index}].kind"
        for index, source in enumerate(settings.sources)
        if source.kind not in tuple(SourceKind) and (not only or source.name in only)
    }
    return {
        kind: cast("SourceReader", _load(settings, Group.SOURCES, kind, key))
        for kind, key in kinds.items()
    }


def block_makers(settings: Settings, letter: Newsletter) -> tuple[BlockMaker, ...]:
    """A maker for each of the newsletter's block plans, in their order.

    Raises:
        ConfigError: one is not installed, or can't be imported.
    """
    return tuple(
        MAKERS.get(plan.kind)
        or cast(
            "BlockMaker",
            _load(
                settings, Group.BLOCKS, plan.kind, f"newsletters.{letter.id}.blocks[{index}].kind"
            ),
        )
        for index, plan in enumerate(letter.blocks)
    )


def rank_rules(settings: Settings) -> tuple[RankRule, ...]:
    """The rules in force: the built-in ones as the preset counts them, and those named.

    Raises:
        ConfigError: one is not installed, or can't be imported.
    """
    counted = factors(settings.build.preset, settings.build.rank)
    named = {
        name: RULES.get(name)
        or cast("RankRule", _load(settings, Group.RANK, name, f"build.rank.{name}"))
        for name, factor in counted.items()
        if factor
    }
    return tuple(weighed(name, rule, counted[name]) for name, rule in named.items())


def _load(settings: Settings, group: Group, name: str, key: str) -> object:
    if refusal := unknown(group, name):
        raise settings.error(key, *refusal)
    (point,) = declared(group)[name]
    try:
        plugin: object = point.load()
    except (Exception, SystemExit) as error:
        words = f"{point.value} can't be imported: {type(error).__name__}: {error}"
        raise settings.error(key, words, _mend(point)) from error
    if not callable(plugin):
        raise settings.error(key, f"{point.value} is no function", _mend(point))
    logger.debug("%s %s is %s", group, name, point.value)
    return plugin


def _mend(point: EntryPoint) -> str:
    package = f" {point.dist.name} {point.dist.version}" if point.dist else ""
    return f"mend or reinstall the package{package}; --debug shows where it fails"
