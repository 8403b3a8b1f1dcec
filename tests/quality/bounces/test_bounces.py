"""The floor under what we make of mails that came back, and the corpus it was measured on."""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from tests.quality.bounces.__main__ import MAILS, TABLE
from tests.quality.bounces.score import corpus_hash, score

from digest.audience.verp import ReturnAddress, read_sender
from digest.deliver.bounce import judge, reasons
from digest.model import BounceKind

CORPUS = "2a4ed6bbd12c36c6"
KEY = b"k" * 32
ours = cache(lambda: score(MAILS, TABLE))


def test_the_corpus_is_the_one_that_was_measured():
    assert corpus_hash(MAILS, TABLE) == CORPUS
    assert {row.name for row in MAILS.iterdir()} == {
        line.split("\t")[0] for line in TABLE.read_text().splitlines()[1:]
    }


def test_nobody_is_lost_and_nobody_barred_who_should_not_be():
    assert ours().wrong == []
    assert (ours().hard, ours().soft) == (91, 78)
    assert ours().hard_recall >= 0.9
    assert ours().soft_as_hard <= 0.02
    assert ours().address_recall >= 0.94


@pytest.mark.parametrize("name", sorted(mail.name for mail in MAILS.iterdir()))
def test_a_signed_address_finds_the_reader_whatever_the_mail_says(name):
    address = ReturnAddress("bounces@news.example", KEY).sender(7331)
    raw = (MAILS / name).read_bytes()
    came = b"Delivered-To: " + address.upper().encode() + (b"\r" if b"\n" not in raw else b"\n")
    found = judge(came + raw)
    assert all(7331 in {read_sender(KEY, one) for one in bounce.came_to} for bounce in found)


def test_the_words_are_what_tells_them_apart(monkeypatch):
    monkeypatch.setattr(reasons, "_by_words", lambda _text, _status, _code: None)
    assert score(MAILS, TABLE).hard_recall < 0.9


def test_a_mail_that_brings_several_speaks_of_each():
    found = judge((MAILS / "postfix-two.eml").read_bytes())
    assert [one.kind for one in found] == [BounceKind.HARD, BounceKind.QUOTA]


def test_the_scorer_runs_on_any_folder():
    command = [sys.executable, "-m", "tests.quality.bounces", str(MAILS), str(TABLE)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[0].endswith(f"corpus {CORPUS}")
    assert "hard recall         100.0%" in told
