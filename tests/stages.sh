#!/bin/sh
# Runs the stages of `make test` one by one, all of them even when one fails, and closes with
# the minutes of each. Exits 1 if one failed.
failed=""
table=""

for stage in "$@"; do
    echo "== $stage"
    start=$(date +%s)
    if ${MAKE:-make} --no-print-directory "$stage"; then word=ok; else
        word=FAILED
        failed="$failed $stage"
    fi
    seconds=$(($(date +%s) - start))
    line=$(printf '%-12s %3d min %02d s  %s' "$stage" $((seconds / 60)) $((seconds % 60)) "$word")
    table="$table$line
"
done

echo
echo "Stages:"
printf '%s' "$table"
[ -z "$failed" ] || { echo "Failed:$failed" >&2; exit 1; }
