"""What fits no topic: named in the language of the newsletter, wherever it is printed."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from tests.unit.render.pages import whole
from tests.unit.render.sample import NEWSLETTER, edition, templates

from digest.model import OTHER, Section, Topic
from digest.render import inliner, render

_SHIPPED = templates()


def _shown(language, template, topics=NEWSLETTER.topics):
    made = edition()
    slots = tuple(slot for section in made.sections for slot in section.slots)
    sections = (Section(topic="World", slots=slots[:2]), Section(topic=OTHER, slots=slots[2:4]))
    made = replace(made, language=language, sections=sections, lead=slots[2].id, blocks=())
    letter = replace(NEWSLETTER, template=template, topics=topics)
    rendered = render(made, letter, templates=_SHIPPED, inliner=inliner("css-inline"))
    mail = whole(rendered, made)
    return {"html": unescape(mail.html), "text": mail.text, "web": unescape(rendered.web.html)}


@pytest.mark.parametrize("template", ["daily", "brief", "weekly"])
def test_what_fits_no_topic_is_named_in_the_language(template):
    for part, said in _shown("ar", template).items():
        assert OTHER not in said, part
        assert "أخبار أخرى" in said, part
        assert "__DIGEST" not in said, part


def test_a_topic_of_the_editors_own_stays_as_they_named_it():
    topics = (*NEWSLETTER.topics, Topic(name=OTHER))
    for part, said in _shown("ar", "daily", topics).items():
        assert OTHER.upper() in said.upper(), part
        assert "أخبار أخرى" not in said, part
