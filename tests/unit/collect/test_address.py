from __future__ import annotations

import asyncio
from ipaddress import ip_address

import pytest

from digest.collect.address import Resolver, is_public, is_sited
from digest.errors import SourceError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused, never bound
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::127.0.0.1",
        "fec0::1",
        "64:ff9b:1::1",
        "192.0.0.8",
    ],
)
def test_what_is_not_public(address: str):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909"]
)
def test_what_is(address: str):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fe80::1", "::ffff:169.254.169.254", "224.0.0.1", "ff02::1", "::"],
)
def test_no_setting_lets_a_fetch_reach_what_is_no_machines_own(address: str):
    assert not is_sited(ip_address(address))
    with pytest.raises(SourceError, match="not a public address") as caught:
        Resolver(is_sited).check_literal(address)
    assert "whatever allow_private says" in caught.value.hint


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "100.64.0.1", "fd00::1", "9.9.9.9"]
)
def test_private_networks_are_by_setting(address: str):
    assert is_sited(ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1"])
def test_every_spelling_of_loopback_resolves_and_is_refused(host: str):
    with pytest.raises(SourceError, match="not a public address"):
        asyncio.run(Resolver(is_public).resolve(host, 80))


def test_only_allowed_addresses_of_a_host_are_given():
    found = asyncio.run(Resolver(lambda address: address.version == 4).resolve("127.0.0.1", 80))

    assert [one["host"] for one in found] == ["127.0.0.1"]
