from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest
from tests.unit.config.example import EXAMPLE, changed, settings

from digest.config import Settings, load
from digest.errors import ConfigError
from digest.model import Approval, Mailbox, SourceKind, Topic, Weekday

MINIMAL = "\n".join(EXAMPLE.splitlines()[:12]).replace("# reply_to", "# ")


def refusal(folder: Path, text: str, environ: dict[str, str] | None = None) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        settings(folder, text, environ)
    return caught.value


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1


def test_what_is_said_of_mail_that_comes_back_and_of_help(tmp_path):
    text = changed("public_url", 'bounces = "bounces@köln.example"\npublic_url')
    text = text.replace("public_url", 'help_url = "mailto:help@news.example"\npublic_url', 1)
    text = text.replace("public_url", 'archive_url = "https://news.example/old"\npublic_url', 1)
    letter = settings(tmp_path, text).newsletter()
    assert letter.bounces == "bounces@xn--kln-sna.example"
    assert letter.help_url == "mailto:help@news.example"
    assert letter.archive_url == "https://news.example/old"
    bare = settings(tmp_path).newsletter()
    assert (bare.bounces, bare.help_url, bare.archive_url) == (None, None, None)


def test_the_documented_example_loads(tmp_path):
    found = settings(tmp_path)
    letter = found.newsletter()
    assert letter.id == "briefing"
    assert letter.sender == Mailbox(address="briefing@news.example", name="Morning Briefing")
    assert letter.topics[0] == Topic(name="World", words=("treaty", "NATO", "border"))
    assert letter.schedule is not None
    assert (letter.schedule.at, letter.schedule.max_late) == (time(7), timedelta(hours=3))
    assert letter.schedule.days[-1] is Weekday.FRI
    assert [source.kind for source in found.sources] == [SourceKind.FEED, SourceKind.FILES]
    assert found.store.keep == timedelta(days=90)
    assert (found.smtp.port, found.smtp.connections, found.smtp.rate) == (1025, 10, None)
    assert found.build.limits.max_hours == 96


def test_the_store_and_root_are_absolute(tmp_path):
    found = settings(tmp_path)
    assert found.root == tmp_path
    assert found.store.url == f"sqlite:///{tmp_path}/digest.db"
    assert found.store.path == tmp_path / "digest.db"


def test_a_newsletter_alone_is_enough(tmp_path):
    found = settings(tmp_path, MINIMAL)
    assert found.newsletter("briefing").approval is Approval.MANUAL
    assert found.sources == ()
    assert found.collect.allow_private is False


