"""A sender is stopped again and again: nobody is lost, and who may have two mails is listed.

`make fault` does it a hundred times; among the other stages a tenth of that does.
"""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime

import pytest
from tests.fault.books import CONNECTIONS
from tests.fault.campaign import Campaign
from tests.fault.mark import DATA, START
from tests.unit.store.make import url

from digest.model import DeliveryState
from digest.pipeline.deliveries import decide
from digest.store import Chosen, Decision, open_store
from digest.store.results import MAX_CRASHES

KILLS = int(os.environ.get("DIGEST_FAULT_ROUNDS", "10"))
TERMS = -(-KILLS // 2)
READERS, EACH = 2000, 100  # and so many more for each stop
MANY = 40  # kills from which on each step is sure to be among those struck
WINDOWS = (1, 4)

# Half of the stops fall when they fall, the others in the middle of a step.
STEPS = ("", "claim", "", "commit", "", DATA, "", "claim", START, "commit")


def kill(campaign, number):
    """So many kills, with an account after each; how many fell while it ran."""
    kills = 0
    for turn, moment in enumerate(campaign.moments(number)):
        code = campaign.strike(signal.SIGKILL, moment, STEPS[turn % len(STEPS)])
        kills += code == -signal.SIGKILL
        campaign.books.account()
    assert kills >= number * 0.8
    return kills


@pytest.mark.parametrize("window", WINDOWS)
def test_kill_loses_nobody_and_repeats_only_what_was_listed(tmp_path, sink, window, tell):
    campaign = Campaign(tmp_path, sink, READERS + KILLS * EACH, window=window)
    kills = kill(campaign, KILLS)
    campaign.finish()
    end, doubts = campaign.books.account(), campaign.books.doubts
    assert end.none_lost
    assert given_up(campaign) == end.parked
    assert end.parked <= set(doubts)
    assert end.surplus <= CONNECTIONS * window * kills
    assert KILLS < MANY or {"claim", "commit", DATA} <= set(campaign.struck)
    tell(
        f"{kills} kills, {dict(campaign.struck)}: 0 lost, {end.surplus} sent twice"
        f" of {doubts.total()} in doubt, {len(end.parked)} given up as poison and listed"
    )


def given_up(campaign):
    """Whom `digest deliveries list --state failed` lists as poison: by Message-ID."""
    chosen = Chosen(edition=campaign.edition, states=(DeliveryState.FAILED,))
    with open_store(url(campaign.folder)) as store:
        found = list(store.deliveries.stream(chosen, now=datetime.now(UTC), limit=READERS))
    assert all(one.detail.startswith("poison: ") for one in found)
    return {one.message_id for one in found}


def test_a_mail_in_whose_middle_three_were_killed_is_given_up_and_listed(tmp_path, sink, tell):
    """It may be what ends them: nobody else has to wait for it, and nobody forgets it."""
    campaign = Campaign(tmp_path, sink, 5 * CONNECTIONS)
    for _ in range(MAX_CRASHES):
        campaign.strike_all_in_flight(signal.SIGKILL)
        assert campaign.books.account().parked == set()
    campaign.finish()
    end = campaign.books.account()
    assert end.none_lost
    assert given_up(campaign) == end.parked == set(campaign.books.doubts)
    assert (len(end.parked), len(end.of("sent")), end.surplus) == (CONNECTIONS, 4 * CONNECTIONS, 0)
    tell(f"{MAX_CRASHES} kills in the same place: {len(end.parked)} given up as poison and listed")


@pytest.mark.parametrize("window", WINDOWS)
def test_what_is_held_is_sent_again_by_nobody_but_a_person(tmp_path, sink, window, tell):
    campaign = Campaign(tmp_path, sink, READERS + TERMS * EACH, window=window, policy="hold")
    kills = kill(campaign, TERMS)
    campaign.finish()
    held = campaign.books.account()
    unsure, sent = held.of("unsure"), held.of("sent")
    assert unsure | sent == set(held.states)
    assert unsure == set(campaign.books.doubts)
    assert held.surplus == 0
    assert set(held.counts) - unsure == sent
    release(campaign)
    campaign.finish()
    end = campaign.books.account()
    assert end.all_sent
    assert end.repeated <= unsure
    tell(f"{kills} kills: {len(sent)} sent, {len(unsure)} held, {end.surplus} sent twice by hand")


def release(campaign):
    """What a person says of what is held: send it, though some may get it twice."""
    with open_store(url(campaign.folder)) as store:
        chosen = Chosen(edition=campaign.edition, states=(DeliveryState.UNSURE,))
        decided = decide(store, Decision.RETRY, chosen, now=datetime.now(UTC))
    assert not decided.refused


def test_a_request_to_stop_loses_nobody_and_repeats_nothing(tmp_path, sink, tell):
    campaign = Campaign(tmp_path, sink, READERS + TERMS * EACH)
    for turn, moment in enumerate(campaign.moments(TERMS)):
        code = campaign.strike(signal.SIGTERM, moment, STEPS[turn % len(STEPS)])
        assert code in {0, -signal.SIGTERM}
        assert set(campaign.struck) <= {START}  # only who has not begun ends without a word
        assert campaign.books.account().of("sending", "unsure") == set()
    campaign.finish()
    end = campaign.books.account()
    assert end.all_sent
    assert end.surplus == 0
    assert not campaign.books.doubts
    tell(f"{TERMS} times asked to stop: 0 lost, 0 sent twice")
