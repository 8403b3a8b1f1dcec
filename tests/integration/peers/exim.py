"""Exim as a relay: STARTTLS, a login, PIPELINING, CHUNKING, and limits of its own.

It takes mail for example.com, .org and .net, any reader but `nobody...@`, and puts it in one
Maildir. Nothing in its configuration asks a name server or leads out of this machine.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.integration.peers.authority import certificate
from tests.integration.peers.daemon import HOST, free_ports, greets, pause, running
from tests.integration.peers.servers import ARRIVAL, PASSWORD, USER, smtp_keys
from tests.peers import require, require_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.peers.authority import Certificate

OWNER = "Debian-exim"  # Debian's Exim knows no other
_CONFIG = """\
exim_path = {program}
exim_user = {owner}
exim_group = {owner}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/pid
keep_environment =
primary_hostname = relay.meridian.example
disable_ipv6
local_interfaces = <; {host}.{port} ; {host}.{tls_port}
tls_on_connect_ports = {tls_port}
host_lookup =
rfc1413_hosts =
dkim_verify_signers =
dns_dnssec_ok = 0

tls_advertise_hosts = *
tls_certificate = {certificate.certificate}
tls_privatekey = {certificate.key}
auth_advertise_hosts = ${{if eq {{$tls_in_cipher}}{{}} {{}} {{*}}}}
pipelining_advertise_hosts = *
chunking_advertise_hosts = *
smtputf8_advertise_hosts = *
smtp_enforce_sync
smtp_accept_max = 100
smtp_accept_queue_per_connection = 0
deliver_drop_privilege
acl_smtp_rcpt = reader
{more}

begin acl
reader:
  deny !authenticated = *
    message = 5.7.1 Log in first
  deny local_parts = ^nobody
    message = 5.1.1 There is no such reader
  accept domains = example.com : example.org : example.net
  deny message = 5.7.1 There is no way out of this machine

begin routers
all:
  driver = accept
  transport = box

begin transports
box:
  driver = appendfile
  directory = {folder}/mails
  maildir_format
  return_path_add
  envelope_to_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and {{{{eq {{$auth2}}{{{user}}}}} {{eq {{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = User: : Password:
  server_condition = ${{if and {{{{eq {{$auth1}}{{{user}}}}} {{eq {{$auth2}}{{{password}}}}}}}}}
  server_set_id = $auth1
"""


@dataclass(frozen=True)
class Exim:
    """`port` is for STARTTLS, `tls_port` encrypted from the start."""

    port: int
    tls_port: int
    authority: Path
    folder: Path
    process: subprocess.Popen[bytes]

    def smtp(self, **changes: object) -> str:
        """The `[smtp]` keys of an operator who uses this relay; None leaves one out."""
        return smtp_keys(self.authority, **{"port": self.port, **changes})

    def mails(self, number: int) -> list[bytes]:
        """All mails that it delivered, with their trace, once there are so many."""
        deadline = time.monotonic() + ARRIVAL
        while len(found := sorted((self.folder / "mails" / "new").glob("*"))) < number:
            assert time.monotonic() < deadline, self.log()
            pause(self.process)
        return [file.read_bytes() for file in found]

    def log(self) -> str:
        """The end of its journal."""
        return (self.folder / "log" / "mainlog").read_text(errors="replace")[-3000:]


@contextmanager
def exim(more: str = "") -> Iterator[Exim]:
    """Run one with more settings, or leave the test out where nobody may start it."""
    (program,) = require("exim4")
    require_root("Exim starts as root and changes to a user of its own")
    # Not under pytest's folder, which is closed to that user.
    folder = Path(tempfile.mkdtemp(prefix="digest-exim-"))
    folder.chmod(0o755)
    try:
        yield from _run(program, folder, certificate(folder), more)
    finally:
        shutil.rmtree(folder)


def _run(program: str, folder: Path, shown: Certificate, more: str) -> Iterator[Exim]:
    port, tls_port = free_ports(2)
    for name in ("spool", "log", "mails"):
        (folder / name).mkdir()
        shutil.chown(folder / name, OWNER, OWNER)
    shutil.chown(shown.key, OWNER, OWNER)
    values = {"program": program, "folder": folder, "owner": OWNER, "host": HOST, "more": more}
    values |= {"port": port, "tls_port": tls_port, "user": USER, "password": PASSWORD}
    (folder / "exim.conf").write_text(_CONFIG.format(certificate=shown, **values))
    with running(
        [program, "-C", str(folder / "exim.conf"), "-bdf", "-q10s"],
        stop=["sh", "-c", f"kill $(cat {folder}/pid)"],
        ready=lambda: greets(port, b"220 "),
        log=folder / "exim.out",
    ) as process:
        yield Exim(port, tls_port, shown.authority, folder, process)
