"""From the [smtp] table to settings: the main relay, the others, the limits. Reads no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from digest.config import values
from digest.config.secret import Secret
from digest.config.settings import DomainSettings, RelaySettings, SmtpSettings
from digest.config.tables.base import SecretTable

if TYPE_CHECKING:
    from pathlib import Path

    from digest.config.check import Origin
    from digest.config.lines import KeyPath
    from digest.config.secret import Secrets
    from digest.config.tables.sending import DomainTable, RelayTable, SmtpTable


_SAME = (
    *("host", "port", "security", "user", "login", "relay", "stream", "sign", "connections"),
    *("window", "weight", "daily_limit", "warm_up", "headers"),
)


def smtp(table: SmtpTable, origin: Origin, secrets: Secrets) -> SmtpSettings:
    """The settings that the table stands for.

    Raises:
        ConfigError: keys that contradict each other, or a file that is not there.
    """
    others = (
        RelaySettings(name=name, **_relay(one, ("smtp", "relays", name), origin, secrets))
        for name, one in table.relays.items()
    )
    return SmtpSettings(
        **_relay(table, ("smtp",), origin, secrets),
        relays=tuple(others),
        domain=_domain(table.domain),
        domains=_domains(table, origin),
        unsure=table.unsure,
        max_age=values.duration(table.max_age),
    )


def _domains(table: SmtpTable, origin: Origin) -> dict[str, DomainSettings]:
    """By their names in ASCII; no limit is silently taken instead of another."""
    spelt: dict[str, str] = {}
    for name in table.domains:
        first = spelt.setdefault(values.idn(name), name)
        if first != name:
            words = f'it is the same domain as "{first}"'
            raise origin.error(("smtp", "domains", name), words, "keep one of the two tables")
    return {domain: _domain(table.domains[name]) for domain, name in spelt.items()}


def _relay(table: RelayTable, path: KeyPath, origin: Origin, secrets: Secrets) -> dict[str, Any]:
    """The fields of RelaySettings, but for the name."""
    _check_login(table, path, origin)
    return {
        **{name: getattr(table, name) for name in _SAME},
        "ca": _authority(table, path, origin, secrets.root) if table.ca else None,
        "password": _password(table, path, secrets),
        "rate": values.rate(table.rate) if table.rate else None,
    }


def _check_login(table: RelayTable, path: KeyPath, origin: Origin) -> None:
    if (table.user is None) != (table.password is None):
        given, missing = ("password", "user") if table.user is None else ("user", "password")
        raise origin.error((*path, given), f'"{missing}" is missing', "give both or neither")
    if table.login == "xoauth2" and table.user is None:
        words = "xoauth2 needs a user, and a token as password"
        raise origin.error((*path, "login"), words, 'add user, and password = { file = "PATH" }')


def _password(table: RelayTable, path: KeyPath, secrets: Secrets) -> Secret | None:
    said = table.password
    if isinstance(said, SecretTable):
        return secrets.at(said, (*path, "password"))
    return Secret(lambda: said) if said is not None else None


def _authority(table: RelayTable, path: KeyPath, origin: Origin, root: Path) -> Path:
    if table.security == "none":
        words = 'security is "none", so no certificate is looked at'
        raise origin.error((*path, "ca"), words, 'set security = "starttls" or "tls"')
    file = root / (table.ca or "")
    if not file.is_file():
        words = f"{file}: no such file"
        raise origin.error((*path, "ca"), words, "expected a file of certificates (PEM)")
    return file


def _domain(table: DomainTable) -> DomainSettings:
    return DomainSettings(
        rate=values.rate(table.rate) if table.rate else None, connections=table.connections
    )
