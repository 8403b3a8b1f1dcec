"""The specification: what becomes of each reader, whatever a server says or does at each step.

Six readers, one relay, one connection at a time, and what is in doubt is held. A fault meets
the third reader; "ssfsss" says that this one failed and all others were sent. Each letter says
too how often that mail arrived: s(ent) once, d(eferred), f(ailed) and q(ueued) never, u(nsure)
once or never. With a window, "[su]" is a message that was under way behind the third.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest
import uvloop
from tests.integration.deliver.run import QUICK
from tests.integration.deliver.scene import MODES, SHORT, play
from tests.integration.deliver.sink import Act, answers, at

ALL = "ssssss"
ARRIVED = {"s": {1}, "d": {0}, "f": {0}, "q": {0}, "u": {0, 1}}

# What a reply does to the third reader, at MAIL and at every later step.
# A refusal of MAIL speaks of our sender, so of the relay, and of no reader's address; but a relay
# that took others' mails and says it once stops nobody else's. 421 closes, and is no word on
# anybody; nor does 454, or a relay that carries nothing, said to one, stop all.
REPLIES = {
    b"421 4.3.2 closing": ("s", "s"),
    b"450 4.2.1 busy": ("d", "d"),
    b"450 busy": ("d", "d"),
    b"451 4.7.1 greylisted": ("d", "d"),
    b"451 try again": ("d", "d"),
    b"452 4.2.2 over quota": ("d", "d"),
    b"452 full": ("d", "d"),
    b"454 4.2.2 mailbox full": ("d", "d"),
    b"454 4.7.0 quota": ("d", "d"),
    b"530 5.7.0 must authenticate": ("stop", "stop"),
    b"550 5.1.1 no such reader": ("d", "f"),
    b"550 no": ("d", "f"),
    b"550-5.1.1 no such\r\n550 5.1.1 reader": ("d", "f"),
    b"552 5.2.2 over quota": ("d", "d"),
    b"552 too big": ("d", "d"),
    b"550 5.7.1 relaying denied": ("d", "d"),
    b"554 5.7.1 policy": ("d", "d"),
    b"554 no": ("d", "d"),
}
STEPS = {
    "lockstep": ("MAIL", "RCPT", "DATA", "BODY"),
    "pipelined": ("MAIL", "RCPT", "DATA", "BODY"),
    "bdat": ("MAIL", "RCPT", "BODY"),
}

LOSSES = {
    "drop": Act.DROP,
    "stall": Act.STALL,
    "half": b"25\0",  # of a reply, then the end
    "junk": b"hello?",
}

# The third mail's fate when the connection is lost at a step.
LOST = {
    "lockstep": {"MAIL": ALL, "RCPT": ALL, "DATA": ALL, "BODY": "ssusss"},
    "pipelined": {"MAIL": ALL, "RCPT": ALL, "DATA": ALL, "BODY": "ssusss"},
    # The whole message is on its way with its envelope.
    "bdat": {"MAIL": "ssu[su][su]s", "RCPT": "ssu[su][su]s", "BODY": "ssu[su][su]s"},
}

EVERY = pytest.mark.parametrize("mode", MODES)
DATA = pytest.mark.parametrize("mode", ["lockstep", "pipelined"])
FAULTS = {**LOSSES, **{reply[:3].decode(): reply for reply in REPLIES}}
FAULT = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


def cells():
    for mode, steps in STEPS.items():
        for step in steps:
            for reply, (at_mail, later) in REPLIES.items():
                yield pytest.param(
                    mode,
                    step,
                    reply,
                    at_mail if step == "MAIL" else later,
                    id=f"{mode}-{step}-{reply[:9].decode().strip()}",
                )


def holds(end, states, code=0, reason=""):
    """The end is as the specification has it, at the server too."""
    assert re.fullmatch(states, end.states), end.states
    for number, (letter, times) in enumerate(zip(end.states, end.arrived, strict=True), 1):
        assert times in ARRIVED[letter], (number, end.states, end.arrived)
    assert end.strays == []
    assert end.error == ""
    assert re.fullmatch(reason, end.reason), end.reason
    assert end.code == (250 if end.states[2] == "s" else code)


@pytest.mark.parametrize(("mode", "step", "reply", "fate"), list(cells()))
def test_a_reply(mode, step, reply, fate):
    end = play(mode, at(step, 3, reply))
    code = int(reply[:3])
    if fate == "stop":
        behind = "[sq][sq][sq]" if mode == "bdat" else "qqq"
        holds(end, f"ssd{behind}", code, f"the relay says: {code} .*")
    else:
        holds(end, f"ss{fate}sss", code)
    assert end.sink.connections == (2 if code == 421 else 1)


def times(fault):
    return SHORT if fault is Act.STALL else QUICK


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize(
    ("mode", "step", "states"),
    [(mode, step, states) for mode, steps in LOST.items() for step, states in steps.items()],
)
def test_a_connection_lost(mode, step, states, loss):
    end = play(mode, at(step, 3, loss), timeouts=times(loss))
    holds(end, states)
    assert end.sink.connections in {2, 3}  # a server that was silent gets a plainer way


@pytest.mark.parametrize("loop", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize(("step", "states"), [("MAIL", ALL), ("DATA", "ss[su]sss"), ("BODY", ALL)])
@DATA
def test_a_server_that_answers_well_and_hangs_up(mode, step, states, loop):
    """What is written to a connection that is gone is nobody's error."""
    said = b"354 go on\r\n\0" if step == "DATA" else b"250 ok\r\n\0"
    end = play(mode, at(step, 3, said), loop=loop)
    holds(end, states)
    assert end.sink.connections == 2


