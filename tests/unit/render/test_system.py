"""Confirm, welcome, moved, goodbye: complete in both parts, in each language, and harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.render.pages import PageReader
from tests.unit.render.sample import NEWSLETTER, templates

from digest.errors import RenderError
from digest.model import Look
from digest.render import SystemKind, SystemMail, Templates, inliner, render_system
from digest.render.safe import clean

URL = "https://meridian.example/c/abc_DEF-123?x=1&y=2"
LANGUAGES = ("en", "de", "fr", "es", "ar", "he", "hi", "ja")
_FAST = inliner("css-inline")
_SHIPPED = templates()


def _mail(kind: str, letter=NEWSLETTER, **values: str) -> SystemMail:
    moved_to = {"moved_to": "j•••@n•••.example"} if kind == "moved" else {}
    values = {"url": URL, **moved_to, **values}
    return render_system(
        SystemKind(kind), letter, values, templates=_SHIPPED, inliner=inliner("css-inline")
    )


def _words(part: str) -> str:
    bare = re.sub("<style.*?</style>|<[^>]*>", " ", part, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(SystemKind))
def test_each_mail_is_whole_in_each_language(kind, language):
    mail = _mail(kind, replace(NEWSLETTER, language=language), name="Dalia", days="3")
    found = PageReader(mail.html)
    assert found.all("html")[0]["lang"] == language
    assert len(found.texts("h1")) == len(found.texts("h2")) == 1
    assert "Morning Briefing" in mail.subject
    assert "{" not in mail.subject + mail.text + _words(mail.html)
    for said in ("Dalia", "The Meridian, 1 Harbour Street", "Morning Briefing"):
        assert said in _words(mail.html)
        assert said in mail.text
    assert URL in mail.text
    assert URL in [link["href"] for link in found.all("a")]
    assert "__DIGEST_" not in mail.html + mail.text


def test_the_question_has_a_button_the_address_itself_and_a_way_not_to_answer():
    mail = _mail("confirm", days="3")
    found = PageReader(mail.html)
    assert [link["href"] for link in found.all("a")].count(URL) == 2
    assert "Yes, send me Morning Briefing" in found.texts("a")
    for part in (_words(mail.html), " ".join(mail.text.split())):
        assert "The link holds for 3 days." in part
        assert "Then do nothing." in part


def test_what_is_not_known_is_not_said():
    mail = _mail("confirm")
    assert "The link holds" not in mail.text
    assert "Hello" not in mail.text + mail.html
    goodbye = render_system(SystemKind.GOODBYE, NEWSLETTER, {}, templates=_SHIPPED, inliner=_FAST)
    assert "Subscribe again" not in goodbye.text + goodbye.html
    unscheduled = _mail("welcome", replace(NEWSLETTER, schedule=None))
    assert "It goes out" not in unscheduled.text


def test_a_welcome_says_when_and_from_whom():
    mail = _mail("welcome")
    for part in (_words(mail.html), " ".join(mail.text.split())):
        assert "It goes out on Monday at 7:00 AM." in part
        assert "briefing@meridian.example" in part


def test_a_reader_may_be_written_to_in_their_own_language():
    mail = render_system(
        SystemKind.WELCOME, NEWSLETTER, {}, templates=_SHIPPED, inliner=_FAST, language="ar"
    )
    assert PageReader(mail.html).all("html")[0]["dir"] == "rtl"
    assert "أهلًا بك" in mail.subject


def test_it_has_the_newsletters_look():
    made = replace(NEWSLETTER, look=Look(accent="#00567a", accent_dark="#7cc4e8"))
    html = _mail("confirm", made).html
    assert "#00567a" in html
    assert "#7cc4e8" in html
    assert "#a3161f" not in html


def test_both_inliners_say_the_same():
    first, second = (
        render_system(
            SystemKind.CONFIRM,
            NEWSLETTER,
            {"url": URL},
            templates=_SHIPPED,
            inliner=inliner(name),
        )
        for name in ("premailer", "css-inline")
    )
    assert _words(first.html) == _words(second.html)
    assert first.text == second.text


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("confirm", {}, "a confirm mail needs a url"),
        ("confirm", {"url": "javascript:alert(1)"}, "url is no web address"),
        ("welcome", {"url": "mailto:a@news.example"}, "url is no web address"),
        ("welcome", {"token": "x"}, "takes no value 'token'"),
        ("moved", {"moved_to": ""}, "needs the address that was moved to"),
    ],
)
def test_values_that_can_not_be_are_refused(kind, values, said):
    with pytest.raises(RenderError, match=said):
        render_system(SystemKind(kind), NEWSLETTER, values, templates=_SHIPPED, inliner=_FAST)


_TAGS = {tag for tag, _ in PageReader(_mail("confirm", name="x", days="3").html).tags}


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=60) | st.sampled_from(['"><script>x</script>', "__DIGEST_NAME__", "{{ 7 }}"])
)
def test_a_readers_name_is_shown_as_typed_and_does_nothing(name):
    mail = _mail("confirm", name=name, days=name)
    assert {tag for tag, _ in PageReader(mail.html).tags} <= _TAGS
    shown = re.sub(r"\s+", " ", clean(name).replace("\xa0", " ")).strip()
    assert shown in " ".join(unescape(mail.html).split())


def test_a_newsletters_name_can_not_make_a_header_of_its_own():
    letter = replace(NEWSLETTER, title="A\r\nBcc: all@news.example")
    assert "\n" not in _mail("welcome", letter).subject


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "system/confirm.mjml.j2",
            "<mjml>\n<mj-nope /></mjml>",
            "line 2: <mj-nope> is no MJML tag",
        ),
        ("system/confirm.txt.j2", "a\n{{ mail.nope }}", "line 2: "),
        ("system/confirm.txt.j2", "a\n__DIGEST_NAME__", "line 2: a system mail has no fields"),
        ("inline.css", "a { color: red }\nbroken {", "line 2: CSS: this { is never closed"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path, name, text, said):
    path = tmp_path / "email" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(RenderError) as error:
        render_system(
            SystemKind.CONFIRM,
            NEWSLETTER,
            {"url": URL},
            templates=Templates(tmp_path),
            inliner=_FAST,
        )
    assert str(error.value).startswith(f"{path}, {said}")
