"""The nouns are imported when they are asked for."""

from __future__ import annotations

import subprocess
import sys


def test_a_parser_that_reads_plain_feeds_imports_little():
    look = (
        "import sys, digest.collect.feed;"
        "print({'digest.model.reader', 'feedparser', 'trafilatura', 'aiohttp'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