# --- in the middle of a body


@DATA
@pytest.mark.parametrize(("loop", "states"), [(asyncio.run, ALL), (uvloop.run, "ssusss")])
def test_a_body_whose_end_had_not_left_is_in_no_doubt_where_that_is_known(mode, loop, states):
    """More than the network holds; the server stops reading and hangs up. uvloop doesn't tell."""
    end = play(mode, at("DATA", 3, Act.CHOKE), third=8_000_000, loop=loop)
    holds(end, states)


@EVERY
def test_a_body_that_had_left_is_in_doubt_though_the_server_read_half_of_it(mode):
    number = 1 if mode == "bdat" else 3  # only a body that comes in parts is counted there
    end = play(mode, at("PART", number, Act.DROP), third=300_000)
    holds(end, "ssu[su][su]s" if mode == "bdat" else "ssusss")


@EVERY
def test_an_answer_that_asks_for_more_is_none(mode):
    end = play(mode, at("BODY", 3, b"354 go on"))
    holds(end, "ssu[su][su]s" if mode == "bdat" else "ssusss")


# --- RSET after the third was refused, QUIT at the end


@FAULT
@EVERY
def test_rset(mode, fault):
    """In BDAT one stands before each message: the third is the fourth mail's."""
    said = {("RCPT", 3): b"550 5.1.1 no such reader", ("RSET", 3 if mode == "bdat" else 1): fault}
    end = play(mode, lambda verb, count: said.get((verb, count)), timeouts=times(fault))
    unheard = mode == "bdat" and fault != b"421 4.3.2 closing"
    holds(end, "ssf[su]{3}" if unheard else "ssfsss", 550)


@FAULT
@EVERY
def test_quit(mode, fault):
    end = play(mode, answers(QUIT=fault), timeouts=times(fault))
    holds(end, ALL)
    assert end.sink.connections == 1


# --- before the first envelope: the relay can't be used, and nobody is touched


WORDS = {Act.DROP: "connection", Act.STALL: "in time", b"25\0": "closed", b"hello?": "not an SMTP"}
OPENINGS = {
    "BANNER": {},
    "EHLO": {},
    "STARTTLS": {"security": "starttls", "host": "localhost"},
    "AUTH": {"user": "ann", "password": "secret"},
}


def unusable(end, words):
    assert (end.states, end.arrived, end.strays) == ("qqqqqq", [0] * 6, [])
    assert words in end.error
    assert end.sink.connections == 1
    assert not end.sink.seen["MAIL"]


@FAULT
@pytest.mark.parametrize("step", OPENINGS)
def test_the_opening(step, fault):
    said = answers(**{step: fault}, **({"HELO": fault} if step == "EHLO" else {}))
    words = {"keywords": ("PIPELINING", "STARTTLS", "AUTH PLAIN LOGIN")}
    end = play("pipelined", said, options=words, timeouts=times(fault), **OPENINGS[step])
    unusable(end, WORDS.get(fault) or fault[:3].decode())


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("answer", [None, b"220 go on\r\n\0"])
def test_encryption_that_never_begins(security, answer):
    end = play(
        "pipelined",
        answers(STARTTLS=answer, BANNER=Act.STALL if security == "tls" else None),
        options={"keywords": ("STARTTLS",)},
        timeouts=replace(QUICK, connect=0.2),
        security=security,
    )
    unusable(end, "127.0.0.1")


