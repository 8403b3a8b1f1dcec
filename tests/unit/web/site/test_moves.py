"""A reader's address changes: confirmed at the new one, told at the old, and undone from there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.unit.web.site.house import NOW, path_in

from digest.audience.tokens import sign
from digest.errors import RenderError
from digest.model import ConsentEvent, SubscriberRow, SubscriberState, SubscriptionState
from digest.pipeline.subscribe import import_subscribers

JANE, NEW = "jane.doe@example.com", "jane@new.example"


@pytest.fixture
def page(site):
    return f"/p/{site.link('choose')}"


def moved(site, page, email=NEW):
    """Move there; the path of the way back, from the mail to the old address."""
    site.fill(page, [("do", "move"), ("email", email)], form=2)
    question = [mail for mail in site.mails("move") if mail.email == email][-1]
    assert site.fill(path_in(question, "m")).status == 200
    return path_in(site.mails("moved")[-1], "b")


def reader(site):
    return site.house.store.subscribers.get(site.reader.id)


def move_link(site):
    (mail,) = site.mails("move")
    assert mail.email == "jane@new.example"
    return path_in(mail, "m")


def test_a_new_address_counts_when_it_is_confirmed_there(site, page):
    answer = site.fill(page, [("do", "move"), ("email", "Jane@NEW.example")], form=2)
    assert 'role="status"' in answer.text
    assert reader(site).email == JANE
    path = move_link(site)
    assert site.ask(path).status == 200
    assert reader(site).email == JANE
    site.fill(path)
    assert reader(site).email == "jane@new.example"
    assert site.ask(path).status == 404
    proofs = {one.event: one for _, one in site.house.store.consents.of(site.reader.id)}
    asked, moved_there = proofs[ConsentEvent.ASKED], proofs[ConsentEvent.MOVED]
    assert asked.wording == "New email address: j•••@n•••.example"
    assert moved_there.wording == "Is this your new address? j•••@n•••.example"
    assert site.ask(page).status == 200  # links in mails of before go on


def test_the_question_at_the_new_address_expires(site, page):
    site.fill(page, [("do", "move"), ("email", "jane@new.example")], form=2)
    path = move_link(site)
    site.later(days=7)
    assert site.ask(path).status == 404


def test_an_address_that_was_not_confirmed_is_forgotten(site, page):
    site.fill(page, [("do", "move"), ("email", NEW)], form=2)
    site.later(days=7)
    site.house.store.confirmations.prune(now=site.house.clock())
    with site.house.store.batch() as raw:
        assert NEW not in "\n".join(raw.iterdump())
    assert reader(site).email == JANE


def test_an_address_that_is_taken_is_not_told_and_not_mailed(site, page):
    site.house.store.subscribers.add(SubscriberRow(email="taken@new.example"), now=NOW)
    free = site.fill(page, [("do", "move"), ("email", "jane@new.example")], form=2)
    taken = site.fill(page, [("do", "move"), ("email", "taken@new.example")], form=2)
    assert [mail.email for mail in site.mails()] == ["jane@new.example"]
    clean = [re.sub(r'value="[^"]{30,}"', "", answer.text) for answer in (free, taken)]
    assert clean[0] == clean[1]


def test_two_who_ask_for_one_address_get_it_once(site, page):
    site.fill(page, [("do", "move"), ("email", "jane@new.example")], form=2)
    path = move_link(site)
    (token,) = re.findall(r'name="form_token" value="(.*?)"', site.ask(path).text)
    site.house.store.subscribers.add(SubscriberRow(email="jane@new.example"), now=NOW)
    assert site.post(path, [("form_token", token)]).status == 404
    assert reader(site).email == JANE


def test_no_more_than_three_questions_a_day(site, page):
    for n in range(5):
        site.fill(page, [("do", "move"), ("email", f"jane{n}@new.example")], form=2)
        site.later(minutes=20)
    assert len(site.mails("move")) == 3


# --- the old address ----------------------------------------------------------------------


def test_the_old_address_is_told_where_to_whom_to_write_and_how_to_have_it_back(site, page):
    back = moved(site, page)
    [told] = site.mails("moved")
    assert told.email == JANE
    for part in (told.text, told.html):
        assert "j•••@n•••.example" in part
        assert NEW not in part
        assert "briefing@news.example" in part
        assert back in part
        assert "30 days" in part
    assert "Morning Briefing" in told.subject


def test_a_button_gives_the_address_back_and_ends_all_links_of_before(site, page):
    back = moved(site, page)
    site.later(hours=1)
    theirs = f"/p/{site.link('choose')}"  # what whoever asked for it has
    assert site.ask(back).status == 200
    assert reader(site).email == NEW
    answer = site.fill(back)
    assert "j•••@e•••.com" in answer.text
    assert reader(site).email == JANE
    assert site.ask(theirs).status == 404
    assert site.ask(back).status == 404
    (mine,) = re.findall(r'href="[./]*(p/[^"]+)"', answer.text)
    assert site.ask(f"/{mine}").status == 200
    events = [(one.event, one.source) for _, one in site.house.store.consents.of(site.reader.id)]
    assert (ConsentEvent.MOVED, "back") in events


def test_the_address_that_is_lost_by_it_is_told_without_a_way_back(site, page):
    site.fill(moved(site, page))
    first, second = site.mails("moved")
    assert (first.email, second.email) == (JANE, NEW)
    assert "/b/" not in second.text + second.html
    assert "j•••@e•••.com" in second.text
    assert "briefing@news.example" in second.text


def test_who_moves_on_does_not_take_the_way_back_from_the_first(site, page):
    first = moved(site, page)
    site.later(days=1)
    second = moved(site, page, "jane@third.example")
    site.fill(page, [("do", "move"), ("email", "jane@fourth.example")], form=2)
    waiting = path_in(site.mails("move")[-1], "m")
    site.fill(first)
    assert reader(site).email == JANE
    assert site.ask(second).status == 404
    assert site.ask(waiting).status == 404
    assert [one.email for one in site.mails("moved")] == [JANE, NEW, "jane@third.example"]


def test_the_way_back_ends_and_the_address_is_forgotten(site, page):
    back = moved(site, page)
    store = site.house.store
    site.later(days=30)
    assert site.ask(back).status == 404
    store.prune(timedelta(days=90), site.house.clock())
    assert store.moves.of(site.reader.id) == ()
    assert JANE not in {mail.email for mail in site.mails()}


def test_a_form_from_elsewhere_gives_nothing_back(site, page):
    back = moved(site, page)
    assert site.post(back, [("form_token", "x")]).status == 403
    assert site.fill(back, headers={"sec-fetch-site": "cross-site"}).status == 403
    assert reader(site).email == NEW


@pytest.mark.parametrize("purpose", ["leave", "choose", "confirm", "move"])
def test_no_other_link_gives_it_back(site, page, purpose):
    serial = int(moved(site, page).split(".")[-2])
    key = site.house.root.subkey("link")
    for number in (serial, site.reader.generation):
        wrong = sign(key, purpose, "briefing", site.reader.id, number)
        assert site.ask(f"/b/{wrong}").status == 404


def test_an_old_file_makes_no_second_reader_of_the_old_address(site, page):
    path = site.house.settings.root / "old.csv"
    path.write_text(f"email\n{JANE}\n", encoding="utf-8")
    back = moved(site, page)

    def imported():
        return import_subscribers(
            site.house.settings, site.house.store, path, now=site.house.clock()
        )

    assert (imported().new, imported().kept) == (0, 1)
    site.fill(back)
    assert (imported().same, imported().kept) == (1, 0)


def test_one_moves_back_by_asking_again(site, page):
    moved(site, page)
    site.later(days=1)
    site.fill(page, [("do", "move"), ("email", JANE)], form=2)
    site.fill(path_in(site.mails("move")[-1], "m"))
    assert reader(site).email == JANE


def test_who_owns_the_old_address_can_subscribe_with_it(site, page):
    back = moved(site, page)
    site.house.store.subscribers.add(SubscriberRow(email=JANE, newsletters=("briefing",)), now=NOW)
    assert site.fill(back).status == 404
    assert reader(site).email == NEW


def test_who_is_erased_leaves_no_former_address_behind(site, page):
    moved(site, page)
    site.later(hours=1)
    site.fill(page, [("do", "move"), ("email", "a@third.example")], form=2)
    site.fill(f"{page}/erase")
    with site.house.store.batch() as raw:
        kept = "\n".join(raw.iterdump())
    assert "jane" not in kept
    assert "new.example" not in kept
    assert "third.example" not in kept


def test_who_was_given_up_for_an_address_is_not_for_another(site, page):
    with site.house.store.batch() as raw:
        raw.execute("UPDATE subscribers SET state = 'bounced'")
    moved(site, page)
    assert reader(site).state is SubscriberState.ACTIVE
    assert site.chosen().state is SubscriptionState.ACTIVE


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_it_is_told_in_the_readers_language(site, page, language):
    with site.house.store.batch() as raw:
        raw.execute("UPDATE subscribers SET language = ?", (language,))
    back = moved(site, page)
    [told] = site.mails("moved")
    assert f'lang="{language}"' in told.html
    assert f'lang="{language}"' in site.ask(back).text
    assert ("Your address" in told.subject) == (language == "en")


def test_move_and_notice_are_one_and_told_once(site, page):
    site.fill(page, [("do", "move"), ("email", NEW)], form=2)
    path = path_in(site.mails("move")[0], "m")
    folder = site.house.settings.root / "templates" / "email" / "system"
    folder.mkdir(parents=True)
    (folder / "moved.txt.j2").write_text("{{ mail.nope }}", encoding="utf-8")
    with pytest.raises(RenderError):
        site.fill(path)
    assert reader(site).email == JANE
    (folder / "moved.txt.j2").unlink()
    assert site.fill(path).status == 200
    assert site.ask(path).status == 404
    assert [mail.email for mail in site.mails("moved")] == [JANE]
