from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.config import values
from digest.model import Mailbox


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("a@news.example", "", "a@news.example"),
        ("<a@news.example>", "", "a@news.example"),
        ("Zoë's News <a@news.example>", "Zoë's News", "a@news.example"),
        ('"Marsh, Jo" <a@news.example>', "Marsh, Jo", "a@news.example"),
        ("أخبار <a@news.example>", "أخبار", "a@news.example"),
        ("Köln <a@köln.example>", "Köln", "a@xn--kln-sna.example"),
    ],
)
def test_mailboxes(text, name, address):
    assert values.mailbox(text) == Mailbox(address=address, name=name)


@pytest.mark.parametrize(
    "text", ["", "x", "A <a@b.example> B", "A\r\nBcc: x <a@b.example>", "a@b.example\n", "a@b..c"]
)
def test_refused_mailboxes(text):
    with pytest.raises(ValueError, match=r"address|display name"):
        values.mailbox(text)


@given(st.text())
def test_no_mailbox_breaks_a_header(text):
    try:
        found = values.mailbox(f"{text} <{text}@news.example>")
    except ValueError:
        return
    assert (found.name + found.address).isprintable()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("30m", 1800), ("3h", 10800), ("90d", 7776000), ("2w", 1209600)],
)
def test_durations(text, seconds):
    assert values.duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "text", ["", "0h", "3", "h", "-1h", "1.5h", "9999999d", "999999w", "36526d", "٣h", "3h\n"]
)
def test_refused_durations(text):
    with pytest.raises(ValueError, match="a duration"):
        values.duration(text)


@pytest.mark.parametrize(
    ("text", "per_second"),
    [("14/s", 14.0), ("1000/min", 1000 / 60), ("0.5/s", 0.5), ("3600/h", 1.0)],
)
def test_rates(text, per_second):
    assert values.rate(text) == pytest.approx(per_second)


@pytest.mark.parametrize("text", ["14", "14/d", "0/s", "/s", "1e3/s", "-1/s"])
def test_refused_rates(text):
    with pytest.raises(ValueError, match="a rate"):
        values.rate(text)


@pytest.mark.parametrize(
    "text",
    ["news.example", "javascript:alert(1)", "https://", "https://a b", "http://[::1", "http://x:y"],
)
def test_refused_urls(text):
    with pytest.raises(ValueError, match="a URL"):
        values.web_url(text)


@pytest.mark.parametrize(
    "text", ["digest.db", "sqlite://", "sqlite:///", "sqlite:////", "mysql:///x"]
)
def test_refused_store_urls(text):
    with pytest.raises(ValueError, match="sqlite:///FILE"):
        values.store_url(text)


def test_a_header_that_is_malformed_is_not_called_reserved():
    with pytest.raises(ValueError, match="letters, digits and hyphens, not 'X A'"):
        values.headers({"X A": "x"})
    with pytest.raises(ValueError, match="does not set itself, not 'From'"):
        values.headers({"From": "x"})


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("bounces@news.example", "bounces@news.example"),
        ("newsletter-bounces@köln.example", "newsletter-bounces@xn--kln-sna.example"),
        (f"{'b' * 19}@news.example", f"{'b' * 19}@news.example"),
    ],
)
def test_addresses_for_what_comes_back(text, made):
    assert values.bounces(text) == made


@pytest.mark.parametrize(
    "text",
    ["", "bounces", "a+b@news.example", f"{'b' * 20}@news.example", "a@b.example\r\nBcc: x@y.z"],
)
def test_refused_addresses_for_what_comes_back(text):
    with pytest.raises(ValueError, match="an address"):
        values.bounces(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://news.example/help?topic=mail",
        "mailto:help@news.example",
        "mailto:help@news.example?subject=help%20me",
    ],
)
def test_places_of_help(text):
    assert values.help_url(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "help",
            "mailto:",
            "mailto:nobody",
            "javascript:alert(1)",
            "tel:+1",
            "mailto:a b@c.example",
        ),
        *(
            "mailto:a@c.example?subject=a b",
            "mailto:a@c.example?x\r\nBcc: y",
            f"mailto:{'a' * 999}",
        ),
        *(f"https://news.example/{'a' * 500}", f"mailto:a@c.example?subject={'a' * 500}"),
    ],
)
def test_refused_places_of_help(text):
    with pytest.raises(ValueError, match=r"URL|address"):
        values.help_url(text)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://köln.example/blatt/", "https://xn--kln-sna.example/blatt/"),
        ("https://KÖLN.example:8443/a", "https://xn--kln-sna.example:8443/a"),
        ("http://例子.example", "http://xn--fsqu00a.example"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://News.example/Ä", "https://News.example/Ä"),
    ],
)
def test_a_site_s_name_is_the_one_that_resolvers_know(text, url):
    assert values.site_url(text) == values.help_url(text) == url


def test_a_name_that_nobody_can_resolve_is_no_site_s():
    with pytest.raises(ValueError, match="URL"):
        values.site_url("https://ö..example")


@given(st.text())
def test_no_place_of_help_breaks_a_header(text):
    for said in (text, f"mailto:{text}", f"mailto:a@c.example?{text}", f"https://{text}"):
        try:
            made = values.help_url(said)
        except ValueError:
            continue
        assert made.isprintable()
        assert len(made) <= values.LONGEST_URL


@pytest.mark.parametrize("name", ["List-Help", "precedence", "Feedback-ID", "Auto-Submitted"])
def test_headers_that_each_mail_has_are_ours_alone(name):
    with pytest.raises(ValueError, match="does not set itself"):
        values.headers({name: "x"})


@pytest.mark.parametrize(
    "table",
    [
        {"utm_source": "{newsletter}"},
        {"utm_campaign": "daily {date} ({cadence})", "at-medium": "e-mail"},
        {},
    ],
)
def test_link_tags_are_taken(table):
    assert values.link_tags(table) == table


@pytest.mark.parametrize(
    "table",
    [
        {"utm source": "x"},
        {"": "x"},
        {"a&b": "x"},
        {"a": ""},
        {"a": "x\ny"},
        {"a": "{reader}"},
        {"a": "{date.__class__}"},
        {"a": "{date"},
        {"a": "date}"},
        {"a": "{{date}}"},
    ],
)
def test_link_tags_are_refused(table):
    with pytest.raises(ValueError, match=r"^[a-z]"):
        values.link_tags(table)
