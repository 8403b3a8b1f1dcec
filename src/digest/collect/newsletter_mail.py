"""A newsletter that came by mail, as one article: its subject, its words, who sent it.

Hidden preheaders and the lines that every mailing carries are left out, and so are its links:
they often name the reader. Pure: bytes in, a Draft out.
"""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import TYPE_CHECKING

from digest.collect import clean, htmltext, language
from digest.collect.dates import PLAIN, DateStyle, parse_date
from digest.collect.decode import decode_page
from digest.collect.draft import PARSER_FAULTS, Draft
from digest.collect.origins import told
from digest.collect.urls import web_link
from digest.errors import SourceError

if TYPE_CHECKING:
    from datetime import date

_FORWARDED = re.compile(r"^(?:(?:fwd?|wg|tr|rv|i)\s*:\s*)+", re.IGNORECASE)
_CHROME = re.compile(
    r"unsubscribe|view (?:this |it |the )?(?:e-?mail |newsletter )?(?:in|on)(?: your| a)? (?:web )?"
    r"(?:browser|web|line)|view online|manage (?:your )?(?:e-?mail )?preferences|"
    r"update your profile|you(?: are|.re) receiving this|you received this|was sent to|"
    r"forward this e-?mail|"
    r"abbestellen|abmelden|im browser (?:an|lesen|öffnen)|se désabonner|désinscri|darse de baja|"
    r"cancelar (?:la )?suscripción|all rights reserved|"
    r"(?:voir|lire|afficher|visualizza|leggi|apri|vedi|bekijk|lees|open|ver|veja|visualizar|abrir|"
    r"zobacz|otwórz|wyświetl|läs|visa|öppna|læs|les|vis|åbn|åpne)\b[^.]{0,40} (?:"
    r"dans (?:le|votre) |nel (?:tuo )?|in (?:je|uw) |en (?:el|su|tu) |no (?:seu )?|w |i (?:din )?)"
    r"(?:navigateur|browser|navegador|przeglądarce|webbläsare|nettleser)|"
    r"disiscri|annulla (?:l.)?iscrizione|cancella(?:ti| (?:l.)?iscrizione)|"
    r"cancelar (?:a )?(?:inscrição|assinatura|subscrição)|descadastr|"
    r"^\W*uitschrijven|afmelden|nieuwsbrief[^.]{0,30} uitschrijven|"
    r"wypis(?:z|ać) się|zrezygn\w+ z (?:subskrypcji|newslettera)|"
    r"avregistrera|avprenumerera|avsluta prenumeration|afmeld|avmeld|"
    r"peruuta (?:uutiskirje|tilau)|odhlásit (?:se|odběr)|dezabon|leiratkoz|"
    r"abonelikten (?:ç\u0131k|ayr\u0131l)|taray\u0131c\u0131(?:n\u0131z)?da (?:görüntüle|aç|oku)|"
    r"отпис(?:аться|ка от|ывайтесь)|отказаться от (?:рассылки|подписки)|"
    r"(?:открыть|смотреть|посмотреть|прочитать|читать) в браузере|відписатися|"
    r"κατάργηση εγγραφής|διαγραφή από τη λίστα|إلغاء (?:ال)?اشتراك|ביטול (?:ה)?הרשמה|להסרה מ|"
    r"配信停止は|購読(?:を)?解除|登録解除|ブラウザで(?:見|読|表示)|取消订阅|取消訂閱|退订|退訂|"
    r"수신\s?거부|구독\s?(?:취소|해지)|berhenti berlangganan|hủy đăng ký",
    re.IGNORECASE,
)
_UNNAMED = re.compile("[\udc80-\udcff]")  # how `email` keeps a byte that is no ASCII
_CHROME_CHARS = 300  # a longer paragraph is text
_LISTED = ("list-id", "list-unsubscribe")


def parse_mail(body: bytes, dates: DateStyle = PLAIN) -> Draft:
    """Read a mail (RFC 5322, MIME) as an article; its date may lack a zone that it must have.

    Raises:
        SourceError: it is no mail, or holds no text.
    """
    try:
        return _draft(_forwarded(_message(body)), dates)
    except PARSER_FAULTS as error:
        raise SourceError("the mail can't be read", "Save it as .eml again.") from error


def is_newsletter(head: bytes) -> bool:
    """Whether a mail's header says that it went to many (RFC 2369, RFC 2919)."""
    try:
        message = _message(head)
        return any(message.get(name) for name in _LISTED)
    except PARSER_FAULTS:
        return False


def _message(body: bytes) -> EmailMessage:
    message = email.message_from_bytes(body, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what this policy makes
    return message


def _forwarded(message: EmailMessage) -> EmailMessage:
    """The mail that one holds whole (RFC 2046, section 5.2.1), where that says more than it."""
    parts = message.iter_attachments() if message.is_multipart() else ()
    held = (one.get_content() for one in parts if one.get_content_type() == "message/rfc822")
    inner = next((one for one in held if isinstance(one, EmailMessage)), None)
    longer = inner is not None and len(clean.join(_text(inner))) > len(clean.join(_text(message)))
    return inner if inner is not None and longer else message


def _draft(message: EmailMessage, dates: DateStyle) -> Draft:
    title = _FORWARDED.sub("", clean.clean_line(_header(message, "subject")))
    name, address = parseaddr(_header(message, "from"))
    text = clean.join(_text(message))
    if not title and not text:
        raise SourceError("the mail holds neither a subject nor text", "Save it as .eml again.")
    archived = str(message.get("archived-at", "")).strip().strip("<>")
    return Draft(
        title=title,
        text=text,
        url=web_link(archived),
        guid=str(message.get("message-id", "")).strip(),
        date=_date(message, dates),
        language=language.tag(str(message.get("content-language", ""))),
        publisher=clean.clean_line(name) or address.rpartition("@")[2],
        origins=told(
            "mail",
            title="Subject",
            published="Date",
            text="body",
            publisher="From",
            language="Content-Language",
            url="Archived-At",
            guid="Message-ID",
        ),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header's words; bytes that no encoding is named for are read as a page's are."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if not _UNNAMED.search(raw):
        return str(message.get(name, ""))
    words = " ".join(raw.split()).encode("utf-8", "surrogateescape")
    return decode_page(words)


def _date(message: EmailMessage, dates: DateStyle) -> date | None:
    """Its date as it was written: `email` gives one without a zone as if it were of UTC."""
    written = (str(raw) for name, raw in message.raw_items() if name.lower() == "date")
    return parse_date(next(written, ""), dates) or parse_date(str(message.get("date", "")), dates)


def _text(message: EmailMessage) -> list[str]:
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        return []
    html = part.get_content_subtype() == "html"
    text = htmltext.paragraphs(_decoded(part)) if html else clean.clean_text(_plain(part))
    blocks = text.split("\n\n")
    return [one for one in blocks if len(one) > _CHROME_CHARS or not _CHROME.search(one)]


def _plain(part: MIMEPart) -> str:
    """Plain words without the signature below them, their soft line breaks undone (RFC 3676, 4)."""
    words = _decoded(part).replace("\r\n", "\n").partition("\n-- \n")[0]
    flowed = (part.get_param("format"), part.get_param("delsp"))
    is_cut = [str(one or "").lower() for one in flowed] == ["flowed", "yes"]
    return words.replace(" \n", "") if is_cut else words


def _decoded(part: MIMEPart) -> str:
    """The part's text; one that names no encoding, or a wrong one, is read as a page is."""
    raw = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    return decode_page(raw if isinstance(raw, bytes) else b"", f"text/html; charset={charset}")
