"""How a language model is asked: over the wire to a stub, within a budget, and what fails."""

from __future__ import annotations

import json
from datetime import timedelta

import msgspec
import pytest
from tests.unit.pipeline.language_model import (
    KEY,
    built,
    completion,
    grounded,
    reasons_of,
    refuse,
    room,
    slots_of,
)
from tests.unit.pipeline.newsroom import NOW, TOML, article

from digest.config import load
from digest.errors import ConfigError
from digest.model import Cadence, Source, SourceKind, Use

pytestmark = pytest.mark.usefixtures("three_articles")


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
