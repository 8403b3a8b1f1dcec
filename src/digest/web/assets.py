"""Where the pages' templates and style sheets stand, and how they are filled in."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["environment", "folder"]


def folder(site: str) -> Path:
    """The files of one site, such as "inbox": in the installed package, or in the checkout."""
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "templates" / "web"
    web = packaged if packaged.is_dir() else here.parents[3] / "templates" / "web"
    return web / site


def environment(site: str) -> Environment:
    """Its templates. Everything is escaped: no file extension decides over safety."""
    loader = FileSystemLoader(folder(site))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
