from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from tests.unit.web.asked import ask
from tests.unit.web.desk import HOSTILE, NOW, furnish, opened, proof_of, write_template

from digest.model import Fetched
from digest.web.inbox_mail import Envelope, Mail
from digest.web.preview import make_app
from digest.web.preview_live import Bell
from digest.web.preview_sheet import Sheet

IDS = {"zoe": 1, "mallory": 2, "week": 3, "none": 4, "gone": 5, "other": 6}
PATHS = ("/", "/?view=source", "/frame", "/mail.eml", "/preview.css", "/preview.js", "/nothing")


@pytest.fixture(scope="module")
def proof(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    furnish(folder)
    with opened(folder) as store:
        yield proof_of(folder, store)


@pytest.fixture(scope="module")
def app(proof):
    return make_app(proof, Bell(proof.version))


def test_the_page_shows_both_widths_in_frames_without_rights(app):
    page = ask(app, "/").text

    frames = re.findall(r"<iframe [^>]*>", page)
    assert len(frames) == 2
    for frame in frames:
        assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
        assert 'src="/frame"' in frame
    assert "<h1" in page


@pytest.mark.parametrize("width", ["375", "700"])
def test_one_width_can_be_asked_for(app, width):
    page = ask(app, f"/?width={width}").text

    assert page.count("<iframe") == 1
    assert f'<figure class="w{width}">' in page


def test_the_mail_is_what_the_press_makes(app, proof):
    saved = ask(app, "/mail.eml?reader=1")

    assert saved.body == proof.mail(proof.copy(1)).data
    assert saved.all("content-type") == ["message/rfc822"]
    assert saved.all("content-disposition") == [
        'attachment; filename="briefing-daily-2026-11-23-1.eml"'
    ]


def test_a_reader_gets_their_own_topics_and_length(app):
    page = ask(app, "/?reader=1&view=text").text

    assert "Science, Sport · brief" in page
    assert "Coastal states sign" not in ask(app, "/frame?reader=1").text
    assert "Coastal states sign" in ask(app, "/frame").text
    assert "To: =?utf-8?" in ask(app, "/?reader=1&view=source").text


def test_topics_and_length_of_anyone(app):
    whole, sport, brief = (ask(app, f"/mail.eml?{q}") for q in ("", "topic=Sport", "length=brief"))

    assert len(sport.body) < len(brief.body) < len(whole.body)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("week", "Another cadence"),
        ("none", "No story in the chosen topics"),
        ("gone", "The subscription is left"),
        ("other", "No subscription to this newsletter"),
    ],
)
def test_who_gets_no_copy_is_told_why(app, who, why):
    page = ask(app, f"/?reader={IDS[who]}")

    assert page.status == 200
    assert f"<p>{why}.</p>" in page.text
    assert ask(app, f"/mail.eml?reader={IDS[who]}").status == 404


def test_readers_are_found_by_name_and_address(app):
    assert 'href="/?reader=1"' in ask(app, "/?words=zo%C3%AB").text
    assert 'href="/?reader=1"' in ask(app, "/?words=ZOE@EX").text
    found = ask(app, "/?words=example.com").text
    assert re.findall(r'href="/\?reader=(\d+)"', found) == ["1", "2", "3", "4"]
    assert "No active reader" in ask(app, "/?words=nobody").text


def test_the_search_keeps_how_the_mail_is_shown(app):
    page = ask(app, "/?words=zoe&scheme=dark&width=375").text

    assert 'href="/?reader=1&amp;width=375&amp;scheme=dark"' in page
    assert '<input type="hidden" name="scheme" value="dark">' in page


def test_a_hostile_name_is_escaped_everywhere(app):
    for path in ("/?words=mallory", "/?reader=2", "/?reader=2&view=headers", f"/?words={HOSTILE}"):
        page = ask(app, path).text
        assert HOSTILE not in page
        assert re.findall(r"<script[^>]*>", page) == ['<script src="/preview.js" defer>']


def test_headers_stand_as_they_go_out_and_as_they_are_read(app):
    page = ask(app, "/?reader=1&view=headers").text

    assert "Zoë Åström &lt;zoe@example.com&gt;" in page
    assert "=?utf-8?" in page
    for name in ("List-Unsubscribe-Post", "Message-ID", "List-Id", "RCPT TO"):
        assert f"<dt>{name}</dt>" in page


def test_sizes_and_lengths_are_told(app):
    page = ask(app, "/").text

    assert "<dd>53 characters</dd>" in page
    assert re.search(r'<meter min="0" max="102000" .*</meter> \d+\.\d KB of Gmail’s 102<', page)
    assert re.search(r"<dt>Text</dt><dd>\d+\.\d KB</dd>", page)


