"""Preflight: what is wrong with an edition before it goes out, by rules with stable codes.

Pure: it looks at what was rendered and fetches nothing. docs/cli.md lists the codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.render import check_mail, check_page
from digest.render.check_sheet import Finding, Severity, Sheet, sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Edition, Newsletter, Rendered

__all__ = ["CODES", "RULES", "Finding", "Severity", "check"]

CODES: Final = {
    "DG001": "HTML too large: Gmail cuts it",
    "DG002": "empty subject",
    "DG003": "long subject",
    "DG004": "subject in capitals",
    "DG005": "no preheader, or too long a one",
    "DG006": "preheader repeats the subject",
    "DG010": "link that leads nowhere",
    "DG011": "link with a scheme that mail does not take",
    "DG012": "link with a placeholder",
    "DG013": "link without encryption",
    "DG014": "the same words for different links",
    "DG015": "link without words",
    "DG020": "image without alt",
    "DG021": "image without width or height",
    "DG022": "image that can't be loaded",
    "DG030": "page without language",
    "DG031": "page without title",
    "DG032": "headings out of order",
    "DG040": "field left over",
    "DG041": "no link to leave",
    "DG042": "no postal address",
    "DG050": "empty text part",
    "DG051": "headline missing in a part",
    "DG052": "section without a story",
}
"""What each code means. A code is never used for something else."""

RULES: Final[tuple[Callable[[Sheet], Iterator[Finding]], ...]] = (
    check_mail.size,
    check_mail.subjects,
    check_mail.preheaders,
    check_page.links,
    check_page.open_links,
    check_page.link_names,
    check_page.images,
    check_page.document,
    check_page.headings,
    check_mail.fields_left,
    check_mail.way_out,
    check_mail.address,
    check_mail.text_part,
    check_mail.in_step,
    check_mail.sections,
)
_ORDER: Final = tuple(Severity)


def check(edition: Edition, newsletter: Newsletter, rendered: Rendered) -> tuple[Finding, ...]:
    """Hold an edition against all rules; errors first, each finding once.

    Args:
        edition: what was composed.
        newsletter: whose it is.
        rendered: what was made of it; it is what readers get.
    """
    looked_at = sheet(edition, newsletter, rendered)
    found = dict.fromkeys(finding for rule in RULES for finding in rule(looked_at))
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.severity), one.code)))
