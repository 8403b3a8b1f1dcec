"""Which article this is: a short stable id from what its source says of it.

Pure. The store decides whether two ids mean one article; this only names.
"""

from __future__ import annotations

from hashlib import blake2b


def article_id(*, source: str, guid: str | None, url: str | None, words: str) -> str:
    """Name an article by its GUID within its source, else its URL, else its own words.

    Args:
        source: the source's name; a GUID is unique in its source only.
        guid: as the source gave it.
        url: canonical.
        words: title and text, or what else makes it this article.
    """
    if guid:
        key = f"guid\0{source}\0{guid}"
    elif url:
        key = f"url\0{url}"
    else:
        key = f"words\0{words}"
    return "a" + blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()


def body_hash(body: bytes) -> str:
    """Name a body, so that an unchanged one is known without reading it again."""
    return blake2b(body, digest_size=16).hexdigest()
