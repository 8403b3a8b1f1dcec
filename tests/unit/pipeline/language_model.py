"""A stub of an OpenAI-compatible endpoint, and a newsroom that asks it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from threading import Event, Lock

import msgspec
from tests.unit.pipeline.newsroom import NOW, TOML, settings
from tests.unit.serving import serving

from digest.config import load
from digest.pipeline.build import build

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


def room(folder, model, table="", **changes):
    base = settings(folder)
    text = f'{TOML}\n[summaries]\nurl = "{model.url}"\nmodel = "stub-1"\ntimeout = 5.0\n{table}'
    (folder / "digest.toml").write_text(text)
    made = load(folder / "digest.toml", environ={"MODEL_KEY": KEY})
    return msgspec.structs.replace(made, build=base.build, **changes)


def slots_of(edition):
    return [slot for section in edition.sections for slot in section.slots]


def built(made, store, **more):
    return build(made, store, None, now=NOW, **more).edition


def reasons_of(edition):
    return [
        next((one for one in slot.story.reasons if one.startswith("summary: ")), "")
        for slot in slots_of(edition)
    ]


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
