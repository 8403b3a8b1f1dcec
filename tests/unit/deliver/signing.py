"""Keys for tests, and dkimpy asked about the mails that they sign."""

from __future__ import annotations

import base64
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import dkim
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.unit.deliver.memory import delivery
from tests.unit.deliver.rendered import NEWSLETTER, RENDERED, SENT_AT

from digest.deliver import Links, MessageTemplate, Relay
from digest.dkimkey import new_pem, read_pem, record
from digest.model import Dkim, DkimAlgorithm

if TYPE_CHECKING:
    from digest.model import DkimKey

DOMAIN = "news.example"
URL = "https://news.example/u/token"
LINKS = Links(
    leave_url=URL,
    choose_url="https://news.example/p/token",
    leave_mailto="mailto:bounces+leave-token@news.example",
)
# RFC 8032, section 7.1, test 1: everybody knows it, so nobody may use it.
SEED = base64.b64decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")
ED25519_PEM = Ed25519PrivateKey.from_private_bytes(SEED).private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
)


@lru_cache
def rsa_pem() -> bytes:
    return new_pem(DkimAlgorithm.RSA)


@lru_cache
def both() -> tuple[DkimKey, DkimKey]:
    return read_pem(ED25519_PEM, "ed"), read_pem(rsa_pem(), "rsa")


def signed(one=None, *, keys=None, newsletter=NEWSLETTER, rendered=RENDERED, **more):
    """A mail with a signature of each key."""
    letter = replace(newsletter, dkim=Dkim(DOMAIN, keys or both()))
    template = MessageTemplate(letter, rendered, SENT_AT, more.get("relay", Relay()))
    fields = {"name": more.get("name", "Ann").encode()}
    return template.message(one or delivery(1), fields, LINKS).data


def judge(mail, keys=None, domain=DOMAIN):
    """What dkimpy says of each signature, in order."""
    found = (record(key, domain) for key in keys or both())
    zone = {f"{one.name}.".encode(): one.value.encode() for one in found}
    verifier = dkim.DKIM(mail)
    count = sum(name.lower() == b"dkim-signature" for name, _ in verifier.headers)
    return [_verify(verifier, index, zone) for index in range(count)]


def _verify(verifier, index, zone):
    try:
        return verifier.verify(index, dnsfunc=lambda name, **_: zone.get(name))
    except dkim.DKIMException:
        return False
