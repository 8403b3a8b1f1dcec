"""Preflight: what is wrong with an edition before it goes out, by rules with stable codes.

Pure: it looks at what was rendered and fetches nothing. docs/check.md lists the codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from digest.render import (
    check_clients,
    check_label,
    check_links,
    check_mail,
    check_page,
    check_spam,
)
from digest.render.check_place import placed
from digest.render.check_sheet import (
    NOTHING,
    TOKEN,
    Against,
    Answer,
    Finding,
    Former,
    Severity,
    Sheet,
    elements,
    sheet,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.model import Edition, Newsletter, Rendered

__all__ = [
    "CODES",
    "NOTHING",
    "RULES",
    "Against",
    "Answer",
    "Finding",
    "Former",
    "Severity",
    "addresses",
    "check",
]

CODES: Final = {
    "DG001": "HTML too large: Gmail cuts it",
    "DG002": "empty subject",
    "DG003": "long subject",
    "DG004": "subject in capitals",
    "DG005": "no preheader, or too long a one",
    "DG006": "preheader repeats the subject",
    "DG007": "subject of an earlier edition",
    "DG008": "preheader of an earlier edition",
    "DG010": "link that leads nowhere",
    "DG011": "link with a scheme that mail does not take",
    "DG012": "link with a placeholder",
    "DG013": "link without encryption",
    "DG014": "the same words for different links",
    "DG015": "link without words",
    "DG016": "link that nothing answers at",
    "DG017": "link with words that say nothing",
    "DG018": "link that names another site than its own",
    "DG019": "link to a number",
    "DG020": "image without alt",
    "DG021": "image without width or height",
    "DG022": "image that can't be loaded",
    "DG023": "heavy images",
    "DG024": "a mail of images",
    "DG025": "image of too many points",
    "DG026": "image that the web page can't show",
    "DG030": "page without language",
    "DG031": "page without title",
    "DG032": "headings out of order",
    "DG033": "text too faint by day",
    "DG034": "text too faint by night",
    "DG040": "field left over",
    "DG041": "no link to leave",
    "DG042": "no postal address",
    "DG050": "empty text part",
    "DG051": "headline missing in a part",
    "DG052": "section without a story",
    "DG053": "link missing in the text part",
    "DG054": "wide line in the text part",
    "DG055": "a language model's words without its label",
    "DG060": "feature that readers' clients lack",
    "DG070": "subject that shouts",
    "DG071": "subject that pretends to answer",
    "DG072": "subject in the form of spam",
    "DG073": "subject with parted letters",
    "DG074": "headline in capitals",
}
"""What each code means. A code is never used for something else."""

RULES: Final[tuple[Callable[[Sheet], Iterator[Finding]], ...]] = (
    check_mail.size,
    check_mail.subjects,
    check_mail.preheaders,
    check_mail.repeated,
    check_links.links,
    check_links.open_links,
    check_links.link_names,
    check_links.dead_links,
    check_page.images,
    check_page.image_weight,
    check_page.all_images,
    check_page.large_images,
    check_page.mixed_images,
    check_page.document,
    check_page.headings,
    check_page.contrast,
    check_mail.fields_left,
    check_mail.way_out,
    check_mail.address,
    check_mail.text_part,
    check_mail.in_step,
    check_mail.text_links,
    check_mail.text_lines,
    check_mail.sections,
    check_label.labels,
    check_clients.clients,
    check_spam.spam_subjects,
    check_spam.loud_headlines,
)
_ORDER: Final = tuple(Severity)


def check(
    edition: Edition, newsletter: Newsletter, rendered: Rendered, against: Against = NOTHING
) -> tuple[Finding, ...]:
    """Hold an edition against all rules; errors first, each finding once.

    Args:
        edition: what was composed.
        newsletter: whose it is.
        rendered: what was made of it; it is what readers get.
        against: what else it is held against, such as earlier editions.
    """
    looked_at = sheet(edition, newsletter, rendered, against)
    found = dict.fromkeys(finding for rule in RULES for finding in rule(looked_at))
    with_places = (placed(finding, looked_at) for finding in found)
    known = [one for one in with_places if not check_clients.meant(one, against)]
    return tuple(sorted(known, key=lambda one: (_ORDER.index(one.severity), one.code)))


def addresses(edition: Edition, newsletter: Newsletter, rendered: Rendered) -> tuple[str, ...]:
    """The web addresses that a mail links to or shows, each once, but for the reader's own."""
    page = sheet(edition, newsletter, rendered).html
    links = [str(one.get("href") or "").strip() for one in elements(page, "a")]
    images = [str(one.get("src") or "").strip() for one in elements(page, "img")]
    wanted = (url for url in (*links, *images) if url.startswith(("http://", "https://")))
    return tuple(dict.fromkeys(url for url in wanted if TOKEN not in url))
