"""Which MJML tags and attributes mjml-python really honours (measured on 1.4, mrml 6).

The compiler passes unknown ones in silence, so this table is the judge. No logic here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PADDING = "padding padding-top padding-right padding-bottom padding-left"
_BORDER = "border border-top border-right border-bottom border-left border-radius"
_FONT = (
    "color font-family font-size font-style font-weight line-height letter-spacing "
    "text-decoration text-transform"
)
_COMMON = "css-class mj-class"
_BACKGROUND = (
    "background-color background-url background-repeat background-size background-position"
)
_TABLE = {
    "mjml": "lang dir owa",
    "mj-head": "",
    "mj-title": "",
    "mj-preview": "",
    "mj-breakpoint": "width",
    "mj-style": "",
    "mj-attributes": "",
    "mj-body": f"background-color width {_COMMON}",
    "mj-raw": "",
    "mj-wrapper": f"{_COMMON} {_BACKGROUND} {_BORDER} {_PADDING} full-width text-align",
    "mj-section": f"{_COMMON} {_BACKGROUND} {_BORDER} {_PADDING} direction full-width text-align",
    "mj-group": f"{_COMMON} background-color direction vertical-align width",
    "mj-column": (
        f"{_COMMON} {_BORDER} {_PADDING} background-color direction "
        "inner-background-color vertical-align width"
    ),
    "mj-text": f"{_COMMON} {_FONT} {_PADDING} align height container-background-color",
    "mj-image": (
        f"{_COMMON} {_BORDER} {_PADDING} align alt container-background-color fluid-on-mobile "
        "height href rel src srcset sizes target title width"
    ),
    "mj-button": (
        f"{_COMMON} {_FONT} {_BORDER} {_PADDING} align background-color inner-padding "
        "container-background-color height href rel target text-align title vertical-align width"
    ),
    "mj-divider": (
        f"{_COMMON} {_PADDING} align border-color border-style border-width "
        "container-background-color width"
    ),
    "mj-spacer": f"{_COMMON} {_PADDING} height container-background-color",
    "mj-table": (
        f"{_COMMON} {_FONT} {_PADDING} align border cellpadding cellspacing "
        "container-background-color role table-layout width"
    ),
}
TAGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {tag: frozenset(names.split()) for tag, names in _TABLE.items()}
)
"""Tag -> the attributes it takes. Inside mj-attributes, mj-all and mj-class take any of them."""

EVERY: frozenset[str] = frozenset().union(*TAGS.values())

_DROPPED = "mail clients drop it"
_HTML = "applet audio base embed frame frameset iframe noscript object script template"

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "mj-accordion": "most mail clients show it broken",
        "mj-carousel": "most mail clients show it broken",
        "mj-font": "it loads a font from a third party, which tells it who reads",
        "mj-html-attributes": "the compiler ignores it",
        "mj-include": "use Jinja's {% include %}",
        "mj-navbar": "most mail clients show it broken",
        "mj-social": "it loads icons from a third party, which tells it who reads",
        **dict.fromkeys(_HTML.split(), _DROPPED),
    }
)
"""Tag, MJML's or HTML's -> why it is refused."""
