from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.quality.bounces.__main__ import MAILS

from digest.deliver.bounce import judge, reasons, wild
from digest.deliver.bounce.mail import MOST_BYTES
from digest.model import BounceKind

SAMPLES = [mail.read_bytes() for mail in sorted(MAILS.iterdir())]


def report(
    diagnosis: str, *, status: str = "5.0.0", action: str = "failed", words: str = ""
) -> bytes:
    return (
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{words}\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; ann@home.example\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; {diagnosis}\n--b--\n"
    ).encode()


def kind(diagnosis: str, **more: str) -> BounceKind:
    [found] = judge(report(diagnosis, **more))
    assert found.addresses == ("ann@home.example",)
    return found.kind


@pytest.mark.parametrize(
    ("said", "status", "wanted"),
    [
        ("550 5.1.1 no words that we know", "5.1.1", BounceKind.HARD),
        ("550 User unknown", "5.7.1", BounceKind.HARD),
        ("550 mailbox unavailable, inactive", "5.1.1", BounceKind.HARD),
        ("550 mailbox inactive", "5.2.1", BounceKind.HARD),
        ("550 the account of @ is temporarily suspended", "5.2.1", BounceKind.SOFT),
        ("450 mailbox disabled", "4.2.1", BounceKind.SOFT),
        ("550 refused", "5.2.1", BounceKind.HARD),
        ("450 refused", "4.2.1", BounceKind.SOFT),
        ("550 receiving mail at a rate that prevents more", "5.2.1", BounceKind.SOFT),
        ("550 your account has been suspended for spam", "5.7.1", BounceKind.POLICY),
        ("550 sender account disabled", "", BounceKind.POLICY),
        ("554 delivery to @ is disabled at this relay", "5.3.0", BounceKind.SOFT),
        ("Postfach ist deaktiviert", "5.0.0", BounceKind.HARD),
        ("Ce compte est désactivé", "5.0.0", BounceKind.HARD),
        ("La cuenta está suspendida", "5.0.0", BounceKind.HARD),
        ("الحساب معطل", "5.0.0", BounceKind.HARD),
        ("DNS Error: lookup of x.example responded with NXDOMAIN", "5.1.2", BounceKind.HARD),
        ("DNS Error: lookup of x.example responded with NXDOMAIN", "4.0.0", BounceKind.SOFT),
        ("550 ann@home.example...User unknown", "", BounceKind.HARD),
        ("550 Mail rejected. ofr_506", "5.2.0", BounceKind.POLICY),
        ("550 message rejected: no such user", "", BounceKind.HARD),
        ("552 over quota", "5.1.1", BounceKind.QUOTA),
        ("450 4.1.1 try again", "4.1.1", BounceKind.SOFT),
        ("550 refused", "5.1.0", BounceKind.SOFT),
        ("550 refused", "5.0.0", BounceKind.SOFT),
        ("554 refused", "5.7.606", BounceKind.POLICY),
        ("551 refused", "5.0.0", BounceKind.HARD),
        ("550 Host not found", "5.4.4", BounceKind.HARD),
        ("450 Host not found", "4.4.3", BounceKind.SOFT),
        ("450 4.1.1 unverified address: user unknown", "4.1.1", BounceKind.SOFT),
        ("451 4.3.0 user unknown; lookup failed, try later", "4.3.0", BounceKind.SOFT),
        ("450 user unknown", "5.0.0", BounceKind.SOFT),
        ("450 user unknown", "", BounceKind.SOFT),
        ("550 user unknown, please try again", "", BounceKind.HARD),
        (
            "554 5.7.1 Client host blocked using zen.spamhaus.org; User unknown in whitelist",
            "5.7.1",
            BounceKind.POLICY,
        ),
        ("553 Sender address rejected: domain not found", "5.1.8", BounceKind.POLICY),
        ("550 spam from user@unknown.example", "5.0.0", BounceKind.POLICY),
    ],
)
def test_words_then_status_then_code(said, status, wanted):
    assert kind(said, status=status) is wanted


def test_an_address_may_hold_any_word_and_says_nothing():
    assert kind("550 <spam.quota.unknown@host.not.found.example> refused") is BounceKind.SOFT


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_no_failure_counts_for_nothing(action):
    assert kind("550 5.1.1 User unknown", status="5.1.1", action=action) is BounceKind.OTHER


def test_where_the_report_says_nothing_the_words_beside_it_do():
    words = "<ann@home.example>: host mx said: 550 no such user"
    assert kind("", words=words) is BounceKind.HARD


