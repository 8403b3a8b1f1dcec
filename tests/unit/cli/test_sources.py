"""Sources found, added, taken over and given away by commands, from a site on loopback."""

from __future__ import annotations

import re
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from tests.unit.serving import serving

FEED = """<rss version="2.0"><channel><title>The Harbour Wire</title>{items}</channel></rss>"""
ITEM = """<item><title>Report {n}</title><link>https://wire.example/{n}</link>
<category>{topic}</category><pubDate>Mon, 0{n} Jun 2026 07:00:00 GMT</pubDate></item>"""
ITEMS = "".join(
    ITEM.format(n=n, topic=topic)
    for n, topic in enumerate(("Sea", "Sea", "Land", "Land", "Sea", "Air", "Sea"), 1)
)
PAGE = '<html><head><link rel="alternate" type="application/rss+xml" href="/f.xml"></head></html>'
LINKS = (
    "<html><body>"
    + "".join(f'<a href="/2026/06/{n}">Report number {n}</a>' for n in range(3))
    + "</body></html>"
)
WORDS = "The council voted by a single seat to build a barrier. " * 12
ARTICLE = f"<html><body><article><h1>One report</h1><p>{WORDS}</p></article></body></html>"
READ = {"/2026/06/1": ARTICLE}
LEADING = "<html><head><meta http-equiv=refresh content='0; url=/en/'></head></html>"
ROBOTS = "User-agent: *\nSitemap: /pages.xml\nSitemap: /n/news-1.xml\n"
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>/2026/06/1</loc></url></urlset>"
)
OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="World"><outline type="rss" text="Wire" xmlUrl="https://wire.example/rss"/></outline>
<outline type="rss" text="Wire" xmlUrl="https://other.example/rss"/>
<outline text="Not a feed" url="https://x.example/"/></body></opml>"""


@contextmanager
def site(pages: dict[str, str]):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with serving(Handler) as url:
        yield url


@pytest.fixture
def near(monkeypatch, folder):
    monkeypatch.setenv("DIGEST_COLLECT__ALLOW_PRIVATE", "true")
    monkeypatch.setenv("DIGEST_COLLECT__SPACING", "0")


def test_the_feed_behind_a_page_is_found_shown_and_written_down(ready, near, folder):
    before = (folder / "digest.toml").read_text()
    with site({"/": PAGE, "/f.xml": FEED.format(items=ITEMS)}) as url:
        added = ready("sources", "add", url, "--topic", "World")
        again = ready("sources", "add", f"{url}/f.xml")

    assert added.code == 0
    assert [row["title"] for row in added.rows] == [f"Report {n}" for n in (7, 6, 5, 4, 3)]
    assert "its page names it" in added.err
    assert again.code == 1
    assert "is there already, as 'The Harbour Wire'" in again.err
    after = (folder / "digest.toml").read_text()
    lines = (
        'name = "The Harbour Wire"',
        'kind = "feed"',
        f'url = "{url}/f.xml"',
        'topic = "World"',
    )
    table = "\n".join(("[[sources]]", *lines))
    assert table in after
    assert set(before.splitlines()) <= set(after.splitlines())  # every comment stayed
    assert ready("sources", "list", "--json").json[-1]["name"] == "The Harbour Wire"


@pytest.mark.parametrize(
    ("pages", "how"),
    [
        ({"/": FEED.format(items=ITEMS)}, "it is a feed"),
        ({"/": "<html>x</html>", "/rss.xml": FEED.format(items=ITEMS)}, "often lie"),
        ({"/": LINKS, **{f"/2026/06/{n}": ARTICLE for n in range(3)}}, "own links are read"),
        ({"/": SITEMAP, "/2026/06/1": ARTICLE}, "it is a sitemap"),
        ({"/": "<html>x</html>", "/robots.txt": ROBOTS, "/n/news-1.xml": SITEMAP, **READ}, "news"),
        ({"/": "<html>x</html>", "/sitemap-news.xml": SITEMAP, **READ}, "it is a news sitemap"),
        ({"/": ARTICLE}, "the page is one article"),
        ({"/": LEADING, "/en/": PAGE, "/f.xml": FEED.format(items=ITEMS)}, "its page names it"),
        (
            {"/": LEADING, "/en/": LEADING.replace("/en/", "/"), "/rss": FEED.format(items=ITEMS)},
            "often lie",
        ),
    ],
)
def test_where_a_source_is_found(ready, near, folder, pages, how):
    with site(pages) as url:
        found = ready("sources", "add", url, "--dry-run", "--json")

    assert found.code == 0, found.err
    assert how in found.err
    assert found.json[0]["found"]["name"]
    assert url not in (folder / "digest.toml").read_text()


NEWS = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>/2026/06/1</loc><news:news><news:publication><news:name>The Bote</news:name>
</news:publication><news:title>One</news:title></news:news></url></urlset>"""


