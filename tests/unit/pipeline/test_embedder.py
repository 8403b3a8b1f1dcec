"""Sentence vectors: a tiny network that onnxruntime runs, and files that are no model."""

from __future__ import annotations

import importlib.util
import json

import msgspec
import pytest
from tests.unit.pipeline.newsroom import settings
from tests.unit.pipeline.tiny_model import LABELS, tiny_model

from digest.config.semantic import SemanticSettings
from digest.errors import ConfigError
from digest.pipeline import embedder
from digest.pipeline.embedder import embedder_for


def configured(folder, model, **changes):
    named = SemanticSettings(model=str(model), **changes)
    return msgspec.structs.replace(settings(folder), semantic=named)


def embedder_in(folder, **changes):
    return embedder_for(configured(folder, tiny_model(folder / "tiny"), **changes))


def test_no_model_no_embedder(tmp_path):
    assert embedder_for(settings(tmp_path)) is None


def test_a_text_is_a_vector_of_length_one_that_points_to_what_it_says(tmp_path):
    made = embedder_in(tmp_path)
    vector = made.vector("The referee saw football and a tennis tournament")
    assert sum(one * one for one in vector) == pytest.approx(1, abs=1e-6)
    assert LABELS[vector.index(max(vector))] == "Sport"
    assert vector == embedder_in(tmp_path).vector(
        "the referee saw football and a tennis tournament"
    )


def test_the_mean_of_the_tokens_or_the_first_one_as_the_folder_says(tmp_path):
    text = "Hospitals tennis football"
    assert LABELS[_first(embedder_in(tmp_path).vector(text))] == "Sport"
    assert LABELS[_first(embedder_in(tmp_path, pooling="cls").vector(text))] == "Health"
    told = tmp_path / "tiny" / "1_Pooling"
    told.mkdir()
    (told / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))
    assert LABELS[_first(embedder_in(tmp_path).vector(text))] == "Health"
    assert LABELS[_first(embedder_in(tmp_path, pooling="mean").vector(text))] == "Sport"


def test_no_more_tokens_are_read_than_asked_for(tmp_path):
    made = embedder_in(tmp_path, tokens=2)
    assert made.vector("hospitals patients football tennis") == made.vector("hospitals patients")


def test_a_prefix_goes_before_each_text(tmp_path):
    made = embedder_in(tmp_path, prefix="hospitals ", pooling="cls")
    assert LABELS[_first(made.vector("football"))] == "Health"


def test_the_mark_tells_models_apart_and_their_uses(tmp_path):
    here = embedder_in(tmp_path)
    assert here.mark == embedder_in(tmp_path).mark
    assert here.mark != embedder_in(tmp_path, tokens=99).mark
    other = tiny_model(tmp_path / "other", {"regatta": "Sport"})
    assert here.mark != embedder_for(configured(tmp_path, other)).mark
    assert here.size > 1000


@pytest.mark.parametrize("network", ["model.onnx", "onnx/model.onnx", "quantised.onnx"])
def test_networks_are_found_where_exports_put_them(tmp_path, network):
    folder = tiny_model(tmp_path / "tiny", network=network)
    assert embedder_for(configured(tmp_path, folder)).vector("football")
    assert embedder_for(configured(tmp_path, folder / network)).vector("football")


def test_model_onnx_goes_before_its_other_forms(tmp_path):
    folder = tiny_model(tmp_path / "tiny")
    (folder / "model_O4.onnx").write_bytes(b"another")
    assert embedder_for(configured(tmp_path, folder)).vector("football")


def test_a_package_brings_a_model_and_is_not_imported(tmp_path, monkeypatch):
    package = tmp_path / "brings_a_model"
    tiny_model(package / "data")
    (package / "__init__.py").write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    named = configured(tmp_path, "package:brings_a_model/data")
    assert embedder_for(named).vector("football")
    with pytest.raises(ConfigError, match=r"holds no \.onnx file") as caught:
        embedder_for(configured(tmp_path, "package:brings_a_model"))
    assert caught.value.hint == "it has one in data"


@pytest.mark.parametrize(
    ("model", "said", "hint"),
    [
        ("nowhere", "nowhere is not there", "fetches none"),
        ("package:no_such_package", "no package 'no_such_package'", "pip install"),
        ("package:no.such", "no package 'no.such'", "pip install"),
        ("package:this", "no package 'this'", "pip install"),
    ],
)
def test_a_model_that_is_not_there_is_refused(tmp_path, model, said, hint):
    with pytest.raises(ConfigError, match=said) as caught:
        embedder_for(configured(tmp_path, model if ":" in model else tmp_path / model))
    assert "semantic.model" in caught.value.message
    assert hint in caught.value.hint


def test_a_folder_of_several_networks_or_without_a_tokenizer_is_refused(tmp_path):
    folder = tiny_model(tmp_path / "tiny", network="one.onnx")
    (folder / "two.onnx").write_bytes(b"")
    with pytest.raises(ConfigError, match="holds 2 networks") as caught:
        embedder_for(configured(tmp_path, folder))
    assert caught.value.hint == "name one of them: one.onnx, two.onnx"
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ConfigError, match=r"no tokenizer\.json beside"):
        embedder_for(configured(tmp_path, folder / "one.onnx"))


@pytest.mark.parametrize(
    ("file", "said"),
    [("model.onnx", "can't be loaded"), ("tokenizer.json", "is no tokenizer")],
)
def test_files_that_are_no_model_are_refused(tmp_path, file, said):
    folder = tiny_model(tmp_path / "tiny")
    (folder / file).write_bytes(b"{}")
    with pytest.raises(ConfigError, match=said):
        embedder_for(configured(tmp_path, folder)).vector("football")


def test_files_that_cannot_be_read_are_refused(tmp_path):
    folder = tiny_model(tmp_path / "tiny")
    (folder / "model.onnx_data").symlink_to(tmp_path / "gone")
    with pytest.raises(ConfigError, match=r"model\.onnx_data can't be read: No such file"):
        _ = embedder_for(configured(tmp_path, folder)).mark


def test_a_network_that_wants_what_no_text_has_is_refused(tmp_path):
    folder = tiny_model(tmp_path / "tiny", inputs=("input_ids", "pixel_values"))
    with pytest.raises(ConfigError, match="wants pixel_values"):
        embedder_for(configured(tmp_path, folder)).vector("football")


def test_a_tokenizer_of_another_model_is_refused_in_words(tmp_path):
    folder = tiny_model(tmp_path / "tiny")
    larger = tiny_model(tmp_path / "larger", {f"word{n}": "Sport" for n in range(9)})
    (larger / "tokenizer.json").replace(folder / "tokenizer.json")
    with pytest.raises(ConfigError, match="can't read a text") as caught:
        embedder_for(configured(tmp_path, folder)).vector("word8")
    assert "belong together" in caught.value.hint


def test_without_the_extra_the_hint_says_what_to_install(tmp_path, monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(
        embedder, "find_spec", lambda name: None if name == "onnxruntime" else there(name)
    )
    with pytest.raises(ConfigError, match="onnxruntime not installed") as caught:
        embedder_in(tmp_path)
    assert caught.value.hint == "pip install 'digest-publisher[semantic]'"


def _first(vector):
    return vector.index(max(vector))
