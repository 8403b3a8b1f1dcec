"""inbox, serve and demo: programs that stay."""

from __future__ import annotations

import signal
import smtplib
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from tests.unit.cli.newsroom import write_news

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIN = "from digest.__main__ import main; main()"


@contextmanager
def running(*args: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 - our own server's
        return str(answer.read().decode())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_inbox_takes_mails_until_a_signal(folder, number):
    with running("inbox", "--smtp-port", "0", "--web-port", "0", "--dir", "mails") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        port = int(process.stderr.readline().split(";")[0].split()[-1])
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            client.sendmail("a@news.example", "b@news.example", "Subject: Hello\r\n\r\nx\r\n")
        assert "Hello" in read(url)
        assert len(list((folder / "mails").iterdir())) == 1
        process.send_signal(number)
        assert process.wait(20) == 0


def test_the_site_serves_until_a_signal(ready):
    with running("serve", "--port", "0") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            read(f"{url}u/forged")
        missing.value.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_a_port_that_is_taken_is_said(ready):
    with running("serve", "--port", "0") as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip().rstrip("/").rpartition(":")[2]
        refused = ready("serve", "--port", port)
        assert refused.code == 1
        assert f"port {port}" in refused.err


def test_the_demo_ends_by_itself_and_leaves_the_day(digest, folder):
    shown = digest("demo", "--no-serve", "--out", "out", "--port", "0")
    assert shown.code == 0
    summary = dict(line.split(maxsplit=1) for line in shown.out.splitlines()[:9])
    assert int(summary["articles"]) > 60
    assert int(summary["topics"]) >= 6
    mails = list((folder / "out").glob("*.eml"))
    assert summary["deliveries"] == f"sent {len(mails)}"
    assert "out" in shown.out.splitlines()[-1]


def test_the_preview_shows_the_draft_until_a_signal(ready, folder):
    write_news(folder)
    ready("collect")
    name = ready("build").out.strip()
    with running("preview", "--port", "0") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        assert process.stderr.readline().startswith(f"{name}; ")
        assert "Border treaty signed" in read(f"{url}?view=source")
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_the_preview_shows_a_sample_until_an_edition_is_built(ready):
    with running("preview", "--port", "0") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        assert process.stderr.readline() == "a sample until an edition is built; Ctrl-C ends it\n"
        assert "A sample: these stories are made up." in read(url)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert ready("editions", "list", "--json").out.strip() == "[]"


def test_an_edition_that_is_asked_for_must_be_there(ready):
    assert ready("preview", "briefing-daily-2020-01-01").code == 1
    assert ready("preview", "--newsletter", "nosuch").code == 3
    assert ready("preview", "x", "--newsletter", "briefing").code == 2
