"""Whether a refusal says that the relay carries no mail for us: it knows us not, or trusts us not.

No reader and no domain is to blame then, whoever's mail met it first. One pure table of words,
for most servers say it with a code that means much else too (554 5.7.1, 550).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from digest.deliver.quirks import own_words
from digest.deliver.throttle import said

if TYPE_CHECKING:
    from digest.model import Outcome

DENIED_WAIT: Final = timedelta(minutes=15)
"""A person has to mend it; meanwhile one mail now and then finds out whether it is mended."""

REMEDY: Final = (
    "it takes no mail of ours: check smtp.user, smtp.password, smtp.security and smtp.port, and"
    " that the relay lets this machine, and this sender, send to others"
)

# "authentication required" and the like, RFC 4954, section 6; 538 and 534 are its kin.
_LOGIN: Final = frozenset({530, 534, 535, 538})

# Exchange: no accepted domain, not logged in, not as this sender, not this tenant's.
_CODES: Final = frozenset({"5.7.54", "5.7.57", "5.7.60", "5.7.64"})

# Postfix: "<x>: Relay access denied", "<x[192.0.2.1]>: Client host rejected: Access denied",
# "<x>: Sender address rejected: not owned by user y"; Sendmail: "<x>... Relaying denied"; Exim:
# "relay not permitted", under cPanel "... is not permitted to relay through this server without
# authentication"; Exchange: "Unable to relay", "TenantAttribution; Relay Access Denied"; qmail:
# "that domain isn't in my list of allowed rcpthosts"; Google: "Mail relay denied", "Invalid
# credentials for relay"; Domino: "Relay rejected for policy reasons"; Stalwart: "Relay not
# allowed"; SES: "Email address is not verified", "... is not authorized to perform
# `ses:SendRawEmail'", "Sending paused for this account".
_DENIED = re.compile(
    r"\brelay(ing)?( mail)?( access)?( (to|for|from)( \S+)?)? ?\)?( is| was)?"
    r" (denied|rejected|refused|prohibited|forbidden|disabled"
    r"|not (permitted|allowed|authori[sz]ed))"
    r"|\b(unable|not (permitted|allowed|authori[sz]ed|configured)) to relay\b"
    r"|\b(do|does|will|can) ?not relay\b|\b(don't|doesn't|won't|can't) relay\b"
    r"|\bcredentials for relay\b|\bnot an open relay\b|\ballowed rcpthosts?\b"
    r"|\bclient host rejected: access denied\b"
    r"|\bsender address rejected: not (owned|logged in)\b"
    r"|\bclient was not authenticated\b|\bpermissions? to send as this sender\b"
    r"|\b(smtp )?auth(entication)? (is )?required\b|\brequires (smtp )?authentication\b"
    r"|\b(must|please) (first )?(authenticate|log ?in|turn on smtp authentication|issue an? auth)\b"
    r"|\bemail address (is )?not verified\b|\bto perform `?ses:|\bsending (paused|suspended)\b",
    re.IGNORECASE,
)
# What a reader's server said to the relay, or what is asked of the mail and not of us.
_OTHERS = re.compile(
    r"\bsaid:|\bin reply to\b|\bcall-?(out|back|ahead)\b|\bverif(y|ication)\b|\bundeliverable\b"
    r"|\bresponse (to|from)\b|\bremote (host|server)\b|\bspf\b|\bdkim\b|\bdmarc\b|\barc\b"
    r"|\bresolver\.",  # Exchange, of one mailbox
    re.IGNORECASE,
)


def denies(code: int, enhanced: str, text: str) -> bool:
    """Whether the relay carries nothing for us until a person has mended it.

    Args:
        code: the reply's code.
        enhanced: its enhanced code (RFC 3463), "" if it has none.
        text: its text without codes.
    """
    if code in _LOGIN:
        return True
    words = own_words(text)
    if _OTHERS.search(words):
        return False
    return enhanced in _CODES or _DENIED.search(words) is not None


def remedy(outcome: Outcome) -> str:
    """What is to be done about it, in words; "" where it is not so."""
    return REMEDY if denies(outcome.code, outcome.enhanced, outcome.text) else ""


def told(outcome: Outcome) -> str:
    """What a relay said, and what is to be done where it denies us; no address."""
    return "; ".join(filter(None, (said(outcome), remedy(outcome))))
