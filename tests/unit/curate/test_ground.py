"""What a language model wrote stands only where its sources hold it."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.unit.curate.make import article

from digest.curate.ground import objection
from digest.curate.question import question
from digest.curate.summarise import summarise

FERRY = """Ferry sinks off Tessa, 12 people missing

A ferry with 1,200 passengers sank in fog off the island of Tessa on Monday, and 12 people are
still missing, the coast guard said.

“We pulled three people out of the water. We will never forget it,” said Ada Fennick, a nurse.

The ship, the Meridian Star, was built in 1987 and repaired last year for 3.5 million euros.
Minister John Halloway promised an inquiry. The operator Brenton Lines had no comment."""
OTHER = """Rescuers search the strait

Anna Smith of the coast guard said that boats would search until Tuesday. Two boats are at work."""
SOURCES = (FERRY, OTHER)
GOOD = (
    "A ferry with 1,200 passengers sank in fog off Tessa on Monday, and 12 people are still "
    "missing. Minister John Halloway promised an inquiry into the Meridian Star, built in 1987."
)


def changed(old, new):
    assert old in GOOD
    return objection(GOOD.replace(old, new), SOURCES)


def with_more(sentence):
    return objection(
        "A ferry with 1,200 passengers sank in fog off the island of Tessa on Monday, and 12 "
        f"people are still missing. {sentence}",
        SOURCES,
    )


def test_what_the_articles_say_may_stand():
    assert objection(GOOD, SOURCES) == ""
    assert objection(GOOD, (OTHER, FERRY)) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1,200", "1,300"),
        ("1,200 passengers", "1,200 million passengers"),
        ("12 people", "12% of the people"),
        ("1987", "1978"),
        ("12 people", "thirteen people"),
    ],
)
def test_a_number_that_no_article_has_is_refused(old, new):
    assert "number" in changed(old, new)


@pytest.mark.parametrize("new", ["1200", "1.200", "1 200", "1\u202f200"])
def test_the_same_number_written_otherwise_may_stand(new):
    assert changed("1,200", new) == ""


@pytest.mark.parametrize("sentence", ["The repair cost €3.5 million.", "2 boats are at work."])
def test_units_and_number_words_are_known(sentence):
    assert with_more(sentence) == ""


@pytest.mark.parametrize(
    "sentence", ["The repair cost $3.5 million.", "The repair cost 3.5 euros."]
)
def test_another_unit_or_scale_is_another_number(sentence):
    assert "3.5" in with_more(sentence)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("Tessa", "Quell", "Quell"),
        ("John Halloway", "Peter Halloway", "Peter"),
        ("Minister John Halloway", "Kirchner", "Kirchner"),
        ("an inquiry", "a NATO inquiry", "NATO"),
        ("John Halloway", "John Smith", "john smith"),
    ],
)
def test_a_name_that_no_article_has_is_refused(old, new, word):
    assert word in changed(old, new)


@pytest.mark.parametrize(
    "sentence",
    [
        "“We will never forget it,” said Ada Fennick, a nurse.",
        "“We pulled three people out of the water,” said Ada Fennick, a nurse.",
        "Fennick said: “We pulled three people out of the water. We will never forget it.”",
    ],
)
def test_whole_sentences_of_a_quotation_may_stand(sentence):
    assert with_more(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("“We will forget it,” said Ada Fennick, a nurse.", "does not stand"),
        ("“We will never,” said Ada Fennick, a nurse.", "does not stand"),
        ("“Forget it,” said Ada Fennick, a nurse.", "does not stand"),
        ('"The ship was built in 1987," said Ada Fennick.', "does not stand"),
        ("“We will never forget it,” said John Halloway.", "other names"),
        ("Ada Fennick said they would ‘never sail again’.", "does not stand"),
        ("“We will never forget it, said Ada Fennick, a nurse.", "cut"),
    ],
)
def test_a_quotation_that_is_changed_cut_made_up_or_moved_is_refused(sentence, why):
    assert why in with_more(sentence)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("", "0 words"),
        ("A ferry sank.", "3 words"),
        (GOOD * 3, "words"),
        (f"<b>{GOOD}</b>", "markup"),
        (f"**{GOOD}**", "markup"),
        (f"# {GOOD}", "markup"),
        (f"- {GOOD}", "markup"),
        (GOOD.replace("Tessa", "[Tessa](x)"), "markup"),
        (GOOD.replace("Tessa", "Tessa (https://evil.example)"), "markup"),
        (GOOD.replace("Tessa", "tessa@evil.example"), "markup"),
        (GOOD.replace("Tessa", "Tes\u202esa"), "can't be seen"),
        (GOOD.replace("Tessa", "Tes\u200bsa"), "can't be seen"),
        (GOOD.removesuffix(".") + " and", "cut short"),
        (f"However, {GOOD}", "points at nothing"),
        (f"{GOOD} Subscribe now.", "site"),
        (
            (
                "Sadly it seems that we cannot help with this request, because helpers must not "
                "discuss such content, so please ask for something else instead."
            ),
            "",
        ),
        (
            (
                "Eine Fähre mit Reisenden ist im Nebel vor der Insel gesunken, und viele Menschen "
                "werden noch immer vermisst, wie es von der Wacht an der Küste heißt."
            ),
            "",
        ),
    ],
)
def test_what_is_no_summary_is_refused(answer, why):
    said = objection(answer, SOURCES)
    assert said
    assert why in said


TREATY = (
    """Ministers agree water treaty in Niger

