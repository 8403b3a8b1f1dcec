from __future__ import annotations

import pytest

from digest.collect.captions import of_caption
from digest.collect.htmltext import first_image


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Ships in the harbour. Photo: Bo Ek / AP", "Bo Ek / AP"),
        ("Ships in the harbour, photo by Ann Lee.", "Ann Lee"),
        ("Image credit: NASA/JPL", "NASA/JPL"),
        ("Der Hafen. (Foto: dpa)", "dpa"),
        ("Bildquelle: Pixabay", "Pixabay"),
        ("Le port. © Crédit photo : AFP", "AFP"),
        ("Il porto (Foto Ansa)", "Ansa"),
        ("Фото: РИА Новости", "РИА Новости"),
        ("写真：共同", "共同"),
        ("© Getty Images", "Getty Images"),
        ("A nice photo of the sea", ""),
        ("The photo: a riddle", ""),
        ("Der Kanzler (Bild rechts)", ""),
        ("A source: the river begins here", ""),
        ("", ""),
    ],
)
def test_whose_a_picture_is(caption: str, credit: str):
    assert of_caption(caption) == credit


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="/a.jpg"><figcaption>Ships. Photo: Bo Ek</figcaption></figure>',
        '<div class="wp-caption"><img src="/a.jpg"><p class="caption">Photo: Bo Ek</p></div>',
    ],
)
def test_a_feed_s_picture_carries_the_credit_of_its_caption(markup: str):
    image = first_image(f"{markup}<p>Photo: another</p>", "https://news.example/")

    assert image is not None
    assert image.credit == "Bo Ek"
