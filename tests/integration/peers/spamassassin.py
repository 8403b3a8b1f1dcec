"""SpamAssassin as a filter on files, without network or training: which rules fire, by name.

Which of its rules judge a mail's form is read from the rules themselves. `spamassassin -L`
takes Debian's, even where somebody has fetched newer ones.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.peers import require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RULES = Path("/usr/share/spamassassin")
_SAYING = ("clear_headers", "add_header all Rules _TESTS(,)_", "fold_headers 0")
_SAID = re.compile(rb"^X-Spam-Rules: (.*)$", re.MULTILINE)
_RULE = re.compile(r"\s*(header|mimeheader|body|rawbody|full|meta)\s+([A-Z0-9]\w*)\s")
_MORE = re.compile(r"\s*(describe|tflags)\s+(\w+)\s+(.+)")

# A word on form in a rule's description, or the beginning of its name.
_SPEAKS = re.compile(
    r"\b(headers?|MIME|multipart|missing|HTML|charset|character set|encod\w+|encoded|boundary"
    r"|Message-I[Dd]|Date|Subject|From|To|Cc|Reply-To|Received|Content-Type|quoted-printable"
    r"|base64|text parts?|blank lines?)\b"
)
_NAMED = re.compile(
    r"(T_)?(MISSING|MIME|HTML|MPART|MULTIPART|INVALID|FORGED|HEAD|HEADER|HDRS?|SUBJ|SUBJECT|FROM|TO"
    r"|DATE|MSGID|RCVD|RATWARE|REPLYTO|FAKE)_"
)
_NOT_OURS = {"net", "nice", "learn"}


@dataclass
class Rule:
    kind: str
    describe: str = ""
    tflags: set[str] = field(default_factory=set)


def rules() -> Mapping[str, Rule]:
    """All rules of the installed files that can fire by themselves."""
    require("spamassassin")
    lines = [
        line
        for file in sorted(RULES.glob("*.cf"))
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    found = {match[2]: Rule(match[1]) for line in lines if (match := _RULE.match(line))}
    for match in filter(None, map(_MORE.match, lines)):
        rule = found.get(match[2])
        if rule and match[1] == "describe":
            rule.describe = match[3]
        elif rule:
            rule.tflags |= set(match[3].split())
    return found


def of_form() -> set[str]:
    """Rules that judge headers, MIME, what is missing, or how text and HTML fit together."""
    return {
        name
        for name, rule in rules().items()
        if not rule.tflags & _NOT_OURS
        and (
            rule.kind in {"header", "mimeheader"}
            or _SPEAKS.search(rule.describe)
            or _NAMED.match(name)
        )
    }


def fired(mails: Sequence[bytes], folder: Path) -> list[set[str]]:
    """The names of the rules that fire on each mail."""
    (program,) = require("spamassassin")
    files = [folder / f"{number:04}.eml" for number, _ in enumerate(mails)]
    for file, mail in zip(files, mails, strict=True):
        file.write_bytes(mail)
    told = subprocess.run(
        [
            program,
            "--local",
            f"--configpath={RULES}",
            *(f"--cf={line}" for line in _SAYING),
            *files,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder), "LC_ALL": "C"},
        check=True,
    ).stdout
    found = [set(names.decode().split(",")) for names in _SAID.findall(told)]
    assert len(found) == len(files), told[-2000:]
    return found
