"""Summaries by a language model of the operator's choice, where one is configured.

Asked about the stories that are told at length, and never about one that an editor summed up; an
answer that its articles do not bear out is refused. Whatever goes wrong, the articles' own
sentences stay and the reason is kept: no edition waits for a model or fails with it.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.compose import composed
from digest.curate.ground import objection
from digest.curate.question import VERSION, question
from digest.errors import DigestError
from digest.model import OverrideKind, Use
from digest.store.summaries import Answer, Outcome, Spent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from digest.collect.fetch import Client
    from digest.config import Settings
    from digest.config.summaries import SummarySettings
    from digest.curate.question import Question
    from digest.model import Article, Draft, Newsletter, Override, Slot, Story
    from digest.store import Store

__all__ = ["summarised"]

logger = logging.getLogger(__name__)

_AFTER = "not asked: the call before it failed"


@dataclass(frozen=True, slots=True)
class _Call:
    """What came of one call. `tokens` is None where none was made."""

    answer: Answer
    tokens: int | None = None


def summarised(
    settings: Settings,
    store: Store,
    letter: Newsletter,
    draft: Draft,
    decisions: Sequence[Override],
    *,
    edition: str,
    now: datetime,
    fresh: bool,
) -> Draft:
    """The draft with a model's summaries of the stories that it would place at length.

    Args:
        settings: without `summaries` the draft is given back as it is.
        store: keeps answers, so that nobody is asked twice, and what each edition spent.
        letter: the newsletter.
        draft: with no more of each article than may be printed.
        decisions: the editors', who have the last word.
        edition: its id, whose budget this is.
        now: when.
        fresh: this is a build; ask again where a call failed before.
    """
    model = settings.summaries
    if model is None:
        return draft
    slots = list(_asked(draft, letter, decisions))
    questions = {slot.id: made for slot in slots if (made := _question(slot.story, settings))}
    kept = _answers(model, settings, store, questions, edition=edition, now=now, fresh=fresh)
    lines = [
        f"summary of “{slot.headline}” by {model.model}: {kept[slot.id].reason}"
        for slot in slots
        if slot.id in kept and kept[slot.id].reason
    ]
    stories = tuple(_told(story, kept.get(story.id), model.model) for story in draft.stories)
    return replace(draft, stories=stories, left_out=(*draft.left_out, *lines))


def _asked(draft: Draft, letter: Newsletter, decisions: Sequence[Override]) -> Iterator[Slot]:
    """The slots of the edition as it stands, its lead first, that want a model's words.

    Not briefs, not what an editor summed up, not updates: these open with what is new, as it
    stands.
    """
    edition = composed(draft, letter, decisions).edition
    edited = {
        article
        for one in decisions
        if one.kind is OverrideKind.SUMMARY and one.stands
        for article in one.articles
    }
    placed = [slot for section in edition.sections for slot in section.slots if not slot.short]
    for slot in sorted(placed, key=lambda slot: slot.id != edition.lead):
        own = slot.story.update is not None
        if not own and edited.isdisjoint(one.id for one in _articles(slot.story)):
            yield slot


def _question(story: Story, settings: Settings) -> Question | None:
    """What to ask about a story, from the articles of which extracts may be printed."""
    closed = {one.name for one in settings.sources if one.use is not Use.EXTRACT}
    if story.lead.source in closed:
        return None
    return question([one for one in _articles(story) if one.source not in closed])


def _articles(story: Story) -> tuple[Article, ...]:
    return (story.lead, *story.coverage)


def _told(story: Story, answer: Answer | None, model: str) -> Story:
    """The story with the model's words, or with the reason why it keeps its own."""
    if answer is None:
        return story
    if answer.outcome is Outcome.WRITTEN:
        return replace(
            story,
            summary=answer.text,
            summary_by=model,
            lifted=story.summary,
            reasons=(*story.reasons, f"summary: written by {model}"),
        )
    reason = f"summary: its articles' own sentences; {model}: {answer.reason}"
    return replace(story, reasons=(*story.reasons, reason))


