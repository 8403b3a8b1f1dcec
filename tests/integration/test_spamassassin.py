"""What a spam filter says of the demo edition's form: nothing. And of a spoilt mail: the fault.

Names of rules are looked at, not totals: what a story says may please the filter or not.
"""

from __future__ import annotations

import contextlib
import re

import pytest
from tests.fault.counting import CountingSink
from tests.integration.peers.newsroom import demo_day
from tests.integration.peers.spamassassin import fired, of_form

# Rules of form that speak of no fault.
HARMLESS = {
    "HTML_MESSAGE",  # there is HTML, as in every newsletter
    "HTML_IMAGE_RATIO_08",  # who chose few stories has a picture with little text; scored 0.001
}

# On its way the mail gets these lines: from our machine to the relay, from there to the reader's
# server. The addresses are those for measurements (RFC 2544): nobody's, and no rule knows them.
TRACE = """\
Return-Path: <briefing@meridian.example>
Delivered-To: {reader}
Received: from relay.meridian.example (relay.meridian.example [198.18.0.25])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
\tby mx.example.com (Postfix) with ESMTPS id 4bH2cT0x1zzz9
\tfor <{reader}>; {date}
Received: from newsroom.meridian.example (newsroom.meridian.example [198.18.0.7])
\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))
\tby relay.meridian.example (Postfix) with ESMTPSA id 4bH2cS5Jk2z9w
\tfor <{reader}>; {date}
"""


@pytest.fixture
def mails(tmp_path, made):
    """The demo edition's mails, by reader."""
    with contextlib.closing(CountingSink()) as sink:
        day = demo_day(tmp_path, f'host = "127.0.0.1"\nport = {sink.port}', "")
    assert day.deliveries["sent"] == len(made) == 10
    return made


def traced(reader, mail):
    date = re.search(rb"^Date: (.+)$", mail, re.MULTILINE)
    when = date[1].decode() if date else "Mon, 23 Nov 2026 07:00:01 +0000"
    return TRACE.format(reader=reader, date=when).encode() + mail


def without(name):
    return lambda mail: re.sub(rb"^%b: .*\n(?:[ \t].*\n)*" % name, b"", mail, flags=re.MULTILINE)


def text_of_something_else(mail):
    """Other words in the text part, as long as its own."""
    start = mail.index(b"\n\n", mail.index(b"Content-Type: text/plain"))
    end = mail.index(b"\n--=", start)
    words = b"Pelicans waltz beneath turquoise umbrellas whenever grandmothers juggle.\n"
    return mail[:start] + b"\n\n" + words * ((end - start) // len(words)) + mail[end:]


def html_alone(mail):
    head, _, body = mail.partition(b"\nContent-Type: multipart/")
    return head + b"\nContent-Type: text/html" + body[body.index(b";", body.index(b"text/html")) :]


def raw_subject(mail):
    return without(b"Subject")(mail).replace(b"\nTo: ", b"\nSubject: \xdcberg\xf6\xdfen\nTo: ", 1)


SPOILT = {
    "MISSING_DATE": without(b"Date"),
    "MISSING_FROM": without(b"From"),
    "MISSING_MID": without(b"Message-ID"),
    "MISSING_SUBJECT": without(b"Subject"),
    "MISSING_HEADERS": without(b"To"),
    "MIME_HEADER_CTYPE_ONLY": without(b"MIME-Version"),
    "MPART_ALT_DIFF": text_of_something_else,
    "MIME_HTML_ONLY": html_alone,
    "SUBJ_ILLEGAL_CHARS": raw_subject,
}


def test_no_rule_of_form_fires_on_the_demo_edition(mails, tmp_path):
    under_way = [traced(reader, mail) for reader, mail in mails.items()]
    forbidden = of_form() - HARMLESS
    found = fired([*mails.values(), *under_way], tmp_path)
    assert [names & forbidden for names in found] == [set()] * 20
    assert all("MAILING_LIST_MULTI" in names for names in found)  # List-* are all there
    assert all("NO_RECEIVED" in names for names in found[:10])
    assert not any("NO_RECEIVED" in names for names in found[10:])


def test_each_fault_is_found_by_its_name(mails, tmp_path):
    reader, whole = next(iter(mails.items()))
    spoilt = [traced(reader, spoil(whole)) for spoil in SPOILT.values()]
    found = fired(spoilt, tmp_path)
    assert {name for name, names in zip(SPOILT, found, strict=True) if name not in names} == set()
    assert set(SPOILT) <= of_form() - HARMLESS


def test_the_rules_of_form_are_those_that_speak_of_it():
    form = of_form()
    assert len(form) > 300
    assert {"MISSING_HB_SEP", "FORGED_MUA_EUDORA", "HEADER_SPAM", "MPART_ALT_DIFF_COUNT"} <= form
    assert {"INVALID_DATE", "INVALID_MSGID", "DATE_IN_PAST_12_24", "MIME_QP_LONG_LINE"} <= form
    assert not {"WEIRD_PORT", "BAYES_99", "URIBL_BLACK", "MONEY_BACK", "DKIM_INVALID"} & form
