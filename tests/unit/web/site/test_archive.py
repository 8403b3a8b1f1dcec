"""Every sent edition and the ways to it, over HTTP."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import escape

import feedparser
import pytest
from lxml import etree
from tests.unit.web.site.house import NOW, opened
from tests.unit.web.site.press import DAY, PAGE, PAPER, made, publish

from digest.model import OTHER, EditionState
from digest.web.site.shelf import Shelf

INDEX = "/archive/briefing/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_an_edition_stands_there_whole_as_it_was_approved(paper):
    answer = paper.ask(PAGE)
    rendered = paper.house.store.editions.rendered("briefing-daily-2026-11-23", "en")

    assert answer.status == 200
    assert rendered.web.html in answer.text
    assert "<title>Coastal states sign a treaty to share the warming sea · Morning" in answer.text
    assert "/u/" not in answer.text


def test_cards_name_the_edition_and_its_one_address(paper):
    page = paper.ask(PAGE).text
    url = f"http://news.example{PAGE}"

    assert f'<link rel="canonical" href="{url}">' in page
    found = dict(re.findall(r'<meta (?:property|name)="([a-z:_]+)" content="([^"]*)"', page))
    assert found["og:url"] == url
    assert found["og:type"] == "article"
    assert found["og:title"] == "Coastal states sign a treaty to share the warming sea"
    assert found["og:image"] == found["twitter:image"] == "https://images.example/sea.png"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:site_name"] == "Morning Briefing"
    assert found["article:published_time"] == NOW.isoformat()


def test_an_edition_leads_to_those_beside_it(paper):
    page = paper.ask(PAGE).text

    assert 'href="../../archive/briefing/daily-2025-12-30.html"' in page
    assert "The edition after" not in page


def test_the_lists_hold_what_went_out_and_nothing_else(paper):
    pages = {path: paper.ask(path) for path in ("/", INDEX, f"{INDEX}2026.html")}

    assert {page.status for page in pages.values()} == {200}
    assert all("A week in fish" in page.text for page in pages.values())
    assert not any("Not yet" in page.text for page in pages.values())
    assert "A year in fish" in pages[INDEX].text
    assert "A year in fish" not in pages[f"{INDEX}2026.html"].text


@pytest.mark.parametrize(
    "path",
    [
        "/archive/briefing/daily-2026-11-24.html",
        "/archive/briefing/weekly-2026-11-23.html",
        "/archive/briefing/daily-2026-13-45.html",
        "/archive/briefing/1999.html",
        "/archive/briefing/topics/chess/",
        "/archive/briefing/topics//",
        "/archive/other/",
        "/archive/briefing/../briefing/",
        "/archive/briefing/daily-2026-11-23.html/",
        "/archive/briefing/daily-2026-11-23.html\0",
        "/archive/%2e%2e/digest.toml",
        "/archive/briefing/atom.xml/x",
        "/archive/",
    ],
)
def test_what_is_no_page_is_not_there(paper, path):
    assert paper.ask(path).status == 404


def test_a_folder_without_its_slash_is_found(paper):
    answer = paper.ask("/archive/briefing")

    assert (answer.status, answer.all("location")) == (308, ["briefing/"])
    assert paper.ask("/archive/briefing//evil.example").status == 404


def test_a_newsletter_without_an_archive_shows_nothing(tmp_path):
    private = PAPER.replace("[newsletters.briefing]", "[newsletters.briefing]\narchive = false", 1)
    with opened(tmp_path, private) as site:
        publish(site)
        statuses = [site.ask(path).status for path in (PAGE, INDEX, f"{INDEX}atom.xml")]
        texts = [site.ask(path).text for path in ("/", "/sitemap.xml", "/search?q=treaty")]

    assert statuses == [404] * 3
    assert not [text for text in texts if "treaty to share" in text or "archive/briefing" in text]


def test_an_edition_that_is_cancelled_is_taken_down(paper):
    paper.house.store.editions.set_state(
        "briefing-daily-2026-11-23", EditionState.CANCELLED, expect=set(EditionState)
    )

    assert paper.ask(PAGE).status == 404
    assert "Coastal states" not in paper.ask(INDEX).text


@pytest.mark.parametrize(
    "path", [PAGE, INDEX, "/", f"{INDEX}atom.xml", "/sitemap.xml", "/robots.txt"]
)
def test_who_has_a_page_is_not_sent_it_again(paper, path):
    first = paper.ask(path)
    [etag] = first.all("etag")
    again = paper.ask(path, headers={"if-none-match": f'"other", W/{etag}'})
    other = paper.ask(path, headers={"if-none-match": '"other"'})

    assert (first.status, again.status, other.status) == (200, 304, 200)
    assert again.body == b""
    assert again.all("etag") == [etag]
    assert first.all("cache-control") == again.all("cache-control") == ["public, max-age=300"]
    assert first.all("x-robots-tag") == ["all"]
    assert not first.all("set-cookie") + first.all("vary")


def test_a_page_changes_its_tag_with_its_words(paper):
    [before] = paper.ask(INDEX).all("etag")
    publish(paper, made(date(2026, 11, 25)))

    assert paper.ask(INDEX).all("etag") != [before]


def test_the_language_is_the_newsletters_whatever_the_browser_says(tmp_path):
    german = PAPER.replace("[newsletters.briefing]", '[newsletters.briefing]\nlanguage = "de"', 1)
    with opened(tmp_path, german) as site:
        publish(site, made(language="de"))
        pages = {site.ask(INDEX, headers={"accept-language": one}).body for one in ("fr", "ar")}

    [page] = pages
    assert b'<html lang="de" dir="ltr">' in page
    assert b"Alle Ausgaben" in page


def test_a_language_that_the_site_does_not_speak_has_its_own_letters(tmp_path):
    japanese = PAPER.replace("[newsletters.briefing]", '[newsletters.briefing]\nlanguage = "ja"', 1)
    with opened(tmp_path, japanese) as site:
        publish(site, made(language="ja"))
        page = site.ask(PAGE).text
        look = re.search(r'href="\.\./\.\./(assets/look-[^"]*)"', page)[1]
        tokens = site.ask(f"/{look}").text

    assert '<html lang="en"' in page
    assert '<article class="edition daily" lang="ja"' in page
    assert "--serif: Noto Serif CJK JP" in tokens


def test_an_atom_feed_holds_the_editions_whole(paper):
    answer = paper.ask(f"{INDEX}atom.xml")
    root = etree.fromstring(answer.text.encode())
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]

    assert answer.all("content-type") == ["application/atom+xml; charset=utf-8"]
    assert root.findtext(f"{ATOM}updated") == "2026-11-23T07:00:00Z"
    assert ids[0] == f"http://news.example{PAGE}"
    assert len(ids) == len(set(ids)) == 3
    assert '<article class="edition daily"' in entries[0].findtext(f"{ATOM}content")
    assert {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")} == {
        "self": f"http://news.example{INDEX}atom.xml",
        "alternate": f"http://news.example{INDEX}",
    }


def test_rss_and_json_tell_the_same(paper):
    rss = etree.fromstring(paper.ask(f"{INDEX}rss.xml").text.encode())
    feed = json.loads(paper.ask(f"{INDEX}feed.json").text)

    assert [one.findtext("guid") for one in rss.iter("item")] == [
        one["id"] for one in feed["items"]
    ]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["image"] == "https://images.example/sea.png"
    assert feed["items"][0]["tags"][0] == "World"
    assert rss.findtext("channel/item/pubDate") == "Mon, 23 Nov 2026 07:00:00 GMT"


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_a_topics_feed_holds_its_stories(paper, name):
    text = paper.ask(f"{INDEX}topics/science/{name}").text

    assert f"http://news.example{PAGE}#" in text
    assert "Bees count to five" in text
    assert "Coastal states" not in text


def contents(text: str) -> list[str]:
    """The HTML of each story, as a feed reader has it."""
    if text.startswith("{"):
        return [one["content_html"] for one in json.loads(text)["items"]]
    return [one["content"][0]["value"] for one in feedparser.parse(text)["entries"]]


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_a_reader_of_a_topics_feed_gets_html_that_was_escaped_once(tmp_path, name):
    with opened(tmp_path, PAPER) as site:
        issue = made()
        slot = issue.sections[0].slots[0]
        slot = replace(slot, headline="A & B", summary="1 < 2 & 3", summary_by="")
        bare = replace(slot.story, lead=replace(slot.story.lead, url="", publisher="The Box"))
        slots = (slot, replace(slot, id="bare", story=bare))
        parts = (replace(issue.sections[0], slots=slots), *issue.sections[1:])
        topic = issue.sections[0].topic.lower()
        publish(site, replace(issue, sections=parts, full=(), lead=slot.id))
        linked, unlinked = contents(site.ask(f"{INDEX}topics/{topic}/{name}").text)

    assert linked.startswith("<p>1 &lt; 2 &amp; 3</p>")
    assert f'<a href="{escape(slot.story.lead.url)}">The Meridian</a>' in linked
    assert "The Box" in unlinked
    assert "<a" not in unlinked


def test_a_topics_page_leads_to_each_story_in_its_edition(paper):
    page = paper.ask(f"{INDEX}topics/science/").text
    places = re.findall(r'href="[./]*/(archive/briefing/daily-2026-11-23.html)#([^"]+)"', page)
    edition = paper.ask(PAGE).text

    assert places
    assert all(f'id="{place}"' in edition for _, place in places)


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_what_is_hostile_is_well_formed_in_a_feed(tmp_path, name):
    said = "<script>]]>&amp;\x0b\x00\ufffe\u202e</title> ']"
    with opened(tmp_path, PAPER) as site:
        issue = made(subject=said, preheader=said)
        slot = replace(issue.sections[0].slots[0], headline=said, summary=said)
        parts = (replace(issue.sections[0], slots=(slot,)), *issue.sections[1:])
        publish(site, replace(issue, sections=parts, lead=slot.id))
        feeds = [site.ask(f"{INDEX}{name}"), site.ask(f"{INDEX}topics/world/{name}")]
        page = site.ask(PAGE)

    told = ["".join(etree.fromstring(feed.text.encode()).itertext()) for feed in feeds]
    assert all("<script>]]>&amp;" in text for text in told)
    assert "<script" not in page.text


def test_the_sitemap_lists_what_went_out(paper):
    root = etree.fromstring(paper.ask("/sitemap.xml").text.encode())
    found = [one.text for one in root.iter(f"{SITEMAP}loc")]

    assert found[:2] == [f"http://news.example{INDEX}", f"http://news.example{PAGE}"]
    assert len(found) == 4


def test_robots_are_told_where_the_sitemap_is_and_where_not_to_go(paper):
    lines = paper.ask("/robots.txt").text.splitlines()

    for place in ("u", "p", "c", "m", "b"):  # readers' own
        assert f"Disallow: /{place}/" in lines
    assert lines[-1] == "Sitemap: http://news.example/sitemap.xml"


def test_every_path_has_its_page_and_all_links_hold(paper):
    shelf = Shelf(paper.house)
    for path in shelf.paths():
        made_ = shelf.at(path, "http://news.example")
        assert made_ is not None
        assert paper.ask(f"/{path}").body == made_.text.encode()
        if not made_.media_type.startswith("text/html"):
            continue
        for link in re.findall(r'href="(\.[^"#]*)', made_.text):
            target, folder = link, f"/{path}".rpartition("/")[0]
            while target.startswith("../"):
                target, folder = target[3:], folder.rpartition("/")[0]
            target = target.removeprefix("./")
            assert paper.ask(f"{folder}/{target}".replace("&amp;", "&")).status == 200, (path, link)


def test_an_empty_archive_says_so(tmp_path):
    with opened(tmp_path, PAPER) as site:
        pages = [site.ask(path) for path in ("/", INDEX, f"{INDEX}topics/world/")]
        feed = site.ask(f"{INDEX}atom.xml")

    assert all("No edition has gone out yet" in page.text for page in pages)
    assert etree.fromstring(feed.text.encode()).findall(f"{ATOM}entry") == []


def test_several_newsletters_stand_on_one_front(tmp_path):
    second = PAPER.replace("briefing]", "evening]").replace("briefing.topics", "evening.topics")
    second = second.replace('"Morning Briefing"', '"Evening <Post>"', 1)
    with opened(tmp_path, PAPER + second) as site:
        publish(site)
        page = site.ask("/").text

    assert "Our newsletters" in page
    assert "Evening &lt;Post&gt;" in page
    assert page.index("Coastal states") < page.rindex("Evening")


def test_the_front_of_several_is_in_the_browsers_language(tmp_path):
    second = PAPER.replace("briefing]", "evening]").replace("briefing.topics", "evening.topics")
    with opened(tmp_path, PAPER + second) as site:
        german, english, other = (
            site.ask("/", headers={"accept-language": one}) for one in ("de, en;q=.5", "en", "xx")
        )
        kept = site.ask("/", headers={"if-none-match": german.all("etag")[0]})
    assert "Unsere Newsletter" in german.text
    assert "Our newsletters" in english.text
    assert english.text == other.text
    assert [one.all("vary") for one in (german, english, kept)] == [["accept-language"]] * 3
    assert kept.status == 200  # another language's page


@pytest.mark.parametrize("path", [PAGE, INDEX, f"{INDEX}topics/science/", "/", "/search"])
def test_each_page_leads_to_the_form_to_subscribe(paper, path):
    [way] = re.findall(r'href="([^"]*join/briefing)">Subscribe<', paper.ask(path).text)
    depth = path.count("/") - 1
    assert way == f"{'../' * depth}join/briefing"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", [PAGE, INDEX, "/search"])
def test_nothing_can_be_posted_there(paper, path, method):
    assert paper.ask(path, method=method).status == 405


def test_the_day_is_the_editions_own(paper):
    assert f'datetime="{DAY}"' in paper.ask(INDEX).text


def test_what_fits_no_topic_is_named_in_the_newsletters_language(tmp_path):
    german = PAPER.replace("[newsletters.briefing]", '[newsletters.briefing]\nlanguage = "de"', 1)
    issue = made(language="de")
    sections = (replace(issue.sections[0], topic=OTHER), *issue.sections[1:])
    with opened(tmp_path, german) as site:
        publish(site, replace(issue, sections=sections))
        pages = [site.ask(f"{INDEX}{name}").text for name in ("", "topics/other/")]
        feed = site.ask(f"{INDEX}topics/other/atom.xml").text
    assert all("Weiteres" in text and ">Other<" not in text for text in (*pages, feed))
