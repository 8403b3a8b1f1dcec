"""One root secret for the installation, and subkeys of it, one for each purpose.

The secret stands in digest.key beside the database, or in DIGEST_SECRET. It is never logged,
never stored in the database, and never used itself: only its subkeys are. Both may hold several
secrets, a line each: the first signs, the others are of before it was rotated and still hold.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Purpose = Literal["link", "verp", "suppression", "session", "form", "rate"]

KEY_FILE: Final = "digest.key"
ENVIRONMENT: Final = "DIGEST_SECRET"
KEY_BYTES: Final = 32
LEAST_SECRET: Final = 16
"""Characters that DIGEST_SECRET must have at least."""

PUT_BACK: Final = (
    "put back your copy: links of all mails sent so far, and suppressions, depend on it; or set"
    f" {ENVIRONMENT} again; where both are lost, `digest keys rotate` makes a new one"
)

_OTHERS: Final = 0o077


@dataclass(frozen=True, slots=True)
class RootKey:
    """The secret of this installation, and those before it; its repr tells none."""

    secret: bytes = field(repr=False)
    older: tuple[bytes, ...] = field(default=(), repr=False)

    def subkey(self, purpose: Purpose) -> bytes:
        """32 bytes for one purpose, worth nothing for another (HKDF-SHA256, RFC 5869)."""
        return _derived(self.secret, purpose)

    def subkeys(self, purpose: Purpose) -> tuple[bytes, ...]:
        """Those of all secrets, the current one's first."""
        return tuple(_derived(secret, purpose) for secret in (self.secret, *self.older))


def _derived(secret: bytes, purpose: Purpose) -> bytes:
    info = f"digest/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def load_root_key(
    database: Path, environ: Mapping[str, str], *, depended_on: Callable[[], bool] = lambda: False
) -> RootKey:
    """The secret of DIGEST_SECRET, else of digest.key beside `database`, made when missing.

    Args:
        database: its file.
        environ: where DIGEST_SECRET may stand.
        depended_on: whether something was made with a key before; then no other one is made.

    Raises:
        ConfigError: the secret is too short; the file is readable by others, damaged, gone, or
            can't be made.
    """
    if given := environ.get(ENVIRONMENT):
        return _given(given)
    path = database.parent / KEY_FILE
    try:
        if not path.exists():
            if depended_on():
                raise ConfigError(f"the key file {path} is gone", PUT_BACK)
            _make(path)
        return _read(path)
    except OSError as error:
        raise ConfigError(
            f"the key file {path} can't be used: {error.strerror}",
            f"let this account use the folder, or set {ENVIRONMENT}",
        ) from error


def rotate(database: Path, environ: Mapping[str, str]) -> RootKey:
    """Put a new secret before those of digest.key; what they signed still holds.

    Where the file is gone, the new one is all there is.

    Raises:
        ConfigError: the secret stands in DIGEST_SECRET; the file can't be read or written.
    """
    if environ.get(ENVIRONMENT):
        raise ConfigError(
            f"the secret stands in {ENVIRONMENT}, not in a file",
            "put a new one there, and the old ones on lines below it",
        )
    path = database.parent / KEY_FILE
    try:
        older: tuple[bytes, ...] = ()
        if path.exists():
            known = _read(path)
            older = (known.secret, *known.older)
        made = RootKey(secrets.token_bytes(KEY_BYTES), older)
        draft = _draft(path, (made.secret, *made.older))
        draft.replace(path)
    except OSError as error:
        raise ConfigError(f"the key file {path} can't be written: {error.strerror}") from error
    return made


def _given(value: str) -> RootKey:
    found = [line for line in value.splitlines() if line] or [""]
    return RootKey(_checked(found[0]), tuple(map(_checked, found[1:])))


def _checked(secret: str) -> bytes:
    if len(secret) < LEAST_SECRET:
        raise ConfigError(
            f"{ENVIRONMENT} is shorter than {LEAST_SECRET} characters",
            'make one: python3 -c "import secrets; print(secrets.token_urlsafe(32))"',
        )
    return secret.encode("utf-8", "surrogateescape")


def _make(path: Path) -> None:
    """Write a new key whole or not at all; where another process was first, its key stands."""
    draft = _draft(path, (secrets.token_bytes(KEY_BYTES),))
    try:
        # A link fails where the name is taken, as O_EXCL would, and shows no half-written file.
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _draft(path: Path, lines: Sequence[bytes]) -> Path:
    """A file beside it that holds these secrets, safe on the disk."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(base64.b64encode(line) + b"\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink()
        raise
    return draft


def _read(path: Path) -> RootKey:
    if path.stat().st_mode & _OTHERS:
        raise ConfigError(f"the key file {path} can be read by others", f"chmod 600 {path}")
    found = [_secret(line) for line in path.read_bytes().split()] or [b""]
    if any(len(secret) != KEY_BYTES for secret in found):
        raise ConfigError(
            f"the key file {path} holds no key",
            "restore it from its backup; with a new key, links in mails already sent stop working",
        )
    return RootKey(found[0], tuple(found[1:]))


def _secret(line: bytes) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except binascii.Error:
        return b""
