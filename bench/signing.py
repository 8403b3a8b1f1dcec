"""DKIM: what signing adds to a message, beside one bare signature and beside dkimpy.

python bench/signing.py [--rounds N]
"""

from __future__ import annotations

import argparse
import base64
import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import dkim as dkimpy
from subjects.newsroom import newsroom

from digest.compose import select
from digest.deliver import MessageTemplate, Relay
from digest.dkimkey import new_pem, read_pem
from digest.model import Delivery, DeliveryState, Dkim, DkimAlgorithm
from digest.pipeline.links import Linker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.model import DkimKey, Edition, Newsletter, Rendered

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DOMAIN = "news.example"
DIGEST = bytes(32)
PEMS = {algorithm: new_pem(algorithm) for algorithm in DkimAlgorithm}
KEYS = {algorithm: read_pem(pem, algorithm.value) for algorithm, pem in PEMS.items()}
MAILS = {DkimAlgorithm.ED25519: 500, DkimAlgorithm.RSA: 100}
THEIRS = 5


def cpu(work: Callable[[int], object], times: int) -> float:
    """CPU microseconds of one call."""
    start = time.process_time()
    for number in range(times):
        work(number)
    return (time.process_time() - start) / times * 1e6


def builder(
    newsletter: Newsletter, rendered: Rendered, edition: Edition, keys: Sequence[DkimKey]
) -> Callable[[int], bytes]:
    """Makes the n-th reader's mail, signed with these keys."""
    dkim = Dkim(DOMAIN, tuple(keys)) if keys else None
    letter = replace(newsletter, dkim=dkim, bounces=f"bounces@{DOMAIN}")
    linker = Linker(letter, bytes(32), bytes(32))
    template = MessageTemplate(letter, rendered, NOW, Relay())
    selection = select(edition, topics=())

    def mail(number: int) -> bytes:
        delivery = Delivery(
            id=number,
            edition=rendered.edition,
            subscriber=number,
            email=f"reader{number}@example.com",
            name="Ann",
            state=DeliveryState.QUEUED,
            message_id=f"<{number}@{DOMAIN}>",
            due_at=NOW,
            selection=selection,
        )
        return template.message(delivery, {"name": b"Ann"}, linker.links(delivery)).data

    return mail


def theirs(mail: bytes, algorithm: DkimAlgorithm) -> object:
    """The same mail signed by dkimpy, relaxed/relaxed, with the fields it signs by default."""
    ed25519 = algorithm is DkimAlgorithm.ED25519
    return dkimpy.sign(
        mail,
        algorithm.value.encode(),
        DOMAIN.encode(),
        _seed() if ed25519 else PEMS[algorithm],
        signature_algorithm=f"{algorithm.value}-sha256".encode(),
        canonicalize=(b"relaxed", b"relaxed"),
    )


def _seed() -> bytes:
    """Base64 of the 32 bytes that end the key's PKCS #8 structure (RFC 8410, section 7)."""
    der = base64.b64decode(PEMS[DkimAlgorithm.ED25519].splitlines()[1])
    return base64.b64encode(der[-32:])


def main() -> None:
    """Print one table of medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with newsroom() as (settings, store, edition):
        rendered = store.editions.rendered(edition.id, edition.language)
        newsletter = settings.newsletter(edition.newsletter)
    plain = builder(newsletter, rendered, edition, ())
    size = len(plain(0))
    print(f"mails of {size / 1000:.0f} KB; CPU microseconds a mail, medians of {rounds} rounds")
    print(f"{'':9}{'bare':>8}{'unsigned':>10}{'signed':>8}{'adds':>8}{'to bare':>9}{'dkimpy':>9}")
    for algorithm, times in MAILS.items():
        signed = builder(newsletter, rendered, edition, [KEYS[algorithm]])
        row = [_round(algorithm, plain, signed, times) for _ in range(rounds)]
        bare, unsigned, whole, other = map(statistics.median, zip(*row, strict=True))
        adds = statistics.median(w - u for _, u, w, _ in row)
        ratio = statistics.median((w - u) / b for b, u, w, _ in row)
        print(
            f"{algorithm.value:9}{bare:8.0f}{unsigned:10.0f}{whole:8.0f}{adds:8.0f}"
            f"{ratio:8.2f}x{other / adds:8.0f}x"
        )


def _round(
    algorithm: DkimAlgorithm,
    plain: Callable[[int], bytes],
    signed: Callable[[int], bytes],
    times: int,
) -> tuple[float, float, float, float]:
    """Each once, one after the other: bare signature, unsigned, signed, dkimpy's signature."""
    key, mail = KEYS[algorithm], plain(0)
    return (
        cpu(lambda _: key.sign(DIGEST), times),
        cpu(plain, times),
        cpu(signed, times),
        cpu(lambda _: theirs(mail, algorithm), THEIRS),
    )


if __name__ == "__main__":
    main()
