from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as ec_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from tests.unit.config.example import EXAMPLE, settings
from tests.unit.deliver.rfc8463 import RSA_PEM

from digest.config import effective
from digest.dkimkey import new_pem
from digest.errors import ConfigError
from digest.model import DkimAlgorithm

TABLE = "[newsletters.briefing.dkim]\n"
TEXT = EXAMPLE + TABLE
HERE = "newsletters.briefing.dkim.key"


@pytest.fixture
def key(tmp_path):
    """Writes a key file beside digest.toml."""

    def write(name="dkim.pem", pem=None, mode=0o600):
        path = tmp_path / name
        path.write_bytes(pem or new_pem(DkimAlgorithm.ED25519))
        path.chmod(mode)
        return path

    return write


def dkim(folder, text, environ=None):
    return settings(folder, TEXT + text, environ).newsletters["briefing"].dkim


def refused(folder, text, environ=None):
    with pytest.raises(ConfigError) as caught:
        tuple(dkim(folder, text, environ).keys)
    return caught.value


def test_without_a_table_the_relay_signs(tmp_path):
    assert settings(tmp_path).newsletters["briefing"].dkim is None


def test_a_key_is_read_when_it_is_needed_and_once(tmp_path, key):
    made = dkim(tmp_path, 'key = { file = "dkim.pem" }')
    assert made.domain == "news.example"
    path = key()
    assert made.keys[0].selector == "digest"
    path.unlink()
    assert [one.selector for one in made.keys[:]] == ["digest"]


def test_a_key_signs_for_the_senders_domain_under_digest(tmp_path, key):
    key()
    made = dkim(tmp_path, 'key = { file = "dkim.pem" }')
    assert made.domain == "news.example"
    [one] = made.keys
    assert (one.selector, one.algorithm) == ("digest", DkimAlgorithm.ED25519)


@pytest.mark.parametrize("domain", ["Bücher.example", "xn--bcher-kva.example", "bücher。example"])
def test_a_domain_in_any_letters_is_the_one_in_the_dns(tmp_path, key, domain):
    made = dkim(tmp_path, f'key = {{ file = "dkim.pem" }}\ndomain = "{domain}"')
    assert made.domain == "xn--bcher-kva.example"


def test_selector_and_domain_can_be_named(tmp_path, key):
    key()
    made = dkim(tmp_path, 'key = { file = "dkim.pem" }\nselector = "n1"\ndomain = "mail.example"')
    assert (made.domain, made.keys[0].selector) == ("mail.example", "n1")


def test_a_key_can_come_from_a_variable(tmp_path):
    pem = new_pem(DkimAlgorithm.ED25519).decode()
    assert dkim(tmp_path, 'key = { env = "PEM" }', {"PEM": pem}).keys


def test_two_keys_sign_each_under_its_selector(tmp_path, key):
    key()
    key("rsa.pem", new_pem(DkimAlgorithm.RSA))
    keys = dkim(
        tmp_path, 'key = [{ file = "dkim.pem" }, { file = "rsa.pem", selector = "digest-rsa" }]'
    ).keys
    assert [(one.selector, one.algorithm.value) for one in keys] == [
        ("digest", "ed25519"),
        ("digest-rsa", "rsa"),
    ]


def test_two_keys_under_one_selector_are_refused(tmp_path, key):
    key()
    error = refused(tmp_path, 'key = [\n{ file = "dkim.pem" },\n{ file = "dkim.pem" }]')
    line = TEXT.count("\n") + 3
    assert error.message.endswith(
        f"digest.toml:{line}: {HERE}[1]: a second key under the selector 'digest'"
    )
    assert "selector =" in error.hint


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path, key, mode):
    path = key(mode=mode)
    error = refused(tmp_path, 'key = { file = "dkim.pem" }')
    assert f"digest.toml:{TEXT.count(chr(10)) + 1}: {HERE}: " in error.message
    assert "can be read by others" in error.message
    assert error.hint == f"chmod 600 {path}"


def pem(private, encryption=None):
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n", "holds no private key in PEM"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "no private key"),
        (pem(ec_key(SECP256R1())), "neither Ed25519 nor RSA"),
        (RSA_PEM, "1024 bits is too short; 2048 are needed"),
        (pem(ec_key(SECP256R1()), BestAvailableEncryption(b"x")), "the key is encrypted"),
        (b"\xff\xfe", "not UTF-8 text"),
    ],
)
def test_what_is_no_such_key_is_refused(tmp_path, key, content, words):
    key(pem=content)
    error = refused(tmp_path, 'key = { file = "dkim.pem" }')
    assert f"digest.toml:{TEXT.count(chr(10)) + 1}: {HERE}: " in error.message
    assert words in error.message
    assert error.hint


def test_a_key_is_told_by_no_error(tmp_path):
    error = refused(tmp_path, 'key = { env = "PEM" }', {"PEM": "hush"})
    assert "hush" not in str(error)
    assert "PEM: holds no private key" in error.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('selector = "x"', '"key" is missing'),
        ("key = {}", "expected either env or file"),
        ('key = { file = "none.pem" }', "No such file"),
        ('key = { env = "NONE" }', "the variable NONE is not set"),
        ('key = "dkim.pem"', "expected a table or an array"),
        ("key = []", "length >= 1"),
        ('key = { path = "dkim.pem" }', "unknown key"),
        ('key = { env = "X" }\nselector = "a b"', "expected a name such as"),
        ('key = { env = "X" }\ndomain = "bü cher.example"', "expected a domain such as"),
        ('key = { env = "X" }\ndomain = "-a.example"', "expected a domain such as"),
    ],
)
def test_mistakes_in_the_table_are_named(tmp_path, text, words):
    error = refused(tmp_path, text)
    assert words in error.message
    assert "digest.toml:" in error.message


def test_a_variable_can_name_the_selector(tmp_path, key):
    key()
    made = dkim(
        tmp_path,
        'key = { file = "dkim.pem" }',
        {"DIGEST_NEWSLETTERS__BRIEFING__DKIM__SELECTOR": "n2"},
    )
    assert made.keys[0].selector == "n2"


def test_the_settings_in_force_say_where_the_key_is(tmp_path, key):
    key()
    dkim(tmp_path, 'key = { file = "dkim.pem" }')
    shown = {one.key: one.value for one in effective(tmp_path / "digest.toml", environ={})}
    assert shown[f"{HERE}.file"] == "dkim.pem"


def test_no_key_shows_in_a_repr(tmp_path, key):
    key()
    assert "sign" not in repr(dkim(tmp_path, 'key = { file = "dkim.pem" }'))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("sign = true\n", "smtp.sign"),
        ("[smtp.relays.backup]\nsign = true\n", "smtp.relays.backup.sign"),
    ],
)
def test_a_relay_that_is_signed_for_wants_a_key_in_each_newsletter(tmp_path, key, text, where):
    key()
    signed = EXAMPLE.replace("[store]", f"{text}[store]")
    assert settings(tmp_path, signed + TABLE + 'key = { file = "dkim.pem" }\n').smtp
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, signed)
    assert where in caught.value.message
    assert "briefing has no dkim table" in caught.value.message
    assert "[newsletters.briefing.dkim]" in caught.value.hint


def test_a_relay_that_is_told_not_to_be_signed_for_wants_none(tmp_path):
    assert settings(tmp_path, EXAMPLE.replace("[store]", "sign = false\n[store]")).smtp
