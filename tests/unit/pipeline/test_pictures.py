"""Pictures of an edition that is built: fetched once, measured, left out with a reason."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from threading import Event

import msgspec
import pytest
from tests.pictures import PHOTO, png
from tests.unit.pipeline.newsroom import NOW, article, settings
from tests.unit.serving import serving

from digest.model import Image, Images, Logo, Look
from digest.pipeline.build import build
from digest.pipeline.proof import render_again
from digest.render.picture import MAX_BYTES
from digest.store import open_store

LIGHT = png(600, 300)


class Site:
    """What a news site serves at each path, and what it was asked for."""

    def __init__(self):
        self.pages = {"/photo.jpg": PHOTO, "/light.png": LIGHT}
        self.asked = []
        self.url = ""
        self.over = Event()

    def address(self, path):
        return f"{self.url}{path}"


@contextmanager
def news_site():
    site = Site()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append(self.path)
            if self.path == "/slow":
                site.over.wait(30)
            body = site.pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "image/jpeg")  # nobody believes it
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    with serving(Answer) as url:
        site.url = url
        try:
            yield site
        finally:
            site.over.set()


@pytest.fixture
def site():
    with news_site() as running:
        yield running


def room(folder, letter=None, **collect):
    made = settings(folder)
    limits = msgspec.structs.replace(made.collect, allow_private=True, timeout=5.0)
    letters = {"briefing": replace(made.newsletter(), **(letter or {}))}
    return msgspec.structs.replace(
        made, collect=msgspec.structs.replace(limits, **collect), newsletters=letters
    )


def built(made, store, *paths, **more):
    """The edition of stories that have these pictures, and what was rendered of it."""
    stories = [
        article(str(number), image=Image(url=path, alt="A picture", width=9, height=9))
        for number, path in enumerate(paths)
    ]
    store.articles.save(stories, now=NOW)
    edition = build(made, store, None, now=NOW, **more).edition
    return edition, store.editions.rendered(edition.id, "en")


def images(edition):
    slots = [slot for section in edition.sections for slot in section.slots]
    return {slot.story.id: slot.story.lead.image for slot in slots}


def test_a_hosted_picture_has_its_true_measures_and_stays_where_it_is(tmp_path, store, site):
    edition, rendered = built(room(tmp_path), store, site.address("/photo.jpg"))
    (image,) = images(edition).values()
    assert (image.width, image.height, image.weight) == (1200, 675, len(PHOTO))
    assert image.alt == "A picture"
    page = b"".join(part.body for part in rendered.html).replace(b"=\r\n", b"")
    assert f'src=3D"{site.address("/photo.jpg")}" width=3D"580" height=3D"326"'.encode() in page
    assert rendered.pictures == ()
    assert store.pictures.of([image.url], bodies=False)[image.url].body == b""


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (None, "can't be fetched: "),
        (b"<svg/>", "an SVG picture"),
        (b"<html>", "no picture but a page"),
        (png(1, 1), "too small: 1 x 1 pixels"),
        (PHOTO[:-100], "broken"),
        (PHOTO + b"\0" * MAX_BYTES, "can't be fetched: "),
    ],
)
def test_what_can_not_be_shown_is_left_out_with_its_reason(tmp_path, store, site, body, why):
    if body is not None:
        site.pages["/odd"] = body
    edition, _ = built(room(tmp_path), store, site.address("/odd"))
    assert images(edition) == {edition.lead: None}
    (line,) = edition.left_out
    assert line.startswith(f"picture of “{edition.subject}”: {why}")


def test_a_private_address_is_never_asked_unless_told(tmp_path, store, site):
    made = room(tmp_path, allow_private=False)
    edition, _ = built(made, store, site.address("/photo.jpg"))
    assert site.asked == []
    assert "can't be fetched" in edition.left_out[0]


def test_an_address_that_is_no_web_address_is_not_asked(tmp_path, store):
    edition, _ = built(room(tmp_path), store, "file:///etc/passwd")
    assert edition.left_out[0].endswith("its address can't be linked to")


def test_slow_pictures_hold_a_build_up_for_the_timeout_alone(tmp_path, store, site):
    paths = [site.address(path) for path in ("/slow", "/slow?1", "/photo.jpg")]
    edition, _ = built(room(tmp_path, timeout=0.4), store, *paths)
    assert (
        sum(
            "took more than 0.4 seconds" in line or "within 0.4" in line
            for line in edition.left_out
        )
        >= 1
    )
    assert sum(image is not None for image in images(edition).values()) == 1


def test_a_story_does_not_lead_for_a_picture_that_is_broken(tmp_path, store, site):
    first, _ = built(room(tmp_path), store, site.address("/light.png"), site.address("/photo.jpg"))
    site.pages |= {"/broken": b"nothing"}
    broken = {first.lead: site.address("/broken")}
    stories = [
        replace(slot.story.lead, image=Image(url=broken.get(slot.id, site.address("/photo.jpg"))))
        for section in first.sections
        for slot in section.slots
    ]
    store.articles.save(stories, now=NOW)
    second = build(room(tmp_path), store, None, now=NOW).edition
    assert second.lead != first.lead
    assert images(second)[second.lead] is not None


def test_an_embedded_picture_comes_with_the_edition(tmp_path, store, site):
    made = room(tmp_path, {"images": Images.EMBEDDED})
    edition, rendered = built(made, store, site.address("/photo.jpg"))
    (picture,) = rendered.pictures
    assert (picture.body, picture.type) == (PHOTO, "image/jpeg")
    page = b"".join(part.body for part in rendered.html).replace(b"=\r\n", b"")
    assert f'src=3D"cid:{picture.cid}"'.encode() in page
    assert site.url.encode() not in page
    assert edition.hash == rendered.hash


def test_a_rebuild_gives_the_same_bytes_and_asks_nobody(tmp_path, store, site):
    made = room(tmp_path, {"images": Images.EMBEDDED})
    _, first = built(made, store, site.address("/photo.jpg"))
    site.pages["/photo.jpg"] = LIGHT
    _, second = built(made, store, site.address("/photo.jpg"))
    assert second == first
    assert site.asked == ["/photo.jpg"]


def test_other_bytes_at_the_same_address_are_another_edition(tmp_path, site):
    made = room(tmp_path, {"images": Images.EMBEDDED})
    hashes = set()
    for number, body in enumerate((PHOTO, LIGHT)):
        site.pages["/photo.jpg"] = body
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            hashes.add(built(made, store, site.address("/photo.jpg"))[1].hash)
    assert len(hashes) == 2


def test_what_is_rendered_again_for_a_proof_is_what_was_built(tmp_path, store, site):
    made = room(tmp_path, {"images": Images.EMBEDDED})
    edition, rendered = built(made, store, site.address("/photo.jpg"))
    assert render_again(made, store, edition) == rendered


def test_a_picture_heavier_than_a_mail_may_be_is_left_out(tmp_path, store, site):
    made = room(tmp_path, {"images": Images.EMBEDDED, "embedded_kb": 10})
    edition, rendered = built(made, store, site.address("/photo.jpg"))
    assert rendered.pictures == ()
    assert "more than embedded_kb = 10 lets in" in edition.left_out[0]


def test_a_picture_that_is_as_heavy_as_a_mail_may_be_stands_in_it(tmp_path, store, site):
    site.pages["/full.png"] = png(600, 300, bytes(10_000 - len(png(600, 300, b""))))
    made = room(tmp_path, {"images": Images.EMBEDDED, "embedded_kb": 10})
    _, rendered = built(made, store, site.address("/full.png"))
    assert [one.weight for one in rendered.pictures] == [10_000]


def test_where_a_template_shows_them_all_the_last_in_rank_goes(tmp_path, store, site):
    folder = tmp_path / "templates" / "email" / "parts"
    folder.mkdir(parents=True)
    (folder / "slot.mjml.j2").write_text(
        "<mj-text>{{ m.title('h3', 'h', slot) }}"
        "{% if slot.image %}{{ m.picture(slot) }}{% endif %}</mj-text>"
    )
    paths = [site.address(f"/{number}.png") for number in range(3)]
    for number in range(3):
        site.pages[f"/{number}.png"] = png(600, 300, bytes([number]) * 4000)
    made = room(tmp_path, {"images": Images.EMBEDDED, "embedded_kb": 10})
    edition, rendered = built(made, store, *paths)
    shown = images(edition)
    assert sum(image is not None for image in shown.values()) == 2
    assert shown[edition.lead] is not None
    assert sum(one.weight for one in rendered.pictures) <= 10_000
    assert edition.left_out[-1].endswith(
        "left out, so that a mail's pictures stay within embedded_kb"
    )


def test_the_logo_comes_with_the_mail_or_its_words_stand_there(tmp_path, site):
    logo = {"width": 200, "height": 40, "alt": "The Morning"}
    for number, (path, shown) in enumerate((("/light.png", True), ("/gone.png", False))):
        look = Look(logo=Logo(url=site.address(path), **logo))
        made = room(tmp_path, {"images": Images.EMBEDDED, "look": look})
        with open_store(f"sqlite:///{tmp_path}/{number}.db") as store:
            edition, rendered = built(made, store, site.address("/photo.jpg"))
        assert (len(rendered.pictures) == 2) is shown
        assert [line for line in edition.left_out if line.startswith("logo: ")] == (
            [] if shown else [edition.left_out[-1]]
        )


def test_a_template_without_pictures_asks_for_none(tmp_path, store, site):
    made = room(tmp_path, {"template": "brief"})
    edition, _ = built(made, store, site.address("/photo.jpg"))
    assert site.asked == []
    assert edition.left_out == ()