def test_the_code_and_status_of_an_address_are_kept():
    [found] = judge(report("550 5.1.1 <1.2.3@450.example>: User unknown"))
    assert (found.code, found.status) == (550, "5.1.1")


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("550 5.1.1 User unknown", BounceKind.HARD),
        ("552 5.2.2 mailbox full", BounceKind.QUOTA),
        ("It failed.", BounceKind.SOFT),
    ],
)
def test_a_report_that_names_nobody_says_what_it_says(said, wanted):
    [found] = judge(f"From: MAILER-DAEMON@mx.example\nSubject: failure notice\n\n{said}\n".encode())
    assert (found.kind, found.addresses) == (wanted, ())


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Die Zustellung ist verzögert. Es wird weiterhin versucht.", BounceKind.OTHER),
        ("Verzögert, und endgültig gescheitert: Postfach voll", BounceKind.QUOTA),
        ("La remise est retardée, nouvelles tentatives à venir.", BounceKind.OTHER),
        ("Boîte pleine. Aucune nouvelle tentative ne sera faite.", BounceKind.QUOTA),
        ("El mensaje se ha retrasado.", BounceKind.OTHER),
        ("Se ha retrasado; no se volverá a intentar: el usuario no existe", BounceKind.HARD),
        ("تأخر تسليم الرسالة", BounceKind.OTHER),
        ("فشل نهائي: المستخدم غير موجود", BounceKind.HARD),
    ],
)
def test_a_delay_is_told_from_a_failure_in_each_language_that_ships(said, wanted):
    head = (
        "From: postmaster@mx.example\nSubject: Zustellung\nContent-Type: text/plain; charset=utf-8"
    )
    [found] = judge(f"{head}\n\nann@home.example\n  {said}\n".encode())
    assert (found.kind, found.addresses) == (wanted, ("ann@home.example",))


@pytest.mark.parametrize(
    ("subject", "said", "wanted"),
    [
        ("Unzustellbar", "ann@home.example wurde hier nicht gefunden.", BounceKind.HARD),
        ("Échec de la remise", "L'adresse ann@home.example est introuvable.", BounceKind.HARD),
        ("État de remise (échec)", "ann@home.example : utilisateur inconnu", BounceKind.HARD),
        ("No se puede entregar", "No se encontró a ann@home.example.", BounceKind.HARD),
        ("Correo devuelto", "ann@home.example: buzón lleno", BounceKind.QUOTA),
        ("تعذر التسليم", "ann@home.example\nلا يوجد مستخدم بهذا الاسم", BounceKind.HARD),
    ],
)
def test_reports_are_known_and_judged_in_each_language_that_ships(subject, said, wanted):
    head = f"From: postmaster@mx.example\nSubject: {subject}"
    mail = f"{head}\nContent-Type: text/plain; charset=utf-8\n\n{said}\n"
    [found] = judge(mail.encode())
    assert (found.kind, found.addresses) == (wanted, ("ann@home.example",))


def test_the_mail_inside_is_not_the_report():
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Mailer-Daemon@mx.example", "Mail delivery failed"
    mail.set_content(
        "The following address failed:\n\n  ann@home.example\n    mailbox is full\n\n"
        "------ This is a copy of the message ------\n\nReceived: from a\nFrom: us@news.example\n"
        "To: ann@home.example\nSubject: User unknown\nMessage-ID: <m1@news.example>\n\nb@x.example"
    )
    [found] = judge(mail.as_bytes())
    assert (found.kind, found.addresses) == (BounceKind.QUOTA, ("ann@home.example",))
    assert found.message_id == "<m1@news.example>"


@pytest.mark.parametrize("words", ["It was deleted unread.", "Your mail to ann@home.example."])
def test_a_receipt_is_no_failure(words):
    """RFC 8098: what was deleted unread has arrived."""
    kind = 'multipart/report; report-type=disposition-notification; boundary="b"'
    said = "Final-Recipient: rfc822; ann@home.example\nDisposition: automatic-action; deleted"
    mail = (
        f"From: ann@home.example\nSubject: Not read: Morning Briefing\nContent-Type: {kind}\n\n"
        f"--b\nContent-Type: text/plain\n\n{words}\n"
        f"--b\nContent-Type: message/disposition-notification\n\n{said}\n--b--\n"
    )
    [found] = judge(mail.encode())
    assert found.kind is BounceKind.AUTO_REPLY


def test_a_person_who_quotes_our_footer_does_not_ask_to_leave():
    mail = b"From: ann@home.example\nSubject: Re: x\n\nNice!\n\n> unsubscribe here\n"
    assert judge(mail)[0].kind is BounceKind.REPLY


def test_a_machine_that_knows_no_header_is_known_by_its_words():
    mail = b"From: ann@home.example\nSubject: Re: x\n\nI am out of the office; unsubscribe me.\n"
    assert judge(mail)[0].kind is BounceKind.AUTO_REPLY


