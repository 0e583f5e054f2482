"""Answers that are not whole, in time and of the right kind are failures (HOSTILE 13)."""

import gzip
import re
import ssl
import subprocess
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layers.remote.errors import RefusedAddress, RemoteError, RemoteFailure
from layers.remote.fetch import PICTURE, Limits, fetch
from layers.remote.picture import picture
from tests.layers.remote.server import Handler, Reply, Server, drip, drip_head, endless, png
from tests.stack import ROOT

_EXCEPTION = b"""<?xml version='1.0'?><ServiceExceptionReport version="1.3.0"
 xmlns="http://www.opengis.net/ogc"><ServiceException>Vrstva neexistuje</ServiceException>
</ServiceExceptionReport>"""


def says(body: bytes, content_type: str, status: int = 200, **headers: str) -> Reply:
    return lambda handler, _: handler.say(body, content_type, status, **headers)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (says(_EXCEPTION, "text/xml"), "Vrstva neexistuje"),
        (says(b"<html>Prihlaste se</html>", "text/html"), "text/html"),
        (says(_EXCEPTION, "image/png"), "poškozený"),
        (says(png((256, 256))[:-40], "image/png"), "poškozený"),
        (says(png((255, 256)), "image/png"), "255 × 256"),
        (says(b"", "image/png"), "poškozený"),
        (says(png((256, 256)), "image/png", 500), "stavem 500"),
        (says(png((256, 256)), "image/png", Content_Length="9000"), "neúplná"),
        (says(b"\x1f\x8b" + bytes(30), "image/png", Content_Encoding="gzip"), "neúplná"),
        (says(b"", "image/png", Content_Encoding="br"), "zabalena"),
        (says(gzip.compress(bytes(40_000_000)), "image/png", Content_Encoding="gzip"), "větší"),
    ],
)
def test_what_is_no_picture_is_a_failure(remote: Server, reply: Reply, reason: str) -> None:
    remote.replies["/wms"] = reply
    with pytest.raises(RemoteFailure, match=reason):
        picture(f"{remote.url}/wms", (256, 256))


@pytest.mark.parametrize("reply", [drip, drip_head])
def test_a_byte_now_and_then_ends_at_the_limit(
    remote: Server, reply: Callable[[Handler, dict[str, str]], None]
) -> None:
    remote.replies["/wms"] = reply
    begun = time.monotonic()
    with pytest.raises(RemoteFailure, match="do 1 s"):
        fetch(f"{remote.url}/wms", Limits(seconds=1, size_bytes=10**6))
    assert time.monotonic() - begun < 2


def test_ten_gigabytes_end_at_the_limit_in_little_memory(remote: Server) -> None:
    remote.replies["/wms"] = endless
    tracemalloc.start()
    try:
        with pytest.raises(RemoteFailure, match="větší než 16 MB"):
            fetch(f"{remote.url}/wms", PICTURE)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:5432/",
     "http://localhost/", "//[::1]/", "gopher://127.0.0.1/"],
)  # fmt: skip
def test_a_redirect_to_another_place_is_refused(remote: Server, location: str) -> None:
    remote.replies["/wms"] = says(b"", "text/plain", 302, Location=location)
    with pytest.raises(RefusedAddress):
        fetch(f"{remote.url}/wms", PICTURE)
    assert len(remote.asked) == 1


def test_a_redirect_to_another_allowed_host_is_refused(remote: Server, settings: Any) -> None:
    port = remote.server_address[1]
    settings.REMOTE_PRIVATE_HOSTS = [remote.host, f"localhost:{port}"]
    there = f"http://localhost:{port}/legend.png"
    remote.replies["/wms"] = says(b"", "text/plain", 302, Location=there)
    with pytest.raises(RefusedAddress, match="jiného hostitele"):
        fetch(f"{remote.url}/wms", PICTURE)


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(remote: Server) -> None:
    remote.replies["/old"] = says(b"", "text/plain", 301, Location="/legend.png")
    assert fetch(f"{remote.url}/old", PICTURE).content_type == "image/png"
    remote.replies["/old"] = says(b"", "text/plain", 301, Location="/old")
    with pytest.raises(RemoteFailure, match="dokola"):
        fetch(f"{remote.url}/old", PICTURE)


def test_a_packed_answer_is_unpacked(remote: Server) -> None:
    remote.replies["/wms"] = says(
        gzip.compress(b"x" * 200_000), "text/xml", Content_Encoding="gzip"
    )
    assert fetch(f"{remote.url}/wms", PICTURE).body == b"x" * 200_000


def test_proxies_of_the_environment_are_not_used(
    remote: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(f"{remote.url}/legend.png", PICTURE).body.startswith(b"\x89PNG")


def test_nobody_listening_is_a_failure(settings: Any) -> None:
    settings.REMOTE_PRIVATE_HOSTS = ["127.0.0.1:9"]
    with pytest.raises(RemoteError, match="nelze spojit"):
        fetch("http://127.0.0.1:9/", PICTURE)


@pytest.fixture
def secure(remote: Server, settings: Any, tmp_path: Path) -> Path:
    """The server speaks TLS with a certificate for `localhost` that nobody has signed."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    remote.socket = context.wrap_socket(remote.socket, server_side=True)
    settings.REMOTE_PRIVATE_HOSTS = [f"{host}:{remote.server_address[1]}" for host in
                                     ("localhost", "127.0.0.1")]  # fmt: skip
    return certificate


def test_certificate_is_checked_for_the_name_that_was_asked(
    remote: Server, secure: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = remote.server_address[1]
    with pytest.raises(RemoteFailure, match="Zabezpečené spojení"):
        fetch(f"https://localhost:{port}/legend.png", PICTURE)
    monkeypatch.setenv("SSL_CERT_FILE", str(secure))
    assert fetch(f"https://localhost:{port}/legend.png", PICTURE).content_type == "image/png"
    with pytest.raises(RemoteFailure, match="Zabezpečené spojení"):
        fetch(f"https://127.0.0.1:{port}/legend.png", PICTURE)


def test_a_drip_over_tls_ends_at_the_limit(
    remote: Server, secure: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure))
    remote.replies["/wms"] = drip
    begun = time.monotonic()
    with pytest.raises(RemoteFailure, match="do 1 s"):
        fetch(f"https://localhost:{remote.server_address[1]}/wms", Limits(1, 10**6))
    assert time.monotonic() - begun < 2


def test_nothing_else_asks_the_network() -> None:
    ways = re.compile(r"urlopen|urllib3|import requests|HTTPClient|http\.client|create_connection")
    packages = [ROOT / name for name in ("layers", "tiles", "gis/api", "gis/staff")]
    files = [file for package in packages for file in package.rglob("*.py")]
    found = [file.name for file in files if ways.search(file.read_text())]

    assert found == ["fetch.py"]