def test_the_size_is_that_of_the_encoded_part():
    html = "<p>" + "ü" * 20_000
    message = EmailMessage()
    message.set_content("short", cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    sheet = Sheet(Mail(1, message.as_bytes(), Envelope("", ()), NOW), "", 1)

    assert sheet.html_bytes > 6 * 20_000 > sheet.clip > len(html.encode())
    assert sheet.text_bytes < 10


def test_the_frame_is_night_only_when_asked(app):
    light, dark = ask(app, "/frame").text, ask(app, "/frame?scheme=dark").text

    assert "prefers-color-scheme" not in light + dark
    assert "@media (max-width: 0)" in light
    assert "@media (min-width: 0)" in dark
    assert 'src="/frame?scheme=dark"' in ask(app, "/?scheme=dark").text


def test_the_frame_may_load_pictures_and_nothing_else(app):
    (policy,) = ask(app, "/frame").all("content-security-policy")

    assert policy.startswith("default-src 'none'; img-src http: https: data: cid:; style-src")
    assert policy.endswith("; sandbox allow-popups allow-popups-to-escape-sandbox")
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy


def test_the_page_runs_its_own_script_alone(app):
    (policy,) = ask(app, "/").all("content-security-policy")

    assert "default-src 'none'; script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    page = ask(app, "/").text
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r'(?:src|href)="(?:https?:|//)', page)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(app, path):
    answer = ask(app, path)

    assert answer.status == (404 if path == "/nothing" else 200)
    assert answer.all("x-content-type-options") == ["nosniff"]
    assert len(answer.all("content-security-policy")) == 1


@pytest.mark.parametrize("path", ["/", "/frame", "/mail.eml", "/events"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(app, path, method):
    assert ask(app, path, method=method).status == 405


@pytest.mark.parametrize("host", ["evil.example", "digest.localhost.evil.example", "192.0.2.1"])
def test_other_names_are_refused(app, host):
    assert ask(app, "/mail.eml", hosts=[host]).status == 421


@pytest.mark.parametrize("path", ["/?reader=99", "/frame?reader=99", "/mail.eml?reader=99"])
def test_a_reader_who_is_not_there(app, path):
    assert ask(app, path).status == 404


def test_a_broken_template_is_shown_with_its_place(tmp_path):
    furnish(tmp_path)
    path = write_template(tmp_path, "parts/lead.mjml.j2", "<mj-text>\n{{ nothing.here }}\n")
    with opened(tmp_path) as store:
        proof = proof_of(tmp_path, store)
        app = make_app(proof, Bell(proof.version))
        page, frame = ask(app, "/"), ask(app, "/frame")

    assert page.status == 200
    assert f"{path}, line 2: &#39;nothing&#39; is undefined" in page.text
    assert "&gt;    2 | {{ nothing.here }}" in page.text
    assert "<iframe" not in page.text
    assert frame.status == 503


@pytest.fixture
def breaking(tmp_path):
    """An open preview whose template was good, and then is not."""
    furnish(tmp_path)
    with opened(tmp_path) as store:
        proof = proof_of(tmp_path, store)
        write_template(tmp_path, "parts/lead.mjml.j2", "{{ nothing.here }}")
        proof.look()
        yield make_app(proof, Bell(proof.version))


def test_an_error_stands_first_and_the_last_good_mail_below_it(breaking):
    page = ask(breaking, "/").text

    places = [page.index(part) for part in ('class="problem"', "<h1", 'class="as"', "<iframe")]
    assert places == sorted(places)
    assert "the last good mail, made at 07:00:00 UTC" in page
    assert '<body class="fills stale">' in page
    assert '<strong class="save">Last good<' in page
    assert "Coastal states sign" in ask(breaking, "/frame").text


def test_the_last_good_mail_cannot_be_saved_as_if_it_would_go_out(breaking):
    assert "/mail.eml" not in ask(breaking, "/").text
    assert ask(breaking, "/mail.eml").status == 503


def test_who_gets_no_copy_is_still_told_why_below_an_error(breaking):
    page = ask(breaking, f"/?reader={IDS['week']}").text

    assert page.index('class="problem"') < page.index("Another cadence")


def test_sources_that_need_a_look_are_named(tmp_path):
    furnish(tmp_path)
    config = tmp_path / "digest.toml"
    names = f"{HOSTILE} Post", "Fine Times"
    config.write_text(config.read_text() + "".join(map(feed, names)))
    with opened(tmp_path) as store:
        shown = proof_of(tmp_path, store)
        assert "needs a look" not in ask(make_app(shown, Bell(shown.version)), "/").text
        store.fetched.save(
            Fetched(
                source=names[0],
                url="https://news.example/rss",
                checked=NOW,
                failures=9,
                failing=NOW - timedelta(days=4),
                error="https://news.example/rss answers 500",
            )
        )
        page = ask(make_app(shown, Bell(shown.version)), "/").text

    assert "1 source needs a look" in page
    assert "no answer since 2026-11-19: https://news.example/rss answers 500" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Post" in page
    assert "Fine Times" not in page


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"failures": 9, "failing": NOW, "gone": True}, "gone for good since"),
        ({"changed": NOW - timedelta(days=20)}, "nothing new since 2026-11-03: its site offers"),
    ],
)
def test_of_a_source_that_is_gone_or_silent_it_is_said_what_its_site_offers(tmp_path, known, words):
    furnish(tmp_path)
    config = tmp_path / "digest.toml"
    config.write_text(config.read_text() + feed("Post"))
    with opened(tmp_path) as store:
        offer = "https://news.example/new"
        address = "https://news.example/rss"
        store.fetched.save(Fetched(source="Post", url=address, checked=NOW, offer=offer, **known))
        page = ask(make_app(proof_of(tmp_path, store), Bell("1")), "/").text

    assert words in page
    assert f"its site offers {offer}" in page


def feed(name: str) -> str:
    return f'\n[[sources]]\nname = "{name}"\nkind = "feed"\nurl = "https://news.example/rss"\n'
