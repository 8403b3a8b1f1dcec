"""Summaries by a language model: over the wire to a stub, grounded or refused, kept, labelled."""

from __future__ import annotations

import asyncio
import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from threading import Event, Lock

import msgspec
import pytest
from tests.unit.pipeline.newsroom import NOW, TOML, article, settings
from tests.unit.serving import serving

from digest.config import load
from digest.errors import ConfigError
from digest.model import Archived, Cadence, OverrideKind, Source, SourceKind, Use
from digest.pipeline.build import build
from digest.pipeline.doctor import examine
from digest.pipeline.edit import Wish, edit
from digest.pipeline.proof import render_again
from digest.pipeline.verdicts import Room
from digest.pipeline.why import why_story
from digest.render.messages import Words
from digest.store import open_store
from digest.web.site.entries import story_entries

KEY = "sk-secret-key"


def grounded(asked):
    """Two sentences of the first article, as a model might put them together."""
    text = asked["messages"][1]["content"].split("\n\n")[1]
    return " ".join(f"{part.strip()}." for part in text.split(".")[:4])


def completion(text, **more):
    return {"choices": [{"message": {"content": text}, "finish_reason": "stop"}], **more}


class Model:
    """What the stub answers, and what it was asked."""

    def __init__(self):
        self.asked, self.headers = [], []
        self.answer = lambda asked: completion(grounded(asked))
        self.status, self.extra = 200, {}
        self.over, self.lock, self.url = Event(), Lock(), ""


@contextmanager
def stub():
    model = Model()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with model.lock:
                model.asked.append(asked)
                model.headers.append(dict(self.headers))
            said = model.answer(asked)
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(model.status)
            for name, value in model.extra.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with serving(Answer) as url:
        model.url = f"{url}/v1/chat/completions"
        try:
            yield model
        finally:
            model.over.set()


@pytest.fixture
def model():
    with stub() as running:
        yield running


def room(folder, model, table="", **changes):
    base = settings(folder)
    text = f'{TOML}\n[summaries]\nurl = "{model.url}"\nmodel = "stub-1"\ntimeout = 5.0\n{table}'
    (folder / "digest.toml").write_text(text)
    made = load(folder / "digest.toml", environ={"MODEL_KEY": KEY})
    return msgspec.structs.replace(made, build=base.build, **changes)


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/t.db") as opened:
        opened.articles.save([article(str(number)) for number in range(3)], now=NOW)
        yield opened


def slots_of(edition):
    return [slot for section in edition.sections for slot in section.slots]


def built(made, store, **more):
    return build(made, store, None, now=NOW, **more).edition


def reasons_of(edition):
    return [
        next((one for one in slot.story.reasons if one.startswith("summary: ")), "")
        for slot in slots_of(edition)
    ]


def test_a_grounded_summary_stands_and_says_who_wrote_it(tmp_path, store, model):
    made = room(tmp_path, model)
    edition = built(made, store)
    assert len(model.asked) == 3
    assert {slot.summary_by for slot in slots_of(edition)} == {"stub-1"}
    assert reasons_of(edition) == ["summary: written by stub-1"] * 3
    asked = {grounded(one) for one in model.asked}
    assert {slot.summary for slot in slots_of(edition)} == asked


def test_nobody_is_asked_without_the_table(tmp_path, store, model):
    edition = built(settings(tmp_path), store)
    assert not model.asked
    assert {slot.summary_by for slot in slots_of(edition)} == {""}
    assert reasons_of(edition) == [""] * 3


def test_the_label_stands_in_mail_text_and_web_version(tmp_path, store, model):
    made = room(tmp_path, model)
    edition = built(made, store)
    rendered = render_again(made, store, edition)
    label = "Summary written by a machine (stub-1)"
    text = b"".join(part.body for part in rendered.text).replace(b"=\r\n", b"").decode()
    html = b"".join(part.body for part in rendered.html).replace(b"=\r\n", b"").decode()
    for slot in slots_of(edition):
        for kind in (rendered.html, rendered.text):
            told = [part.body for part in kind if part.slot == slot.id]
            assert told
            assert all(label.encode() in one.replace(b"=\r\n", b"") for one in told)
    assert label in text
    assert label in html
    assert rendered.web.html.count(label) == 3


