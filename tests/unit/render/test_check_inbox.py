"""The rules about what an inbox shows: subjects, preheaders, headlines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.render.checked import HTML, LINE, ONE, SLOT, TEXT, against, broken, found, mail

from digest.model import Section
from digest.render.check import Former


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("", {"DG002": "error"}),
        ("\u200b", {"DG002": "error"}),
        ("x" * 70, {}),
        ("x" * 71, {"DG003": "info"}),
        ("x" * 101, {"DG003": "warning"}),
        ("BUY THIS NOW", {"DG004": "warning"}),
        ("Buy now!! Today", {"DG070": "warning"}),
        ("Now! And now!", {"DG070": "warning"}),
        ("Win! Rovers take the cup", {}),
        ("Re: your order", {"DG071": "warning"}),
        ("Rebels: who they are", {}),
        ("Get rich $$$", {"DG072": "warning"}),
        ("100% free of charge", {"DG072": "warning"}),
        ("Taxes of $5 or €9", {}),
        ("F r e e money", {"DG073": "warning"}),
        ("A B C of Brexit", {}),
        ("NATO", {}),
        ("条約が署名されました、海の国々で", {}),
        ("NATO首脳が会談、日米韓も参加へ", {}),
    ],
)
def test_subjects(subject, codes):
    assert found(mail(line=replace(LINE, subject=subject))) == codes


def test_an_edition_without_lines_has_no_subject():
    empty = replace(mail(), lines=())
    assert "DG002" in found(empty)


@pytest.mark.parametrize(
    ("line", "whole", "codes"),
    [
        ("", "", {"DG005": "warning"}),
        ("", "Eleven governments agreed.", {}),
        ("x" * 151, "", {"DG005": "info"}),
        (SLOT.headline.upper(), "", {"DG006": "warning"}),
    ],
)
def test_preheaders(line, whole, codes):
    assert found(mail(line=replace(LINE, preheader=line), preheader=whole)) == codes


def test_a_subject_or_preheader_of_an_earlier_edition_is_found():
    former = Former("briefing-daily-2026-11-20", SLOT.headline.upper(), "Another one.")
    assert against(mail(), former=(former,)) == [("DG007", "warning")]
    former = replace(former, subject="Another", preheader=LINE.preheader)
    assert against(mail(), former=(former,)) == [("DG008", "warning")]
    assert against(mail(), former=(replace(former, preheader=""),)) == []


@pytest.mark.parametrize(
    ("headline", "codes"),
    [
        ("COASTAL STATES SIGN A TREATY", {"DG074": "info"}),
        ("رقم الهاتف للاستفسار عن C++ و AT&T", {}),
    ],
)
def test_a_headline_in_capitals_is_found(headline, codes):
    loud = replace(SLOT, headline=headline)
    section = replace(ONE, sections=(Section(topic="World", slots=(loud,)),))
    html, text = (broken(SLOT.headline, loud.headline, part) for part in (HTML, TEXT))
    assert found(mail(html, text), section) == codes