def test_without_a_file_there_are_defaults_and_no_newsletter(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = load(None, environ={})
    assert found.path is None
    with pytest.raises(ConfigError, match="no newsletter is configured"):
        found.newsletter()


def test_a_file_without_a_newsletter_wants_one_added(tmp_path):
    with pytest.raises(ConfigError, match=r"digest\.toml: no newsletter is configured") as refused:
        settings(tmp_path, "").newsletter()
    assert refused.value.hint == "add a [newsletters.ID] table"


def test_digest_config_names_the_file(tmp_path, monkeypatch):
    (tmp_path / "other.toml").write_text(EXAMPLE)
    monkeypatch.chdir(tmp_path)
    assert load(None, environ={"DIGEST_CONFIG": "other.toml"}).path == Path("other.toml")
    assert load(Path("other.toml"), environ={"DIGEST_CONFIG": "no.toml"}).newsletters


@pytest.mark.parametrize(
    ("path", "environ"), [(Path("no.toml"), {}), (None, {"DIGEST_CONFIG": "no.toml"})]
)
def test_a_file_that_is_asked_for_must_be_there(path, environ):
    with pytest.raises(ConfigError, match=r"no\.toml: No such file"):
        load(path, environ=environ)


def test_flag_beats_environment_beats_file_beats_default(tmp_path):
    text, env = changed("port = 1025", "port = 1"), {"DIGEST_SMTP__PORT": "2"}
    assert settings(tmp_path, changed("port = 1025\n", "")).smtp.port == 1025
    assert settings(tmp_path, text).smtp.port == 1
    assert settings(tmp_path, text, env).smtp.port == 2
    assert settings(tmp_path, text, env, {"smtp.port": 3}).smtp.port == 3


def test_variables_reach_every_kind_of_value(tmp_path):
    found = settings(
        tmp_path,
        environ={
            "DIGEST_NEWSLETTERS__BRIEFING__TITLE": "2026",
            "DIGEST_NEWSLETTERS__BRIEFING__SOURCES": '["Desk"]',
            "DIGEST_NEWSLETTERS__BRIEFING__SCHEDULE__TIMEZONE": "Asia/Tokyo",
            "DIGEST_COLLECT__ALLOW_PRIVATE": "true",
            "DIGEST_COLLECT__TIMEOUT": "2.5",
            "DIGEST_SMTP__SECURITY": "tls",
            "DIGEST_SMTP__HEADERS": '{ "X-Stream" = "a" }',
            "DIGEST_STORE__URL": "sqlite:////var/lib/digest.db",
        },
    )
    letter = found.newsletter()
    assert (letter.title, letter.sources) == ("2026", ("Desk",))
    assert letter.schedule is not None
    assert letter.schedule.timezone == "Asia/Tokyo"
    assert (found.collect.allow_private, found.collect.timeout) == (True, 2.5)
    assert (found.smtp.security, found.smtp.headers) == ("tls", {"X-Stream": "a"})
    assert found.store.path == Path("/var/lib/digest.db")


def test_a_hyphen_in_an_id_is_an_underscore_in_a_variable(tmp_path):
    text = EXAMPLE.replace("newsletters.briefing", "newsletters.late-news")
    env = {"DIGEST_NEWSLETTERS__LATE_NEWS__TITLE": "Late"}
    assert settings(tmp_path, text, env).newsletter("late-news").title == "Late"


def test_variables_of_digest_itself_are_no_settings(tmp_path):
    env = {"DIGEST_CONFIG": "x", "DIGEST_SECRET": "y", "DIGEST_SMTP_PASSWORD": "z"}
    found = settings(tmp_path, environ=env)
    assert found.environ == {"DIGEST_SECRET": "y"}


def test_an_empty_variable_sets_nothing(tmp_path):
    assert settings(tmp_path, environ={"DIGEST_SMTP__PORT": ""}).smtp.port == 1025


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DIGEST_SMTP__PROT", "1", 'smtp.prot: unknown key; did you mean "port"?'),
        ("DIGEST_SMPT__PORT", "1", 'smpt: unknown key; did you mean "smtp"?'),
        ("DIGEST_SMTP__PORT", "abc", "smtp.port: expected a whole number, got a string"),
        ("DIGEST_SMTP__PORT", "0", "smtp.port: expected a whole number >= 1"),
        ("DIGEST_SOURCES__0__URL", "x", "no variable reaches into an array"),
        ("DIGEST_NEWSLETTERS__OTHER__TITLE", "x", 'newsletters.other: "from" is missing'),
        ("DIGEST_SMTP__HEADERS__X_A", "x", "header names of letters, digits and hyphens"),
        ("DIGEST__X", "x", "_x: unknown key"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path, name, value, words):
    message = refusal(tmp_path, EXAMPLE, {name: value}).message
    assert message.startswith(f"{name}: ")
    assert words in message


WRONG = [
    ("title =", "titel =", "titel", 'unknown key; did you mean "title"?'),
    ("[smtp]", "[smpt]", "[smpt]", 'smpt: unknown key; did you mean "smtp"?'),
    ("port = 1025", "port = 70000", "port = 7", "smtp.port: expected a whole number <= 65535"),
    ("port = 1025", "port = '25'", "port =", "expected a whole number, got a string"),
    ("port = 1025", "port = true", "port =", "expected a whole number, got true or false"),
    ("port = 1025", "port = {}", "port =", "expected a whole number, got a table"),
    ("port = 1025", "rate = '5'", "rate", 'rate such as "14/s"'),
    ("port = 1025", "password = 5", "password", "expected a string or a table"),
    ("connections = 10", "connections = 101", "connections", "<= 100"),
    ("Europe/Paris", "Europe/Pari", "Europe/Pari", 'did you mean "Europe/Paris"?'),
    ('"Europe/Paris"', '"../etc/passwd"', "timezone", "an IANA time zone"),
    ('path = "articles"', 'zone = "Europe/Berlni"', "Berlni", 'did you mean "Europe/Berlin"?'),
    ('"fri"', '"fry"', "days", "got 'fry'; did you mean \"fri\"?"),
    ('days = ["mon", "tue", "wed", "thu", "fri"]', "days = []", "days", "expected a day, got none"),
    ('at = "07:00"', 'at = "7:00"', "at = ", 'a time from "00:00" to "23:59"'),
    ('"3h"', '"3 hours"', "max_late", "expected a duration"),
    ('kind = "feed"', 'kind = "feeds"', "kind", 'did you mean "feed"?'),
    ('path = "articles"', 'front = "https://a.example"', "front", "of an own source"),
    ('name = "Desk"', 'name = "Example"', 'name = "Example"\nkind = "files"', "a second source"),
    ('path = "articles"', "", '[[sources]]\nname = "Desk"', "files needs path"),
    ('path = "articles"', 'url = "https://x.example"', 'url = "https://x', "takes path, not url"),
    ('"https://news.example/rss.xml"', '"ftp://news.example"', "ftp", "expected a URL"),
    ('"https://news.example/rss.xml"', '"https:///rss"', "https:///", "expected a URL"),
    ("<briefing@news.example>", "<briefing>", "from =", "@-sign"),
    ("<briefing@news.example>", "<a@b.example\\nBcc: c@d.example>", "from =", "an address"),
    ('"Morning Briefing"\n', '"Morning\\nBriefing"\n', "title", "on one line"),
    ("# sources =", "sources = ['Exampel']#", "sources = ['Ex", 'did you mean "Example"?'),
    ('words = ["treaty"', "words = [1", "words = [1", "words[0]: expected a string"),
    ('{ name = "Business"', '{ name = "WORLD"', "WORLD", "a second topic"),
    ('{ name = "Business"', '{ name = "A;B"', "A;B", "a name without ;"),
    ('{ name = "Business",', "{", "{ words", '"name" is missing'),
    ("hours = 24 ", "hours = 0 ", "hours = 0", "expected a whole number >= 1"),
    ("hours = 24 ", "hours = 97 ", "hours = 97", "expected at most max_hours"),
    ("max_stories = 12", "max_stories = 0", "max_stories", ">= 1"),
    ("weight = 1.0", "weight = nan", "weight", "expected a number"),
    ("weight = 1.0", "weight = inf", "weight", "expected a number"),
    ('"sqlite:///digest.db"', '"postgres://x"', "postgres", "sqlite:///FILE"),
    ('"90d"', '"0d"', "keep", "expected a duration"),
    ("[newsletters.briefing]", "[newsletters.Briefing]", "[newsletters.B", "an id of a-z"),
    ('template = "daily"', 'template = "../x"', "template", "expected a name of letters"),
    ("[build]", "[[build]]", "[[build]]", "build: expected a table, got an array"),
    ("port = 1025", 'headers = { Subject = "x" }', "headers", "not 'Subject'"),
    ("port = 1025", 'headers = { X-A = "x\\r\\nBcc: y" }', "headers", "plain ASCII on one line"),
    ("port = 1025", 'user = "x"', 'user = "x"', '"password" is missing'),
    ("port = 1025", 'user = "x"\npassword = {}', "password", "expected either env or file"),
    ("port = 1025", "port = ", "port = ", "not TOML"),
]


@pytest.mark.parametrize(("old", "new", "at", "words"), WRONG, ids=[w[1] for w in WRONG])
def test_a_wrong_line_is_named(tmp_path, old, new, at, words):
    text = changed(old, new)
    message = refusal(tmp_path, text).message
    assert words in message
    assert message.startswith(f"{tmp_path}/digest.toml:{line_of(text, at)}: ")


def test_a_refusal_says_what_is_expected(tmp_path):
    refused = refusal(tmp_path, changed("connections = 10", "conections = 10"))
    assert refused.exit_code == 3
    assert "expected one of: host, port," in refused.hint


def test_what_is_wrong_in_a_table_is_named_not_that_it_is_one(tmp_path):
    said = refusal(tmp_path, changed("port = 1025", 'headers = { Subject = "x" }')).message
    assert said.endswith("header names that digest does not set itself, not 'Subject'")


def test_a_topic_of_a_source_is_one_of_some_newsletter(tmp_path):
    text = changed('topic = "World"', 'topic = "Opera"')
    refused = refusal(tmp_path, text)
    assert f"digest.toml:{line_of(text, 'topic = ')}: sources[0].topic: " in refused.message
    assert "no newsletter has a topic 'Opera'" in refused.message
    assert refused.hint == "expected one of: World, Business"
    other = MINIMAL.replace("briefing]", "weekend]").partition("topics")[0]
    weekend = f'{other}topics = [{{ name = "opera" }}]\n'
    assert settings(tmp_path, text + weekend).sources
    assert settings(tmp_path, changed('topic = "World"', 'topic = "world"')).sources


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('topic = "World"', 'topic = "Wrold"', "sources[0].topic: no newsletter has a topic"),
        ('"thu", "fri"', '"thu", "mon"', 'schedule.days[4]: "mon" stands there twice'),
        (
            'news.example"\npostal',
            'news.example?a=b"\npostal',
            "public_url: expected a URL without",
        ),
        ('news.example"\npostal', 'news.example#b"\npostal', "public_url: expected a URL without"),
        ('"3h"', '"25h"', 'schedule.max_late: expected at most "24h", got "25h"'),
        ('"daily"', '"dayly"', """template: there is no template 'dayly'; did you mean "daily"?"""),
    ],
)
def test_what_would_fail_later_is_refused_at_once(tmp_path, old, new, words):
    text = changed(old, new)
    refused = refusal(tmp_path, text)
    assert words in refused.message
    assert f"digest.toml:{line_of(text, new.partition(chr(10))[0])}: " in refused.message


