"""The exit codes of all commands, as docs/cli.md tells them. Imports nothing, for __main__."""

FAILED = 1
CONFIGURATION = 3
NOTHING_TO_SEND = 4
SOME_FAILED = 5
MOST_SOURCES_FAILED = 6
TRY_AGAIN = 75
INTERRUPTED = 130
