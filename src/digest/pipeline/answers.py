"""What a server answered, in a line, and whether it proves that there is no such mailbox."""

from __future__ import annotations

from digest.model import Outcome, OutcomeKind
from digest.store.results import proves_no_mailbox

NO_PROOF = "no delivery on record says so: it was imported so, or they are pruned"


def proof(code: int, enhanced: str, text: str) -> str:
    """The answer, where it proves that there is no such mailbox."""
    said = Outcome(kind=OutcomeKind.REJECTED, code=code, enhanced=enhanced, text=text)
    return in_a_line(code, enhanced, text) if proves_no_mailbox(said) else ""


def in_a_line(code: int, enhanced: str, text: str) -> str:
    """A server's answer: its reply code, its enhanced code and its words, what there is of them."""
    return " ".join(filter(None, (str(code or ""), enhanced, text)))
