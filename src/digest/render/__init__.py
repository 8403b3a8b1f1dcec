"""From an edition to parts of HTML and text. Pure but for reading template files."""

from __future__ import annotations

from digest.render.edition import NO_PICTURES, content_hash, render
from digest.render.inline import CssInliner, Inliner, PremailerInliner, inliner
from digest.render.join import Page, join, page, plan, selection_fields, shown_pictures, subject
from digest.render.measure import heaviest, largest, slot_bytes
from digest.render.system import SystemKind, SystemMail, render_system
from digest.render.templates import Templates

__all__ = [
    "NO_PICTURES",
    "CssInliner",
    "Inliner",
    "Page",
    "PremailerInliner",
    "SystemKind",
    "SystemMail",
    "Templates",
    "content_hash",
    "heaviest",
    "inliner",
    "join",
    "largest",
    "page",
    "plan",
    "render",
    "render_system",
    "selection_fields",
    "shown_pictures",
    "slot_bytes",
    "subject",
]
