"""Names as people import them, in the To field and the greeting of a mail that went over SMTP."""

from __future__ import annotations

import csv
import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from html import unescape
from shutil import copy

import pytest
from tests.integration.deliver.press import NOW, House
from tests.integration.deliver.sink import Sink
from tests.integration.test_blocked import send_to
from tests.unit.pipeline.newsroom import article, settings
from tests.unit.render.sample import SHIPPED

from digest.pipeline.build import build
from digest.pipeline.freeze import approve, freeze
from digest.pipeline.links import link_key
from digest.pipeline.subscribe import import_subscribers
from digest.store import open_store

OVERRIDE, ISOLATE = "\u202e", "\u2067"
ISOLATES = "[\u2066-\u2069]"
NAMES = {
    "quotes": 'Ann "the Ant" O\'Brien',
    "commas": "Marsh, Jr., Jo; <jo@evil.example>",
    "address": "everyone@evil.example",
    "group": "undisclosed: a@evil.example;",
    "encoded": "=?utf-8?q?Bcc:=20all@evil.example?=",
    "markup": "<script>alert(1)</script> & <b>Ann</b>",
    "field": "__DIGEST_UNSUBSCRIBE_URL__ {{ newsletter }} %(name)s",
    "formula": "=HYPERLINK('https://evil.example')",
    "bidi": f"Ann {OVERRIDE}moc.live@nna{ISOLATE}",
    "arabic": "محمد الكاتب",
    "hebrew": "דליה (ראשית)",
    "emoji": "👩‍👩‍👧‍👦 Family 🏳️‍🌈",
    "long": "Ab\u00e9 " * 250,  # 1,000 characters
    "dots": ". . .",
}
INJECTED = {
    "tab": "Ann\tO'Brien",
    "crlf": "Ann\r\nBcc: everyone@evil.example",
    "newline": "Ann\nBcc: everyone@evil.example\n\nbody",
    "separator": "Ann\u2028Bcc: everyone@evil.example",
}
PLAIN = {
    "quotes": NAMES["quotes"],
    "commas": NAMES["commas"],
    "address": NAMES["address"],
    "markup": NAMES["markup"],
    "formula": NAMES["formula"],
    "arabic": NAMES["arabic"],
    "hebrew": NAMES["hebrew"],
    "emoji": NAMES["emoji"],
    "group": NAMES["group"],
}


def greeting(folder) -> None:
    """A template of the operator's own that greets by name, in both parts."""
    own = folder / "templates" / "email" / "parts"
    own.mkdir(parents=True)
    masthead = own / "masthead.mjml.j2"
    copy(SHIPPED / "parts" / "masthead.mjml.j2", masthead)
    with masthead.open("a", encoding="utf-8") as file:
        file.write("<mj-text><p>Dear [__DIGEST_NAME__]</p></mj-text>\n")
    page = (SHIPPED / "parts" / "page.txt.j2").read_text("utf-8")
    (own / "page.txt.j2").write_text(f"Dear [__DIGEST_NAME__]\n\n{page}", encoding="utf-8")


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """What the server took, by the name of the case; and the report of the import."""
    folder = tmp_path_factory.mktemp("names")
    made = settings(folder)
    greeting(folder)
    with (folder / "readers.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("email", "name"))
        rows.writerows((f"{case}@private.example", name) for case, name in NAMES.items())
        rows.writerows((f"{case}@private.example", name) for case, name in INJECTED.items())
    sink = Sink()
    with open_store(made.store.url) as store:
        report = import_subscribers(made, store, folder / "readers.csv", now=NOW)
        store.articles.save([article("1"), article("2", "Science")], now=NOW)
        edition = build(made, store, None, now=NOW).edition
        approve(made, store, edition.id, now=NOW)
        key = link_key(made, store)
        freeze(made, store, store.editions.get(edition.id), now=NOW, key=key)
        send_to(House(made, store, tuple(store.outbox.list(edition.id))), sink)
    taken = {one.recipient.partition("@")[0]: one for one in sink.taken}
    assert len(taken) == len(sink.taken)
    return taken, report


def mail_of(sent, case):
    return message_from_bytes(sent[0][case].data, policy=default)


def named(mail):
    """The name in the To field, as RFC 2047 has it decoded."""
    head = next(value for name, value in mail.raw_items() if name == "To")
    phrase = head.rpartition("<")[0].strip()
    if phrase.startswith('"'):
        return re.sub(r"\\(.)", r"\1", phrase[1:-1])
    return str(make_header(decode_header(phrase)))


def bodies(mail):
    """The text part, and the words of the HTML part."""
    html = mail.get_body(("html",)).get_content()
    bare = unescape(re.sub("<[^>]*>", "", html))
    return mail.get_body(("plain",)).get_content(), bare


def test_a_name_over_several_lines_is_refused_with_its_line(sent):
    _, report = sent
    assert report.refused == len(INJECTED)
    assert all("line break" in one.reason for one in report.quarantined)
    assert set(sent[0]) == set(NAMES)


@pytest.mark.parametrize("case", NAMES)
def test_the_mail_has_one_reader_and_no_header_of_the_names_own(sent, case):
    mail = mail_of(sent, case)
    [to] = mail["To"].addresses
    assert to.addr_spec == f"{case}@private.example"
    assert mail["Bcc"] is None
    assert len(mail.get_all("To")) == 1
    head = sent[0][case].data.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert [line for line in head.split(b"\r\n") if line.lower().startswith(b"bcc")] == []
    assert not mail.defects
    assert not mail["To"].defects


@pytest.mark.parametrize("case", PLAIN)
def test_it_is_the_name_that_was_imported(sent, case):
    mail = mail_of(sent, case)
    assert named(mail) == PLAIN[case]
    for body in bodies(mail):
        assert f"Dear [{PLAIN[case]}]" in re.sub(ISOLATES, "", body)


@pytest.mark.parametrize("case", NAMES)
def test_it_does_nothing_in_the_page_and_turns_no_line_of_it(sent, case):
    mail = mail_of(sent, case)
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "<b>Ann" not in html
    for part in (html, *bodies(mail), named(mail)):
        assert OVERRIDE not in part
        assert part.count(ISOLATE) <= part.count("\u2069")  # what begins ends
    for body in bodies(mail):
        assert len(re.findall(r"Dear \[", body)) == 1


def test_what_looks_like_a_field_is_none(sent):
    for body in bodies(mail_of(sent, "field")):
        greeted = re.search(r"Dear \[(.*?)\]", body, re.DOTALL)[1]
        assert "https://" not in greeted
        assert "{{ newsletter }} %(name)s" in " ".join(greeted.split())


def test_a_name_of_a_thousand_letters_is_cut(sent):
    mail = mail_of(sent, "long")
    assert named(mail).strip() == NAMES["long"][:200].strip()
    for body in bodies(mail):
        assert len(re.search(r"Dear \[(.*?)\]", body, re.DOTALL)[1]) <= 200