def test_starttls_stripped():
    end = play("pipelined", security="starttls", user="ann", password="secret")  # noqa: S106 - a test's own
    unusable(end, "offers no STARTTLS")
    assert [line[:4] for line in end.sink.log] == ["EHLO"]


@FAULT
@EVERY
def test_the_opening_of_a_later_connection_costs_that_one_only(mode, fault):
    said = {("MAIL", 3): b"421 4.3.2 closing", ("BANNER", 2): fault}
    end = play(mode, lambda verb, count: said.get((verb, count)), timeouts=times(fault))
    holds(end, ALL)
    assert end.sink.connections == 3


# --- the same, said otherwise


@pytest.mark.parametrize("how", ["wordy", "drip"])
@EVERY
def test_replies_of_several_lines_and_byte_by_byte(mode, how):
    holds(play(mode, options={how: True}), ALL)
    end = play(mode, at("RCPT", 3, b"550 5.1.1 no such reader"), options={how: True})
    holds(end, "ssfsss", 550)
    assert end.outcomes[2].enhanced == ("" if how == "wordy" else "5.1.1")


@pytest.mark.parametrize("number", [1, 2, 3, 5])
@EVERY
def test_a_server_that_closes_after_so_many_messages(mode, number):
    """What was on its way behind the last one is in doubt."""
    end = play(mode, options={"close_after": number})
    holds(end, "s[su]{5}" if mode == "bdat" else ALL)


# --- servers that lie


@pytest.mark.parametrize("hasty", [b"503 5.5.0 improper pipelining", Act.DROP, Act.STALL])
def test_pipelining_lied_about(hasty):
    end = play("pipelined", options={"hasty": hasty}, timeouts=times(hasty))
    holds(end, ALL)
    assert end.sink.connections <= 3


@pytest.mark.parametrize(("step", "states"), [("RCPT", ALL), ("BODY", "ssfsss")])
def test_pipelined_input_forgotten_after_an_error(step, states):
    """Whose the missing answer is nobody can say: the third is asked for once more."""
    refused = at(step, 3, b"550 5.1.1 no such reader")
    end = play("pipelined", refused, options={"flush": True})
    holds(end, states, 550)
    assert end.sink.connections == 2


@pytest.mark.parametrize("step", ["RCPT", "BODY"])
def test_chunks_forgotten_after_an_error(step):
    refused = at(step, 3, b"550 5.1.1 no such reader")
    end = play("bdat", refused, options={"flush": True}, timeouts=SHORT)
    holds(end, "ssf[su][su]s", 550)


@pytest.mark.parametrize("lie", [b"500 what?", b"502 what?", b"503 what?", b"504 what?"])
def test_chunking_lied_about_in_words(lie):
    end = play("bdat", answers(BDAT=lie))
    holds(end, ALL)
    assert (end.sink.seen["BDAT"], end.sink.seen["DATA"]) == (1, 6)


@pytest.mark.parametrize("lie", [Act.DROP, Act.STALL])
def test_chunking_lied_about_without_a_word(lie):
    end = play("bdat", answers(BDAT=lie), timeouts=times(lie))
    holds(end, "usssss")
    assert (end.sink.seen["BDAT"], end.sink.seen["DATA"]) == (1, 5)


@pytest.mark.parametrize(
    ("mode", "loss", "states"),
    [
        ("lockstep", Act.DROP, "[dq]{6}"),
        ("pipelined", Act.DROP, "[dq]{6}"),
        ("bdat", Act.DROP, "u[dq]{5}"),  # one was sent whole before DATA was tried
        *((mode, b"421 4.3.2 closing", "[dq]{6}") for mode in MODES),
    ],
)
def test_a_relay_that_never_gets_anywhere_is_left_with_a_reason(mode, loss, states):
    end = play(mode, answers(MAIL=loss))
    assert re.fullmatch(states, end.states)
    assert end.arrived == [0] * 6
    assert "the relay can't be used" in end.reason
