"""The preview's pages of what is no edition: confirm, welcome, moved, goodbye."""

from __future__ import annotations

import pytest
from tests.unit.web.asked import ask
from tests.unit.web.desk import furnish, opened, proof_of, write_template

from digest.render import SystemKind
from digest.web.preview import FRAME_POLICY, make_app
from digest.web.preview_live import Bell


@pytest.fixture
def proof(tmp_path):
    furnish(tmp_path)
    with opened(tmp_path) as store:
        yield proof_of(tmp_path, store)


@pytest.fixture
def app(proof):
    return make_app(proof, Bell(proof.version))


def test_the_edition_leads_to_them_and_they_lead_back(app):
    assert '<a href="/system/confirm">System mails</a>' in ask(app, "/").text
    page = ask(app, "/system/confirm?scheme=dark&topic=Science").text
    for kind in SystemKind:
        assert f'href="/system/{kind}?topic=Science&amp;scheme=dark"' in page
    assert 'href="/?topic=Science&amp;scheme=dark">Back to the edition' in page


@pytest.mark.parametrize("kind", list(SystemKind))
def test_each_is_shown_as_it_would_go_out(app, proof, kind):
    page = ask(app, f"/system/{kind}").text
    made = proof.system(kind)
    assert page.count("<iframe") == 2
    assert f'src="/system/{kind}/frame"' in page
    assert f'<h1 dir="auto">{made.subject}</h1>' in page
    assert "link.invalid" not in made.html + made.text
    assert "address.invalid" not in made.html + made.text
    frame = ask(app, f"/system/{kind}/frame")
    assert frame.all("content-security-policy") == [FRAME_POLICY]
    assert "prefers-color-scheme: dark" not in frame.text
    assert "(max-width: 0)" in frame.text
    assert "(min-width: 0)" in ask(app, f"/system/{kind}/frame?scheme=dark").text


def test_the_old_address_is_told_of_a_masked_one(proof):
    moved = proof.system(SystemKind.MOVED)
    assert "r•••@e•••.com" in moved.html
    assert "r•••@e•••.com" in moved.text


@pytest.mark.parametrize("view", ["text", "headers"])
def test_the_text_part_and_one_width_can_be_asked_for(app, proof, view):
    page = ask(app, f"/system/confirm?view={view}&width=375").text
    assert page.count("<iframe") == (view != "text")
    assert (proof.system(SystemKind.CONFIRM).text.splitlines()[-1] in page) == (view == "text")


def test_one_that_is_not_there(app):
    assert ask(app, "/system/invoice").status == 404
    assert ask(app, "/system/invoice/frame").status == 404


def test_a_change_of_a_template_rings_and_shows(tmp_path, proof, app):
    before = proof.version
    said = "{% block content %}<mj-text>OURS</mj-text>{% endblock %}"
    own = '{% extends "system/page.mjml.j2" %}' + said
    write_template(tmp_path, "system/welcome.mjml.j2", own)
    assert proof.look()
    assert proof.version != before
    assert "OURS" in ask(app, "/system/welcome/frame").text


def test_a_slip_is_shown_with_its_place_and_does_not_hide_the_others(tmp_path, proof, app):
    path = write_template(tmp_path, "system/welcome.mjml.j2", "<mjml>\n{{ nothing.here }}")
    proof.look()
    page = ask(app, "/system/welcome").text
    assert f"{path}, line 2: &#39;nothing&#39; is undefined" in page
    assert "<iframe" not in page
    assert ask(app, "/system/welcome/frame").status == 503
    assert "<iframe" in ask(app, "/system/confirm").text
    assert 'class="problem"' not in ask(app, "/").text
