"""What is kept of a reader, as a file, and its erasure, over HTTP."""

from __future__ import annotations

import json

from tests.unit.web.site.house import JANE, NOW, path_in

from digest.model import (
    Bounce,
    BounceKind,
    KnownBounce,
    Notice,
    SubscriberRow,
    SubscriberState,
    SuppressionReason,
)
from digest.pipeline.suppress import suppression_hashes


def test_all_that_is_kept_is_a_file(site, page):
    answer = site.ask(f"{page}/data")
    found = json.loads(answer.body)
    assert found["person"]["email"] == JANE
    assert found["subscriptions"][0]["newsletter"] == "briefing"
    assert {"consents", "mails", "suppressions"} <= set(found)
    assert answer.all("content-disposition") == ['attachment; filename="my-data.json"']


def test_the_file_holds_what_came_back_and_the_notices_but_no_other_key(site, page):
    site.house.store.subscribers.leave(site.reader.id, "briefing", now=NOW)
    site.fill("/join/briefing", [("email", JANE)])
    [asked] = site.mails("confirm")
    about = Bounce(kind=BounceKind.SOFT, reason="full", addresses=(JANE,), text="452 full")
    for reader in (site.reader.id, None):
        row = KnownBounce(
            id=0,
            seen=NOW,
            origin="box",
            bounce=about,
            subscriber=reader,
            evidence="of joe@example.com",
        )
        site.house.store.bounces.take(row, mark=f"m{reader}")
    alarm = Notice(
        key="a",
        kind="alarm",
        newsletter="briefing",
        email=JANE,
        subject="s",
        text="of others",
        message_id="<a@news.example>",
        due_at=NOW,
        created=NOW,
    )
    site.house.store.notices.enqueue(alarm, now=NOW)
    found = json.loads(site.ask(f"{page}/data").body)
    [notice] = found["notices"]
    assert (notice["kind"], notice["subject"]) == ("confirm", asked.subject)
    assert path_in(asked, "c") not in notice["text"]
    assert "http://news.example/c/..." in notice["text"]
    assert [one["text"] for one in found["came_back"]] == ["452 full"]
    assert "joe@example.com" not in json.dumps(found)


def test_who_is_erased_is_gone_and_stays_out(site, page):
    store, settings = site.house.store, site.house.settings
    hashes = suppression_hashes(settings, store)
    assert site.fill(f"{page}/erase").status == 200
    assert store.subscribers.get(JANE) is None
    assert [row.reason for row in store.suppressions.of(hashes(JANE))] == [SuppressionReason.ERASED]
    row = SubscriberRow(email=JANE, newsletters=("briefing",))
    assert store.subscribers.upsert_many([row], now=NOW, hashes=hashes).kept == 1
    assert site.ask(page).status == 404
    assert site.ask(f"/u/{site.token}").status == 404


def test_who_was_mailed_is_erased_too(site, page):
    store = site.house.store
    store._connection.raw.executescript(
        "INSERT INTO editions (id, newsletter, cadence, date, state, document)"
        " VALUES ('e', 'briefing', 'daily', '2026-11-23', 'draft', '{}');"
        "INSERT INTO selections VALUES (1, 'e', '{}');"
        "INSERT INTO deliveries"
        " (edition, subscriber, selection, message_id, state, due_at, changed)"
        " VALUES ('e', 1, 1, '<m>', 'sent', '2026-11-23T07:00:00Z', '2026-11-23T07:00:00Z')"
    )
    site.fill(f"{page}/erase")
    assert store.subscribers.get(1).state is SubscriberState.ERASED
    assert site.ask(page).status == 404
