from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.integration.collect.server import LOOPBACK, reply, serving

from digest.collect import Draft, collect
from digest.collect import plugin as room
from digest.collect.plugin import MAX_FETCHES, fault, harvest
from digest.config import CollectSettings
from digest.errors import SourceError
from digest.model import Image, Source

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
SOURCE = Source(name="Port", kind="notices", url="https://port.example/notices")


def visit(*readers, settings=LOOPBACK, urls=("",)):
    """One visit to each reader's source; the url stands for what it may fetch."""
    sources = [
        Source(name=f"Port {at}", kind=f"kind{at}", url=urls[0]) for at in range(len(readers))
    ]
    return asyncio.run(
        collect(
            sources,
            {},
            settings=settings,
            root=Path(),
            now=NOW,
            on_done=lambda visit: visit,
            readers={f"kind{at}": reader for at, reader in enumerate(readers)},
        )
    )


async def good(source, *, now, fetch):
    return [Draft(guid="1", title="Quay 3 closed", text="Until Friday.", date=now)]


def test_drafts_become_articles_of_the_source():
    (found,) = visit(good)
    (article,) = found.articles
    assert (found.error, found.status) == ("", 200)
    assert (article.source, article.title, article.guid) == ("Port 0", "Quay 3 closed", "1")
    assert ("title", "reader kind0") in article.origins
    assert found.fetched is not None
    assert (found.fetched.failures, found.fetched.changed) == (0, NOW)


async def dated(source, *, now, fetch):
    return await good(source, now=NOW, fetch=fetch)


def test_the_same_articles_are_no_change():
    (first,) = visit(good)
    again = asyncio.run(
        collect(
            [Source(name="Port 0", kind="kind0")],
            {"Port 0": first.fetched},
            settings=LOOPBACK,
            root=Path(),
            now=NOW + timedelta(hours=1),
            on_done=lambda visit: visit,
            readers={"kind0": dated},
        )
    )
    assert again[0].fetched.changed == NOW


def test_a_reader_that_raises_costs_its_own_source_only():
    async def bad(source, *, now, fetch):
        raise KeyError("headline")

    async def refused(source, *, now, fetch):
        raise SourceError("the office is closed", status=503)

    failed, closed, fine = visit(bad, refused, good)
    assert failed.error == "the reader 'kind0' failed: KeyError('headline')"
    assert (closed.error, closed.status) == ("the office is closed", 503)
    assert (fine.error, len(fine.articles)) == ("", 1)
    assert failed.fetched.failures == 1


def test_a_reader_that_ends_the_program_ends_its_own_source():
    async def leaving(source, *, now, fetch):
        raise SystemExit(3)

    async def cancelled(source, *, now, fetch):
        raise asyncio.CancelledError

    left, ended, fine = visit(leaving, cancelled, good)
    assert left.error == "the reader 'kind0' failed: SystemExit(3)"
    assert ended.error == "the reader 'kind1' failed: CancelledError()"
    assert fine.error == ""


def test_a_pass_that_is_cancelled_ends():
    async def go():
        started, ended = asyncio.Event(), threading.Event()
        home = asyncio.get_running_loop()

        async def stuck(source, *, now, fetch):
            home.call_soon_threadsafe(started.set)
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        collecting = asyncio.create_task(
            collect(
                [SOURCE],
                {},
                settings=LOOPBACK,
                root=Path(),
                now=NOW,
                on_done=lambda visit: visit,
                readers={"notices": stuck},
            )
        )
        await started.wait()
        collecting.cancel()
        await asyncio.gather(collecting, return_exceptions=True)
        return collecting.cancelled() and ended.wait(5)  # its thread is not left behind

    assert asyncio.run(go())


def test_what_is_no_coroutine_function_is_the_source_s_error():
    def plain(source, *, now, fetch):
        return []

    (found,) = visit(plain)
    assert "the reader 'kind0' failed: TypeError" in found.error


def test_a_kind_without_a_reader_is_refused_before_anything_is_fetched():
    found = asyncio.run(
        collect(
            [SOURCE],
            {},
            settings=LOOPBACK,
            root=Path(),
            now=NOW,
            on_done=lambda visit: visit,
        )
    )
    assert found[0].error == "nothing here reads sources of kind 'notices'"


def test_a_reader_that_never_ends_is_given_up():
    async def stuck(source, *, now, fetch):
        await asyncio.Event().wait()

    late, fine = visit(stuck, good, settings=CollectSettings(timeout=0.4))
    assert late.error == "the reader 'kind0' took more than 0.4 seconds beside its fetches"
    assert fine.error == ""