def test_where_no_label_can_stand_the_models_words_do_not(tmp_path, store, model):
    def turned(asked):
        text = grounded(asked)
        return completion(text.replace(" ", " mostly ", 1))

    model.answer = turned
    made = room(tmp_path, model)
    edition = built(made, store)
    assert {"mostly" in slot.summary for slot in slots_of(edition)} == {True}
    lines = render_again(made, store, edition).lines
    assert len(lines) == 3
    assert all(line.preheader and "mostly" not in line.preheader for line in lines)
    assert "mostly" not in edition.preheader


def test_built_again_it_asks_nobody_and_is_the_same(tmp_path, store, model):
    made = room(tmp_path, model)
    first = built(made, store)
    store_first = store.editions.rendered(first.id, "en")
    again = built(made, store)
    assert len(model.asked) == 3
    assert again == first
    assert store.editions.rendered(first.id, "en") == store_first


def test_another_model_is_asked_anew_and_another_text_too(tmp_path, store, model):
    made = room(tmp_path, model)
    built(made, store)
    changed = article("0", text=f"{article('5').text} {article('0').text}")
    store.articles.save([changed], now=NOW)
    built(made, store)
    assert len(model.asked) == 4
    other = msgspec.structs.replace(made.summaries, model="stub-2")
    edition = built(msgspec.structs.replace(made, summaries=other), store)
    assert len(model.asked) == 7
    assert {slot.summary_by for slot in slots_of(edition)} == {"stub-2"}


def refuse(tmp_path, store, model, answer):
    plain = {slot.id: slot.summary for slot in slots_of(built(settings(tmp_path), store))}
    model.answer = answer
    edition = built(room(tmp_path, model), store)
    assert {slot.id: slot.summary for slot in slots_of(edition)} == plain
    assert {slot.summary_by for slot in slots_of(edition)} == {""}
    lines = [one for one in edition.left_out if one.startswith("summary of ")]
    assert len(lines) == 3
    assert all(reason.startswith("summary: its articles' own") for reason in reasons_of(edition))
    return " ".join(reasons_of(edition))


def test_what_the_articles_do_not_say_is_refused_with_its_reason(tmp_path, store, model):
    said = refuse(
        tmp_path, store, model, lambda asked: completion(f"{grounded(asked)} So said Kirchner.")
    )
    assert "“Kirchner” does not stand in the articles" in said
    built(room(tmp_path, model), store)
    assert len(model.asked) == 3  # the refusal is kept, too


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"<html>busy</html>", "no chat completion"),
        (b"", "no chat completion"),
        (b"[" * 100_000, "no chat completion"),
        ({"choices": []}, "no choice"),
        ({"choices": [{"text": "old form"}]}, "no chat completion"),
        (completion(None), "empty"),
        (completion(""), "empty"),
        (completion("word " * 2_000), "characters"),
        (b" " * 300_000, "larger than 256 KiB"),
        ({"choices": [{"message": {"refusal": "I can't."}}]}, "refused to answer"),
        (
            {"choices": [{"message": {"content": "A ferry"}, "finish_reason": "length"}]},
            "ended early (length)",
        ),
        (completion("I am sorry, but I can't help with that."), "words"),
    ],
)
def test_an_answer_that_is_none_costs_no_more_than_itself(tmp_path, store, model, answer, why):
    assert why in refuse(tmp_path, store, model, lambda _: answer)


@pytest.mark.parametrize("status", [401, 404, 429, 500, 302])
def test_an_endpoint_that_fails_is_asked_no_more_in_this_build(tmp_path, store, model, status):
    model.status = status
    model.extra = {"Location": f"{model.url}/elsewhere"} if status == 302 else {}
    said = refuse(tmp_path, store, model, lambda _: {})
    assert f"answered {status}" in said
    assert "not asked: the call before it failed" in said
    assert len(model.asked) <= 2
    model.status, model.answer = 200, lambda asked: completion(grounded(asked))
    edition = built(room(tmp_path, model), store)
    assert {slot.summary_by for slot in slots_of(edition)} == {"stub-1"}


def test_one_that_is_not_there_or_too_slow_costs_its_time(tmp_path, store, model):
    def slow(asked):
        model.over.wait(30)
        return completion(grounded(asked))

    model.answer = slow
    made = room(tmp_path, model)
    short = msgspec.structs.replace(made.summaries, timeout=0.05)
    edition = built(msgspec.structs.replace(made, summaries=short), store)
    assert "did not answer in full within 0.05 seconds" in " ".join(reasons_of(edition))
    gone = msgspec.structs.replace(made.summaries, url="http://127.0.0.1:1/v1", model="other")
    edition = built(msgspec.structs.replace(made, summaries=gone), store)
    assert "no connection, it was refused" in " ".join(reasons_of(edition))


