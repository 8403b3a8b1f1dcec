"""The mails that are no edition: confirm, welcome, moved, goodbye. HTML and text by the same chain.

One mail for one reader, so there are no parts and no fields in them; what a mail says of its
reader comes in as values. It never decides who gets one, and sends nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from digest.errors import RenderError
from digest.render.edition import inline_css
from digest.render.frame import newsletter_view, page_view
from digest.render.messages import Words
from digest.render.mjml import compile_mjml
from digest.render.parts import tidy
from digest.render.places import MadeError
from digest.render.safe import SENTINEL, clean, link, phrase, primary
from digest.render.sheets import check_styles
from digest.render.views import first_sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Newsletter, Schedule, Weekday
    from digest.render.inline import Inliner
    from digest.render.templates import Templates

_DAYS = 36500


class SystemKind(StrEnum):
    """Which mail; the name of its template in templates/email/system."""

    CONFIRM = "confirm"
    WELCOME = "welcome"
    MOVED = "moved"
    GOODBYE = "goodbye"


class SystemMail(NamedTuple):
    """A finished mail: its subject, and both bodies as text."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class MailView:
    """What a template may see of the mail.

    `url` is the link of its button, "" for none; `days` for how long that holds, 0 where not
    said; `days_out` and `time_out` when the newsletter goes out, "" without a schedule. `moved_to`
    is the masked address that the reader moved to, `owner` whom they can write to.
    """

    subject: str
    preheader: str
    name: str
    url: str
    days: int
    address: str
    days_out: str
    time_out: str
    moved_to: str
    owner: str


def render_system(
    kind: SystemKind,
    newsletter: Newsletter,
    values: Mapping[str, str],
    *,
    templates: Templates,
    inliner: Inliner,
    language: str = "",
) -> SystemMail:
    """Render one system mail in the newsletter's language, or in `language`.

    Args:
        kind: which one.
        newsletter: whose it is.
        values: `url` (confirm needs it: what the button opens), `name` of the reader, `days`
            that the link holds, `moved_to` (moved needs it); all may be left out but those two.
        templates: where they come from.
        inliner: what puts CSS into style attributes.
        language: a language tag; empty means the newsletter's.

    Raises:
        RenderError: a value is unknown, missing or no http(s) address; a template is wrong.
    """
    words = Words(language or newsletter.language)
    page = page_view(language or newsletter.language)
    mail = _mail(kind, newsletter, _checked(kind, values), words, page.language)
    context = {
        "mail": mail,
        "newsletter": newsletter_view(newsletter, page.language),
        "page": page,
        "look": newsletter.look,
        "words": words,
    }
    text = _filled(f"system/{kind}.txt.j2", context, templates)
    return SystemMail(mail.subject, _html(kind, context, templates, inliner), text)


def _checked(kind: SystemKind, values: Mapping[str, str]) -> Mapping[str, str]:
    if unknown := sorted(values.keys() - {"url", "name", "days", "moved_to"}):
        raise RenderError(f"a {kind} mail takes no value {unknown[0]!r}")
    url = values.get("url", "")
    if url and not link(url).startswith(("http://", "https://")):
        raise RenderError(f"a {kind} mail's url is no web address")
    if kind is SystemKind.CONFIRM and not url:
        raise RenderError("a confirm mail needs a url")
    if kind is SystemKind.MOVED and not values.get("moved_to"):
        raise RenderError("a moved mail needs the address that was moved to")
    return values


def _mail(
    kind: SystemKind, newsletter: Newsletter, values: Mapping[str, str], words: Words, language: str
) -> MailView:
    title, schedule = clean(newsletter.title), newsletter.schedule
    days, moved_to = values.get("days", ""), clean(values.get("moved_to", ""))
    said = words(f"{kind}_text", title=title, address=moved_to)
    return MailView(
        subject=str(words(f"{kind}_subject", title=title)),
        preheader=first_sentence(said, primary(language)),
        name=phrase(values.get("name", ""), "und", language).apart,
        url=link(values.get("url")),
        days=min(int(days), _DAYS) if days.isdecimal() else 0,
        address=clean(newsletter.sender.address),
        days_out=words.days(_days_out(schedule)) if schedule else "",
        time_out=words.time(schedule.at) if schedule else "",
        moved_to=moved_to,
        owner=clean(newsletter.owner.address),
    )


def _days_out(schedule: Schedule) -> tuple[Weekday, ...]:
    """The days of the week on which who chose nothing gets an edition."""
    return schedule.days or ((schedule.weekly,) if schedule.weekly else ())


def _html(
    kind: SystemKind, context: Mapping[str, object], templates: Templates, inliner: Inliner
) -> str:
    name = f"system/{kind}.mjml.j2"
    mjml = _filled(name, context, templates)
    try:
        page = compile_mjml(mjml)
        check_styles(mjml)
    except MadeError as error:
        raise templates.fault(error, name, mjml, context) from error
    return tidy(inliner.inline(page, inline_css(context, templates)))


def _filled(name: str, context: Mapping[str, object], templates: Templates) -> str:
    made = templates.render(name, context)
    if SENTINEL in made:
        error = MadeError("a system mail has no fields", made.index(SENTINEL), "use `mail`")
        raise templates.fault(error, name, made, context)
    return made
