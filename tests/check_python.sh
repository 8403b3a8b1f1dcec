#!/bin/sh
# Can this Python make the virtual environment that digest runs in? Says what to install if
# not. Changes nothing.
python=${1:-python3}

if ! command -v "$python" >/dev/null 2>&1; then
    echo "There is no '$python' here. On Debian, as root: apt install python3 python3-venv" >&2
    echo "Another Python is used with: make PYTHON=/path/to/python3 ..." >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "digest needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1)." >&2
    echo "Another Python is used with: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "'$python' can't make virtual environments. On Debian, as root: apt install python3-venv" >&2
    exit 1
fi
