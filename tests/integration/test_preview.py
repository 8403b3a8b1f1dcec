"""The preview over HTTP: what changes on disk or in the database reaches the open page."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from tests.unit.render.sample import SHIPPED, edition
from tests.unit.web.desk import (
    NOW,
    TITLE,
    furnish,
    opened,
    proof_of,
    save,
    settings,
    write_config,
    write_template,
)

from digest.errors import EditionError, EmptyEditionError
from digest.model import Cadence, EditionState
from digest.pipeline.freeze import approve
from digest.pipeline.proof import choose
from digest.web.preview import running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from digest.pipeline.proof import Proof

LEAD = (SHIPPED / "parts" / "lead.mjml.j2").read_text()
MARKED = LEAD.replace("</mj-text>", "<p>Seen by no reader yet</p></mj-text>")


class Page:
    """A browser's open page, as far as HTTP goes."""

    def __init__(self, url: str) -> None:
        self._where = urlsplit(url)

    @asynccontextmanager
    async def asked(self, path: str) -> AsyncIterator[asyncio.StreamReader]:
        host, port = self._where.hostname, self._where.port
        reader, writer = await asyncio.open_connection(host, port)
        head = f"GET {path} HTTP/1.1\r\nHost: {self._where.netloc}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        try:
            yield reader
        finally:
            writer.close()
            await writer.wait_closed()

    async def read(self, path: str = "/") -> str:
        async with self.asked(path) as reader:
            return (await reader.read()).decode()

    @asynccontextmanager
    async def changing(self, version: str) -> AsyncIterator[None]:
        """What is done inside must ring at the page that shows `version`."""
        async with self.asked(f"/events?version={version}") as reader:
            await reader.readuntil(b": alive\n\n")
            yield
            await reader.readuntil(b"event: change\n")


def look(folder: Path, change: Callable[[], None], *more: Callable[[], None]) -> list[str]:
    """The page before the change and after each, seen without asking but for the bell."""

    async def main(proof: Proof) -> list[str]:
        async with asyncio.timeout(60), running(proof, interval=0.01) as url:
            page = Page(url)
            pages = [await page.read("/?view=source")]
            for one in (change, *more):
                async with page.changing(proof.version):
                    one()
                pages.append(await page.read("/?view=source"))
            return [page.replace("=\n", "") for page in pages]  # words, whatever line they end on

    with opened(folder) as store:
        return asyncio.run(main(proof_of(folder, store)))


@pytest.fixture
def folder(tmp_path):
    furnish(tmp_path)
    return tmp_path


def test_a_template_that_changes_is_shown(folder):
    before, after = look(folder, lambda: write_template(folder, "parts/lead.mjml.j2", MARKED))

    assert "Seen by no reader yet" not in before
    assert "Seen by no reader yet" in after
    assert "Newer than the stored draft." in after
    assert "Newer than the stored draft." not in before


def test_an_override_that_goes_gives_the_shipped_template_back(folder):
    path = write_template(folder, "parts/lead.mjml.j2", MARKED)
    before, after = look(folder, path.unlink)

    assert "Seen by no reader yet" in before
    assert "Seen by no reader yet" not in after


def test_an_error_is_shown_and_healed(folder):
    name = "parts/lead.mjml.j2"
    _, broken, mended = look(
        folder,
        lambda: write_template(folder, name, LEAD + "{{ nothing.here }}"),
        lambda: write_template(folder, name, LEAD),
    )

    assert "parts/lead.mjml.j2, line " in broken
    assert "{{ nothing.here }}" in broken
    assert "undefined" not in mended
    assert "multipart/alternative" in mended


@pytest.mark.parametrize(
    "text",
    ["{% include 'parts/lead.mjml.j2' %}", "{% for %}", "\udcff", "{{ 1 / 0 }}", "<mj-text>"],
)
def test_nothing_that_a_template_does_ends_the_preview(folder, text):
    path = write_template(folder, "parts/lead.mjml.j2", LEAD)
    raw = text.encode("utf-8", "surrogateescape")
    _, broken, mended = look(folder, lambda: path.write_bytes(raw), lambda: path.write_text(MARKED))

    assert 'class="problem"' in broken
    assert "Seen by no reader yet" in mended