def test_a_template_is_the_operators_or_a_shipped_one(tmp_path):
    text = changed('"daily"', '"nightly"')
    folder = tmp_path / "templates" / "email"
    assert str(folder / "nightly.mjml.j2") in refusal(tmp_path, text).hint
    folder.mkdir(parents=True)
    (folder / "nightly.mjml.j2").touch()
    assert settings(tmp_path, text).newsletter().template == "nightly"
    typed = refusal(tmp_path, changed('"daily"', '"nightlly"'))
    assert 'did you mean "nightly"?' in typed.message


def test_a_password_comes_from_a_variable_or_a_file(tmp_path):
    login = 'user = "x"\npassword = { env = "PW" }'
    text = changed("port = 1025", login)
    assert password(settings(tmp_path, text, {"PW": "s3cret"})) == "s3cret"
    (tmp_path / "pw").write_text("s3cret\n")
    by_file = text.replace("env = ", "file = ").replace("PW", "pw")
    assert password(settings(tmp_path, by_file)) == "s3cret"
    assert password(settings(tmp_path, changed("port = 1025", 'user = "x"\npassword = "y"'))) == "y"


def password(found: Settings) -> str:
    assert found.smtp.password
    return found.smtp.password.reveal()


@pytest.mark.parametrize(
    ("kept", "words"),
    [('{ env = "PW" }', "variable PW is not set"), ('{ file = "no" }', "No such file")],
)
def test_a_missing_password_is_named_by_who_needs_it(tmp_path, kept, words):
    found = settings(tmp_path, changed("port = 1025", f'user = "x"\npassword = {kept}'))
    with pytest.raises(ConfigError) as refused:
        password(found)
    assert words in refused.value.message
    assert "digest.toml:37: smtp.password" in refused.value.message


