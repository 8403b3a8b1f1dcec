"""Postfix as a relay: STARTTLS, a login, and nothing to be had without both.

It takes mail for example.com, .org and .net, any reader but `nobody@`, and brings it to
Dovecot. No mail and no question about a name leaves this machine.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.integration.peers.daemon import HOST, free_ports, greets, running
from tests.integration.peers.dovecot import GROUP, OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.peers.authority import Certificate
    from tests.integration.peers.dovecot import Dovecot

DOMAINS = ("example.com", "example.org", "example.net")
GONE, FULL = "gone@example.org", "full@example.org"
"""Taken at the door and refused behind it: Postfix itself writes what comes back."""

BEYOND_LMTP = "zoë@example.com"
"""Dovecot's LMTP has no SMTPUTF8, so Postfix itself puts this reader's mail in the Maildir."""

_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = relay.meridian.example
inet_interfaces = loopback-only
inet_protocols = ipv4
smtpd_peername_lookup = no
in_flow_delay = 0

mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:nobody lives here
default_transport = error:there is no way out of this machine
relay_transport = error:there is no way out of this machine

virtual_mailbox_domains = {domains}
virtual_mailbox_base = {mails}
virtual_mailbox_maps = texthash:{folder}/beyond, regexp:{folder}/readers
virtual_alias_maps = texthash:{folder}/aliases
virtual_transport = lmtp:unix:{lmtp}
transport_maps = texthash:{folder}/transport
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}

smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = {certificate.key} {certificate.certificate}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {auth}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtputf8_enable = yes
"""

# Debian's, without chroot, and with nothing in it that opens another port.
_MASTER = """\
{host}:{port} inet n - n - 50 smtpd
{host}:{tls_port} inet n - n - 50 smtpd
  -o smtpd_tls_wrappermode=yes
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

_READERS = """\
if !/^nobody@/
/^/ known
endif
"""


@dataclass(frozen=True)
class Postfix:
    """`port` is for STARTTLS, `tls_port` encrypted from the start; `log` is its journal."""

    port: int
    tls_port: int
    log: Path
    process: subprocess.Popen[bytes]


@contextmanager
def postfix(
    program: str, folder: Path, certificate: Certificate, behind: Dovecot
) -> Iterator[Postfix]:
    """Run it in that folder, whose every parent must be open to other users."""
    port, tls_port = free_ports(2)
    _furnish(folder, certificate, behind)
    (folder / "master.cf").write_text(_MASTER.format(host=HOST, port=port, tls_port=tls_port))
    with running(
        [program, "-c", str(folder), "start-fg"],
        stop=[program, "-c", str(folder), "stop"],
        ready=lambda: greets(port, b"220 "),
        log=folder / "mail.log",
    ) as process:
        yield Postfix(port, tls_port, folder / "mail.log", process)


def _furnish(folder: Path, certificate: Certificate, behind: Dovecot) -> None:
    for name in ("queue", "data"):
        (folder / name).mkdir(parents=True)
    shutil.chown(folder / "data", "postfix")
    uid, gid = _numbers(behind.mails)
    main = _MAIN.format(
        folder=folder,
        domains=" ".join(DOMAINS),
        mails=behind.mails,
        lmtp=behind.lmtp,
        auth=behind.auth,
        uid=uid,
        gid=gid,
        certificate=certificate,
    )
    (folder / "main.cf").write_text(main)
    (folder / "readers").write_text(_READERS)
    (folder / "beyond").write_text(f"{BEYOND_LMTP} {BEYOND_LMTP}/\n")
    (folder / "transport").write_text(
        f"{BEYOND_LMTP} virtual:\n"
        "gone@moved.example error:5.1.1 no mailbox of that name\n"
        "full@moved.example error:5.2.2 mailbox is full\n"
    )
    # Passed on: what is refused at once would be refused at the door.
    (folder / "aliases").write_text(f"{GONE} gone@moved.example\n{FULL} full@moved.example\n")


def _numbers(mails: Path) -> tuple[int, int]:
    owner = mails.stat()
    assert mails.owner() == OWNER
    assert mails.group() == GROUP
    return owner.st_uid, owner.st_gid
