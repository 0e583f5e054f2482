"""Logins to services: sealed at rest, sent to the registered place only, never shown or logged."""

import base64
import json
import logging
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers

from layers.models import AuditLine, RemoteLayer, RemoteService
from layers.remote.errors import RefusedAddress, RemoteError, RemoteFailure
from layers.remote.features import pages
from layers.remote.fetch import PICTURE, fetch
from layers.remote.login import Written, opened, sealed
from layers.remote.probe import probe
from layers.remote.registry import choose, log_in, register
from tests.layers.remote.conftest import CHOICE
from tests.layers.remote.server import Server
from tests.layers.remote.test_fetch import says

SECRET = "dlouhé-heslo-Žluť-42"
BASIC = Written("basic", "kraj", SECRET)
KEY = Written("header", "X-Api-Key", "klic-0123456789")
_SENT = "Basic " + base64.b64encode(f"kraj:{SECRET}".encode()).decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("written", "header"), [(BASIC, ("Authorization", _SENT)), (KEY, ("X-Api-Key", KEY.secret))]
)
def test_service_that_wants_a_login_is_registered_with_it_only(
    remote: Server, written: Written, header: tuple[str, str]
) -> None:
    remote.key = header
    with pytest.raises(RemoteFailure, match="požaduje přihlášení"):
        register("wms", f"{remote.url}/wms", "")
    assert not RemoteService.objects.exists()

    service = register("wms", f"{remote.url}/wms", "", written)
    choose(service, "q100", CHOICE)
    probe(service)

    assert service.state == RemoteService.State.OK
    assert all(header in one.items() for one in remote.headers[1:])


@pytest.mark.django_db(transaction=True)
def test_secret_lies_nowhere_in_plain(
    remote: Server, remote_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service = register("wms", f"{remote.url}/wms", "", BASIC)
    choose(service, "q100", CHOICE)
    remote.replies["/wms"] = says(b"chyba", "text/plain", 403)
    probe(service)

    rows = [*RemoteService.objects.all(), *RemoteLayer.objects.all(), *AuditLine.objects.all()]
    kept = serializers.serialize("json", rows, ensure_ascii=False)
    files = "".join(file.read_text() for file in remote_folder.rglob("*.yaml"))
    login = opened(service.sealed_login)
    for secret in (SECRET, _SENT.removeprefix("Basic ")):
        for told in (kept, files, caplog.text, repr(login), repr(BASIC), service.message):
            assert secret not in told
    assert service.sealed_login in files


@pytest.mark.django_db(transaction=True)
def test_login_that_the_service_refuses_is_not_kept(remote: Server) -> None:
    remote.key = (KEY.name, KEY.secret)
    service = register("wms", f"{remote.url}/wms", "", KEY)

    with pytest.raises(RemoteFailure, match="stav 401"):
        log_in(service, BASIC)

    kept = RemoteService.objects.get()
    assert (kept.login_kind, kept.login_name) == ("header", "X-Api-Key")
    probe(kept)
    assert kept.state == RemoteService.State.OK


@pytest.mark.parametrize("code", [301, 307])
def test_login_is_not_sent_where_a_redirect_leads(remote: Server, settings: Any, code: int) -> None:
    port = remote.server_address[1]
    settings.REMOTE_PRIVATE_HOSTS = [remote.host, f"localhost:{port}"]
    there = f"http://localhost:{port}/legend.png"
    remote.replies["/wms"] = says(b"", "text/plain", code, Location=there)

    with pytest.raises(RefusedAddress):
        fetch(f"{remote.url}/wms", PICTURE, opened(sealed(BASIC, remote.url)))

    assert [path for path, _ in remote.asked] == ["/wms"]


def test_login_is_not_sent_to_another_port_or_scheme_of_the_host(
    remote: Server, settings: Any
) -> None:
    settings.REMOTE_PRIVATE_HOSTS = [remote.host, "127.0.0.1:9"]
    for there in ("http://127.0.0.1:9/", f"https://{remote.host}/"):
        remote.replies["/wms"] = says(b"", "text/plain", 302, Location=there)
        with pytest.raises(RefusedAddress, match="přihlášení neposílá"):
            fetch(f"{remote.url}/wms", PICTURE, opened(sealed(KEY, remote.url)))
    with pytest.raises(RefusedAddress, match="přihlášení neposílá"):
        fetch(f"{remote.url}/wms", PICTURE, opened(sealed(KEY, "http://127.0.0.1:9/")))


@pytest.mark.django_db(transaction=True)
def test_next_page_elsewhere_gets_no_login(remote: Server, settings: Any, inbox: object) -> None:
    port = remote.server_address[1]
    settings.REMOTE_PRIVATE_HOSTS = [remote.host, f"localhost:{port}"]
    service = register("features", f"{remote.url}/features", "", KEY)
    layer = choose(service, "zdroje", CHOICE)
    items = "/features/collections/zdroje/items"
    content = {"features": [{"type": "Feature", "id": 1}],
               "links": [{"rel": "next", "href": f"http://localhost:{port}{items}"}]}  # fmt: skip
    remote.replies[items] = says(json.dumps(content).encode(), "application/json")
    remote.asked.clear()

    with pytest.raises(RefusedAddress, match="přihlášení neposílá"):
        list(pages(layer))

    assert len(remote.asked) == 1


def test_login_is_refused_over_an_open_connection_to_the_internet() -> None:
    with pytest.raises(RemoteError, match="https"):
        sealed(BASIC, "http://mapy.example.org/wms")
    assert sealed(BASIC, "https://mapy.example.org/wms")


@pytest.mark.parametrize(
    "written",
    [
        Written("basic", "", "heslo"),
        Written("basic", "kraj", ""),
        Written("basic", "kr:aj", "heslo"),
        Written("header", "X-Klíč", "klic"),
        Written("header", "Host", "vnitrni"),
        Written("header", "Content-Length", "0"),
        Written("header", "X-Api-Key", "klic\r\nX-Jiny: 1"),
        Written("header", "X-Api-Key: a\r\n", "klic"),
        Written("neco", "kraj", "heslo"),
    ],
)
def test_login_that_could_not_be_sent_is_refused(written: Written) -> None:
    with pytest.raises(RemoteError):
        sealed(written, "https://mapy.example.org/")


def test_login_sealed_with_another_key_is_told(settings: Any) -> None:
    token = sealed(BASIC, "https://mapy.example.org/")
    settings.SECRET_KEY = "docela jiný klíč"
    with pytest.raises(RemoteFailure, match="SECRET_KEY"):
        opened(token)
