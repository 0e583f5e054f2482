"""Which addresses may be asked: named hosts, never an inner network by a trick."""

import ipaddress
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from layers.remote.errors import RefusedAddress, RemoteFailure

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_LONGEST_LOOKUP_S = 5.0
_resolvers = ThreadPoolExecutor(4, thread_name_prefix="resolver")
"""The system's resolver has no limit of its own that one could set."""
_LONGEST_URL = 8_000
_PRINTABLE = re.compile(r"[!-\[\]-~]+")
"""ASCII without blanks, control characters and the backslash, which clients read differently."""
_NAME = re.compile(
    r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?"
)
"""The last label begins with a letter: decimal, octal and hexadecimal addresses are no names."""
_CARRIERS = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.88.99.0/24",  # relays of 6to4
            "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32",  # carry IPv4 inside
            "::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "fec0::/10",
        ),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect to, and what to say there."""

    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def origin(self) -> str:
        """The value of the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str) -> Target:
    """What the URL means and the one address to connect to, resolved here and once.

    Raises `RefusedAddress` for what may not be asked, `RemoteFailure` for a name without address.
    """
    scheme, host, port, path = parts(url)
    inner_allowed = is_inner(host, port)
    if not inner_allowed and not (port in _PORTS.values() and _is_allowed(host)):
        raise RefusedAddress(
            f"Hostitel {host}:{port} není povolen; povolené jsou v nastavení GIS_REMOTE_HOSTS."
        )
    found = _resolved(host, port)
    if not inner_allowed and (inner := [one for one in found if not is_public(one)]):
        raise RefusedAddress(
            f"Hostitel {host} vede na adresu {inner[0]}, která není veřejná; vnitřní síť se "
            "povoluje jen výslovně nastavením GIS_REMOTE_PRIVATE_HOSTS."
        )
    return Target(scheme, host, port, path, str(found[0]))


def is_inner(host: str, port: int) -> bool:
    """Whether it is a place in the inner network that the setting names."""
    return f"{host}:{port}" in _names(settings.REMOTE_PRIVATE_HOSTS)


def parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host in lower case, port, path with query; raises `RefusedAddress`."""
    if len(url) > _LONGEST_URL or not _PRINTABLE.fullmatch(url):
        raise RefusedAddress("Adresa je příliš dlouhá nebo obsahuje nedovolené znaky.")
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError as exc:
        raise RefusedAddress(f"Adresa {url[:200]} není platná.") from exc
    if split.scheme not in _PORTS:
        raise RefusedAddress("Adresa musí začínat http:// nebo https://.")
    if "@" in split.netloc or split.fragment:
        raise RefusedAddress("Adresa nesmí obsahovat jméno, heslo ani část za #.")
    host = (split.hostname or "").removesuffix(".")
    if not _is_host(host):
        raise RefusedAddress(f"{host[:100]!r} není jméno hostitele ani adresa v obvyklém zápisu.")
    path = (split.path or "/") + (f"?{split.query}" if split.query else "")
    return split.scheme, host, port if port is not None else _PORTS[split.scheme], path


def is_public(address: IPAddress) -> bool:
    """Whether it belongs to the internet at large, not to this machine or an inner network."""
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _CARRIERS)
    )


def _is_host(host: str) -> bool:
    if _NAME.fullmatch(host):
        return True
    try:
        return str(ipaddress.ip_address(host)) == host and "%" not in host
    except ValueError:
        return False


def _is_allowed(host: str) -> bool:
    """Named itself, or below a name that the setting writes with a dot before it."""
    return any(
        host == name or (name.startswith(".") and host.endswith(name))
        for name in _names(settings.REMOTE_HOSTS)
    )


def _names(setting: list[str]) -> list[str]:
    return [name.lower() for name in setting]


def _resolved(host: str, port: int) -> list[IPAddress]:
    asked = _resolvers.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = asked.result(_LONGEST_LOOKUP_S)
    except TimeoutError as exc:
        asked.cancel()
        raise RemoteFailure(f"Jméno {host} se nepodařilo včas přeložit na adresu.") from exc
    except (OSError, UnicodeError) as exc:
        raise RemoteFailure(f"Jméno {host} nemá adresu.") from exc
    return [ipaddress.ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found]
