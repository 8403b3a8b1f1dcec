"""A mail's partial as part of a page: its HTML without the MJML around it.

Pure. It takes away, and never adds or escapes anything.
"""

from __future__ import annotations

import re

from markupsafe import Markup

# What a value says can hold neither a raw "<" nor a raw quote, so these are the partials' own.
_MJML_TAG = re.compile(r"</?mj-[^>]*>")
_STYLE = re.compile(r"(<[a-z][^>]*?)\s+style=\"[^\"]*\"")


def bare(mjml: str) -> Markup:
    """What a mail's partial holds, without what makes a mail of it."""
    html, count = _MJML_TAG.sub("", mjml), 1
    while count:
        html, count = _STYLE.subn(r"\1", html)
    return Markup(html)  # noqa: S704 - the partial escaped what it holds