def _answers(
    model: SummarySettings,
    settings: Settings,
    store: Store,
    questions: Mapping[str, Question],
    *,
    edition: str,
    now: datetime,
    fresh: bool,
) -> dict[str, Answer]:
    """An answer for each question by story: kept, new, or that there is no budget for it."""
    hashes = {one: asked.content for one, asked in questions.items()}
    kept = store.summaries.of(model.model, VERSION, hashes.values())
    open_ = {
        one: asked
        for one, asked in questions.items()
        if _is_open(kept.get(hashes[one]), fresh=fresh)
    }
    paid = dict(_within(open_, model, store.summaries.spent(edition)))
    called = _call(model, settings, paid)
    if called:
        store.summaries.save(
            edition,
            model.model,
            VERSION,
            {hashes[one]: call.answer for one, call in called.items()},
            spent=_spent(called),
            now=now,
        )
        written = sum(call.answer.outcome is Outcome.WRITTEN for call in called.values())
        logger.info("%s: %d of %d summaries of %s", edition, written, len(called), model.model)
    unpaid = {one: _unpaid(model) for one in open_ if one not in paid}
    known = {one: kept[mark] for one, mark in hashes.items() if mark in kept}
    return {**known, **unpaid, **{one: call.answer for one, call in called.items()}}


def _is_open(known: Answer | None, *, fresh: bool) -> bool:
    return known is None or (fresh and known.outcome is Outcome.FAILED)


def _within(
    questions: Mapping[str, Question], model: SummarySettings, spent: Spent
) -> Iterator[tuple[str, Question]]:
    """The first of the questions that the rest of the budget pays for."""
    from digest.pipeline.endpoint import cost  # noqa: PLC0415 - only who asks a model pays

    calls, tokens = model.calls - spent.calls, model.tokens - spent.tokens
    for one, asked in questions.items():
        calls, tokens = calls - 1, tokens - cost(asked)
        if calls < 0 or tokens < 0:
            return
        yield one, asked


def _unpaid(model: SummarySettings) -> Answer:
    words = f"not asked: the edition's {model.calls} calls or {model.tokens:,} tokens are used up"
    return Answer(Outcome.FAILED, reason=words)


def _spent(called: Mapping[str, _Call]) -> Spent:
    made = [call.tokens for call in called.values() if call.tokens is not None]
    return Spent(len(made), sum(made))


def _call(
    model: SummarySettings, settings: Settings, questions: Mapping[str, Question]
) -> dict[str, _Call]:
    if not questions:
        return {}
    with ThreadPoolExecutor(1, "digest-summaries") as beside:  # this thread may have a loop
        return beside.submit(asyncio.run, _all(model, settings, questions)).result()


async def _all(
    model: SummarySettings, settings: Settings, questions: Mapping[str, Question]
) -> dict[str, _Call]:
    from digest.pipeline.endpoint import client_for  # noqa: PLC0415 - likewise

    async with client_for(model, settings.collect) as client:
        line = _Line(client, model)
        done = await asyncio.gather(*(line.ask(one) for one in questions.values()))
    return dict(zip(questions, done, strict=True))


class _Line:
    """Two questions at a time; once a call has failed no other is begun."""

    def __init__(self, client: Client, model: SummarySettings) -> None:
        self._client, self._model = client, model
        self._places = asyncio.Semaphore(2)
        self._down = False

    async def ask(self, asked: Question) -> _Call:
        """The answer, judged."""
        from digest.pipeline.endpoint import cost, send  # noqa: PLC0415 - likewise

        async with self._places:
            if self._down:
                return _Call(Answer(Outcome.FAILED, reason=_AFTER))
            try:
                heard = await send(self._client, self._model, asked)
            except DigestError as error:
                self._down = True
                return _Call(Answer(Outcome.FAILED, reason=error.message), cost(asked))
        reason = heard.refused or objection(heard.text, asked.sources, asked.tongue)
        if reason:
            return _Call(Answer(Outcome.REFUSED, reason=f"refused: {reason}"), heard.tokens)
        return _Call(Answer(Outcome.WRITTEN, " ".join(heard.text.split())), heard.tokens)
