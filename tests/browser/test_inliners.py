"""Both inliners draw the very points that the page has whose style sheet was left alone."""

from __future__ import annotations

import pytest
from tests.browser.mails import TEMPLATES, mail

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [375, 700])
def test_no_point_differs_from_the_page_that_was_not_inlined(
    chromium, tmp_path, width, dark, template
):
    path, drawn = tmp_path / "page.html", {}
    for name in ("", "premailer", "css-inline"):
        path.write_text(mail(template, by=name), encoding="utf-8")
        chromium.open(path, width=width, dark=dark)
        drawn[name] = chromium.screenshot()
    assert drawn["premailer"] == drawn[""]
    assert drawn["css-inline"] == drawn[""]


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_compared_can_differ(chromium, tmp_path, template):
    """Without our sheet the page is another: the tests above are no comparison of nothing."""
    path = tmp_path / "page.html"
    whole = mail(template, by="")
    path.write_text(whole, encoding="utf-8")
    chromium.open(path, width=700)
    before = chromium.screenshot()
    at = whole.rindex("<style>", 0, whole.index("</head>"))
    path.write_text(whole[:at] + whole[whole.index("</head>") :], encoding="utf-8")
    chromium.open(path, width=700)
    assert chromium.screenshot() != before
