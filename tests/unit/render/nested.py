"""Documents in which one MJML tag stands in another; for our own compiler and the official one."""

from __future__ import annotations

from digest.render.mjml_nesting import HOLDS
from digest.render.mjml_tags import TAGS

COMPONENTS = tuple(tag for tag in TAGS if tag not in {"mjml", "mj-attributes"})
"""All that a document is made of; what has a default may be any of them."""

_NEEDS = {"mj-image": ' src="https://n.example/a.png" alt=""', "mj-breakpoint": ' width="480px"'}


def nested(outer: str, inner: str) -> tuple[str, int]:
    """A document with a tag, or other words, right inside another, and where that begins."""
    above = [outer]
    while above[-1] != "mjml":
        homes = (tag for tag, held in HOLDS.items() if above[-1] in held)
        above.append(next(tag for tag in homes if tag != "mj-attributes"))
    above.reverse()
    said = f"<{inner}{_NEEDS.get(inner, '')}></{inner}>" if inner in TAGS else inner
    opened = "".join(f"<{tag}{_NEEDS.get(tag, '')}>" for tag in above)
    closed = "".join(f"</{tag}>" for tag in reversed(above))
    body = "" if "mj-body" in above else "<mj-body></mj-body>"
    closed = closed.removesuffix("</mjml>") + body + "</mjml>"
    return f"{opened}{said}{closed}", len(opened)
