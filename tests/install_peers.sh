#!/bin/sh
# Installs the programs that the tests meet (Debian packages), when run as root. Otherwise
# says which tests are left out, and why. With CI set, anything missing is a failure.
unpacked=$(cd "$(dirname "$0")/.." && pwd)/.peers
PATH=$PATH:/usr/sbin:/sbin:$unpacked
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

# finish: what npm brings, which needs no root; then the end.
finish() {
    node=$(dirname "$0")/node
    [ -d "$node/node_modules/mjml" ] && [ -d "$node/node_modules/juice" ] && exit 0
    echo "Installing with npm: the official mjml, and juice"
    npm install --prefix "$node" --no-audit --no-fund --no-package-lock --loglevel=error >&2 &&
        exit 0
    echo "LEFT OUT: our MJML beside the official one: npm could not install it."
    [ -z "$CI" ]
    exit
}

# part FILE PACKAGE WHAT: a part of a server, which no PATH leads to.
part() {
    [ -e "$1" ] || missing="$missing$2|$3
"
}

# runs PACKAGE WHAT COMMAND...: a program that needs more than its file.
runs() {
    package=$1 what=$2
    shift 2
    "$@" >/dev/null 2>&1 || missing="$missing$package|$what
"
}

look() {
    missing=""
    need chromium chromium "browser tests"
    need npm npm "our MJML beside the official one"
    need smtp-sink postfix "tests and benchmarks against a real SMTP server"
    need postfix postfix "mails through a real relay"
    need dovecot dovecot-core "mails read back over IMAP"
    part /usr/lib/dovecot/imap dovecot-imapd "mails read back over IMAP"
    part /usr/lib/dovecot/lmtp dovecot-lmtpd "mails brought to a mailbox"
    need dkimproxy-verify libmail-dkim-perl "signatures judged by Mail::DKIM"
    need spamassassin spamassassin "mails judged by SpamAssassin"
    runs $exim "mails through a relay of another kind" exim4 -C /dev/null -bV
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
    ! wanted "$1" || update-rc.d "$2" disable >>"$log" 2>&1 || true
}
wanted() {
    case " $packages " in *" $1 "*) true ;; *) false ;; esac
}

# Postfix and Exim are both the mail server of a machine, and Debian installs one of them. So
# Exim's program is unpacked beside this checkout; its libraries and its user are installed.
exim=exim4-daemon-light
unpack_exim() {
    folder=$(mktemp -d)
    chmod 755 "$folder"
    # shellcheck disable=SC2086  # one word a package
    (cd "$folder" && apt-get download $exim) &&
        libraries=$(dpkg-deb -f "$folder"/*.deb Depends | tr ',' '\n' |
            sed -n 's/^ *\(lib[^ ]*\).*/\1/p') &&
        install_packages $libraries &&
        dpkg-deb --extract "$folder"/*.deb "$folder/all" &&
        install -D --mode=755 "$folder/all/usr/sbin/exim4" "$unpacked/exim4" &&
        exim_user
    done=$?
    rm -rf "$folder"
    return $done
}
exim_user() {
    id Debian-exim || useradd --system --user-group --no-create-home \
        --home-dir /nonexistent --shell /usr/sbin/nologin Debian-exim
}
install_packages() {
    apt-get install --yes --no-install-recommends "$@"
}

look
[ -z "$missing" ] && finish

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    packages=$(printf '%s' "$missing" | cut -d'|' -f1 | sort -u | tr '\n' ' ')
    echo "Installing for the tests: $packages"
    with_apt=$(printf '%s' "$packages" | sed "s/$exim //")
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    hold_servers
    echo "postfix postfix/main_mailer_type select No configuration" |
        debconf-set-selections 2>/dev/null
    # shellcheck disable=SC2086  # one word a package
    { apt-get update && install_packages $with_apt && { ! wanted $exim || unpack_exim; }; } \
        >"$log" 2>&1 ||
        { echo "apt-get failed; its last words:" && tail -n 5 "$log"; } >&2
    keep_off postfix postfix
    keep_off dovecot-core dovecot
    rm -f "$log"
    look
    [ -z "$missing" ] && finish
    why="it could not be installed"
else
    why="it is not installed, and only root can do that with apt"
fi

printf '%s' "$missing" | while IFS='|' read -r package what; do
    echo "LEFT OUT: $what: they need Debian's $package; $why."
done
[ -z "$CI" ]
