"""The wire over a transport that ends in every order."""

from __future__ import annotations

import asyncio

import pytest

from digest.deliver.wire import LostError, Wire


class Encrypted(asyncio.Transport):
    """Breaks as Python 3.11.2's does: what is closed twice can't be aborted any more."""

    def __init__(self, wire):
        super().__init__()
        self.wire = wire
        self.closing = self.broken = False
        self.left = []

    def write(self, data):
        self.left.append(data)

    def writelines(self, pieces):
        self.left.append(b"".join(pieces))

    def is_closing(self):
        return self.closing

    def set_write_buffer_limits(self, high=None, low=None):
        pass

    def close(self):
        self.broken = self.broken or self.closing
        self.end(None)

    def abort(self):
        if self.broken:
            raise AttributeError("'NoneType' object has no attribute '_abort'")
        self.end(None)

    def end(self, error):
        if not self.closing:
            self.closing = True
            asyncio.get_running_loop().call_soon(self.wire.connection_lost, error)


def on_a_wire(act):
    async def go():
        wire = Wire(asyncio.get_running_loop())
        wire.connection_made(Encrypted(wire))
        await act(wire)

    asyncio.run(go())


def test_a_wire_may_be_closed_again():
    async def act(wire):
        await wire.close()
        await wire.close()
        wire.abort("late")

    on_a_wire(act)


def test_a_wire_that_the_server_closed_is_closed_without_a_word():
    async def act(wire):
        wire.transport.end(OSError("reset"))
        await wire.close()
        with pytest.raises(LostError, match="reset"):
            await wire.reply(1)

    on_a_wire(act)


def test_a_wire_given_up_keeps_its_reason():
    async def act(wire):
        wire.abort("no answer")
        wire.abort("closed")
        await wire.close()
        with pytest.raises(LostError, match="no answer"):
            await wire.reply(1)

    on_a_wire(act)


def test_a_wire_that_nobody_tells_of_its_end_is_closed_all_the_same(monkeypatch):
    """As asyncio does where a TLS handshake fails."""
    monkeypatch.setattr("digest.deliver.wire.PATIENCE", 0.01)
    monkeypatch.setattr(Encrypted, "end", lambda *_: None)

    async def act(wire):
        async with asyncio.timeout(5):
            await wire.close()

    on_a_wire(act)


def test_what_has_not_left_is_known_of_asyncio_alone():
    """uvloop resumes when all has left, so a message's end may be out long before."""

    async def act(wire):
        wire.pause_writing()
        assert not wire.clogged
        wire.use(type("Own", (Encrypted,), {"__module__": "asyncio.sslproto"})(wire))
        assert wire.clogged
        wire.resume_writing()
        assert not wire.clogged

    on_a_wire(act)


def test_what_is_said_in_one_turn_leaves_at_its_end_in_order():
    async def act(wire):
        wire.write(b"one ", b"two ")
        wire.write(b"three")
        assert wire.transport.left == []
        assert wire.clogged
        await asyncio.sleep(0)
        assert wire.transport.left == [b"one two three"]
        assert not wire.clogged
        wire.write(b"four")
        await asyncio.sleep(0)
        assert wire.transport.left == [b"one two three", b"four"]

    on_a_wire(act)


def test_what_is_said_before_a_wire_is_closed_leaves():
    async def act(wire):
        wire.write(b"QUIT")
        await wire.close()
        assert wire.transport.left == [b"QUIT"]

    on_a_wire(act)


@pytest.mark.parametrize("end", ["abort", "close"])
def test_what_did_not_leave_before_the_connection_ended_is_in_nobodys_hands(end):
    """So the message whose end it is was not sent, for sure."""

    async def act(wire):
        wire.write(b"a message", b".")
        getattr(wire.transport, end)()
        await asyncio.sleep(0)
        assert wire.transport.left == []
        assert wire.clogged

    on_a_wire(act)
