"""Which MJML tags and attributes mjml-python really honours (measured on 1.4, mrml 6).

The compiler passes unknown ones in silence, so this table is the judge; a test holds each of its
attributes against the compiler. No logic here.
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
    "background-color background-url background-repeat background-size background-position "
    "background-position-x background-position-y"
)
_INNER = (
    "inner-background-color inner-border inner-border-top inner-border-right "
    "inner-border-bottom inner-border-left inner-border-radius"
)
_TABLE = {
    "mjml": "lang dir",
    "mj-head": "",
    "mj-title": "",
    "mj-preview": "",
    "mj-breakpoint": "width",
    "mj-style": "",
    "mj-attributes": "",
    "mj-body": f"background-color width {_COMMON}",
    "mj-raw": "",
    "mj-wrapper": f"{_COMMON} {_BACKGROUND} {_BORDER} {_PADDING} direction full-width text-align",
    "mj-section": f"{_COMMON} {_BACKGROUND} {_BORDER} {_PADDING} direction full-width text-align",
    "mj-hero": (
        f"{_COMMON} {_PADDING} background-color background-height background-position "
        "background-url background-width height inner-background-color inner-padding "
        "inner-padding-top inner-padding-right inner-padding-bottom inner-padding-left "
        "vertical-align"
    ),
    "mj-group": f"{_COMMON} background-color direction vertical-align width",
    "mj-column": (
        f"{_COMMON} {_BORDER} {_PADDING} {_INNER} background-color direction vertical-align width"
    ),
    "mj-text": (
        f"{_COMMON} {_FONT} {_PADDING} align container-background-color height vertical-align"
    ),
    "mj-image": (
        f"{_COMMON} {_PADDING} border border-left border-right border-radius align alt "
        "container-background-color fluid-on-mobile font-size height href max-height name rel src "
        "srcset target title usemap width"
    ),
    "mj-button": (
        f"{_COMMON} {_FONT} {_BORDER} {_PADDING} align background-color inner-padding "
        "container-background-color height href name rel target text-align vertical-align width"
    ),
    "mj-divider": (
        f"{_COMMON} {_PADDING} align border-color border-style border-width "
        "container-background-color width"
    ),
    "mj-spacer": f"{_COMMON} {_PADDING} height container-background-color",
    "mj-table": (
        f"{_COMMON} {_PADDING} align border cellpadding cellspacing color "
        "container-background-color font-family font-size line-height table-layout "
        "vertical-align width"
    ),
}
TAGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {tag: frozenset(names.split()) for tag, names in _TABLE.items()}
)
"""Tag -> the attributes it takes. Inside mj-attributes, mj-all and mj-class take any of them."""

EVERY: frozenset[str] = frozenset().union(*TAGS.values())

_MAIL = (
    "a abbr address area article aside b bdi bdo big blockquote body br button caption center "
    "cite code col colgroup data dd del details dfn div dl dt em fieldset figcaption figure "
    "font footer form h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label legend "
    "li link main map mark menu meta nav ol optgroup option p picture pre progress q rp rt "
    "ruby s samp section select small source span strike strong style sub summary sup table "
    "tbody td textarea tfoot th thead time title tr track tt u ul var video wbr"
)
HTML: frozenset[str] = frozenset(_MAIL.split())
"""Tags of HTML (and three that only mail still knows) that text and mj-raw may hold."""

_DROPPED = "mail clients drop it"
_BROKEN = "most mail clients show it broken"
_ICONS = "it loads icons from a third party, which tells it who reads"
_HTML = "applet audio base embed frame frameset iframe noscript math object script svg template"

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("mj-accordion", "mj-carousel", "mj-navbar"), _BROKEN),
        **dict.fromkeys(("mj-accordion-element", "mj-accordion-text"), _BROKEN),
        **dict.fromkeys(("mj-accordion-title", "mj-carousel-image", "mj-navbar-link"), _BROKEN),
        "mj-font": "it loads a font from a third party, which tells it who reads",
        "mj-html-attributes": "the compiler ignores it",
        "mj-include": "use Jinja's {% include %}",
        **dict.fromkeys(("mj-social", "mj-social-element"), _ICONS),
        **dict.fromkeys(_HTML.split(), _DROPPED),
    }
)
"""Tag, MJML's or HTML's -> why it is refused."""