@pytest.mark.parametrize(
    "pages",
    [
        {"/n/": f"<meta name='apple-mobile-web-app-title' content='The Bote'>{LINKS}"},
        {"/n/": f"<title>Politics - The Bote</title>{LINKS}", "/": "<title>The Bote</title>"},
        {"/n/": LINKS, "/": "<meta property='og:site_name' content='The Bote'>"},
        {"/n/": NEWS},
        {"/n/": "<sitemapindex><sitemap><loc>/s</loc></sitemap></sitemapindex>", "/s": NEWS},
    ],
)
def test_a_source_without_a_feed_is_called_what_its_site_calls_itself(ready, near, pages):
    with site({**pages, **READ}) as url:
        found = ready("sources", "add", f"{url}/n/", "--dry-run", "--json")

    assert found.code == 0, found.err
    assert found.json[0]["found"]["name"] == "The Bote"


def test_of_a_feed_without_articles_nothing_is_said_of_its_texts(ready, near):
    with site({"/": FEED.format(items="")}) as url:
        found = ready("sources", "add", url, "--dry-run")

    assert "0 articles" in found.err
    assert "full_text" not in found.err


@pytest.mark.parametrize("prefix", ["", "feed:"])
def test_an_address_is_taken_as_readers_write_it(ready, near, prefix):
    with site({"/": FEED.format(items=ITEMS)}) as url:
        found = ready("sources", "add", prefix + url, "--dry-run")

    assert found.code == 0, found.err


@pytest.mark.parametrize("begins", ["feed://", "FEED://", ""])
def test_an_address_without_a_scheme_is_asked_by_http_where_https_finds_nobody(ready, near, begins):
    with site({"/f.xml": FEED.format(items=ITEMS)}) as url:
        bare = url.removeprefix("http://")
        found = ready("sources", "add", f"{begins}{bare}/f.xml", "--dry-run", "--json")
        gone = ready("sources", "add", f"{begins}{bare}/nothing.xml")

    assert found.json[0]["found"]["url"] == f"{url}/f.xml"
    assert "answered 404" in gone.err
    nobody = ready("sources", "add", f"{begins}{bare}/f.xml")
    assert f"https://{bare}/f.xml: no connection" in nobody.err


@pytest.mark.parametrize("address", ["mailto:desk@news.example", "file:///etc/passwd", "feed:"])
def test_what_is_no_web_address_is_asked_of_nobody(ready, near, address):
    found = ready("sources", "add", address)

    assert found.code == 1
    assert "is no web address" in found.err


def test_an_address_that_leads_nowhere_is_told(ready, near):
    with site({"/": "<html>nothing</html>"}) as url:
        found = ready("sources", "add", url)

    assert found.code == 1
    assert "names no feed" in found.err
    assert ready("sources", "add", "javascript://x").code == 1


def test_a_source_is_added_with_the_zone_of_its_clocks(ready, near, folder):
    item = "<item><title>One</title><pubDate>Mon, 01 Jun 2026 07:00:00</pubDate></item>"
    with site({"/": FEED.format(items=item)}) as url:
        bad = ready("sources", "add", url, "--zone", "Europe/Berlni")
        added = ready("sources", "add", url, "--zone", "Europe/Berlin")

    assert bad.code == 2
    assert "Europe/Berlin" in bad.err
    assert added.rows[0]["published"] == "2026-06-01 05:00"
    assert 'zone = "Europe/Berlin"' in (folder / "digest.toml").read_text()
    assert ready("sources", "list", "--json").json[-1]["zone"] == "Europe/Berlin"


def test_a_feed_that_only_begins_is_named_so_and_its_pages_are_read_where_wanted(
    ready, near, folder
):
    item = "<item><title>One report</title><link>/2026/06/1</link></item>"
    pages = {"/": FEED.format(items=item), **READ}
    with site(pages) as url:
        begins = ready("sources", "add", url, "--dry-run")
        whole = ready("sources", "add", url, "--full-text", "--json")
        steps = ready("sources", "test", "The Harbour Wire")
    with site({"/": LINKS, "/2026/06/0": ARTICLE}) as url:
        no_feed = ready("sources", "add", url, "--full-text")

    assert "full_text = true" in begins.err
    assert whole.code == 0, whole.err
    assert "full_text" not in whole.err
    assert WORDS.strip() in whole.json[0]["text"]
    assert "full_text = true" in (folder / "digest.toml").read_text()
    assert f"of {len(WORDS.strip())} characters" in steps.out
    assert no_feed.code == 3
    assert "takes no full_text" in no_feed.err


