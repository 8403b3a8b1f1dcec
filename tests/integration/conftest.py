from __future__ import annotations

import pytest

import digest.pipeline.send as sending


@pytest.fixture
def made(monkeypatch):
    """Every mail that digest makes, by reader."""
    mails = {}

    class Watched(sending.Press):
        def message(self, delivery, relay=None):
            message = super().message(delivery, relay)
            mails[message.recipient] = message.data.replace(b"\r\n", b"\n")
            return message

    monkeypatch.setattr(sending, "Press", Watched)
    return mails
