"""Which addresses may be asked (HOSTILE 43)."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.remote.address import is_public, parts, target
from layers.remote.errors import RefusedAddress, RemoteFailure
from layers.remote.fetch import CAPABILITIES, fetch
from tests.layers.remote.server import Server

_INNER = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/29", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
    "::/96", "::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "2001::/32", "fc00::/7", "fe80::/10",
    "fec0::/10", "ff00::/8",
]  # fmt: skip


@st.composite
def inner_addresses(draw: st.DrawFn) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    network = ipaddress.ip_network(draw(st.sampled_from(_INNER)))
    return network[draw(st.integers(0, network.num_addresses - 1))]


@given(inner_addresses())
def test_no_address_of_an_inner_network_is_public(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_inner_address_inside_a_longer_one_is_not_public(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for base in ("::ffff:0:0", "::", "64:ff9b::"):
        carrier = ipaddress.IPv6Address(int(ipaddress.IPv6Address(base)) + number)
        assert not is_public(carrier)
    assert not is_public(ipaddress.IPv6Address((0x2002 << 112) + (number << 80)))


@pytest.mark.parametrize("address", ["8.8.8.8", "193.85.32.1", "2001:718:1:1::2"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_in_an_unusual_form_is_no_host(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    octets = str(address).split(".")
    forms = [str(number), hex(number), oct(number).replace("0o", "0"),
             ".".join(hex(int(octet)) for octet in octets),
             ".".join(f"0{int(octet):o}" for octet in octets[:3]) + ".0377",
             f"{octets[0]}.{octets[3]}"]  # fmt: skip
    for form in forms:
        with pytest.raises(RefusedAddress):
            parts(f"http://{form}/wms")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "ftp://example.org/a",
        "//example.org/wms",
        "http://user:heslo@example.org/wms",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/a b",
        "http://example.org/\r\nHost: x",
        "http://[::ffff:127.0.0.1/",
        "http://[fe80::1%25eth0]/",
        "http://exa%6dple.org/",
        "http://example.org:99999/",
        "http://0x7f.1/",
        "http:///wms",
        "http://příklad.org/",
        "http://example.org/#x",
        "http://example.org/" + 9_000 * "a",
    ],
)
def test_a_crooked_address_is_refused(url: str) -> None:
    with pytest.raises(RefusedAddress):
        parts(url)


def test_nothing_is_allowed_by_default(settings: Any) -> None:
    settings.REMOTE_HOSTS = settings.REMOTE_PRIVATE_HOSTS = []
    with pytest.raises(RefusedAddress, match="GIS_REMOTE_HOSTS"):
        target("https://ags.cuzk.gov.cz/wms")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://localhost/"]
)
def test_an_allowed_host_in_an_inner_network_is_refused_after_resolution(
    url: str, settings: Any
) -> None:
    settings.REMOTE_HOSTS = ["127.0.0.1", "::1", "10.0.0.1", "localhost"]
    with pytest.raises(RefusedAddress, match="není veřejná"):
        target(url)


def test_a_name_with_one_public_and_one_inner_address_is_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REMOTE_HOSTS = [".example.org"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: _found("8.8.8.8", "192.168.1.1"))
    with pytest.raises(RefusedAddress, match=r"192\.168\.1\.1"):
        target("https://mapy.example.org/wms")


def test_other_ports_and_other_names_of_an_allowed_host_are_refused(settings: Any) -> None:
    settings.REMOTE_HOSTS = ["example.org"]
    for url in ("http://example.org:8080/", "http://mapy.example.org/", "http://example.org.cz/"):
        with pytest.raises(RefusedAddress, match="není povolen"):
            target(url)


def test_a_name_without_address_is_a_failure(settings: Any) -> None:
    settings.REMOTE_HOSTS = ["nic.invalid"]
    with pytest.raises(RemoteFailure, match=r"nic\.invalid"):
        target("http://nic.invalid/")


def test_a_name_that_changes_its_mind_is_asked_at_the_checked_address(
    remote: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = remote.server_address[1]
    settings.REMOTE_PRIVATE_HOSTS = [f"mapy.example.org:{port}"]
    answers = [_found("127.0.0.1", port=port)]
    real = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **named: Any) -> Any:
        return answers.pop() if host == "mapy.example.org" else real(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    asked = f"http://mapy.example.org:{port}/wms?request=GetCapabilities"
    assert b"WMS_Capabilities" in fetch(asked, CAPABILITIES).body
    assert not answers, "it was resolved once"


def _found(*addresses: str, port: int = 443) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]
