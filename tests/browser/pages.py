"""The sample edition as whole pages for a browser, in every shipped template and inliner."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tests.png import png
from tests.unit.render.sample import NEWSLETTER, READER, SHIPPED, all_slots, edition, templates

from digest.model import Selection
from digest.render import inliner, page, render

if TYPE_CHECKING:
    from digest.render import Inliner

EDITIONS = [name for name in ("daily", "brief", "weekly") if (SHIPPED / f"{name}.mjml.j2").exists()]
_PICTURE = re.compile(r'src="https?://[^"]*"')


class NotInlined:
    """Leaves the rules in a <style> of their own, behind those that MJML writes: they win."""

    def inline(self, html: str, css: str) -> str:
        """Give the page as a browser takes it that knows style sheets."""
        page = re.sub(r"\A\s*<!doctype html>", "<!DOCTYPE html>", html, flags=re.IGNORECASE)
        return page.replace("</head>", f"<style>{css}</style></head>", 1)


@cache
def shown(template: str, name: str) -> str:
    """The mail of who reads everything; `name` is an inliner, or "none"."""
    chosen: Inliner = NotInlined() if name == "none" else inliner(name)
    made = edition()
    letter = replace(NEWSLETTER, template=template)
    rendered = render(made, letter, templates=templates(), inliner=chosen)
    html = page(rendered, Selection(all_slots(made)), READER).html
    return _PICTURE.sub(f'src="{png(29, 16)}"', html)
