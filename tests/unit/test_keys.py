from __future__ import annotations

import base64
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from digest.errors import ConfigError
from digest.keys import RootKey, load_root_key, rotate

PURPOSES = ("link", "verp", "suppression", "session")


def test_a_key_is_made_once_and_private(tmp_path):
    before = os.umask(0)
    try:
        first = load_root_key(tmp_path / "digest.db", {})
    finally:
        os.umask(before)
    path = tmp_path / "digest.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert base64.b64decode(path.read_bytes()) == first.secret
    assert len(first.secret) == 32
    assert load_root_key(tmp_path / "digest.db", {}) == first
    assert [left.name for left in tmp_path.iterdir()] == ["digest.key"]


def test_two_installations_have_two_keys(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    keys = {load_root_key(tmp_path / name / "digest.db", {}).secret for name in ("one", "two")}
    assert len(keys) == 2


def test_those_who_come_at_once_get_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: load_root_key(tmp_path / "digest.db", {}), range(32)))
    assert len(keys) == 1
    assert [left.name for left in tmp_path.iterdir()] == ["digest.key"]


def test_each_purpose_has_its_own_subkey():
    key = RootKey(b"k" * 32)
    subkeys = {purpose: key.subkey(purpose) for purpose in PURPOSES}
    assert len(set(subkeys.values())) == 4
    assert {len(subkey) for subkey in subkeys.values()} == {32}
    assert key.secret not in subkeys.values()


def test_subkeys_never_change_between_releases():
    assert RootKey(b"k" * 32).subkey("link").hex() == (
        "80d24b903f8699e47fb4761d6d472541b95b085f66158e1b61191dda43968d1c"
    )


def test_the_derivation_is_that_of_rfc_5869():
    """Appendix A.3: SHA-256, no salt, no info."""
    made = HKDF(algorithm=SHA256(), length=42, salt=None, info=b"").derive(b"\x0b" * 22)
    assert made.hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )


def test_the_environment_overrides_and_makes_no_file(tmp_path):
    key = load_root_key(tmp_path / "digest.db", {"DIGEST_SECRET": "correct horses é"})
    assert key == RootKey("correct horses é".encode())
    assert list(tmp_path.iterdir()) == []


def test_a_short_secret_is_refused_and_not_repeated(tmp_path):
    with pytest.raises(ConfigError, match="shorter than 16") as caught:
        load_root_key(tmp_path / "digest.db", {"DIGEST_SECRET": "hunter2"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    load_root_key(tmp_path / "digest.db", {})
    path = tmp_path / "digest.key"
    path.chmod(mode)
    with pytest.raises(ConfigError, match="read by others") as caught:
        load_root_key(tmp_path / "digest.db", {})
    assert caught.value.hint == f"chmod 600 {path}"


@pytest.mark.parametrize("content", [b"", b"c2hvcnQ=", b"not base64 !!", b"\xff" * 44])
def test_a_damaged_key_is_refused_and_kept(tmp_path, content):
    path = tmp_path / "digest.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="holds no key"):
        load_root_key(tmp_path / "digest.db", {})
    assert path.read_bytes() == content


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ConfigError, match="can't be used: No such file"):
        load_root_key(tmp_path / "nowhere" / "digest.db", {})


def test_the_secret_is_not_in_the_repr():
    assert "kkkk" not in repr(RootKey(b"k" * 32))


def test_a_rotated_key_signs_and_the_old_ones_still_hold(tmp_path):
    database = tmp_path / "digest.db"
    first = load_root_key(database, {})
    second = rotate(database, {})
    third = rotate(database, {})
    assert load_root_key(database, {}) == third
    assert third.older == (second.secret, first.secret)
    assert third.subkeys("link")[2] == first.subkey("link")
    path = tmp_path / "digest.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    assert load_root_key(database, {}).subkeys("link") == (third.subkey("link"),)


def test_secrets_of_the_environment_stand_on_lines_and_are_not_rotated_here(tmp_path):
    both = {"DIGEST_SECRET": "a new secret of mine\nthe old one, long enough\n"}
    key = load_root_key(tmp_path / "digest.db", both)
    assert key == RootKey(b"a new secret of mine", (b"the old one, long enough",))
    with pytest.raises(ConfigError, match="stands in DIGEST_SECRET"):
        rotate(tmp_path / "digest.db", both)
    with pytest.raises(ConfigError, match="shorter"):
        load_root_key(tmp_path / "digest.db", {"DIGEST_SECRET": "a new secret of mine\nshort"})
