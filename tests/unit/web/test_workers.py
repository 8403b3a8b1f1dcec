"""Several processes on one socket, as `digest serve` runs them."""

from __future__ import annotations

import os
import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.unit.cli.test_servers import running

from digest.errors import DigestError
from digest.web.workers import supervise


def _status(url: str) -> int:
    try:
        urllib.request.urlopen(url, timeout=20)  # noqa: S310 - our own server's
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    return 200


def _children(pid: int) -> set[int]:
    return {int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def test_workers_answer_a_fallen_one_is_replaced_and_all_end_together(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "digest.toml").write_text("[serve]\nport = 1\n")
    with running("serve", "--port", "0", "--workers", "2") as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert _status(f"{url}u/forged") == 404
        first = _children(process.pid)
        while len(first) < 2:
            first = _children(process.pid)
        os.kill(min(first), signal.SIGKILL)
        while len(_children(process.pid) - {min(first)}) < 2:
            pass
        assert _status(f"{url}u/forged") == 404
        second = _children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0

    assert max(first) in second
    assert not [pid for pid in first | second if Path(f"/proc/{pid}").exists()]


def test_workers_that_can_not_live_are_given_up():
    with pytest.raises(DigestError, match="as soon as they are started") as refused:
        supervise(lambda: os._exit(1), 2)
    assert "workers = 1" in refused.value.hint
