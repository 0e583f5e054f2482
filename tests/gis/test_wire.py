"""What the server does with requests that are odd below HTTP: headers, ranges, two lengths."""

import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
import requests

PATH = "/api/collections"
WITHIN_S = 10.0


def talk(server_url: str, sent: bytes) -> bytes:
    """All that comes back until the server closes, or is silent for a while."""
    place = urlsplit(server_url)
    assert place.hostname and place.port
    with socket.create_connection((place.hostname, place.port), timeout=3) as wire:
        received = b""
        try:
            wire.sendall(sent)
            while piece := wire.recv(65_536):
                received += piece
        except OSError:
            pass  # closed on us, or nothing more to say
        return received


def still_answers(server_url: str) -> None:
    started = time.monotonic()
    assert requests.get(f"{server_url}/health/live", timeout=WITHIN_S).status_code == 200
    assert time.monotonic() - started < WITHIN_S


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 44\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Content-Length: 4\r\nContent-Length: 44\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: 4\r\n",
        "Content-Length: +44\r\n",
    ],
)
def test_request_hidden_in_a_body_is_not_answered(server_url: str, lengths: str) -> None:
    hidden = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
    sent = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\n{lengths}\r\n0\r\n\r\n{hidden}"
    received = talk(server_url, sent.encode())

    first = received.split(b"\r\n", 1)[0]
    assert not received or first.split()[1].startswith(b"4"), received[:200]
    assert b"HTTP/1.1 200" not in received
    still_answers(server_url)


@pytest.mark.parametrize(
    "headers",
    [
        "".join(f"X-{number}: 1\r\n" for number in range(10_000)),
        f"X-Long: {'a' * 2_000_000}\r\n",
        f"Cookie: {'; '.join(f'a{number}=1' for number in range(20_000))}\r\n",
    ],
    ids=["many", "long", "cookies"],
)
def test_headers_without_end_are_answered_refused_or_cut_off(server_url: str, headers: str) -> None:
    received = talk(server_url, f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())

    assert not received or received.split()[1][:1] in {b"2", b"4"}, received[:200]
    still_answers(server_url)


def test_thousand_ranges_send_no_more_than_the_whole(server_url: str) -> None:
    whole = requests.get(f"{server_url}{PATH}", timeout=WITHIN_S)
    ranges = ",".join(f"{start}-{start + 500}" for start in range(1000))
    cut = requests.get(
        f"{server_url}{PATH}", headers={"Range": f"bytes={ranges}"}, timeout=WITHIN_S
    )

    assert cut.status_code in {200, 416}
    assert len(cut.content) <= len(whole.content)


def test_those_who_never_end_their_headers_keep_nobody_waiting(server_url: str) -> None:
    place = urlsplit(server_url)
    with ExitStack() as stack:
        for _ in range(100):
            wire = stack.enter_context(
                socket.create_connection((place.hostname, place.port), timeout=3)  # type: ignore[arg-type]
            )
            wire.sendall(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".encode())
        still_answers(server_url)