def test_the_budget_holds_over_all_builds_and_the_lead_comes_first(tmp_path, store, model):
    made = room(tmp_path, model, "calls = 2")
    edition = built(made, store)
    assert len(model.asked) == 2
    told = {slot.id: slot.summary_by for slot in slots_of(edition)}
    assert told[edition.lead] == "stub-1"
    assert sorted(told.values()) == ["", "stub-1", "stub-1"]
    assert "are used up" in " ".join(reasons_of(edition))
    assert built(made, store) == edition
    assert len(model.asked) == 2


def test_tokens_are_counted_as_the_endpoint_says_if_that_can_be(tmp_path, store, model):
    model.answer = lambda asked: completion(grounded(asked), usage={"total_tokens": 1234})
    edition = built(room(tmp_path, model), store)
    assert store.summaries.spent(edition.id).tokens == 3 * 1234
    assert store.summaries.spent(edition.id).calls == 3


def test_a_small_budget_of_tokens_asks_less(tmp_path, store, model):
    built(room(tmp_path, model, "tokens = 1200"), store)
    assert len(model.asked) == 1


def test_what_is_sent_is_article_text_and_no_address(tmp_path, store, model):
    text = f"{article('0').text} Write to ada@reader.example or see https://news.example/x?y=1."
    store.articles.save([article("0", text=text)], now=NOW)
    made = room(tmp_path, model, 'key = { env = "MODEL_KEY" }\noptions = { temperature = 0 }')
    collect = msgspec.structs.replace(made.collect, contact="desk@news.example")
    built(msgspec.structs.replace(made, collect=collect), store)
    sent = json.dumps([model.asked, model.headers])
    assert "@" not in sent
    assert "https:" not in sent
    assert {one["Authorization"] for one in model.headers} == {f"Bearer {KEY}"}
    first = model.asked[0]
    assert set(first) == {"model", "messages", "max_tokens", "stream", "temperature"}
    assert [one["role"] for one in first["messages"]] == ["system", "user"]


def test_options_are_sent_but_change_nothing_that_is_ours(tmp_path, store, model):
    options = 'options = { since = 2026-01-01, model = "other", stream = true }'
    built(room(tmp_path, model, f'{options}\nlimit = "max_completion_tokens"'), store)
    assert {one["since"] for one in model.asked} == {"2026-01-01"}
    assert {(one["model"], one["stream"]) for one in model.asked} == {("stub-1", False)}
    assert all("max_completion_tokens" in one and "max_tokens" not in one for one in model.asked)


def test_a_key_that_is_not_there_stops_no_build(tmp_path, store, model):
    edition = built(room(tmp_path, model, 'key = { env = "OTHER" }'), store)
    assert "OTHER is not set" in " ".join(reasons_of(edition))
    assert not model.asked
    assert KEY not in repr(room(tmp_path, model, 'key = { env = "MODEL_KEY" }'))


@pytest.mark.parametrize("use", [Use.HEADLINE, Use.STANDFIRST])
def test_a_source_that_allows_no_extracts_is_not_sent(tmp_path, store, model, use):
    source = Source(name="Example", kind=SourceKind.FEED, url="https://news.example/", use=use)
    built(room(tmp_path, model, sources=(source,)), store)
    assert not model.asked


def test_thoughts_are_no_part_of_an_answer(tmp_path, store, model):
    model.answer = lambda asked: completion(f"<think>Well…</think>\n{grounded(asked)}")
    edition = built(room(tmp_path, model), store)
    assert {slot.summary_by for slot in slots_of(edition)} == {"stub-1"}


def test_a_weekly_edition_takes_what_the_daily_asked_for(tmp_path, store, model):
    made = room(tmp_path, model)
    built(made, store)
    weekly = built(made, store, cadence=Cadence.WEEKLY)
    assert {slot.summary_by for slot in slots_of(weekly) if not slot.short} == {"stub-1"}
    assert len(model.asked) == 3


