"""The preview of a newsletter that has no edition yet: a sample, until one is built."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.render.sample import edition
from tests.unit.web.asked import ask
from tests.unit.web.desk import NOW, opened, save, settings, write_config, write_template

from digest.errors import ConfigError, EditionError
from digest.model import EditionState
from digest.pipeline.proof import Proof, sample_of
from digest.web.preview import make_app
from digest.web.preview_live import Bell

SAID = "A sample: these stories are made up."


@pytest.fixture
def store(tmp_path):
    write_config(tmp_path)
    with opened(tmp_path) as store:
        yield store


@pytest.fixture
def proof(tmp_path, store):
    chosen = sample_of(settings(tmp_path), None, NOW)
    return Proof(lambda: settings(tmp_path), store, chosen, clock=lambda: NOW, sample=True)


@pytest.fixture
def app(proof):
    return make_app(proof, Bell(proof.version))


def test_it_says_so_and_is_stored_nowhere(app, proof, store):
    page = ask(app, "/").text
    assert SAID in page
    assert '<span class="state">sample</span>' in page
    assert "<title>Sample: Ships enter the harbour" in page
    assert "Newer than the stored draft" not in page
    assert not proof.problem
    assert "Back to the sample" in ask(app, "/system/confirm").text
    assert list(store.editions.list()) == []


def test_it_has_the_newsletters_topics_and_asks_nobody_for_pictures(app):
    frame = ask(app, "/frame").text
    assert "Ships enter the harbour" in frame
    assert "World" in frame
    assert "<img" not in frame
    assert "وزراء" not in ask(app, "/frame?topic=World").text


def test_it_follows_a_template_and_its_slip(tmp_path, app, proof):
    path = write_template(tmp_path, "parts/footer.mjml.j2", "<mj-text>OURS</mj-text>")
    assert proof.look()
    assert "OURS" in ask(app, "/frame").text
    path.write_text("<mj-txet>OURS</mj-txet>")
    assert proof.look()
    page = ask(app, "/").text
    assert "parts/footer.mjml.j2, line 1: &lt;mj-txet&gt; is no MJML tag" in page
    assert "Below stands the last good mail" in page


def test_it_gives_way_to_the_first_edition_that_can_go_out(tmp_path, store, app, proof):
    save(tmp_path, store, replace(edition(), state=EditionState.SKIPPED))
    proof.look()
    assert SAID in ask(app, "/").text
    built = replace(edition(), id="briefing-daily-2026-11-24", date=edition().date.replace(day=24))
    save(tmp_path, store, built)
    assert proof.look()
    page = ask(app, "/").text
    assert SAID not in page
    assert f"{built.id} <span" in page
    assert "Coastal states sign" in page


def test_only_a_newsletter_that_is_named_or_alone_has_one(tmp_path):
    write_config(tmp_path)
    with pytest.raises(ConfigError):
        sample_of(settings(tmp_path), "nosuch", NOW)


def test_an_edition_that_is_gone_is_no_sample(tmp_path, store):
    save(tmp_path, store, edition())
    gone = replace(edition(), id="briefing-daily-2026-11-20")
    proof = Proof(lambda: settings(tmp_path), store, gone, clock=lambda: NOW)
    assert isinstance(proof.problem, EditionError)
    assert not proof.sample