def test_the_last_status_of_a_source_is_listed(ready, near, folder):
    with site({"/": FEED.format(items=ITEMS)}) as url:
        ready("sources", "add", url, "--name", "Wire")
    with site({}) as url:
        text = (folder / "digest.toml").read_text()
        (folder / "digest.toml").write_text(re.sub(r"http://127\.0\.0\.1:\d+", url, text))
        collected = ready("collect", "--source", "Wire", "--json")
    row = ready("sources", "list").rows[-1]
    fetched = ready("sources", "list", "--json").json[-1]["fetched"]

    assert [collected.json["sources"][0][key] for key in ("status", "bytes")] == [404, 0]
    assert (row["status"], row["state"]) == ("404", "failing")
    assert (fetched["status"], fetched["bytes"]) == (404, 0)


def test_an_unknown_topic_leaves_the_file_as_it_was(ready, near, folder):
    before = (folder / "digest.toml").read_bytes()
    with site({"/": FEED.format(items=ITEMS)}) as url:
        added = ready("sources", "add", url, "--topic", "Nowhere")

    assert added.code == 3
    assert (folder / "digest.toml").read_bytes() == before
    assert [one.name for one in folder.iterdir() if one.name.startswith(".new-")] == []


def test_opml_is_taken_over_once_and_given_away(ready, folder):
    (folder / "feeds.opml").write_text(OPML)
    dry = ready("sources", "import", "feeds.opml", "--dry-run")
    first = ready("sources", "import", "feeds.opml", "--json")
    again = ready("sources", "import", "feeds.opml")
    (folder / "out.opml").write_text(ready("sources", "export").out)

    assert "2 would be added" in dry.err
    assert [(one["name"], one["topic"]) for one in first.json["added"]] == [
        ("Wire", "World"),
        ("Wire 2", None),
    ]
    assert [one["reason"] for one in first.json["left_out"]] == ["it names no feed"]
    assert "left out: Not a feed https://x.example/: it names no feed\n" in again.err
    assert "0 added, 2 known, 1 left out" in again.err
    assert ": digest.toml has it as 'Wire'\n" in again.err
    assert "0 added, 2 known" in again.err
    assert "0 added, 2 known" in ready("sources", "import", "out.opml").err


def test_what_is_said_of_sources_goes_from_one_house_to_another(ready, folder):
    path = folder / "digest.toml"
    bare = path.read_text()
    first = 'name = "Port"\nkind = "page"\nurl = "https://port.example/news"\ntopic = "World"\n'
    rest = 'zone = "Europe/Berlin"\nuse = "headline"\nown = true\nevery = "10m"\n'
    path.write_text(f"{bare}\n[[sources]]\n{first}{rest}")
    here = ready("sources", "list", "--json").json[-1]
    (folder / "ours.opml").write_text(ready("sources", "export").out)
    path.write_text(bare)
    dry = ready("sources", "import", "ours.opml", "--dry-run")
    ready("sources", "import", "ours.opml")

    assert dry.rows[-1]["also"] == "every = 10m, zone = Europe/Berlin, use = headline, own = true"
    assert ready("sources", "list", "--json").json[-1] == here


@pytest.mark.parametrize(
    "body", ["", "<html/>", "<opml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"]
)
def test_what_is_no_opml(ready, folder, body):
    (folder / "x.opml").write_text(body)

    assert ready("sources", "import", "x.opml").code == 1


def test_init_from_an_address_proposes_its_topics(digest, near, folder):
    with site({"/": PAGE, "/f.xml": FEED.format(items=ITEMS)}) as url:
        done = digest("init", "--from", url)
    refused = digest("init", "--from", url)

    assert done.code == 0, done.err
    assert "source The Harbour Wire" in done.out
    assert "topic  Sea\ntopic  Land\n" in done.out
    text = (folder / "digest.toml").read_text()
    assert re.search(r'topics = \[\s+\{name = "Sea"\},\s+\{name = "Land"\},?\s+\]', text)
    assert refused.code == 1
    assert "sources add" in refused.err


def test_init_from_opml_takes_its_folders(digest, folder):
    (folder / "feeds.opml").write_text(OPML)
    done = digest("init", "here", "--from", "feeds.opml")

    assert done.code == 0, done.err
    text = (folder / "here" / "digest.toml").read_text()
    assert 'topic = "World"' in text
    assert 'name = "Wire 2"' in text


def test_init_from_nothing_can_be_given_again(digest, near, folder):
    with site({"/": "<html>nothing</html>"}) as url:
        done = digest("init", "--from", url)

    assert done.code == 1
    assert done.out == "", "it wrote nothing that is still there"
    assert not list(folder.iterdir())
