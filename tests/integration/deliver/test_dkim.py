"""The demo's mails, signed with both algorithms as digest.toml says, before other verifiers."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.peers import require
from tests.unit.deliver import rfc8463
from tests.unit.deliver.signing import ED25519_PEM, judge, rsa_pem

from digest.config import load
from digest.deliver.dkim import TWICE
from digest.demo.run import run_demo
from digest.dkimkey import read_pem, record
from digest.model import Dkim
from digest.pipeline.preview import write_out
from digest.store import open_store

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SCRIPT = Path(__file__).with_name("verify.pl")
TABLE = """
[newsletters.briefing.dkim]
key = [{ file = "ed.pem", selector = "ed" }, { file = "rsa.pem", selector = "rsa" }]
"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    """The settings of a demo that has been, and its mails made again with signatures."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    run_demo(folder, serve=False, show=lambda _: None)
    for name, pem in (("ed.pem", ED25519_PEM), ("rsa.pem", rsa_pem())):
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(pem)
    with (folder / "digest.toml").open("a", encoding="utf-8") as stream:
        stream.write(TABLE)
    settings = load(folder / "digest.toml", environ={})
    with open_store(settings.store.url) as store:
        [edition] = store.editions.list()
        write_out(settings, store, edition.id, folder / "signed", now=NOW)
    return settings.newsletter().dkim, folder / "signed"


def mails(newsroom):
    found = [path.read_bytes() for path in sorted(newsroom[1].glob("*.eml"))]
    assert len(found) >= 10
    return found


def test_dkimpy_verifies_each_mail_with_both_keys(newsroom):
    dkim, _ = newsroom
    for mail in mails(newsroom):
        assert judge(mail, dkim.keys, dkim.domain) == [True, True]


@pytest.mark.parametrize("place", [b"text/plain", b"text/html"])
def test_one_letter_changed_on_the_way_fails(newsroom, place):
    dkim, _ = newsroom
    for mail in mails(newsroom)[:3]:
        start = mail.index(b"\r\n\r\n", mail.index(place))
        at = next(at for at in range(start, len(mail)) if mail[at : at + 1].isalpha())
        changed = mail[:at] + bytes([mail[at] ^ 1]) + mail[at + 1 :]
        assert judge(changed, dkim.keys, dkim.domain) == [False, False]


def perl(newsroom, mail):
    """What Mail::DKIM says of each signature, by selector."""
    return ask_perl(newsroom[0], mail)


def ask_perl(dkim, mail):
    require("dkimproxy-verify")
    records = (record(key, dkim.domain) for key in dkim.keys)
    words = [word for one in records for word in (one.name, *one.strings, "--")]
    done = subprocess.run(
        ["perl", SCRIPT, *words], input=mail, capture_output=True, check=True, timeout=60
    )
    return dict(line.split(" ", 1) for line in done.stdout.decode().splitlines())


def test_mail_dkim_verifies_the_rsa_signature_of_each_mail(newsroom):
    for mail in mails(newsroom):
        assert perl(newsroom, mail)["rsa"] == "rsa-sha256 pass"


def test_mail_dkim_takes_the_message_of_rfc_8463_and_refuses_it_changed():
    keys = (read_pem(ED25519_PEM, "brisbane"), rfc8463.rsa_key())
    dkim = Dkim(rfc8463.DOMAIN, keys)
    printed = (rfc8463.ED25519_FIELD + rfc8463.RSA_FIELD).replace("\n", "\r\n").encode()
    mail = printed + b"".join(rfc8463.FIELDS) + b"\r\n" + rfc8463.BODY
    assert ask_perl(dkim, mail)["test"] == "rsa-sha256 pass"
    for old, new in ((b"dinner", b"supper"), (b"hungry", b"thirsty")):
        assert ask_perl(dkim, mail.replace(old, new))["test"].startswith("rsa-sha256 fail")


def test_a_verifier_that_lacks_ed25519_has_the_other_signature(newsroom):
    verdict = perl(newsroom, mails(newsroom)[0])
    assert verdict["rsa"] == "rsa-sha256 pass"
    assert re.fullmatch("ed25519-sha256 (pass|invalid .unsupported algorithm.*)", verdict["ed"])


@pytest.mark.parametrize("name", TWICE)
def test_mail_dkim_refuses_a_second_field_in_front(newsroom, name):
    mail = mails(newsroom)[0]
    assert perl(newsroom, f"{name}: x\r\n".encode() + mail)["rsa"].startswith("rsa-sha256 fail")


@pytest.mark.parametrize("name", ["From", "Subject", "Date", "List-Unsubscribe", "List-Id"])
def test_mail_dkim_refuses_a_changed_field(newsroom, name):
    mail = mails(newsroom)[0]
    changed = mail.replace(f"\r\n{name}: ".encode(), f"\r\n{name}: x".encode(), 1)
    assert changed != mail
    assert perl(newsroom, changed)["rsa"].startswith("rsa-sha256 fail")


def test_mail_dkim_refuses_a_line_behind_the_end(newsroom):
    verdict = perl(newsroom, mails(newsroom)[0] + b"More.\r\n")
    assert verdict["rsa"] == "rsa-sha256 fail (body has been altered)"


def test_mail_dkim_refuses_another_body(newsroom):
    head, _, body = mails(newsroom)[0].partition(b"\r\n\r\n")
    changed = head + b"\r\n\r\n" + body.replace(b"e", b"a", 1)
    assert perl(newsroom, changed)["rsa"] == "rsa-sha256 fail (body has been altered)"
