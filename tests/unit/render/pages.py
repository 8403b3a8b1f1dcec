"""What tests ask of a finished page: is it well formed, what stands in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tests.unit.render.sample import NEWSLETTER, READER, all_slots, edition

from digest.model import Selection
from digest.render import inliner, page, render

if TYPE_CHECKING:
    from digest.model import Edition, Rendered
    from digest.render import Page, Templates

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}


class PageReader(HTMLParser):
    """Reads a page; fails on a tag that is left open or closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            said = self.words.setdefault(tag, [])
            self._open.append((tag, len(said)))
            said.append("")

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1][0] == tag, (self._open, tag)
        self._open.pop()

    def handle_data(self, data):
        for tag, number in self._open:
            self.words[tag][number] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]

    def texts(self, tag: str) -> list[str]:
        return [" ".join(text.split()) for text in self.words.get(tag, [])]


def whole(rendered: Rendered, made: Edition) -> Page:
    """The page of a reader who gets all of the edition."""
    return page(rendered, Selection(all_slots(made)), READER)


def made_with(shipped: Templates, inlined: str = "css-inline") -> str:
    """The sample's page, for all of its topics, as these templates make it."""
    made = edition()
    rendered = render(made, NEWSLETTER, templates=shipped, inliner=inliner(inlined))
    return whole(rendered, made).html
