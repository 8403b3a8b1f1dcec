"""The wire to a language model: one question, one answer, over any OpenAI-compatible endpoint.

Sends the question and nothing of any reader, to the configured address alone. What an answer is
worth, others judge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from digest.collect.fetch import Client
from digest.errors import ConfigError, SourceError

if TYPE_CHECKING:
    from digest.config import CollectSettings
    from digest.config.summaries import SummarySettings
    from digest.curate.question import Question

__all__ = ["Heard", "client_for", "cost", "send"]

ANSWER_TOKENS: Final = 400
ANSWER_BYTES: Final = 256 * 1024
_LONGEST: Final = 4_000  # characters of an answer that are looked at
_BYTES_A_TOKEN: Final = 3
_MOST_TOKENS: Final = 10_000_000  # more can't be true
_THOUGHT: Final = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of an answer, and the tokens that question and answer took.

    In `refused` why there are none: asking again would change nothing.
    """

    tokens: int
    text: str = ""
    refused: str = ""


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    total_tokens: int | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


def client_for(summaries: SummarySettings, collect: CollectSettings) -> Client:
    """A client that goes where the operator says, this machine included, and nowhere else.

    It tells the endpoint no contact.
    """
    limits = msgspec.structs.replace(
        collect, contact="", timeout=summaries.timeout, max_bytes=ANSWER_BYTES
    )
    return Client(limits, allowed=lambda _: True)


def cost(question: Question) -> int:
    """Tokens that a question and its answer take at most, by what tokenizers usually need."""
    asked = len(f"{question.system}{question.user}".encode())
    return asked // _BYTES_A_TOKEN + ANSWER_TOKENS


async def send(client: Client, settings: SummarySettings, question: Question) -> Heard:
    """Ask one question.

    Raises:
        ConfigError: the key can't be read.
        SourceError: no answer, or one that is no chat completion.
    """
    body = {
        **settings.options,
        "model": settings.model,
        "messages": [
            {"role": "system", "content": question.system},
            {"role": "user", "content": question.user},
        ],
        settings.limit: ANSWER_TOKENS,
        "stream": False,
    }
    headers = {"Authorization": f"Bearer {_key(settings)}"} if settings.key else {}
    answer = await client.ask(settings.url, msgspec.json.encode(body), headers)
    return _heard(answer.body, question)


def _key(settings: SummarySettings) -> str:
    key = settings.key.reveal().strip() if settings.key else ""
    if not key or not key.isascii() or not key.isprintable():
        raise ConfigError(
            "summaries.key: the key is empty, or holds what no header can",
            "copy it once more, on one line",
        )
    return key


def _heard(body: bytes, question: Question) -> Heard:
    try:
        answer = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, RecursionError) as error:
        raise SourceError("the answer is no chat completion", "check summaries.url") from error
    if not answer.choices:
        raise SourceError("the answer holds no choice", "check summaries.url")
    choice, tokens = answer.choices[0], _tokens(answer.usage, question)
    text = _THOUGHT.sub("", choice.message.content or "", count=1).strip()
    if refused := _refusal(choice, text):
        return Heard(tokens, refused=refused)
    return Heard(tokens, text)


def _refusal(choice: _Choice, text: str) -> str:
    if choice.message.refusal:
        return "the model refused to answer"
    if choice.finish_reason not in (None, "stop"):
        return f"the answer ended early ({choice.finish_reason[:40]})"
    if len(text) > _LONGEST:
        return f"the answer has {len(text):,} characters"
    return "" if text else "the answer is empty"


def _tokens(usage: _Usage | None, question: Question) -> int:
    """What the endpoint counted, if that can be; else what was reckoned with."""
    counted = usage.total_tokens if usage else None
    return counted if counted is not None and 0 < counted < _MOST_TOKENS else cost(question)
