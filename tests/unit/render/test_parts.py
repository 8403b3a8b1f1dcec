from __future__ import annotations

import pytest

from digest.errors import RenderError
from digest.model import Length, PartKind
from digest.render.mjml import compile_mjml
from digest.render.parts import Mark, Marks, cut_html, cut_text, make_part


def test_a_part_knows_where_its_fields_go():
    part = make_part(Mark(PartKind.FRAME), "Dear __DIGEST_NAME__,\n__DIGEST_COUNT__ today.")
    assert [name for _, name in part.fields] == ["name", "count"]
    offsets = [offset for offset, _ in part.fields]
    assert part.body[: offsets[0]] == b"Dear=20=\r\n"
    assert part.body[offsets[0] : offsets[1]] == b",\r\n"
    assert part.body[offsets[1] :] == b" today.=\r\n"


def test_a_part_ends_on_a_soft_break_even_behind_a_hard_one():
    assert make_part(Mark(PartKind.FRAME), "line\n").body == b"line\r\n=\r\n"


def test_a_field_across_what_would_be_a_soft_break_is_found():
    part = make_part(Mark(PartKind.FRAME), "x" * 70 + "__DIGEST_UNSUBSCRIBE_URL__" + "y" * 80)
    assert [name for _, name in part.fields] == ["unsubscribe_url"]
    assert b"DIGEST" not in part.body


def test_an_unknown_field_is_refused():
    with pytest.raises(RenderError, match="__DIGEST_SHOE_SIZE__"):
        make_part(Mark(PartKind.FRAME), "__DIGEST_SHOE_SIZE__")


def test_a_page_is_cut_at_its_marks_and_nothing_is_lost():
    marks = Marks()
    first = str(marks.inside("index", "World"))
    second = str(marks.row("slot", "World", "s1", "brief"))
    parts = cut_html(f"<p>{first}<b>World</b>{second}<i>x</i>", marks)
    assert [part.kind for part in parts] == [PartKind.FRAME, PartKind.INDEX, PartKind.SLOT]
    assert (parts[2].topic, parts[2].slot, parts[2].length) == ("World", "s1", Length.BRIEF)
    assert b"".join(part.body for part in parts).replace(b"=\r\n", b"") == (
        b"<p><b>World</b><i>x</i>"
    )


def test_marks_between_sections_survive_the_compiler():
    marks = Marks()
    mjml = "".join(
        f"{marks.row('section', topic)}\n<mj-section><mj-column><mj-text>{topic}</mj-text>"
        "</mj-column></mj-section>\n"
        for topic in ("A", "B")
    )
    page = compile_mjml(f"<mjml><mj-body>\n{mjml}{marks.row('frame')}\n</mj-body></mjml>")
    assert [part.topic for part in cut_html(page, marks)] == [None, "A", "B", None]


def test_a_mark_that_only_outlook_would_see_is_refused():
    marks = Marks()
    mark = marks.inside("block")
    with pytest.raises(RenderError, match="conditional comment"):
        cut_html(f"<p><!--[if mso]><table>{mark}</table><![endif]--></p>", marks)


def test_text_is_cut_too_and_has_no_gaps():
    marks = Marks()
    parts = cut_text(f"Top\n\n\n\n{marks.text('block')}\n\nNote\n", marks)
    assert [part.body for part in parts] == [b"Top\r\n\r\n=\r\n", b"Note\r\n=\r\n"]


def test_an_unknown_kind_of_part_is_refused():
    with pytest.raises(ValueError, match="chapter"):
        Marks().row("chapter")
