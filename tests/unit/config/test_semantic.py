"""[semantic]: where a sentence model is, by its words alone."""

from __future__ import annotations

import pytest
from tests.unit.config.example import EXAMPLE, settings

from digest.errors import ConfigError


def told(folder, *lines):
    return settings(folder, "\n".join([EXAMPLE, "[semantic]", *lines])).semantic


def test_without_the_table_there_is_none(tmp_path):
    assert settings(tmp_path).semantic is None


def test_a_path_is_beside_digest_toml_and_a_package_stays_what_it_is(tmp_path):
    assert told(tmp_path, 'model = "models/minilm"').model == str(tmp_path / "models/minilm")
    assert told(tmp_path, 'model = "/srv/minilm"').model == "/srv/minilm"
    assert told(tmp_path, 'model = "package:minilm.onnx/data"').model == "package:minilm.onnx/data"


def test_it_reads_128_tokens_with_one_thread_unless_told(tmp_path):
    found = told(tmp_path, 'model = "m"')
    assert (found.tokens, found.threads, found.pooling, found.prefix) == (128, 1, "auto", "")
    other = told(tmp_path, 'model = "m"', "tokens = 64", "threads = 2", 'prefix = "query: "')
    assert (other.tokens, other.threads, other.prefix) == (64, 2, "query: ")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["tokens = 64"], "model"),
        (['model = ""'], "a folder such as"),
        (['model = "package:"'], "package:NAME"),
        (['model = "package:../minilm"'], "package:NAME"),
        (['model = "m"', "tokens = 1"], "tokens"),
        (['model = "m"', 'pooling = "max"'], "pooling"),
    ],
)
def test_what_can_be_no_model_is_refused_with_its_line(tmp_path, lines, said):
    with pytest.raises(ConfigError, match=said) as caught:
        told(tmp_path, *lines)
    assert "digest.toml" in caught.value.message


def test_where_the_model_was_named_is_kept_for_what_is_found_later(tmp_path):
    text = f'{EXAMPLE}\n[semantic]\nmodel = "m"'
    line = len(text.splitlines())
    made = settings(tmp_path, text)
    assert (
        f"digest.toml:{line}: semantic.model: gone" in made.error("semantic.model", "gone").message
    )
