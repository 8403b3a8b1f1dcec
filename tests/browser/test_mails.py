"""Every template as Chromium draws it, whatever a mail client leaves of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.mails import (
    DOUBLED,
    FOREIGN,
    INVERTED,
    MAILS,
    QUICK,
    SOFTENED,
    TEMPLATES,
    for_outlook,
    mail,
    without_pictures,
    without_styles,
)

from digest.model import Length

if TYPE_CHECKING:
    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

WIDE = "document.documentElement.scrollWidth"
FAINT = """(least => {
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const parts = value => value.match(/[0-9.]+/g).map(Number);
  const light = ([r, g, b]) => [.2126, .7152, .0722]
    .map((share, n) => share * linear([r, g, b][n] / 255)).reduce((a, b) => a + b);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(e).backgroundColor);
      if (a) return [r, g, b];
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => [e.textContent.trim().slice(0, 40), light(parts(getComputedStyle(e).color)),
               light(ground(e))])
    .map(([text, ink, paper]) => [text, [ink, paper].sort((a, b) => b - a)])
    .map(([text, [high, low]]) => [text, (high + .05) / (low + .05)])
    .filter(([text, ratio]) => ratio < least);
})"""
# Links that are all there is on their line: a thumb has to hit them.
SMALL = """[...document.querySelectorAll('a')].filter(a => {
  const line = a.closest('p, h1, h2, h3, td, li, div');
  return line.textContent.trim() === a.textContent.trim() && a.getBoundingClientRect().height < 44;
}).map(a => [a.textContent, a.getBoundingClientRect().height])"""
_LETTERS = """const letters = e => {
    const range = document.createRange(); range.selectNodeContents(e);
    return range.getBoundingClientRect() };"""
# Of each headline of others: its end, where what is said of it begins, and the height of its link.
ROWS = f"""(() => {{ {_LETTERS}
  return [...document.querySelectorAll('.r')].map(row => {{
    const link = row.querySelector('a');
    return [letters(link || row.firstChild).bottom, letters(row.querySelector('.m')).top,
      link ? link.getBoundingClientRect().height : 0] }}) }})()"""
# Size and line of the lead's text, of the sentence behind it, and what is between the two.
ADDED = f"""(() => {{ {_LETTERS}
  const [one, two] = document.querySelectorAll('.stand');
  const type = e => [getComputedStyle(e).fontSize, getComputedStyle(e).lineHeight];
  return [type(one), type(two), letters(two).top - letters(one).bottom] }})()"""
# Where the lead's summary, its source, another's sentence and the picture begin; the colours of
# the source and of the other's name.
WHOSE = """(() => {
  const [one, two] = document.querySelectorAll('.stand');
  const by = document.querySelector('.stand + .m'), pic = document.querySelector('.pic');
  return [...[one, by, two, pic].map(e => e.getBoundingClientRect().top),
          [by, two.querySelector('a')].map(e => getComputedStyle(e).color)] })()"""
# Of each headline of a story: whether its own label is above, the space to what is above it,
# and to its text.
GAPS = f"""(() => {{ {_LETTERS}
  const heads = [...document.querySelectorAll('.h, .b')].filter(e => e.querySelector('a'));
  const texts = [...document.querySelectorAll('p, h2, h3')].filter(e => e.textContent.trim());
  return heads.map(head => {{
    const at = texts.indexOf(head), box = letters(head.querySelector('a'));
    const label = texts[at - 1].matches('.w, .kick');
    return [label, box.top - letters(texts[at - 1]).bottom, letters(texts[at + 1]).top - box.bottom]
  }}) }})()"""
# Whether how much there is stands below the day, and all within the lines' margins.
DATELINE = f"""(() => {{ {_LETTERS}
  const day = document.querySelector('.day'), all = day.querySelector('.all');
  const one = letters(day.firstChild), two = letters(all);
  return [two.top >= one.bottom - 2, Math.min(one.left, two.left) > 40] }})()"""
HEIGHTS = """[...document.querySelectorAll('a[href*="quick?"]')]
  .map(a => a.getBoundingClientRect().height)"""
INDEX = "[...document.querySelectorAll('.tp')].map(a => a.getBoundingClientRect().height)"
# Where each link of the index leads, and how far down the page that is, as far as it scrolls.
LED = """[...document.querySelectorAll('.tp')].map(a => [a.hash, Math.min(
  Math.round(document.getElementsByName(a.hash.slice(1))[0].getBoundingClientRect().top),
  document.documentElement.scrollHeight - innerHeight)])"""
TALL = "document.body.scrollHeight"
READ = "document.body.innerText.replace(/\\s+/g, ' ')"
# Text that starts on the other side than its script; what is said of a story stands below it.
RAGGED = """[...document.querySelectorAll('.page h1, .page h2, .page h3, .page p')].filter(e => {
  const style = getComputedStyle(e);
  const side = style.direction === 'rtl' ? 'right' : 'left';
  const beside = [...e.parentElement.children].filter(one => one.matches('h1, h2, h3, p'));
  const ways = new Set(beside.map(one => getComputedStyle(one).direction));
  if (ways.size > 1) return false;  // a story of two scripts keeps to the page's side
  return !e.matches('.m, .w, .kick') && !['center', 'start', side].includes(style.textAlign);
}).map(e => e.textContent)"""


@pytest.fixture
def show(chromium, tmp_path):
    def shown(html: str, *, width: int = 375, dark: bool = False) -> Chromium:
        path = tmp_path / "mail.html"
        path.write_text(html, encoding="utf-8")
        chromium.open(path, width=width, dark=dark)
        return chromium

    return shown


@pytest.mark.parametrize("width", [320, 375, 700])
@pytest.mark.parametrize("name", MAILS)
def test_nothing_is_wider_than_the_window(show, name, width):
    for length in Length:
        assert show(mail(name, length=length), width=width).evaluate(WIDE) == width


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", MAILS)
def test_all_text_stands_out_from_what_is_behind_it(show, name, dark):
    assert show(mail(name), width=700, dark=dark).evaluate(f"{FAINT}(4.5)") == []


@pytest.mark.parametrize("turned", [SOFTENED, INVERTED], ids=["in-part", "all"])
@pytest.mark.parametrize("name", MAILS)
def test_a_client_that_turns_light_and_dark_around_leaves_it_readable(show, name, turned):
    browser = show(mail(name))
    browser.evaluate(turned)
    assert browser.evaluate(f"{FAINT}(4.5)") == []


@pytest.mark.parametrize("width", [375, 700])
@pytest.mark.parametrize("name", MAILS)
def test_text_of_double_size_stays_in_the_window(show, name, width):
    browser = show(mail(name), width=width)
    browser.evaluate(DOUBLED)
    assert browser.evaluate(WIDE) == width


@pytest.mark.parametrize("width", [375, 700])
def test_a_headline_of_others_has_a_line_and_what_is_said_of_it_the_next(show, width):
    browser = show(mail("added/daily"), width=width)
    rows = browser.evaluate(ROWS)
    assert len(rows) == 8
    assert all(below >= above for above, below, _ in rows)
    touched = [height for *_, height in rows if height]
    assert len(touched) == 4
    assert width > 479 or min(touched) >= 44


@pytest.mark.parametrize("width", [375, 700])
def test_a_second_source_s_sentence_is_a_paragraph_like_the_one_before(show, width):
    (size, line), (other, its_line), gap = show(mail("added/daily"), width=width).evaluate(ADDED)
    assert (size, line) == (other, its_line)
    assert gap >= 10


@pytest.mark.parametrize("dark", [False, True])
def test_who_says_what_of_the_lead_stands_below_it_before_the_picture(show, dark):
    browser = show(mail("added/daily"), width=375, dark=dark)
    said, byline, other, picture, colours = browser.evaluate(WHOSE)
    assert said < byline < other < picture
    assert len(set(colours)) == 1


@pytest.mark.parametrize("width", [375, 700])
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_headline_stands_nearer_to_its_own_text_than_to_what_is_above(show, name, width):
    gaps = show(mail(name), width=width).evaluate(GAPS)
    assert len(gaps) > 3
    assert [gap for gap in gaps if gap[2] > 15] == []
    assert [gap for gap in gaps if (gap[1] > 15 if gap[0] else gap[1] <= gap[2] + 4)] == []


@pytest.mark.parametrize("name", ["daily", "weekly"])
def test_day_and_length_stand_below_each_other_on_a_phone(show, name):
    assert show(mail(name), width=375).evaluate(DATELINE) == [True, True]
    assert show(mail(name), width=700).evaluate(DATELINE) == [False, True]


@pytest.mark.parametrize("name", [*MAILS, "added/daily", "added/brief"])
def test_a_link_alone_on_its_line_can_be_touched(show, name):
    assert show(mail(name)).evaluate(SMALL) == []


@pytest.mark.parametrize("width", [320, 375, 700])
@pytest.mark.parametrize("name", ["daily", "weekly", "daily.ar"])
def test_the_index_leads_to_its_sections_and_is_large_to_touch(show, name, width):
    browser = show(mail(name), width=width)
    assert min(browser.evaluate(INDEX)) >= 44
    for target, heading in browser.evaluate(LED):
        assert browser.evaluate(f"(location.hash = {target!r}, window.scrollY)") == heading


@pytest.mark.parametrize("width", [375, 700])
@pytest.mark.parametrize("name", QUICK)
def test_quick_links_are_large_to_touch_and_small_to_see(show, name, width):
    plain = show(mail(name.removeprefix("quick/")), width=width).evaluate(TALL)
    browser = show(mail(name), width=width)
    assert len(browser.evaluate(HEIGHTS)) > 3
    assert min(browser.evaluate(HEIGHTS)) >= 44
    assert browser.evaluate(TALL) < plain * 1.07


@pytest.mark.parametrize("width", [375, 700])
@pytest.mark.parametrize("name", MAILS)
def test_without_any_sheet_it_reads_the_same_and_fits(show, name, width):
    whole = show(mail(name), width=width).evaluate(READ)
    browser = show(without_styles(mail(name)), width=width)
    assert browser.evaluate(READ).casefold() == whole.casefold()
    assert browser.evaluate(WIDE) == width
    assert browser.evaluate(f"{FAINT}(4.5)") == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["daily", "weekly"])
def test_without_pictures_their_words_stand_there(show, name, dark):
    browser = show(without_pictures(mail(name)), dark=dark)
    assert browser.evaluate(WIDE) == 375
    alt = browser.evaluate("document.querySelector('.pic').alt")
    assert alt == "Trawlers leave Port Ellis before dawn"
    assert browser.evaluate("document.querySelector('.pic').clientWidth") > 300


@pytest.mark.parametrize("name", MAILS)
def test_what_outlook_alone_sees_changes_no_word(show, name):
    whole = show(mail(name), width=700).evaluate(READ)
    assert show(for_outlook(mail(name)), width=700).evaluate(READ) == whole


@pytest.mark.parametrize("name", FOREIGN)
def test_lines_start_where_their_script_starts(show, name):
    assert show(mail(name)).evaluate(RAGGED) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [375, 700])
@pytest.mark.parametrize("name", [*TEMPLATES, "daily.ar", "system/confirm"])
def test_inlining_changes_no_pixel(show, name, width, dark):
    meant = show(mail(name, by=""), width=width, dark=dark).screenshot()
    for by in ("premailer", "css-inline"):
        assert show(mail(name, by=by), width=width, dark=dark).screenshot() == meant, by


@pytest.mark.parametrize("name", ["brief", "added/brief"])
def test_brief_is_one_screen(show, name):
    """Also with a greeting and why its lead matters; a note stands behind the five."""
    browser = show(mail(name), width=700)
    bottom = browser.evaluate("document.querySelectorAll('h2')[4].getBoundingClientRect().bottom")
    assert bottom < 900
    assert ("Why it matters: " in browser.evaluate("document.body.innerText")) == ("/" in name)