@given(st.binary(max_size=400))
def test_any_bytes_are_read(raw):
    assert len(judge(raw)) >= 1


@given(st.sampled_from(SAMPLES), st.data())
def test_any_mail_cut_and_spoiled_is_read(raw, data):
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    noise = data.draw(st.binary(max_size=20))
    assert len(judge(raw[:start] + noise + raw[end:])) >= 1


@pytest.mark.parametrize(
    "kind",
    [
        b"text/plain; charset=u\0tf-8",
        b"text/plain; charset*=u\0tf-8''x",
        b"multipart/mixed; charset=\0; boundary=nowhere",
    ],
)
def test_a_charset_with_a_nul_in_its_name_is_none(kind):
    raw = b"From: ines@oficina.example\nContent-Type: " + kind + b"\n\nAdi\xc3\xb3s\n"
    (found,) = judge(raw)
    assert found.text.strip() == "Adiós"


def test_a_huge_mail_is_read_in_part():
    raw = report("550 User unknown") + b"x <a@b.example>\n" * (MOST_BYTES // 4)
    assert judge(raw)[0].kind is BounceKind.HARD


def test_a_mail_of_nothing_but_openings_takes_no_long_time():
    """Each could begin an address; the words are looked at once."""
    raw = b"From: mailer-daemon@x\nSubject: failure notice\n\n" + b"<a@b" * 100_000
    assert len(judge(raw)) >= 1


def test_the_words_of_a_report_are_searched_once_however_many_it_speaks_of(monkeypatch):
    asked = []
    monkeypatch.setattr(wild, "told", lambda words: asked.append(words) or [])
    reasons._rule_of.cache_clear()
    block = "\n\nFinal-Recipient: rfc822; ann{}@home.example\nAction: failed\nStatus: 5.0.0"
    raw = report("", words="Nobody says why.").replace(
        b"\n--b--", "".join(block.format(number) for number in range(50)).encode() + b"\n--b--"
    )
    assert len(judge(raw)) == 51
    assert len(asked) == 1
    assert reasons._rule_of.cache_info().misses <= 3


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("utf-8; xü@d.example", "xü@d.example"),
        (r"utf-8; x\x{FC}@d.example", "xü@d.example"),
        (r"utf-8;\x{7528}\x{6237}@d.example", "用户@d.example"),
        (r"utf-8; x\x{D800}@d.example", r"x\x{D800}@d.example"),
        ("rfc822; x@d.example", "x@d.example"),
        ("rfc822; xü@d.example", "xü@d.example"),
    ],
)
@pytest.mark.parametrize("kind", ["delivery-status", "global-delivery-status"])
@pytest.mark.parametrize("way", ["8bit", "base64", "quoted-printable"])
def test_addresses_outside_ascii_are_read_from_every_form_of_report(said, wanted, kind, way):
    """RFC 6533: each block of it, whatever it is encoded in."""
    block = f"Reporting-MTA: dns; mx\n\nFinal-Recipient: {said}\nAction: failed\nStatus: 5.1.1\n"
    body = block.encode()
    body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(way, bytes)(
        body
    )
    head = (
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered\n"
        'Content-Type: multipart/report; boundary="b"\n\n--b\n'
        f"Content-Type: message/{kind}\nContent-Transfer-Encoding: {way}\n\n"
    )
    [found] = judge(head.encode() + body + b"\n--b--\n")
    assert (found.kind, found.addresses) == (BounceKind.HARD, (wanted,))


def test_where_it_came_to_stands_also_in_the_servers_own_line():
    to = "b+1-c360@news.example"
    way = f"Received: from a by mx.news.example with ESMTP id 1\n\tfor <{to}>; Mon, 23 Nov 2026"
    [found] = judge(f"{way}\nTo: undisclosed-recipients:;\nSubject: failure\n\nhello\n".encode())
    assert found.came_to == (to,)


@pytest.mark.parametrize("written", ["<bounces+b-1-x@news.example>", "bounces+b-1-x@news.example"])
def test_a_complaint_names_the_sender_of_the_mail_and_so_whose_it_was(written):
    raw = (
        "From: feedback@big.example\nSubject: abuse\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n'
        "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n"
        f"Original-Mail-From: {written}\nOriginal-Rcpt-To: <redacted>\n--b--\n"
    )
    [found] = judge(raw.encode())
    assert found.kind is BounceKind.COMPLAINT
    assert found.came_to == ("bounces+b-1-x@news.example",)


def test_a_report_of_postfix_names_the_sender_of_the_mail():
    raw = report("550 gone").replace(
        b"Reporting-MTA:", b"X-Postfix-Sender: rfc822; bounces+b-1-x@news.example\nReporting-MTA:"
    )
    assert [found.came_to for found in judge(raw)] == [("bounces+b-1-x@news.example",)]
