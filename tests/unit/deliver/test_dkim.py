from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import dkim
import pytest
from tests.unit.deliver import rfc8463
from tests.unit.deliver.memory import delivery
from tests.unit.deliver.rendered import NEWSLETTER, RENDERED, SENT_AT
from tests.unit.deliver.signing import ED25519_PEM, LINKS, both, judge, rsa_pem, signed
from tests.unit.deliver.test_header import NAUGHTY

from digest.deliver import MessageTemplate, Relay
from digest.deliver.canonical import relaxed_field, relaxed_lines
from digest.deliver.dkim import TWICE, Signer
from digest.dkimkey import read_pem
from digest.model import Dkim, Mailbox, Part, PartKind, Selection

GOLDEN = Path(__file__).parents[2] / "golden" / "signed.eml"
ZOE = delivery(7, email="zoe@example.com", name="Zoë Ångström")
BOTH = [True, True]


def head(mail):
    return mail.partition(b"\r\n\r\n")[0]


def fields(mail):
    """The header's fields, unfolded, by name."""
    lines = head(mail).decode().replace("\r\n ", " ").split("\r\n")
    return dict(line.split(": ", 1) for line in lines)


# --- RFC 8463, appendix A ----------------------------------------------------------------


def rfc_keys():
    return {"ed25519": read_pem(ED25519_PEM, "brisbane"), "rsa": rfc8463.rsa_key()}


@pytest.mark.parametrize(
    ("algorithm", "field"),
    [("ed25519", rfc8463.ED25519_FIELD), ("rsa", rfc8463.RSA_FIELD)],
)
def test_the_signatures_of_rfc_8463_come_out_as_printed(algorithm, field):
    field = field.replace("\n", "\r\n").encode()
    unsigned, _, printed = field.rpartition(b" b=")
    covered = b"".join(map(relaxed_field, (*rfc8463.FIELDS, unsigned + b" b=\r\n")))[:-2]
    signature = rfc_keys()[algorithm].sign(hashlib.sha256(covered).digest())
    assert base64.b64encode(signature) == printed.replace(b"\r\n", b"").replace(b" ", b"")


def test_the_body_hash_of_rfc_8463_comes_out_as_printed():
    made = hashlib.sha256(relaxed_lines(rfc8463.BODY)).digest()
    assert f"bh={base64.b64encode(made).decode()};" in rfc8463.ED25519_FIELD


def test_the_message_of_rfc_8463_signed_by_us_verifies():
    keys = tuple(rfc_keys().values())
    *shared, own = rfc8463.FIELDS
    signer = Signer(Dkim(rfc8463.DOMAIN, keys), shared, ["Message-ID"], SENT_AT)
    made = signer.sign([own], hashlib.sha256(relaxed_lines(rfc8463.BODY)).digest())
    mail = made + b"".join(rfc8463.FIELDS) + b"\r\n" + rfc8463.BODY
    assert judge(mail, keys, rfc8463.DOMAIN) == BOTH


def test_dkimpy_takes_the_printed_message():
    keys = tuple(rfc_keys().values())
    made = (rfc8463.ED25519_FIELD + rfc8463.RSA_FIELD).replace("\n", "\r\n").encode()
    mail = made + b"".join(rfc8463.FIELDS) + b"\r\n" + rfc8463.BODY
    assert judge(mail, keys, rfc8463.DOMAIN) == BOTH


# --- our mails ---------------------------------------------------------------------------


def test_the_bytes_are_those_of_the_golden_mail():
    made = signed(ZOE, keys=[read_pem(ED25519_PEM, "digest")], name="Zoë")
    assert made == GOLDEN.read_bytes()


def test_signatures_stand_in_front_of_a_mail_that_is_otherwise_the_same():
    template = MessageTemplate(NEWSLETTER, RENDERED, SENT_AT, Relay())
    unsigned = template.message(delivery(1), {"name": b"Ann"}, LINKS).data
    mail = signed()
    assert mail.endswith(unsigned)
    assert b"DKIM-Signature" not in unsigned
    assert mail.removesuffix(unsigned).count(b"DKIM-Signature: ") == 2


def test_each_key_signs_under_its_own_selector():
    first, second = (
        dkim.util.parse_tag_value(value)
        for name, value in dkim.DKIM(signed()).headers
        if name == b"DKIM-Signature"
    )
    assert (first[b"a"], first[b"s"]) == (b"ed25519-sha256", b"ed")
    assert (second[b"a"], second[b"s"]) == (b"rsa-sha256", b"rsa")
    for tags in (first, second):
        assert tags[b"d"] == b"news.example"
        assert tags[b"c"] == b"relaxed/relaxed"
        assert int(tags[b"t"]) == SENT_AT.timestamp()
        assert not {b"l", b"x"} & set(tags)


def names():
    """The names that a signature covers, in order."""
    tags = dkim.util.parse_tag_value(fields(signed())["DKIM-Signature"].encode())
    return [name.strip().decode() for name in tags[b"h"].split(b":")]


