from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
)

TABLE = '\n[newsletters.briefing.dkim]\nkey = { file = "dkim.pem" }\n'


def configure(text):
    with Path("digest.toml").open("a", encoding="utf-8") as stream:
        stream.write(text)


def test_a_new_key_is_for_its_owner_alone(digest):
    done = digest("dkim", "keygen", "--domain", "news.example", "--out", "dkim.pem")
    assert done.code == 0
    assert Path("dkim.pem").stat().st_mode & 0o777 == 0o600
    key = load_pem_private_key(Path("dkim.pem").read_bytes(), None)
    assert isinstance(key, RSAPrivateKey)
    assert key.key_size == 2048


def test_a_domain_in_its_own_letters_is_the_one_in_the_dns(digest):
    made = digest("dkim", "keygen", "--domain", "Bücher.example", "--out", "a.pem", "--json").json
    assert (made["domain"], made["name"]) == (
        "xn--bcher-kva.example",
        "digest._domainkey.xn--bcher-kva.example",
    )


def test_the_record_publishes_the_key(digest):
    made = digest("dkim", "keygen", "--domain", "news.example", "--out", "dkim.pem", "--json").json
    assert made["name"] == "digest._domainkey.news.example"
    assert made["file"] == "dkim.pem"
    assert "".join(made["strings"]) == made["value"]
    assert [len(part) for part in made["strings"]] == [255, len(made["value"]) - 255]
    public = base64.b64decode(made["value"].removeprefix("v=DKIM1; k=rsa; p="))
    key = load_pem_private_key(Path("dkim.pem").read_bytes(), None)
    assert load_der_public_key(public) == key.public_key()
    assert re.findall('"([^"]+)"', made["zone"]) == made["strings"]


def test_ed25519_publishes_32_bytes(digest):
    made = digest(
        *("dkim", "keygen", "--algorithm", "ed25519", "--selector", "n1"),
        *("--domain", "news.example", "--out", "dkim.pem", "--json"),
    ).json
    assert made["name"] == "n1._domainkey.news.example"
    key = load_pem_private_key(Path("dkim.pem").read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert made["value"] == f"v=DKIM1; k=ed25519; p={base64.b64encode(public).decode()}"


def test_a_file_is_never_overwritten(digest):
    Path("dkim.pem").write_text("mine")
    done = digest("dkim", "keygen", "--domain", "news.example", "--out", "dkim.pem")
    assert done.code == 3
    assert "dkim.pem: File exists" in done.err
    assert done.out == ""
    assert Path("dkim.pem").read_text() == "mine"


def test_the_senders_domain_signs_if_none_is_named(ready):
    assert "digest._domainkey.news.example" in ready("dkim", "keygen", "--out", "dkim.pem").out


def test_a_key_can_be_made_for_a_table_that_names_it_already(ready):
    configure(TABLE.replace("}", '}\ndomain = "mail.example"'))
    assert ready("dkim", "show").code == 3
    made = ready("dkim", "keygen", "--out", "dkim.pem")
    assert "digest._domainkey.mail.example" in made.out
    assert ready("dkim", "show").code == 0


def test_without_a_sender_the_domain_must_be_named(digest):
    done = digest("dkim", "keygen", "--out", "dkim.pem")
    assert done.code == 2
    assert "--domain" in done.err
    assert not Path("dkim.pem").exists()


@pytest.mark.parametrize("option", ["--domain", "--selector"])
def test_a_name_that_is_none_is_refused(digest, option):
    done = digest("dkim", "keygen", "--out", "dkim.pem", option, "a b")
    assert done.code == 2
    assert "'a b'" in done.err


def test_the_records_are_shown_again(ready):
    made = ready("dkim", "keygen", "--out", "dkim.pem", "--json").json
    configure(TABLE)
    [shown] = ready("dkim", "show", "--json").json
    assert shown == {**{k: v for k, v in made.items() if k != "file"}, "newsletter": "briefing"}
    assert made["value"] in ready("dkim", "show").out


def test_without_keys_there_is_nothing_to_show(ready):
    done = ready("dkim", "show")
    assert (done.code, done.out) == (0, "")
    assert "not signed here" in done.err
    assert ready("dkim", "show", "--json").json == []