Eleven governments in the River Council agreed on Tuesday to share water, after talks that lasted
14 months. President Amadou Sidibe called it "a fair deal for every village". U.S. envoy Mary
O'Neill said the EU would pay $2.5bn, or 40 per cent of the cost, by 2030.

Two villages had protested. "We were not asked," said Fatima Bello, a farmer, who lives 3km from
the dam. The vote was 11-2.""",
)
AGREED = (
    "Eleven governments in the River Council agreed on Tuesday to share water after talks that "
    "lasted 14 months. "
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The EU would pay 40% of the cost by 2030.",
        "The US envoy Mary O’Neill said the EU would pay 2.5 billion dollars.",
        "President Sidibe called it “a fair deal for every village”.",
        "2 villages had protested, and the vote was 11-2.",
        "A farmer lives 3 km from the dam.",
    ],
)
def test_other_spellings_of_the_same_facts_may_stand(sentence):
    assert objection(AGREED + sentence, TREATY) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "The EU would pay €2.5bn of the cost by 2030.",
        "The talks were held in Nigeria.",
        "President Sidibe called it “a fair deal”.",
        "Mary O'Neill said: “We were not asked.”",
        "Fatima Sidibe, a farmer, was not asked.",
        "Three villages had protested.",
        "The vote was 11-3.",
        "The vote was 2-11.",
        "The NATO envoy said so.",
    ],
)
def test_facts_that_look_alike_are_refused(sentence):
    assert objection(AGREED + sentence, TREATY)


def test_german_endings_and_capitals_are_known():
    source = (
        "Fähre sinkt vor Tessa\n\nDie Fähre mit 120 Passagieren sank am Montag im Nebel vor der "
        "Insel Tessa. Ministerin Eva Brandt kündigte eine Untersuchung des Unglücks an."
    )
    told = (
        "Am Montag sank im Nebel vor der Insel Tessa die Fähre mit 120 Passagieren. Eine "
        "Untersuchung des Unglücks kündigte Ministerin Eva Brandt an."
    )
    assert objection(told, (source,)) == ""
    assert "Kunz" in objection(told.replace("Brandt", "Kunz"), (source,))


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        (
            (
                "اتفق وزراء خمس دول يوم الاثنين في مدينة طنجة على قياس منسوب النهر ونشر الأرقام كل "
                "أسبوع بعد مفاوضات طويلة استمرت عشرين يوما كاملة."
            ),
            "طنجة",
            "مراكش",
        ),
        (
            "港の嵐が去り、月曜日の朝に四十隻の船がテッサ港へ入った。海上保安庁の田中長官は調査を約束し、島の住民は無事だと述べた。",
            "田中",
            "山本",
        ),
        (
            (
                "हिमालय की बारह झीलों के माप बताते हैं कि पानी का स्तर दस साल में चार मीटर बढ़ा है और रमेश "
                "वर्मा के दल ने यह अध्ययन सोमवार को प्रकाशित किया।"
            ),
            "रमेश",
            "सुरेश",
        ),
    ],
)
def test_in_scripts_without_capitals_each_word_is_held_against_the_articles(source, old, new):
    assert objection(source, (source,)) == ""
    assert "does not stand" in objection(source.replace(old, new), (source,))


# --- properties ---

_NAMES = st.text(string.ascii_lowercase, min_size=5, max_size=9).map(lambda word: f"Zq{word}")
_ANYTHING = st.text(
    alphabet=st.sampled_from("aAzZ 19,.%€“”\"'‘’«»<>*#[]()-\n\u202eب田") | st.characters(),
    max_size=400,
)


@given(_NAMES)
def test_no_strange_name_gets_in(name):
    for place in ("Tessa", "Monday", "John", "Halloway", "Meridian", "Minister"):
        assert changed(place, name)


@given(st.integers(0, 10**9))
def test_no_strange_number_gets_in(number):
    assume(str(number) not in {"12", "1200", "1987", "2", "3"})
    assert changed("1987", str(number))
    assert changed("1,200", f"{number:,}")


@given(st.text(string.ascii_letters + " .,!?", min_size=2, max_size=60))
def test_no_strange_quotation_gets_in(said):
    assume(said.strip(" .,;:!?") and said.strip(" .,;:!?") not in FERRY)
    assert with_more(f"“{said},” said Ada Fennick.")


@given(_ANYTHING, st.lists(_ANYTHING, max_size=3))
def test_whatever_comes_is_judged_and_what_stands_has_its_form(answer, sources):
    if not objection(answer, sources):
        assert not re.search(r"[<>`\u202e]", answer)


@given(st.integers(0, 2**32))
def test_the_articles_own_sentences_stand(seed):
    kinds = ("harbour", "council", "bridge", "tunnel", "railway", "winter", "island", "storm")
    text = " ".join(
        f"The {kinds[(seed >> at) % 8]} of Port Ellis took {(seed >> at) % 997} tons of grain and "
        f"{kinds[(seed >> at + 3) % 8]} salt on Monday."
        for at in range(0, 18, 3)
    )
    told = article(1, title="Grain comes to Port Ellis", text=text, summary="")
    asked = question([told])
    assert objection(summarise(told), asked.sources) == ""


def test_an_answer_may_begin_with_an_article_that_is_a_pronoun_elsewhere():
    told = (
        "Il tribunale di Larmont ha assolto lunedì il sindaco Karl Dorn dall'accusa di corruzione "
        "e lo ha condannato per falso dopo un processo di sei settimane."
    )
    assert objection(told, (told,), "it") == ""
    assert "points at nothing" in objection(told, (told,), "fr")
