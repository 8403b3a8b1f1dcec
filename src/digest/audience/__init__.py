"""Who reads: imports, choices and tokens. Never sends."""
