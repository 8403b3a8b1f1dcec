"""The command line: one file per command group, none imported before it runs."""
