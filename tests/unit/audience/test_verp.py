from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.audience.tokens import TokenClaims, sign
from digest.audience.verp import MAX_LOCAL, ReturnAddress, read_leave, read_sender
from digest.config.values import LONGEST_BOUNCES
from digest.errors import AudienceError

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
BACK = ReturnAddress("bounces@news.example", KEY)
LETTERS = ("briefing", "evening")

ids = st.integers(0, 2**48 - 1)
generations = st.integers(0, 2**16 - 1)


def sender_of(address):
    return read_sender(KEY, address)


def leaver_of(address):
    found = read_leave(KEY, LETTERS, address)
    return found and found.subscriber


BOTH = pytest.mark.parametrize(
    ("make", "read"),
    [(BACK.sender, sender_of), (lambda number: BACK.leave("briefing", number, 3), leaver_of)],
)


def token(address):
    return address.partition("+")[2].partition("@")[0]


def other_case(draw, address):
    flips = draw(st.lists(st.booleans(), min_size=len(address), max_size=len(address)))
    pairs = zip(address, flips, strict=True)
    return "".join(char.upper() if flip else char for char, flip in pairs)


@given(ids)
def test_the_delivery_is_read_back(delivery):
    assert read_sender(KEY, BACK.sender(delivery)) == delivery


@given(st.sampled_from(LETTERS), ids, generations)
def test_the_reader_who_leaves_is_read_back(newsletter, subscriber, generation):
    address = BACK.leave(newsletter, subscriber, generation)
    assert read_leave(KEY, LETTERS, address) == TokenClaims(newsletter, subscriber, generation)


@given(ids, generations, st.integers(1, LONGEST_BOUNCES))
def test_each_is_an_address_that_any_server_takes(number, generation, length):
    back = ReturnAddress(f"{'b' * length}@news.example", KEY)
    for address in (back.sender(number), back.leave("x" * 40, number, generation)):
        local, at, domain = address.partition("@")
        assert len(local) <= MAX_LOCAL
        assert re.fullmatch(r"b+\+[a-z0-9-]+", local)
        assert (at, domain) == ("@", "news.example")


@BOTH
@given(st.data(), ids)
def test_servers_may_change_case_domain_and_what_stands_before_the_token(make, read, data, number):
    made = other_case(data.draw, make(number))
    assert read(made) == number
    assert read(f"old-name+{token(made)}@elsewhere.example") == number
    assert read(f"SRS0=xk2F=7A=news.example=bounces+{token(made)}@forward.example") == number


@BOTH
@given(st.data(), ids)
def test_no_other_character_fits_any_place(make, read, data, number):
    made = make(number)
    place = data.draw(st.integers(made.index("+") + 1, made.index("@") - 1))
    letter = data.draw(st.characters(exclude_characters="+" + made[place] + made[place].upper()))
    assert read(made[:place] + letter + made[place + 1 :]) is None
    assert read(made[:place] + letter + made[place:]) is None
    assert read(made[:place] + made[place + 1 :]) is None


@BOTH
def test_each_flipped_bit_is_refused(make, read):
    made = make(4711)
    for place in range(made.index("+") + 1, made.index("@")):
        for bit in range(8):
            flipped = chr(ord(made[place]) ^ 1 << bit)
            if flipped.lower() != made[place]:
                assert read(made[:place] + flipped + made[place + 1 :]) is None


@pytest.mark.parametrize("char", ["\u212a", "\u0660", "\u017f", "\uff11"])
def test_no_letter_of_another_script_stands_for_one_of_ours(char):
    made = BACK.sender(4711)
    assert read_sender(KEY, made.replace("@", f"{char}@")) is None
    assert read_sender(KEY, made.replace("bounces", f"bounces{char}")) is None


@given(st.text(max_size=120))
def test_no_text_is_taken_for_one_of_ours(text):
    for address in (text, f"bounces+{text}@news.example", f"bounces+leave-{text}@news.example"):
        assert read_sender(KEY, address) is None
        assert read_leave(KEY, LETTERS, address) is None


def test_one_spelling_only():
    made = token(BACK.sender(255))
    assert made.startswith("ff-")
    for wrong in (f"0{made}", f"+{made}-", made.replace("-", "--", 1), f"{made} ", f" {made}"):
        assert read_sender(KEY, f"bounces+{wrong}@news.example") is None


def test_another_key_or_purpose_is_refused():
    sent, left = BACK.sender(7), BACK.leave("briefing", 7, 0)
    assert read_sender(OTHER_KEY, sent) is None
    assert read_leave(OTHER_KEY, LETTERS, left) is None
    assert read_sender(KEY, left) is None
    assert read_leave(KEY, LETTERS, sent) is None
    assert read_sender(KEY, f"x+{sign(KEY, 'leave', 'briefing', 7, 0)}@news.example") is None


def test_a_token_speaks_for_its_own_newsletter_only():
    left = BACK.leave("briefing", 7, 0)
    assert read_leave(KEY, ["evening"], left) is None
    assert read_leave(KEY, [], left) is None


def test_a_token_is_that_of_one_reader_and_tells_nothing():
    assert BACK.sender(7) == BACK.sender(7)
    assert token(BACK.sender(7))[2:] != token(BACK.sender(8))[2:]
    assert len({BACK.leave("briefing", 7, 0), BACK.leave("briefing", 7, 1)}) == 2
    assert len({token(BACK.leave(letter, 7, 0)) for letter in LETTERS}) == 2


def test_an_address_that_gets_too_long_is_refused():
    back = ReturnAddress(f"{'b' * 60}@news.example", KEY)
    with pytest.raises(AudienceError, match="more than 64"):
        back.sender(7)