def test_the_configuration_is_read_again(folder):
    before, after, broken, mended = look(
        folder,
        lambda: write_config(folder, title="Evening Edition"),
        lambda: (folder / "digest.toml").write_text("[newsletters.briefing]\ntitel = 1\n"),
        lambda: write_config(folder),
    )

    assert "List-Id: Morning Briefing" in before
    assert "List-Id: Evening Edition" in after
    assert "digest.toml:2" in broken
    assert "did you mean" in broken
    assert "List-Id: Morning Briefing" in mended
    assert TITLE in mended


def test_another_database_asks_for_a_restart(folder):
    config = folder / "digest.toml"
    text = config.read_text()
    before, moved, back = look(
        folder,
        lambda: config.write_text(f'{text}[store]\nurl = "sqlite:///other.db"\n'),
        lambda: config.write_text(text),
    )

    assert "restart the preview" in moved
    assert "Subject: Coastal states" in moved
    assert "restart the preview" not in before + back
    assert not (folder / "other.db").exists()


def test_an_edition_that_is_built_again_is_shown(folder):
    def build_again():
        with opened(folder) as other:
            save(folder, other, replace(edition(), subject="A calmer subject"))

    _, after = look(folder, build_again)

    assert "Subject: A calmer subject" in after
    assert "Newer than" not in after


def test_an_approval_is_shown_and_a_change_after_it(folder):
    def let_go():
        with opened(folder) as other:
            approve(settings(folder), other, edition().id, now=NOW)

    _, approved, changed = look(
        folder, let_go, lambda: write_template(folder, "parts/lead.mjml.j2", MARKED)
    )

    assert '<span class="state">approved</span>' in approved
    assert "Not what was approved." not in approved
    assert "Not what was approved." in changed


def test_another_sender_is_not_what_was_approved(tmp_path):
    furnish(tmp_path, approved=True)
    config = tmp_path / "digest.toml"
    text = config.read_text().replace("briefing@meridian", "evening@meridian")
    _, after = look(tmp_path, lambda: config.write_text(text))

    assert "Not what was approved." in after


def test_a_newsletter_that_is_gone_is_said(tmp_path):
    furnish(tmp_path, approved=True)
    config = tmp_path / "digest.toml"
    text = config.read_text()
    _, gone, back = look(
        tmp_path,
        lambda: config.write_text(text.replace("newsletters.briefing", "newsletters.evening")),
        lambda: config.write_text(text),
    )

    assert "no newsletter &#39;briefing&#39;" in gone
    assert "Subject: Coastal states" in back


def test_nothing_is_stored_by_looking(folder):
    with opened(folder) as store:
        made = edition()
        before = store.editions.get(made.id), store.editions.rendered(made.id, "en")
    look(folder, lambda: write_template(folder, "parts/lead.mjml.j2", MARKED))
    with opened(folder) as store:
        assert (store.editions.get(made.id), store.editions.rendered(made.id, "en")) == before


def test_open_streams_do_not_hold_up_the_end(folder):
    async def main(proof):
        async with asyncio.timeout(4), AsyncExitStack() as stack:  # the server would wait for 5
            async with running(proof, interval=0.01) as url:
                stream = await stack.enter_async_context(
                    Page(url).asked(f"/events?version={proof.version}")
                )
                await stream.readuntil(b": alive\n\n")
            return await stream.read()

    with opened(folder) as store:
        assert b"event:" not in asyncio.run(main(proof_of(folder, store)))


def test_the_newest_that_can_still_go_out_is_chosen(folder):
    made = edition()
    with opened(folder) as store:
        later = replace(made, id="briefing-weekly-2026-11-24", cadence=Cadence.WEEKLY)
        later = replace(later, date=made.date.replace(day=24))
        save(folder, store, later)
        assert choose(settings(folder), store, None, None).id == later.id
        store.editions.set_state(later.id, EditionState.CANCELLED, expect={EditionState.DRAFT})
        assert choose(settings(folder), store, None, "briefing").id == made.id
        assert choose(settings(folder), store, later.id, None).id == later.id
        with pytest.raises(EditionError, match="no edition x"):
            choose(settings(folder), store, "x", None)


def test_with_none_to_look_at_it_says_so(tmp_path):
    write_config(tmp_path)
    with opened(tmp_path) as store, pytest.raises(EmptyEditionError) as refused:
        choose(settings(tmp_path), store, None, None)

    assert refused.value.exit_code == 4
    assert "digest build" in refused.value.hint
