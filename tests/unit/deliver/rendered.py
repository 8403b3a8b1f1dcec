"""A small edition, rendered by hand, for tests of what is put around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from digest.model import Mailbox, Newsletter, Part, PartKind, Picture, Rendered, SlotLine

SENT_AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

NEWSLETTER = Newsletter(
    id="briefing",
    title="Morning Briefing",
    sender=Mailbox(address="briefing@news.example", name="Morning Briefing"),
    public_url="https://news.example",
    postal_address="1 Example Street, Example City",
)

RENDERED = Rendered(
    edition="briefing-daily-2026-11-23",
    language="en",
    hash="5eed" * 16,
    html=(
        Part(PartKind.FRAME, b"<!DOCTYPE html><p>Dear =\r\n</p>=\r\n", fields=((26, "name"),)),
        Part(PartKind.SLOT, b"<h2>Treaty signed =E2=80=93 at last</h2>=\r\n", "World", "s1"),
        Part(PartKind.SLOT, b"<h2>Shares fall</h2>=\r\n", "Business", "s2"),
        Part(
            PartKind.FRAME, b'<a href=3D"=\r\n">Leave</a>=\r\n', fields=((14, "unsubscribe_url"),)
        ),
    ),
    text=(
        Part(PartKind.FRAME, b"Dear =\r\n", fields=((8, "name"),)),
        Part(PartKind.SLOT, b"\r\nTreaty signed =E2=80=93 at last\r\n=2E..\r\n", "World", "s1"),
        Part(PartKind.SLOT, b"\r\nShares fall\r\n", "Business", "s2"),
        Part(PartKind.FRAME, b"Leave: =\r\n", fields=((10, "unsubscribe_url"),)),
    ),
    lines=(
        SlotLine("s1", "World", "Treaty signed – at last", "After ten years", 200),
        SlotLine("s2", "Business", "Shares fall", "By a third", 100),
    ),
)

PICTURES = (
    Picture("https://images.example/1", "image/png", 600, 300, 3, b"one" * 60),
    Picture("https://images.example/2", "image/jpeg", 600, 300, 3, b"two" * 60),
)
PICTURED = replace(
    RENDERED,
    html=tuple(
        replace(part, pictures=(PICTURES[int(part.slot[1]) - 1].cid,)) if part.slot else part
        for part in RENDERED.html
    ),
    pictures=PICTURES,
)
