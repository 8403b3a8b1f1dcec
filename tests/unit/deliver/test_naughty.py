"""Whatever stands in a title, a name, a subject or a link: a mail has its headers, no other."""

from __future__ import annotations

import email.policy
from dataclasses import replace
from email import message_from_bytes
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.deliver.memory import delivery
from tests.unit.deliver.rendered import NEWSLETTER, RENDERED, SENT_AT
from tests.unit.deliver.signing import LINKS, both, judge
from tests.unit.deliver.test_header import NAUGHTY, decoded, expected

from digest.deliver import MessageTemplate, Relay, header
from digest.errors import AudienceError, ConfigError
from digest.model import Dkim, Mailbox, RelayKind

HEADERS = [
    *("Date", "From", "Reply-To", "To", "Subject", "Message-ID", "List-Unsubscribe"),
    *("X-SES-CONFIGURATION-SET", "X-Extra", "List-Unsubscribe-Post", "List-Id", "List-Help"),
    *("List-Archive", "List-Owner", "List-Post", "Precedence", "Auto-Submitted", "Feedback-ID"),
    *("MIME-Version", "Content-Type"),
]
URLS = ("archive_url", "help_url", "leave_url", "leave_mailto")
FIELDS = ("title", "sender", "reply_to", "reader", "subject", "stream", "extra", *URLS)
BOXES = (
    ("From", "sender", "briefing@news.example"),
    ("Reply-To", "reply_to", "editor@news.example"),
    ("To", "reader", "reader1@example.com"),
)
CALM = dict.fromkeys(FIELDS, "calm")
WILD = st.text(st.characters(exclude_categories=()), max_size=120)
STRINGS = WILD | st.sampled_from(NAUGHTY) | st.text("=?utf-8bq\r\n\t \"\\<>@:;,.()'", max_size=80)
SHORT = STRINGS.filter(lambda text: len(header.url(text)) < 900)
TOGETHER = st.fixed_dictionaries({name: SHORT if name in URLS else STRINGS for name in FIELDS})


def rendered(subject):
    first, *others = RENDERED.lines
    return replace(RENDERED, lines=(replace(first, subject=subject), *others))


def made(strings, **changes):
    """A mail with these strings in it, for a relay that wants headers of its own."""
    told = {
        "title": strings["title"],
        "sender": Mailbox(address="briefing@news.example", name=strings["sender"]),
        "reply_to": Mailbox(address="editor@news.example", name=strings["reply_to"]),
        "archive_url": strings["archive_url"] or "calm",
        "help_url": strings["help_url"] or "calm",
    }
    newsletter = replace(NEWSLETTER, **{**told, **changes})
    relay = Relay(
        kind=RelayKind.SES,
        stream=strings["stream"] or "calm",
        headers={"X-Extra": strings["extra"]},
        sign=bool(newsletter.dkim),
    )
    template = MessageTemplate(newsletter, rendered(strings["subject"]), SENT_AT, relay)
    links = replace(
        LINKS, leave_url=strings["leave_url"], leave_mailto=f"mailto:{strings['leave_mailto']}"
    )
    fields = {"name": strings["reader"].encode(errors="replace")}
    return template.message(delivery(1, name=strings["reader"]), fields, links).data


def check(data):
    """The mail parses strictly, into just the headers that we wrote and two parts."""
    parsed = message_from_bytes(data, policy=email.policy.strict)
    assert parsed.keys() == HEADERS
    assert not [value.defects for value in parsed.values() if value.defects]
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]
    head, _, body = data.partition(b"\r\n\r\n")
    assert data.isascii()
    assert not set(data) & set(range(32)) - {10, 13}
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 76
    return parsed


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", NAUGHTY)
def test_no_string_breaks_a_mail(field, text):
    if field in URLS and len(header.url(text)) > 900:
        with pytest.raises((ConfigError, AudienceError), match="too long for a header"):
            made({**CALM, field: text})
    else:
        check(made({**CALM, field: text}))


@given(TOGETHER)
def test_no_strings_break_a_mail_together(strings):
    data = made(strings)
    parsed, raw = check(data), message_from_bytes(data)
    for name, text, address in BOXES:
        assert [box.addr_spec for box in parsed[name].addresses] == [address]
        # Python's own parser leaves a space between two encoded words of a name, to be ignored
        # by RFC 2047, section 6.2.
        assert decoded(parseaddr(raw[name])[0]) == expected(strings[text])
    assert " ".join(parsed["Subject"].split()) == header.clean(strings["subject"])
    assert parsed["List-Id"].endswith("<briefing.news.example>")


@given(TOGETHER)
def test_no_strings_break_a_signature(strings):
    data = made(strings, dkim=Dkim("news.example", both()[:1]))
    assert judge(data, both()[:1]) == [True]


def one(address="ann@example.com", edition="edition"):
    template = MessageTemplate(NEWSLETTER, replace(RENDERED, edition=edition), SENT_AT, Relay())
    return template.message(delivery(1, address), {"name": b""}, LINKS).data


STRICT = {
    "id": lambda text: made(CALM, id=text),
    "site": lambda text: made(CALM, public_url=text),
    "host": lambda text: made(CALM, public_url=f"https://{text}.example"),
    "sender": lambda text: made(CALM, sender=Mailbox(address=f"{text}@news.example")),
    "reply_to": lambda text: made(CALM, reply_to=Mailbox(address=text)),
    "reader": lambda text: one(f"{text}@example.com"),
    "domain": lambda text: one(f"ann@{text}"),
    "edition": lambda text: one(edition=text),
}


@pytest.mark.parametrize("make", STRICT.values(), ids=STRICT)
@pytest.mark.parametrize("text", NAUGHTY)
def test_what_is_no_free_text_is_refused_in_words_or_harmless(make, text):
    try:
        data = make(text)
    except (ConfigError, AudienceError):
        return
    assert set(message_from_bytes(data).keys()) <= set(HEADERS)
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")


@pytest.mark.parametrize("path", ["a" * 980, "é" * 400])
def test_a_url_that_no_header_can_hold_is_refused_before_anybody_is_mailed(path):
    for name in ("archive_url", "help_url", "public_url"):
        with pytest.raises(ConfigError, match="too long for a header"):
            made(CALM, **{name: f"https://x.example/{path}"})


@pytest.mark.parametrize("sender", ["a@b@c.example", "a b@c.example", "<a@c.example>", "a", "@b"])
def test_a_sender_that_is_no_address_is_refused(sender):
    letter = replace(NEWSLETTER, sender=Mailbox(address=sender))
    with pytest.raises(ConfigError, match="not an address"):
        MessageTemplate(letter, RENDERED, SENT_AT, Relay())