def test_every_field_is_signed_and_those_that_matter_once_more():
    ours = [name.lower() for name in fields(signed()) if name != "DKIM-Signature"]
    assert sorted(names()) == sorted([*ours, *TWICE])
    assert {"list-unsubscribe", "list-unsubscribe-post", "list-id", "feedback-id"} < set(ours)
    assert {"from", "to", "subject", "date", "content-type", "list-unsubscribe-post"} < set(TWICE)


def test_what_is_meant_for_the_relay_is_not_signed():
    mail = signed(relay=Relay(headers={"X-Stream": "broadcast"}))
    assert judge(mail) == BOTH
    assert judge(mail.replace(b"X-Stream: broadcast\r\n", b"")) == BOTH


def test_no_line_of_a_signature_is_longer_than_78():
    lines = head(signed()).split(b"\r\n")
    assert max(map(len, lines)) <= 78


REPLY_TO = replace(NEWSLETTER, reply_to=Mailbox(address="editor@news.example", name="The Editor"))


@pytest.mark.parametrize(
    ("letter", "one"),
    [
        (NEWSLETTER, delivery(1)),
        (NEWSLETTER, ZOE),
        (NEWSLETTER, replace(delivery(1), selection=Selection(("s2",)))),
        (NEWSLETTER, delivery(1, email="zoë@example.com")),
        (REPLY_TO, delivery(1)),
        (replace(NEWSLETTER, title="Ü" * 120), delivery(1, name="x " * 90)),
        (replace(NEWSLETTER, public_url="http://news.example"), delivery(1)),
    ],
)
def test_dkimpy_verifies_both_signatures(letter, one):
    assert judge(signed(one, newsletter=letter)) == BOTH


@pytest.mark.parametrize("name", NAUGHTY)
def test_no_name_breaks_a_signature(name):
    assert (
        judge(signed(delivery(1, name=name), name=name.encode(errors="replace").decode())) == BOTH
    )


def test_a_page_with_runs_of_spaces_verifies():
    part = Part(PartKind.FRAME, b"a  b   c =\r\n   d\r\n")
    assert judge(signed(rendered=replace(RENDERED, text=(part,), html=(part,)))) == BOTH


# --- tampering ---------------------------------------------------------------------------

SENT = [name for name in fields(signed(newsletter=REPLY_TO)) if name != "DKIM-Signature"]


@pytest.mark.parametrize("name", SENT)
def test_a_changed_field_fails(name):
    mail = signed(newsletter=REPLY_TO)
    place = mail.index(f"\r\n{name}: ".encode()) + len(name) + 4
    assert judge(mail[:place] + b"x" + mail[place:]) == [False, False]


@pytest.mark.parametrize("tag", [b"a=", b"d=", b"s=", b"t=", b"h=", b"bh=", b"b="])
def test_a_changed_tag_of_a_signature_fails(tag):
    mail = signed()
    place = mail.index(b" " + tag) + 1 + len(tag)
    assert judge(mail[:place] + b"1" + mail[place:]) == [False, True]


@pytest.mark.parametrize("name", SENT)
def test_a_field_taken_out_fails(name):
    mail = signed(newsletter=REPLY_TO).replace(b"\r\n boundary", b" boundary")
    start = mail.index(f"\r\n{name}: ".encode())
    end = mail.index(b"\r\n", start + 2)
    assert judge(mail) == BOTH
    assert judge(mail[:start] + mail[end:]) == [False, False]


@pytest.mark.parametrize("name", [*TWICE, "List-Unsubscribe-Post"])
def test_a_second_field_in_front_fails(name):
    mail = signed()
    assert judge(f"{name}: x\r\n".encode() + mail) == [False, False]
    assert judge(mail.replace(b"\r\n\r\n", f"\r\n{name}: x\r\n\r\n".encode(), 1)) == [False, False]


def test_a_one_click_put_into_a_mail_without_one_fails():
    mail = signed(newsletter=replace(NEWSLETTER, public_url="http://news.example"))
    assert b"\r\nList-Unsubscribe-Post: " not in mail
    post = b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    assert judge(post + mail) == [False, False]


def test_one_changed_byte_of_the_body_fails():
    mail = signed()
    start = mail.index(b"\r\n\r\n") + 4
    for at in range(start, len(mail) - 2, 7):
        if mail[at : at + 1] not in b" \r\n":
            assert judge(mail[:at] + bytes([mail[at] ^ 1]) + mail[at + 1 :]) == [False, False]


def test_a_line_behind_the_end_fails():
    assert judge(signed() + b"More.\r\n") == [False, False]


def test_another_key_fails():
    stranger = [read_pem(rsa_pem(), "ed"), read_pem(rsa_pem(), "rsa")]
    assert judge(signed(), stranger) == [False, True]


def test_the_time_is_the_mails_own():
    later = Signer(Dkim("news.example", both()), (), (), SENT_AT + timedelta(seconds=5))
    assert f"t={int(SENT_AT.timestamp()) + 5};".encode() in later.sign((), b"").replace(
        b"\r\n ", b" "
    )
