from __future__ import annotations

import asyncio

import pytest
from starlette.exceptions import HTTPException

from digest.web.bounds import Bounded


async def _read(receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message["body"], message["more_body"]
    return body


def run(receive, *, work=_read, **limits):
    """Read a body through the bounds."""
    found = []

    async def app(scope, receive, send):
        found.append(await work(receive))

    asyncio.run(Bounded(app, **limits)({}, receive, None))
    return found[0]


def pieces(*bodies):
    left = [*bodies]

    async def receive():
        part = left.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(left)}

    return receive


async def never():
    await asyncio.Event().wait()


def test_a_body_within_the_bounds_comes_whole():
    assert run(pieces(b"ab", b"cd"), max_body=4) == b"abcd"


def test_a_byte_too_many_is_refused():
    with pytest.raises(HTTPException) as refused:
        run(pieces(b"ab", b"cd"), max_body=3)
    assert refused.value.status_code == 413


def test_a_body_that_never_comes_is_given_up():
    with pytest.raises(HTTPException) as refused:
        run(never, body_seconds=0.001)
    assert refused.value.status_code == 408


def test_a_body_a_byte_at_a_time_is_given_up_too():
    async def slow():
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": True}

    with pytest.raises(HTTPException) as refused:
        run(slow, body_seconds=0.001)
    assert refused.value.status_code == 408


def test_a_body_that_breaks_off_is_refused():
    async def gone():
        return {"type": "http.disconnect"}

    with pytest.raises(HTTPException) as refused:
        run(gone)
    assert refused.value.status_code == 400


def test_an_answer_that_is_never_taken_is_given_up():
    async def app(scope, receive, send):
        await send({})

    async def stuck(_message):
        await asyncio.Event().wait()

    asyncio.run(Bounded(app, seconds=0.001)({}, never, stuck))


def test_after_the_body_waiting_is_no_fault():
    async def read_on(receive):
        await receive()
        return await receive()

    parts = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        return next(parts, {"type": "http.disconnect"})

    assert run(receive, work=read_on) == {"type": "http.disconnect"}


def test_a_length_over_the_limit_is_refused_before_the_body_comes():
    async def app(scope, receive, send):
        await receive()

    scope = {"headers": [(b"content-length", b"5")]}
    with pytest.raises(HTTPException) as refused:
        asyncio.run(Bounded(app, max_body=4)(scope, never, None))
    assert refused.value.status_code == 413
