"""A newsletter in three languages, and how a reader of one stands with each."""

from __future__ import annotations

from tests.unit.web.site.house import TOML

JANE = "jane.doe@example.com"


def sister(name, title, language, topics):
    names = ", ".join(f'{{ name = "{one}" }}' for one in topics)
    return f"""
[newsletters.{name}]
title = "{title}"
from = "{title} <{name}@news.example>"
public_url = "http://news.example"
postal_address = "1 Harbour Street, Port Ellis"
language = "{language}"
topics = [{names}]
"""


GERMAN = sister("morgen", "Morgenlage", "de", ["Welt", "Science", "World"])
ARABIC = sister("sabah", "نشرة الصباح", "ar", ["أخبار"])
MANY = TOML.replace("topics =", 'translations = ["morgen", "sabah"]\ntopics =', 1) + GERMAN + ARABIC


def read_in(site, page, newsletter, **request):
    """Choose a language by the page's form; the forms are choices, language, and more."""
    return site.fill(page, [("newsletter", newsletter), ("do", "translate")], form=1, **request)


def states(site):
    found = site.house.store.subscribers.subscriptions(site.reader.id)
    return {one.newsletter: one.state.value for one in found}


def of(site, newsletter):
    return site.house.store.subscriptions.get(site.reader.id, newsletter)
