from __future__ import annotations

import pytest

from digest.collect.extract import read_page
from digest.model import Image

URL = "https://news.example/harbour/plan.html"
TEXT = "".join(
    f"<p>The council voted on {day} to approve the plan for the harbour after a long debate.</p>"
    for day in ("Monday", "Tuesday", "Wednesday")
)


def picture_of(inside: str, head: str = "", around: str = "") -> tuple[Image | None, str]:
    page = read_page(
        f"<html><head>{head}</head><body><main>{around}<article><h1>Harbour plan approved</h1>"
        f"{inside}{TEXT}</article></main></body></html>".encode(),
        url=URL,
    )
    assert page is not None
    return page.draft.image, dict(page.draft.origins).get("image", "")


def test_microdata_names_a_picture_with_its_size():
    image, origin = picture_of(
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<img itemprop="image" src="/faces/ann.jpg"></span>'
        '<div itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
        '<meta itemprop="url" content="/i/harbour.jpg"><meta itemprop="width" content="1200">'
        '<meta itemprop="height" content="800"></div></div>'
    )

    assert image == Image(url="https://news.example/i/harbour.jpg", width=1200, height=800)
    assert origin == "page: microdata image"


def test_a_picture_of_microdata_may_be_the_element_itself():
    image, _ = picture_of('<img itemprop="image" src="/i/harbour.jpg" alt="Ships" width="900">')

    assert image == Image(url="https://news.example/i/harbour.jpg", alt="Ships", width=900)


def test_the_link_of_old_names_a_picture():
    image, origin = picture_of("", '<link rel="image_src" href="/i/harbour.jpg">')

    assert image == Image(url="https://news.example/i/harbour.jpg")
    assert origin == "page: link rel=image_src"


def test_what_the_page_names_goes_before_what_it_shows():
    image, origin = picture_of(
        '<figure><img src="/i/shown.jpg"></figure>',
        '<meta property="og:image" content="/i/named.jpg">',
    )

    assert image == Image(url="https://news.example/i/named.jpg")
    assert origin == "page: og:image"


@pytest.mark.parametrize(
    "source", ['src="/i/big.jpg"', 'src="data:image/gif;base64,R0" data-src="/i/big.jpg"']
)
def test_where_none_is_named_the_figure_beside_the_heading_is_it(source: str):
    image, origin = picture_of(
        '<figure><img src="/i/face.jpg" width="60"></figure>'
        f'<figure><img {source} width="1200" height="800" alt="Ships"></figure>',
        around='<aside><figure><img src="/i/other.jpg"></figure></aside>',
    )

    assert image == Image(url="https://news.example/i/big.jpg", alt="Ships", width=1200, height=800)
    assert origin == "page: figure beside the heading"


def test_the_picture_of_another_article_is_not_taken():
    image, _ = picture_of('<article><figure><img src="/i/teaser.jpg"></figure></article>')

    assert image is None


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Ships in the harbour. Photo: Bo Ek / AP", "Bo Ek / AP"),
        ("Ships <span class='c-credit'>(Foto: Ida Öst/dpa)</span>", "Ida Öst/dpa"),
        ("Ships <small itemprop='copyrightHolder'>© Reuters</small>", "Reuters"),
        ("Ships in the harbour", ""),
    ],
)
@pytest.mark.parametrize("head", ["", '<meta property="og:image" content="/i/ships-1200x800.jpg">'])
def test_a_caption_says_whose_the_picture_is(caption: str, credit: str, head: str):
    shown = f'<figure><img src="/i/ships.jpg"><figcaption>{caption}</figcaption></figure>'
    image, _ = picture_of(shown, head)

    assert image is not None
    assert image.credit == credit


def test_the_caption_of_another_picture_says_nothing_of_this_one():
    shown = '<figure><img src="/i/ships.jpg"><figcaption>Photo: Bo Ek</figcaption></figure>'
    image, _ = picture_of(shown, '<meta property="og:image" content="/i/harbour.jpg">')

    assert image == Image(url="https://news.example/i/harbour.jpg")
