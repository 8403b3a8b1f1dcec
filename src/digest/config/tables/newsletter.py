"""The [newsletters.ID] table: a product with a name, a sender, topics, a schedule and a look."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from digest.config import languages, values
from digest.config.tables.base import SecretTable, Table, by
from digest.model import Addition, Approval, Images, TextLinks, Typeface, Weekday


class TopicTable(Table, frozen=True, kw_only=True):
    """A section of a newsletter."""

    name: Annotated[str, by(values.topic_name, "The section's heading", "World")]
    words: Annotated[
        tuple[str, ...], Meta(description="Words that place an article here; any case")
    ] = ()
    categories: Annotated[
        tuple[str, ...], Meta(description="What sources call it, in categories and addresses")
    ] = ()


class ScheduleTable(Table, frozen=True, kw_only=True):
    """When a newsletter is due."""

    at: Annotated[str, by(values.clock, "Local time of day, HH:MM", "07:00")] = "07:00"
    days: Annotated[
        tuple[Weekday, ...],
        Meta(description="Days it goes out; none where there is a weekly edition alone"),
    ] = tuple(Weekday)
    weekly: Annotated[
        Weekday | None, Meta(description="The day of the week's edition, for who chose it weekly")
    ] = None
    timezone: Annotated[str, by(values.zone, "IANA time zone of `at`", "Europe/Paris")] = "UTC"
    max_late: Annotated[
        str, by(values.duration, "How late a missed edition may still go out", "3h")
    ] = "3h"


class BlockTable(Table, frozen=True, kw_only=True):
    """A part of each edition that is no story."""

    kind: Annotated[
        str,
        by(
            values.line, "A maker: greeting, agenda and their like, or an installed one", "greeting"
        ),
    ]
    options: Annotated[
        dict[str, Any], Meta(description="What its maker wants to know; any keys")
    ] = {}


class DkimKeyTable(SecretTable, frozen=True, kw_only=True):
    """A private key (PEM), and the selector it stands under in the DNS."""

    selector: Annotated[
        str | None, by(values.domain, "Its own selector; each of two keys needs one")
    ] = None


class DkimTable(Table, frozen=True, kw_only=True):
    """How mails are signed; without this table the relay signs."""

    key: Annotated[
        Annotated[tuple[DkimKeyTable, ...], Meta(min_length=1, max_length=2)] | DkimKeyTable,
        Meta(description="{ file = PATH } or { env = NAME }, or an array of two"),
    ]
    selector: Annotated[str, by(values.domain, "Name of the key in the DNS", "digest")] = "digest"
    domain: Annotated[str | None, by(values.idn, "Who signs; the sender's domain if not said")] = (
        None
    )


class LogoTable(Table, frozen=True, kw_only=True):
    """A picture in the place of the newsletter's name."""

    url: Annotated[str, by(values.web_url, "Where it is hosted", "https://news.example/logo.png")]
    width: Annotated[int, Meta(description="CSS pixels", ge=40, le=580)]
    height: Annotated[int, Meta(description="CSS pixels", ge=10, le=300)]
    alt: Annotated[
        str,
        by(values.line_or_nothing, "What stands there without pictures; title if not said"),
    ] = ""


class LookTable(Table, frozen=True, kw_only=True):
    """Colours, logo and faces of a newsletter, where not the template's own."""

    accent: Annotated[
        str | None, by(values.colour, "Colour of labels and buttons, by day", "#00567a")
    ] = None
    accent_dark: Annotated[
        str | None, by(values.colour, "The same by night; made from accent if not said")
    ] = None
    logo: Annotated[LogoTable | None, Meta(description="Instead of the title in letters")] = None
    heading_font: Annotated[Typeface | None, Meta(description="Face of headlines")] = None
    text_font: Annotated[Typeface | None, Meta(description="Face of running text")] = None