def test_a_reader_that_blocks_its_thread_is_given_up_and_holds_up_no_other():
    over = threading.Event()

    async def deaf(source, *, now, fetch):
        over.wait(30)
        return await fetch(source.url)

    try:
        late, fine = visit(deaf, good, settings=CollectSettings(timeout=0.4))
    finally:
        over.set()
    assert late.error == "the reader 'kind0' took more than 0.4 seconds beside its fetches"
    assert (fine.error, len(fine.articles)) == ("", 1)
    assert fine.seconds < late.seconds < 20


def test_a_timeout_of_its_own_is_not_taken_for_ours():
    async def its_own(source, *, now, fetch):
        raise TimeoutError("the mailbox")

    (found,) = visit(its_own)
    assert found.error == "the reader 'kind0' failed: TimeoutError('the mailbox')"


def with_server(reader, settings=LOOPBACK):
    async def go():
        async with serving() as server:
            server.answers["/notices"] = reply(b"Quay 3 closed")
            return await collect(
                [Source(name="Port", kind="notices", url=server.url("/notices"))],
                {},
                settings=settings,
                root=Path(),
                now=NOW,
                on_done=lambda visit: visit,
                readers={"notices": reader},
            )

    return asyncio.run(go())[0]


def test_fetch_is_the_guarded_client_and_its_bytes_are_counted():
    async def reader(source, *, now, fetch):
        answers = await asyncio.gather(fetch(source.url), fetch(source.url))
        return [Draft(key="1", title=answers[0].body.decode())]

    found = with_server(reader)
    assert (found.articles[0].title, found.bytes) == ("Quay 3 closed", 26)
    guarded = with_server(reader, CollectSettings())
    assert "127.0.0.1" in guarded.error
    assert guarded.articles == ()


def test_a_reader_that_asks_for_page_after_page_is_stopped():
    async def greedy(source, *, now, fetch):
        while True:
            await fetch(source.url)

    assert with_server(greedy).error == f"the reader asked for more than {MAX_FETCHES} pages"


def test_more_drafts_than_a_source_can_have_are_cut(monkeypatch):
    monkeypatch.setattr(room, "MAX_DRAFTS", 3)

    async def endless(source, *, now, fetch):
        return (Draft(key=str(number), title=f"Number {number}") for number in range(1_000_000))

    (found,) = visit(endless)
    assert len(found.articles) == 3


def test_what_a_reader_says_is_cleaned():
    draft = Draft(
        title="Quay\u20283\x00 closed",
        text="One.\n\n\n\x07Two.\u202e",
        url="../a?utm_source=x#top",
        language="EN_gb",
        image=Image(url="javascript:alert(1)"),
        categories=["Ports"],
    )
    (article,) = harvest([draft], SOURCE, now=NOW).articles
    assert (article.title, article.text) == ("Quay 3 closed", "One.\n\nTwo.")
    assert (article.url, article.language) == ("https://port.example/a", "en-GB")
    assert (article.image, article.categories) == (None, ("Ports",))


def test_a_picture_s_address_may_be_relative():
    draft = Draft(title="Quay 3", image=Image(url="/quay.jpg", alt="The\nquay"))
    (article,) = harvest([draft], SOURCE, now=NOW).articles
    assert article.image == Image(url="https://port.example/quay.jpg", alt="The quay")


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ({"title": "a dict"}, "a Draft was expected, not dict"),
        (Draft(title=None), "title is no str but NoneType"),
        (Draft(title="A", guid=7), "guid is no str but int"),
        (Draft(title="A", url=b"x"), "url is neither str nor None but bytes"),
        (Draft(title="A", date=datetime(2026, 1, 1)), "date is neither an aware"),  # noqa: DTZ001 - naive on purpose
        (Draft(title="A", date="today"), "date is neither an aware"),
        (Draft(title="A", image="x.jpg"), "image is neither Image nor None but str"),
        (Draft(title="A", categories="World"), "categories is no tuple of str"),
        (Draft(title="A", categories=(1,)), "categories is no tuple of str"),
    ],
)
def test_what_is_no_draft_is_quarantined_and_the_others_are_taken(draft, words):
    assert words in fault(draft)
    found = harvest([draft, Draft(title="Fine")], SOURCE, now=NOW)
    assert [article.title for article in found.articles] == ["Fine"]
    assert [words in one.reason for one in found.quarantined] == [True]


ANY = st.none() | st.integers() | st.text() | st.binary() | st.lists(st.text() | st.integers())


@given(ANY, ANY, ANY, ANY, ANY)
def test_no_draft_is_too_odd(title, text, url, date, categories):
    draft = Draft(title=title, text=text, url=url, date=date, categories=categories)
    found = harvest([draft], SOURCE, now=NOW)
    assert len(found.articles) + len(found.quarantined) == 1
