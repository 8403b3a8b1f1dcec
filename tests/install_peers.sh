#!/bin/sh
# Installs the programs that the tests meet (Debian packages), when run as root. Otherwise
# says which tests are left out, and why. With CI set, anything missing is a failure.
PATH=$PATH:/usr/sbin:/sbin
missing=""

# need PROGRAM PACKAGE WHAT: the test of PROGRAM, the package that brings it, what needs it.
need() {
    command -v "$1" >/dev/null 2>&1 || missing="$missing$2|$3
"
}

# font PACKAGE WHAT
font() {
    dpkg -s "$1" >/dev/null 2>&1 || missing="$missing$1|$2
"
}

# part FILE PACKAGE WHAT: a part of a server, which no PATH leads to.
part() {
    [ -e "$1" ] || missing="$missing$2|$3
"
}

look() {
    missing=""
    need chromium chromium "browser tests"
    need smtp-sink postfix "tests and benchmarks against a real SMTP server"
    need postfix postfix "mails through a real relay"
    need dovecot dovecot-core "mails read back over IMAP"
    part /usr/lib/dovecot/imap dovecot-imapd "mails read back over IMAP"
    part /usr/lib/dovecot/lmtp dovecot-lmtpd "mails brought to a mailbox"
    need dkimproxy-verify libmail-dkim-perl "signatures judged by Mail::DKIM"
    font fonts-noto-core "screenshots of Arabic and Hindi titles"
    font fonts-noto-cjk "screenshots of Japanese titles"
    font fonts-liberation "screenshots of Latin titles"
}

# A package of a server starts it, now and whenever the machine starts: here neither.
policy=/usr/sbin/policy-rc.d
hold_servers() {
    [ -e "$policy" ] && return
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
}
keep_off() {
    case " $packages " in *" $1 "*) update-rc.d "$2" disable >>"$log" 2>&1 || true ;; esac
}

look
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    packages=$(printf '%s' "$missing" | cut -d'|' -f1 | sort -u | tr '\n' ' ')
    echo "Installing for the tests: $packages"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    hold_servers
    echo "postfix postfix/main_mailer_type select No configuration" |
        debconf-set-selections 2>/dev/null
    # shellcheck disable=SC2086  # one word a package
    { apt-get update && apt-get install --yes --no-install-recommends $packages; } >"$log" 2>&1 ||
        { echo "apt-get failed; its last words:" && tail -n 5 "$log"; } >&2
    keep_off postfix postfix
    keep_off dovecot-core dovecot
    rm -f "$log"
    look
    [ -z "$missing" ] && exit 0
    why="it could not be installed"
else
    why="it is not installed, and only root can do that with apt"
fi

printf '%s' "$missing" | while IFS='|' read -r package what; do
    echo "LEFT OUT: $what: they need Debian's $package; $why."
done
[ -z "$CI" ]
