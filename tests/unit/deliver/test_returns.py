from __future__ import annotations

import io
import mailbox

import pytest

from digest.deliver.returns import mails, piped
from digest.errors import BounceError

ONE, TWO = b"Subject: one\n\nOne.\n", b"Subject: two\n\nTwo.\n"


@pytest.fixture
def maildir(tmp_path):
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(ONE)
    seen = mailbox.MaildirMessage(TWO)
    seen.set_subdir("cur")
    seen.set_flags("RS")
    box.add(seen)
    return tmp_path / "Maildir"


def test_of_a_maildir_what_nobody_has_seen_is_given_out_until_it_is_taken(maildir):
    [first] = mails(maildir)
    assert first.raw == ONE
    [again] = mails(maildir)
    again.taken()
    assert list(mails(maildir)) == []
    assert sorted(m.get_flags() for m in mailbox.Maildir(maildir)) == ["RS", "S"]


def test_a_mail_that_another_program_moved_meanwhile_is_no_trouble(maildir):
    [first] = mails(maildir)
    first.taken()
    first.taken()
    assert list(mails(maildir)) == []


def test_an_mbox_a_folder_and_a_file(tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    for raw in (ONE, TWO):
        box.add(raw)
    box.close()
    assert [one.raw.strip() for one in mails(tmp_path / "box")] == [ONE.strip(), TWO.strip()]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.eml").write_bytes(ONE)
    (tmp_path / "folder" / ".hidden").write_bytes(TWO)
    assert [(one.raw, one.origin) for one in mails(tmp_path / "folder")] == [(ONE, "a.eml")]
    assert [one.raw for one in mails(tmp_path / "folder" / "a.eml")] == [ONE]


def test_a_pipe_brings_a_mail_or_an_mbox():
    assert [one.raw for one in piped(io.BytesIO(ONE))] == [ONE]
    both = b"From a Mon Nov 23\n" + ONE + b"\nFrom b Mon Nov 23\n" + TWO
    assert [one.raw.strip() for one in piped(io.BytesIO(both))] == [ONE.strip(), TWO.strip()]
    assert list(piped(io.BytesIO(b""))) == []


def test_what_is_not_there_is_said_so(tmp_path):
    with pytest.raises(BounceError, match="No such file"):
        list(mails(tmp_path / "nothing"))
