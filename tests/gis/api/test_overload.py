"""What is too slow, too large or not asked for: refused in time, and the next answer is sound."""

import time
from collections.abc import Iterator

import pytest
import requests
from django.db import connection, connections, transaction
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "reader"])

BODY = 100 * 1024 * 1024
PIECE = b"x" * 65_536
METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND")
ADDRESSES = (
    "",
    "conformance",
    "openapi.json",
    "openapi.html",
    "collections",
    "collections/cadastre_parcel",
    "collections/cadastre_parcel/items",
    "collections/cadastre_parcel/items/1000",
    "collections/cadastre_parcel/tiles",
    "collections/cadastre_parcel/tiles/krovak",
    "collections/cadastre_parcel/tiles/krovak/0/0/0",
    "tileMatrixSets",
    "tileMatrixSets/krovak",
    "catalogue",
    "identify",
    "search",
    "none/such",
)


@pytest.fixture
def parcels_wait(own_region: object) -> Iterator[None]:
    """A statement over parcels waits for a lock until its time is up, as a slow one does."""
    with connections["reader"].cursor() as cursor:
        cursor.execute("SET statement_timeout = '100ms'")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE layers_parcel IN ACCESS EXCLUSIVE MODE")
        yield
        transaction.set_rollback(True)
    with connections["reader"].cursor() as cursor:
        cursor.execute("SET statement_timeout = '10s'")


@pytest.mark.django_db(databases=["default", "reader"], transaction=True)
@pytest.mark.usefixtures("parcels_wait")
@pytest.mark.parametrize(
    "address",
    [
        "/api/collections/cadastre_parcel/items?land_kind=99",
        "/api/collections/cadastre_parcel/items?bbox=15,50,16,51&f=html",
        "/api/collections/cadastre_parcel/items/1000",
        "/api/collections/cadastre_parcel/tiles/krovak/9/259/110",
        "/api/identify?x=-689950&y=-974950",
        "/api/search?q=1234/5",
    ],
)
def test_slow_statement_is_503_and_the_connection_is_clean(client: Client, address: str) -> None:
    backend = _backend()
    began = time.perf_counter()
    answer = client.get(address, headers={"cache-control": "no-cache"})
    assert time.perf_counter() - began < 1
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Content-Type"] == "application/problem+json"
    assert "statement" not in answer.content.decode()
    assert client.get("/api/collections/admin_municipality/items").status_code == 200
    assert _backend() == backend


def _backend() -> int:
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("method", METHODS)
def test_no_address_takes_another_method(client: Client, method: str) -> None:
    for address in ADDRESSES:
        answer = client.generic(method, f"/api/{address}")
        assert answer.status_code == 405, (method, address)
        assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/api/", "/api/search?q=x", "/health/live"])
@pytest.mark.parametrize("chunked", [False, True])
def test_body_of_a_question_is_not_read(server_url: str, address: str, chunked: bool) -> None:
    """Answered or refused at once; the next request is answered as if nothing had been."""
    pieces: Iterator[bytes] = (PIECE for _ in range(BODY // len(PIECE)))
    headers = {} if chunked else {"Content-Length": str(BODY)}
    began = time.perf_counter()
    try:
        answer = requests.request(
            "GET", f"{server_url}{address}", data=pieces, headers=headers, timeout=10
        )
        assert answer.status_code in {200, 400, 413}
    except requests.ConnectionError:
        pass  # the server has hung up on who sends on
    assert time.perf_counter() - began < 5
    assert requests.get(f"{server_url}{address}", timeout=5).status_code == 200
