"""The archive as files: what is on the site, written whole, and nowhere but there."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date

import pytest
from tests.unit.web.site.house import opened
from tests.unit.web.site.press import PAGE, PAPER, made, publish

from digest.errors import DigestError
from digest.web.site import static
from digest.web.site.static import LISTING, build, names


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    with opened(folder, PAPER) as site:
        publish(site, made(date(2026, 11, 22)))
        publish(site)
    return folder


@pytest.fixture
def house(printed, tmp_path):
    shutil.copytree(printed, tmp_path / "news")
    with opened(tmp_path / "news", PAPER) as site:
        yield site.house


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def files(out):
    return {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}


def test_all_of_it_is_there_and_readable_by_a_web_server(house, out):
    built = build(house, out)

    assert files(out) == {*names(house), LISTING}
    assert (built.written, built.same, built.removed) == (len(names(house)), 0, 0)
    assert (out / "index.html").stat().st_mode & 0o777 == 0o644
    assert "Coastal states" in (out / PAGE[1:]).read_text()
    assert {"robots.txt", "sitemap.xml", "archive/briefing/atom.xml"} <= files(out)


def test_every_link_leads_to_a_file(house, out):
    build(house, out)
    for path in out.rglob("*.html"):
        text = path.read_text()
        assert 'href="/' not in text
        assert "search" not in re.findall(r'(?:href|action)="([^"]*)"', text)
        for link in re.findall(r'href="(\.[^"#]*)', text):
            target = (path.parent / link).resolve()
            assert target.is_relative_to(out.resolve())
            assert (target / "index.html" if target.is_dir() else target).is_file(), (path, link)


def test_the_form_to_subscribe_is_where_the_program_answers(house, out):
    build(house, out)
    page = (out / PAGE[1:]).read_text()
    assert 'href="http://news.example/join/briefing">Subscribe<' in page


def test_pages_bring_their_own_policy(house, out):
    build(house, out)

    assert "default-src &#39;none&#39;" in (out / PAGE[1:]).read_text() or (
        "default-src 'none'" in (out / PAGE[1:]).read_text()
    )


def test_what_did_not_change_is_left_alone(house, out):
    build(house, out)
    before = {path: path.stat().st_ino for path in out.rglob("*.html")}
    built = build(house, out)

    assert built.written == built.removed == 0
    assert {path: path.stat().st_ino for path in out.rglob("*.html")} == before


def test_only_what_changed_is_written(house, out):
    build(house, out)
    (out / "index.html").write_text("damaged")
    (out / "robots.txt").unlink()
    built = build(house, out)

    assert built.written == 2
    assert "Coastal states" in (out / "index.html").read_text()


def test_what_is_no_page_any_more_is_taken_away_and_nothing_else(house, out):
    build(house, out)
    (out / "favicon.ico").write_text("the operator's")
    house.store.editions.set_state(
        "briefing-daily-2026-11-22", "cancelled", expect={"approved", "sending"}
    )
    built = build(house, out)

    assert built.removed == 1
    assert not (out / "archive/briefing/daily-2026-11-22.html").exists()
    assert (out / "favicon.ico").exists()


def test_a_dry_run_only_counts(house, out):
    assert build(house, out, dry_run=True).written == len(names(house))
    assert not out.exists()


def test_a_folder_of_others_is_refused(house, out):
    out.mkdir()
    (out / "thesis.tex").write_text("years of work")
    with pytest.raises(DigestError, match=r"as thesis\.tex"):
        build(house, out)

    assert files(out) == {"thesis.tex"}


def test_a_link_in_a_files_place_is_replaced_and_not_followed(house, out, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("mine")
    build(house, out)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(secret)
    build(house, out)

    assert secret.read_text() == "mine"
    assert not (out / "index.html").is_symlink()


def test_a_folder_that_became_a_link_is_refused(house, out, tmp_path):
    build(house, out)
    shutil.rmtree(out / "archive")
    (tmp_path / "elsewhere").mkdir()
    (out / "archive").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DigestError, match="is a link"):
        build(house, out)

    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "", "a\0b", ".."])
def test_no_name_leads_out_of_the_folder(house, out, name):
    builder = static._Builder(out, dry_run=False)
    with pytest.raises(DigestError, match="is no place for a page"):
        builder._put(name, b"x")

    assert not out.exists()


def test_a_listing_that_was_tampered_with_takes_nothing_of_others_away(house, out, tmp_path):
    (tmp_path / "secret").write_text("mine")
    build(house, out)
    (out / LISTING).write_text('["../secret"]')
    with pytest.raises(DigestError, match="is no place for a page"):
        build(house, out)

    assert (tmp_path / "secret").read_text() == "mine"


def test_a_topic_is_no_way_out(tmp_path, out):
    hostile = PAPER.replace("'World'", "'../../../etc'")
    with opened(tmp_path, hostile) as site:
        publish(site)
        build(site.house, out)

    assert (out / "archive/briefing/topics/etc/index.html").is_file()


def test_a_kill_between_two_files_leaves_whole_ones_and_the_next_build_mends(
    house, out, monkeypatch
):
    class KilledError(BaseException):
        pass

    write, left = static._write, [5]

    def dying(place, data):
        left[0] -= 1
        if not left[0]:
            raise KilledError
        write(place, data)

    monkeypatch.setattr(static, "_write", dying)
    with pytest.raises(KilledError):
        build(house, out)
    monkeypatch.undo()
    assert not list(out.rglob("*.part"))
    build(house, out)

    assert files(out) == {*names(house), LISTING}


def test_a_full_disk_is_an_error_to_act_on(house, out, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device", str(out))

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(DigestError, match="No space left") as refused:
        build(house, out)

    assert "name another one" in refused.value.hint