@pytest.mark.parametrize("kept", ["{}", '{ env = "PW", file = "pw" }'])
def test_a_password_is_kept_in_one_place(tmp_path, kept):
    refused = refusal(tmp_path, changed("port = 1025", f'user = "x"\npassword = {kept}'))
    assert "digest.toml:37: smtp.password: expected either env or file" in refused.message


def test_an_authority_to_trust_is_a_file_beside_the_configuration(tmp_path):
    text = changed('security = "none"', 'security = "starttls"\nca = "ca.pem"')
    refused = refusal(tmp_path, text)
    assert f"digest.toml:38: smtp.ca: {tmp_path / 'ca.pem'}: no such file" in refused.message
    (tmp_path / "ca.pem").touch()
    assert settings(tmp_path, text).smtp.ca == tmp_path / "ca.pem"


def test_an_authority_without_encryption_is_a_contradiction(tmp_path):
    refused = refusal(tmp_path, changed("port = 1025", 'ca = "ca.pem"'))
    assert 'smtp.ca: security is "none"' in refused.message


def test_no_repr_shows_a_secret(tmp_path):
    text = changed("port = 1025", 'user = "x"\npassword = "s3cret"')
    found = settings(tmp_path, text, {"DIGEST_SECRET": "s3cret"})
    assert "s3cret" not in f"{found!r} {found.smtp!r} {found}"


def test_which_newsletter_must_be_clear(tmp_path):
    two = EXAMPLE + MINIMAL.replace("briefing]", "weekend]")
    found = settings(tmp_path, two)
    assert found.newsletter("weekend").id == "weekend"
    with pytest.raises(ConfigError, match="several"):
        found.newsletter()
    with pytest.raises(ConfigError, match='did you mean "weekend"'):
        found.newsletter("weakend")


def test_a_byte_order_mark_is_no_syntax_error(tmp_path):
    (tmp_path / "digest.toml").write_bytes(b"\xef\xbb\xbf" + EXAMPLE.encode())
    assert load(tmp_path / "digest.toml", environ={}).newsletters


def test_text_that_is_not_utf_8_names_its_line(tmp_path):
    (tmp_path / "digest.toml").write_bytes(b'[smtp]\nhost = "\xff"\n')
    with pytest.raises(ConfigError, match=r"digest\.toml:2: not UTF-8"):
        load(tmp_path / "digest.toml", environ={})
