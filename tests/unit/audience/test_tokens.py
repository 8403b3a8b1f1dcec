from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.audience.tokens import TokenClaims, longest, sign, verify
from digest.errors import AudienceError

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))

newsletters = st.from_regex(r"[a-z][a-z0-9-]{0,24}", fullmatch=True)
subscribers = st.integers(0, 2**40)
generations = st.integers(0, 10_000)


@given(newsletters, subscribers, generations)
def test_what_is_signed_is_read_back(newsletter, subscriber, generation):
    token = sign(KEY, "leave", newsletter, subscriber, generation)

    assert verify([KEY], "leave", token) == TokenClaims(newsletter, subscriber, generation)


@given(newsletters, subscribers, generations)
def test_a_token_is_short_and_safe_in_a_url(newsletter, subscriber, generation):
    token = sign(KEY, "leave", newsletter, subscriber, generation)

    assert len(token) <= longest(newsletter)
    assert set(token) <= set(string.ascii_letters + string.digits + "-_.")


def test_the_longest_token_is_as_long_as_said():
    last = sign(KEY, "leave", "briefing", 2**63 - 1, 10**10 - 1)

    assert len(last) == longest("briefing")
    assert verify([KEY], "leave", last)


def test_every_flipped_bit_is_refused():
    token = sign(KEY, "leave", "briefing", 4711, 3).encode()

    for place in range(len(token)):
        for bit in range(8):
            flipped = bytearray(token)
            flipped[place] ^= 1 << bit
            with pytest.raises(AudienceError):
                verify([KEY], "leave", flipped.decode("latin-1"))


@given(st.data())
def test_no_other_character_fits_any_place(data):
    token = sign(KEY, "leave", "briefing", 4711, 3)
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters().filter(lambda c: c != token[place]))

    with pytest.raises(AudienceError):
        verify([KEY], "leave", token[:place] + letter + token[place + 1 :])


@pytest.mark.parametrize("extra", ["=", "==", " ", "\n", "!", "A", "\u0661"])
def test_each_token_has_one_spelling_only(extra):
    token = sign(KEY, "leave", "briefing", 4711, 3)

    for wrong in (token + extra, extra + token, token[:-4] + extra + token[-4:]):
        with pytest.raises(AudienceError):
            verify([KEY], "leave", wrong)


@given(st.text(max_size=200))
def test_no_text_is_taken_for_a_token(text):
    with pytest.raises(AudienceError):
        verify([KEY], "leave", text)


def test_a_token_of_another_purpose_or_key_is_refused():
    token = sign(KEY, "leave", "briefing", 1, 0)

    for key, purpose in [(KEY, "preferences"), (OTHER_KEY, "leave"), (KEY, "")]:
        with pytest.raises(AudienceError):
            verify([key], purpose, token)


@pytest.mark.parametrize("claims", [("evening", 17, 2), ("briefing", 18, 2), ("briefing", 17, 3)])
def test_a_signature_speaks_for_its_own_claims_only(claims):
    token = sign(KEY, "leave", "briefing", 17, 2)
    signature = token.rpartition(".")[2]
    wrong = ".".join([token.partition(".")[0], *map(str, claims), signature])

    with pytest.raises(AudienceError):
        verify([KEY], "leave", wrong)


def test_a_rotated_key_still_holds_and_a_dropped_one_does_not():
    token = sign(KEY, "leave", "briefing", 1, 0)

    assert verify([OTHER_KEY, KEY], "leave", token) == TokenClaims("briefing", 1, 0)
    assert token.partition(".")[0] != sign(OTHER_KEY, "leave", "briefing", 1, 0).partition(".")[0]
    with pytest.raises(AudienceError):
        verify([OTHER_KEY], "leave", token)


def test_the_name_of_another_key_makes_no_signature():
    own = sign(KEY, "leave", "briefing", 1, 0)
    other = sign(OTHER_KEY, "leave", "briefing", 1, 0)
    renamed = other.partition(".")[0] + own[own.index(".") :]

    with pytest.raises(AudienceError):
        verify([KEY, OTHER_KEY], "leave", renamed)


def test_every_refusal_reads_the_same():
    refusals = set()
    for token in ("", "x", "AAAA.a.1.2." + "A" * 24, sign(OTHER_KEY, "leave", "briefing", 1, 0)):
        with pytest.raises(AudienceError) as caught:
            verify([KEY], "leave", token)
        refusals.add(str(caught.value))

    assert len(refusals) == 1


@pytest.mark.parametrize("newsletter", ["", "a.b", "a/b", "ü", "x" * 41])
def test_an_id_that_a_link_cannot_carry_is_refused(newsletter):
    with pytest.raises(AudienceError, match="can't stand in a link"):
        sign(KEY, "leave", newsletter, 1, 0)