def test_old_answers_are_forgotten_with_what_they_cost(tmp_path, store, model):
    edition = built(room(tmp_path, model), store)
    store.prune(timedelta(days=1), NOW + timedelta(days=2))
    assert store.summaries.spent(edition.id).calls == 0


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ('url = "http://models.example/v1"\nkey = { env = "K" }', "in the clear"),
        ('url = "https://user:word@models.example/v1"', "login"),
        ('url = "https://models.example/v1"\nkey = {}', "env or file"),
        ('url = "models.example"', "URL"),
    ],
)
def test_a_table_that_would_leak_or_can_not_work_is_refused(tmp_path, table, why):
    file = tmp_path / "digest.toml"
    file.write_text(f'{TOML}\n[summaries]\nmodel = "m"\n{table}\n')
    with pytest.raises(ConfigError, match=why):
        load(file, environ={})


def decide(made, store, edition, wish):
    return edit(made, store, edition.id, wish, who="anna", now=NOW)


def test_an_editors_summary_wins_has_no_label_and_nobody_is_asked_again(tmp_path, store, model):
    made = room(tmp_path, model)
    first = built(made, store)
    wish = Wish(kind=OverrideKind.SUMMARY, story=first.lead, value="Two words.")
    decide(made, store, first, wish)
    for edition in (store.editions.get(first.id), built(made, store)):
        told = {slot.id: (slot.summary, slot.summary_by) for slot in slots_of(edition)}
        assert told[first.lead] == ("Two words.", "")
        assert sorted(by for _, by in told.values()) == ["", "stub-1", "stub-1"]
        assert render_again(made, store, edition).web.html.count("written by a machine") == 2
    assert len(model.asked) == 3


def test_a_story_that_an_editor_summed_up_before_is_not_asked_about(tmp_path, store, model):
    plain = settings(tmp_path)
    first = built(plain, store)
    decide(
        plain, store, first, Wish(kind=OverrideKind.SUMMARY, story=first.lead, value="Two words.")
    )
    edition = built(room(tmp_path, model), store)
    assert len(model.asked) == 2
    assert next(slot for slot in slots_of(edition) if slot.id == first.lead).summary_by == ""


def test_an_edit_after_a_failure_waits_for_nobody(tmp_path, store, model):
    model.status = 500
    made = room(tmp_path, model)
    first = built(made, store)
    before = len(model.asked)
    decide(made, store, first, Wish(kind=OverrideKind.RETITLE, story=first.lead, value="Retitled"))
    assert len(model.asked) == before


def test_why_a_story_has_its_summary_is_told(tmp_path, store, model):
    edition = built(room(tmp_path, model), store)
    (place,) = why_story(store, edition.lead).places
    assert "summary: written by stub-1" in place.reasons


def test_a_feed_of_stories_says_it_too(tmp_path, store, model):
    made = room(tmp_path, model)
    edition = built(made, store)
    section = edition.sections[0]
    archived = Archived(
        edition=edition.id,
        newsletter="briefing",
        cadence=edition.cadence,
        date=edition.date,
        language="en",
        title="",
        description="",
        topics=(),
        image="",
        published=NOW,
    )
    entries = story_entries(store, made.newsletter(), archived, section.topic)
    assert entries
    for entry in entries:
        assert "[Summary written by a machine (stub-1)]" in entry.summary
        assert "[Summary written by a machine (stub-1)]" in entry.html


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar", "he", "hi", "ja"])
def test_each_shipped_language_has_the_label(language):
    said = Words(language)("by_model", model="stub-1")
    assert "stub-1" in said
    assert (said == Words("en")("by_model", model="stub-1")) == (language == "en")


@pytest.mark.parametrize(
    ("name", "verdict", "words"),
    [("MODEL_KEY", "ok", "stub-1 at http"), ("OTHER", "failed", "OTHER is not set")],
)
def test_the_doctor_says_who_sums_up(tmp_path, model, name, verdict, words):
    made = room(tmp_path, model, f'key = {{ env = "{name}" }}')
    found = asyncio.run(examine(lambda: made, now=NOW, rooms=[Room.CONFIG], offline=True))
    (check,) = [one for one in found if one.name == "summaries"]
    assert check.verdict == verdict
    assert words in check.detail
    assert not model.asked


def test_a_brief_is_not_asked_for(tmp_path, store, model):
    made = room(tmp_path, model)
    letters = {"briefing": replace(made.newsletter(), template="brief")}
    store.articles.save([article(str(number)) for number in range(3, 9)], now=NOW)
    edition = built(msgspec.structs.replace(made, newsletters=letters), store)
    long = [slot for slot in slots_of(edition) if not slot.short]
    assert len(model.asked) == len(long)
