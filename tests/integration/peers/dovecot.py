"""Dovecot (2.3, as Debian 12 has it): logins for the relay, mailboxes by LMTP, read by IMAP.

Any address has a mailbox, opened by the one password; `+detail` is not part of its name.
"""

from __future__ import annotations

import shutil
import ssl
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.integration.peers.daemon import HOST, free_ports, greets, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.peers.authority import Certificate

OWNER, GROUP = "nobody", "nogroup"  # whose the mailboxes are: Dovecot refuses root
_CONFIG = """\
protocols = imap lmtp
listen = {host}
base_dir = {run}
state_dir = {state}
log_path = {log}
ssl = required
ssl_cert = <{certificate.certificate}
ssl_key = <{certificate.key}
mail_location = maildir:{mails}/%u
mail_uid = {owner}
mail_gid = {group}
recipient_delimiter = +
mail_max_userip_connections = 100
default_process_limit = 50
default_client_limit = 200
auth_mechanisms = plain login
# No character is out of place in a name: addresses may be UTF-8.
auth_username_chars =
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={homes}/%u allow_all_users=yes
}}
# No delay for a machine whose last login was wrong.
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service lmtp {{
  unix_listener lmtp {{
    user = postfix
    mode = 0600
  }}
}}
service auth {{
  unix_listener smtp-auth {{
    user = postfix
    mode = 0600
  }}
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """`lmtp` and `auth` are sockets for Postfix; `mails` holds a Maildir by address."""

    port: int
    password: str
    mails: Path
    lmtp: Path
    auth: Path
    process: subprocess.Popen[bytes]


@contextmanager
def dovecot(
    program: str, folder: Path, certificate: Certificate, password: str
) -> Iterator[Dovecot]:
    """Run it in that folder, whose every parent must be open to other users."""
    mails, homes = folder / "mails", folder / "homes"
    for owned in (mails, homes):
        owned.mkdir(parents=True)
        shutil.chown(owned, OWNER, GROUP)
    run, config, (port,) = folder / "run", folder / "dovecot.conf", free_ports(1)
    config.write_text(
        _CONFIG.format(
            host=HOST,
            run=run,
            state=folder / "state",
            log=folder / "dovecot.log",
            certificate=certificate,
            mails=mails,
            homes=homes,
            owner=OWNER,
            group=GROUP,
            password=password,
            port=port,
        )
    )
    trusting = ssl.create_default_context(cafile=str(certificate.authority))
    with running(
        [program, "-F", "-c", str(config)],
        stop=[program, "-c", str(config), "stop"],
        ready=lambda: greets(port, b"* OK", trusting),
        log=folder / "dovecot.log",
    ) as process:
        yield Dovecot(port, password, mails, run / "lmtp", run / "smtp-auth", process)
