"""The only way out: GET of an allowed address within limits of time and size.

The connection goes to the address that was checked, so that a name which changes its mind between
check and connection gains nothing. Proxies of the environment are not used.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from layers.remote.address import Target, target
from layers.remote.errors import RefusedAddress, RemoteError, RemoteFailure
from layers.remote.login import Login

_CHUNK_BYTES = 1 << 16
_MOST_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_WANT_LOGIN = {401, 403}
_CONNECT_S = 5.0
_FAILURES = (OSError, http.client.HTTPException, zlib.error)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the whole answer may take, and how many bytes it may have when unpacked."""

    seconds: float
    size_bytes: int


CAPABILITIES = Limits(seconds=15, size_bytes=20_000_000)
PICTURE = Limits(seconds=10, size_bytes=16_000_000)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer with status 200."""

    url: str
    content_type: str
    body: bytes


def fetch(url: str, limits: Limits, login: Login | None = None) -> Answer:
    """The whole answer; redirects are followed on the same host only, a login goes nowhere else.

    Raises `RefusedAddress` for what may not be asked and `RemoteFailure` for every answer that is
    not whole, in time and 200.
    """
    deadline = time.monotonic() + limits.seconds
    first = asked = target(url)
    for _ in range(_MOST_REDIRECTS + 1):
        try:
            with _answered(asked, _headers(asked, login), deadline) as response:
                if response.status not in _REDIRECTS:
                    return _taken(url, response, limits)
                url = urljoin(url, response.getheader("Location") or "")
        except RemoteError:
            raise
        except _FAILURES as exc:
            raise RemoteFailure(_why(asked, exc, deadline, limits)) from exc
        asked = target(url)
        if asked.host != first.host:
            raise RefusedAddress(f"Služba přesměrovala na jiného hostitele ({asked.host}).")
    raise RemoteFailure(f"Služba {first.host} přesměrovává stále dokola.")


@contextmanager
def _answered(
    asked: Target, headers: dict[str, str], deadline: float
) -> Iterator[http.client.HTTPResponse]:
    """The answer's head is read; at the deadline the connection ends, whatever it is doing."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    plain = socket.create_connection((asked.address, asked.port), min(left, _CONNECT_S))
    plain.settimeout(left)
    handle = plain.dup()  # TLS takes the socket itself over
    end = threading.Timer(left, _cut, [handle])
    end.daemon = True
    end.start()
    connection = http.client.HTTPConnection(asked.host, asked.port)
    try:
        connection.sock = _secured(plain, asked.host) if asked.scheme == "https" else plain
        connection.request("GET", asked.path, headers=headers)
        yield connection.getresponse()
        if time.monotonic() >= deadline:  # what was cut may look like an end
            raise TimeoutError
    finally:
        end.cancel()
        for one in (connection, plain, handle):
            one.close()


def _secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


def _cut(handle: socket.socket) -> None:
    """Wakes whoever waits for bytes; a timeout of the socket counts from each byte anew."""
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _headers(asked: Target, login: Login | None) -> dict[str, str]:
    own = login.headers_for(asked) if login else {}
    return own | {
        "Host": asked.origin,
        "User-Agent": "DMVS",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _taken(url: str, response: http.client.HTTPResponse, limits: Limits) -> Answer:
    if response.status in _WANT_LOGIN:
        raise RemoteFailure(f"Služba požaduje přihlášení nebo je odmítla (stav {response.status}).")
    if response.status != http.client.OK:
        raise RemoteFailure(f"Služba odpověděla stavem {response.status}.")
    body = bytearray()
    for chunk in _unpacked(response):
        body += chunk
        if len(body) > limits.size_bytes:
            raise RemoteFailure(f"Odpověď je větší než {limits.size_bytes // 1_000_000} MB.")
    return Answer(url, (response.getheader("Content-Type") or "").strip().lower(), bytes(body))


def _unpacked(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """The body piece by piece, never more than a piece in memory however it is packed."""
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip"}:
        raise RemoteFailure("Odpověď je zabalena způsobem, o který nebyla žádána.")
    return _gunzipped(_pieces(response)) if coding == "gzip" else _pieces(response)


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    missing = response.length
    while piece := response.read(_CHUNK_BYTES):
        missing = None if missing is None else missing - len(piece)
        yield piece
    if missing:
        raise http.client.IncompleteRead(b"", missing)


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    for piece in pieces:
        packed = piece
        while unpacked := unpacker.decompress(packed, _CHUNK_BYTES):
            yield unpacked
            packed = unpacker.unconsumed_tail
    if not unpacker.eof:
        raise zlib.error("cut short")


def _why(asked: Target, exc: Exception, deadline: float, limits: Limits) -> str:
    if isinstance(exc, TimeoutError) or time.monotonic() >= deadline - 0.01:
        return f"Služba {asked.host} neodpověděla celá do {limits.seconds:g} s."
    if isinstance(exc, ssl.SSLError):
        return f"Zabezpečené spojení se službou {asked.host} nelze navázat: {exc.reason}."
    if isinstance(exc, OSError):
        return f"Se službou {asked.host} se nelze spojit ({exc.strerror or type(exc).__name__})."
    return f"Odpověď služby {asked.host} je neúplná nebo není podle HTTP ({type(exc).__name__})."