class NewsletterTable(Table, frozen=True, kw_only=True):
    """A newsletter; its key is its id: a-z, 0-9 and hyphens."""

    title: Annotated[str, by(values.line, "The newsletter's name", "Morning Briefing")]
    sender: Annotated[
        str, by(values.mailbox, "Sender of every mail", "Briefing <briefing@news.example>")
    ] = field(name="from")
    public_url: Annotated[
        str, by(values.site_url, "Where readers reach your site", "https://news.example")
    ]
    postal_address: Annotated[
        str, by(values.line, "The publisher's postal address, printed in the footer")
    ]
    reply_to: Annotated[
        str | None,
        by(values.mailbox, "A person who reads the answers", "editor@news.example"),
    ] = None
    bounces: Annotated[
        str | None,
        by(values.bounces, "Takes what comes back, with +ANYTHING too", "bounces@news.example"),
    ] = None
    archive: Annotated[
        bool, Meta(description="Whether sent editions stand on the readers' site for everyone")
    ] = True
    archive_url: Annotated[
        str | None, by(values.header_url, "Earlier editions, where the site's own are not meant")
    ] = None
    help_url: Annotated[
        str | None, by(values.help_url, "Help for readers; a mail to reply_to if not said")
    ] = None
    language: Annotated[str, by(languages.spoken, "Language tag of the newsletter", "en")] = "en"
    template: Annotated[str, by(values.template_name, "Template in templates/email", "daily")] = (
        "daily"
    )
    weekly_template: Annotated[
        str, by(values.template_name, "Template of editions of seven days", "weekly")
    ] = "weekly"
    look: Annotated[LookTable, Meta(description="Its colours, logo and faces")] = LookTable()
    topics: Annotated[
        tuple[TopicTable, ...], Meta(description="Sections, in the order they are printed")
    ] = ()
    sources: Annotated[
        tuple[str, ...], Meta(description="Names of the sources it draws on; empty means all")
    ] = ()
    approval: Annotated[
        Approval, Meta(description="manual: an editor approves; auto: the build does")
    ] = Approval.MANUAL
    min_stories: Annotated[
        int, Meta(description="With fewer stories the edition is skipped", ge=1, le=1000)
    ] = 1
    schedule: Annotated[ScheduleTable | None, Meta(description="When it is due")] = None
    blocks: Annotated[
        tuple[BlockTable, ...], Meta(description="Parts of each edition that are no stories")
    ] = ()
    dkim: Annotated[
        DkimTable | None, Meta(description="How its mails are signed; without it the relay signs")
    ] = None
    link_tags: Annotated[
        dict[str, str],
        by(values.link_tags, "Put on links to your own site", {"utm_source": "{newsletter}"}),
    ] = {}
    own_domains: Annotated[
        tuple[Annotated[str, by(values.idn, "A domain of yours", "news.example")], ...],
        Meta(description="Whose links get them, subdomains too; that of public_url if not said"),
    ] = ()
    adds: Annotated[
        tuple[Addition, ...],
        Meta(description="Drawn out of its stories, as quotation, voices or so_far; see config.md"),
    ] = ()
    second_source: Annotated[
        bool, Meta(description="A summary may go on with one sentence of another source, named")
    ] = True
    text_links: Annotated[
        TextLinks, Meta(description="bare: on their own lines in the text part; or numbered")
    ] = TextLinks.BARE
    images: Annotated[
        Images, Meta(description="hosted: loaded from where they come from; embedded: in the mail")
    ] = Images.HOSTED
    embedded_kb: Annotated[
        int, Meta(description="KB of pictures in a mail at most, where embedded", ge=10, le=10_000)
    ] = 500
    quick_links: Annotated[
        bool, Meta(description="Links in each mail to fewer of a topic, and to mute a source")
    ] = False
    translations: Annotated[
        tuple[str, ...],
        Meta(description="Ids of newsletters that are the same in another language"),
    ] = ()
