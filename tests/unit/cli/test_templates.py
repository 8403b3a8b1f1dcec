"""`digest templates`: what there is, copies for the newsroom, and what they changed."""

from __future__ import annotations

import pytest

from digest.render.templates import shipped_folder

FOOTER = "parts/footer.mjml.j2"


def rows(done) -> dict[str, str]:
    assert done.code == 0, done.err
    return {row["name"]: row["origin"] for row in done.rows}


def test_all_that_ship_are_listed(ready):
    files = {one["name"]: one for one in ready("templates", "list", "--json").json}
    assert files[FOOTER] == {
        "name": FOOTER,
        "origin": "shipped",
        "path": str(shipped_folder() / FOOTER),
    }
    assert {"daily.mjml.j2", "daily.txt.j2", "tokens.j2", "inline.css"} <= set(files)
    assert "README.md" not in files


def test_a_copy_is_used_instead_of_what_ships(ready, folder):
    done = ready("templates", "copy", FOOTER)
    own = folder / "templates" / "email" / FOOTER
    assert (done.code, done.out) == (0, f"{own}\n")
    assert own.read_bytes() == (shipped_folder() / FOOTER).read_bytes()
    (own.parent / "weather.mjml.j2").write_text("<mj-text>Rain</mj-text>\n")
    listed = rows(ready("templates", "list"))
    assert listed[FOOTER] == "own instead of shipped"
    assert listed["parts/weather.mjml.j2"] == "own"
    assert listed["tokens.j2"] == "shipped"


def test_a_template_is_copied_with_both_parts(ready, folder):
    assert ready("templates", "copy", "daily").code == 0
    made = {path.name for path in (folder / "templates" / "email").iterdir()}
    assert made == {"daily.mjml.j2", "daily.txt.j2"}


def test_nothing_is_written_over_and_all_or_none_are_copied(ready, folder):
    own = folder / "templates" / "email" / FOOTER
    own.parent.mkdir(parents=True)
    own.write_text("ours")
    done = ready("templates", "copy", "tokens.j2", FOOTER)
    assert done.code == 1
    assert "is there already" in done.err
    assert own.read_text() == "ours"
    assert not (folder / "templates" / "email" / "tokens.j2").exists()


@pytest.mark.parametrize("command", ["copy", "diff"])
def test_a_name_that_is_none_is_refused_with_the_nearest(ready, command):
    done = ready("templates", command, "parts/foter.mjml.j2")
    assert done.code == 1
    assert f"did you mean {FOOTER}?" in done.err


def test_a_name_never_leads_out_of_the_folders(ready, folder):
    for name in ("../daily.mjml.j2", "/etc/passwd", "parts", ""):
        assert ready("templates", "copy", name).code == 1
    assert not (folder / "templates").exists()


def test_the_difference_is_what_the_copy_changed(ready, folder):
    assert ready("templates", "copy", FOOTER, "tokens.j2").code == 0
    assert ready("templates", "diff").out == ""
    own = folder / "templates" / "email" / FOOTER
    text = own.read_text()
    own.write_text(text.replace('class="foot"', 'class="foot ours"') + "\ttail\x1b[31m")
    done = ready("templates", "diff", FOOTER)
    assert done.code == 0
    assert f"--- shipped/{FOOTER}\n+++ {own}\n" in done.out
    assert '-<div class="foot">\n+<div class="foot ours">\n' in done.out
    assert "+\ttail [31m\n\\ No newline at end of file\n" in done.out
    [found] = [one for one in ready("templates", "diff", "--json").json if one["diff"]]
    assert found["name"] == FOOTER
    assert "1 of 2" in ready("templates", "diff").err
