"""How the sink takes a login: PLAIN, LOGIN (RFC 4954) and XOAUTH2."""

from __future__ import annotations

import base64


class Logins:
    """Part of a connection: `sink` has the right answers, `login` what was told so far."""

    def auth(self, line: str) -> None:
        if (said := self.tell("AUTH")) is not None:
            self.do(said)
            return
        if line.startswith("AUTH XOAUTH2 "):
            self.login_by_token(line.removeprefix("AUTH XOAUTH2 "))
            return
        if line == "AUTH LOGIN":
            self.login = []
            self.say(b"334 VXNlcm5hbWU6")
            return
        self.say(self.judge(tuple(_decode(line.rsplit(maxsplit=1)[-1]).split("\0")[1:])))

    def login_by_token(self, claim: str) -> None:
        user, token = self.sink.options.token or ("", "")
        if _decode(claim) == f"user={user}\x01auth=Bearer {token}\x01\x01":
            self.say(b"235 2.7.0 ok")
        else:
            self.login = ["expired"]
            self.say(b"334 eyJzdGF0dXMiOiI0MDEifQ==")

    def login_line(self, line: str) -> None:
        self.login = [*(self.login or []), _decode(line)]
        if len(self.login) == 1:
            self.say(b"334 UGFzc3dvcmQ6")
            return
        pair, self.login = tuple(self.login), None
        self.say(self.judge(pair))

    def judge(self, pair: tuple[str, ...]) -> bytes:
        return b"235 2.7.0 ok" if pair == self.sink.options.login else b"535 5.7.8 bad credentials"


def _decode(text: str) -> str:
    return base64.b64decode(text).decode()
