from __future__ import annotations

import re

from digest.collect.identity import article_id


def test_an_id_is_short_and_stable():
    one = article_id(source="S", guid="g", url="https://a/", words="w")

    assert re.fullmatch("a[0-9a-f]{12}", one)
    assert one == article_id(source="S", guid="g", url="https://other/", words="edited")


def test_a_guid_belongs_to_its_source():
    one = article_id(source="S", guid="1", url=None, words="")

    assert one != article_id(source="T", guid="1", url=None, words="")


def test_a_url_is_the_same_article_in_every_source():
    one = article_id(source="S", guid=None, url="https://a/", words="x")

    assert one == article_id(source="T", guid="", url="https://a/", words="y")
    assert one != article_id(source="S", guid=None, url="https://a/b", words="x")
    assert one != article_id(source="S", guid=None, url=None, words="https://a/")


def test_lone_surrogates_have_an_id_too():
    assert article_id(source="S", guid="\ud800", url=None, words="")
