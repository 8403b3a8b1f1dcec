"""The pictures of an edition: fetched while it is built, each shown or left out with a reason.

The network is touched here, by collect's client; what a picture is, render says. One that was
fetched before is not fetched again, so that a rebuild shows the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import msgspec

from digest.compose import measure
from digest.errors import DigestError, RenderError
from digest.model import Images, Picture
from digest.render.picture import MAX_BYTES, weighed
from digest.render.safe import image_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from digest.collect.fetch import Client
    from digest.config import CollectSettings, Settings
    from digest.model import Edition, Newsletter, Slot, Story
    from digest.store import Store

__all__ = ["Pictures", "pictures_for", "stored_pictures"]

_UNLINKED: Final = "its address can't be linked to"


@dataclass(frozen=True, slots=True)
class Pictures:
    """By URL, the pictures that may be shown, and why each other may not."""

    shown: Mapping[str, Picture] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    def seen(self, stories: Sequence[Story]) -> tuple[Story, ...]:
        """The stories with the true measures of their pictures; what was refused is gone."""
        return tuple(self._seen(story) for story in stories)

    def left_out(self, edition: Edition, letter: Newsletter) -> tuple[str, ...]:
        """A line for each picture of the edition, as it was composed first, that is not shown."""
        lines = [
            f"picture of “{slot.headline}”: {self.refused[url]}"
            for slot, url in _wanted(edition)
            if url in self.refused
        ]
        logo = image_url(letter.look.logo.url) if letter.look.logo else ""
        return (*lines, *([f"logo: {self.refused[logo]}"] if logo in self.refused else []))

    def _seen(self, story: Story) -> Story:
        image = story.lead.image
        url = image_url(image.url) if image else ""
        if image is None or (url not in self.shown and url not in self.refused):
            return story
        true = self.shown.get(url)
        now = None
        if true:
            now = replace(image, url=url, width=true.width, height=true.height, weight=true.weight)
        return replace(story, lead=replace(story.lead, image=now))


def pictures_for(
    settings: Settings, store: Store, letter: Newsletter, edition: Edition, *, now: datetime
) -> Pictures:
    """Fetch what is not kept yet of the pictures that an edition, or its logo, wants.

    None, where the edition's template shows none.
    """
    if not measure(letter, edition.cadence).pictures:
        return Pictures()
    urls = tuple(dict.fromkeys(_urls(letter, edition)))
    bodies = letter.images is Images.EMBEDDED
    kept = store.pictures.of(urls, bodies=bodies)
    found = _fetch(settings.collect, [url for url in urls if url and url not in kept])
    for one in found.values():
        if isinstance(one, Picture):
            store.pictures.save(one if bodies else replace(one, body=b""), now)
            kept[one.url] = one
    refused = {url: one for url, one in found.items() if isinstance(one, str)}
    return _within(letter, kept, {**refused, **({"": _UNLINKED} if "" in urls else {})})


def stored_pictures(store: Store, letter: Newsletter, edition: Edition) -> dict[str, Picture]:
    """What is kept of an edition's pictures, for who renders it again; nothing is fetched."""
    if letter.images is Images.HOSTED:
        return {}
    return store.pictures.of(_urls(letter, edition), bodies=True)


def _within(letter: Newsletter, kept: dict[str, Picture], refused: dict[str, str]) -> Pictures:
    """Refuse what alone is more than a mail may hold of embedded pictures."""
    room = letter.embedded_kb * 1000
    heavy = {
        url: f"{one.weight:,} bytes, more than embedded_kb = {letter.embedded_kb} lets in"
        for url, one in kept.items()
        if letter.images is Images.EMBEDDED and one.weight > room
    }
    return Pictures(
        {url: one for url, one in kept.items() if url not in heavy}, {**refused, **heavy}
    )


def _urls(letter: Newsletter, edition: Edition) -> Iterator[str]:
    """Addresses as templates get them; a logo is fetched only where it comes with the mail."""
    if letter.look.logo and letter.images is Images.EMBEDDED:
        yield image_url(letter.look.logo.url)
    yield from (url for _, url in _wanted(edition))


def _wanted(edition: Edition) -> Iterator[tuple[Slot, str]]:
    for section in edition.sections:
        for slot in section.slots:
            if slot.story.lead.image and not slot.short:
                yield slot, image_url(slot.story.lead.image.url)


def _fetch(limits: CollectSettings, urls: Sequence[str]) -> dict[str, Picture | str]:
    """Each picture or the reason against it, fetched all at once, within `timeout`."""
    if not urls:
        return {}
    with ThreadPoolExecutor(1, "digest-pictures") as beside:  # this thread may have a loop
        return beside.submit(asyncio.run, _all(limits, urls)).result()


async def _all(limits: CollectSettings, urls: Iterable[str]) -> dict[str, Picture | str]:
    from digest.collect.fetch import Client  # noqa: PLC0415 - only who has pictures pays

    late = f"can't be fetched: it took more than {limits.timeout:g} seconds"
    async with Client(msgspec.structs.replace(limits, max_bytes=MAX_BYTES)) as client:
        asked = {url: asyncio.ensure_future(_one(client, url)) for url in urls}
        _, slow = await asyncio.wait(asked.values(), timeout=limits.timeout)
        for task in slow:
            task.cancel()
        return {url: late if task in slow else task.result() for url, task in asked.items()}


async def _one(client: Client, url: str) -> Picture | str:
    try:
        return weighed(url, (await client.get(url)).body)
    except RenderError as error:
        return error.message
    except DigestError as error:
        return f"can't be fetched: {error.message}"
