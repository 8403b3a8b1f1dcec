"""Preflight rules about mail clients: what a page uses that some of them do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.render.check_sheet import Finding, Severity, finding
from digest.render.features import features

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.render.check_sheet import Against, Sheet

CODE = "DG060"
SOME = 0.05  # of the readers; fewer is not worth a line
MANY = 0.10
NEEDED = frozenset(
    {"css-background-image", "css-display-flex", "css-display-grid", "css-float", "css-position"}
    | {"css-variables", "css-function-clamp", "css-unit-vw", "html-form", "html-svg", "html-video"}
    | {"html-audio", "html-picture", "html-object", "html-input-text", "html-input-checkbox"}
    | {"image-avif", "image-svg", "image-webp", "image-heif", "image-base64", "image-tiff"}
)
"""What a mail falls apart, or lacks a picture, without. The rest only makes it finer."""


def meant(found: Finding, against: Against) -> bool:
    """Whether a template that ships makes finer what reads well without, as its tests show.

    So, too, where an own file has the line of the shipped one that it stands for.
    """
    if (found.code, found.severity) != (CODE, Severity.INFO):
        return False
    path, _, number = found.source.rpartition(":")
    if path not in against.replaced:
        return path in against.shipped
    line = against.sources[path].split("\n")[int(number) - 1]
    return line.strip() in map(str.strip, against.replaced[path].split("\n"))


def clients(sheet: Sheet) -> Iterator[Finding]:
    """DG060: features beyond MJML's baseline that the readers' clients lack."""
    support, root = sheet.against.support, sheet.html.root
    if support is None or root is None:
        return
    for name, words in features(root, support.features).items():
        share, lacking = support.lacking(name, sheet.against.clients)
        if name not in support.baseline and share >= SOME:
            weighty = name in NEEDED and share >= MANY
            severity = Severity.WARNING if weighty else Severity.INFO
            said = f"{support.titles[name]}: {share:.0%} of the readers lack it"
            yield finding(
                sheet.html,
                CODE,
                severity,
                f"{said} ({', '.join(lacking)})",
                f"the mail must read well without it; caniemail.com/features/{name}",
                excerpt=words,
            )
