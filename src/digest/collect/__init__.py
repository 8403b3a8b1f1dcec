"""From sources to articles; the only room that fetches over HTTP."""
