"""What a monitor reads at /metrics, and who may."""

import os
import time
from pathlib import Path

import pytest
import requests
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from gis import cache_size
from layers.models import Coverage, ImportRun, Quarantine
from tests.gis.api.conftest import closed_parcels, region  # noqa: F401  the same small region

pytestmark = pytest.mark.django_db(databases=["default", "reader"])

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def parsed(text: str) -> Samples:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client: Client) -> Samples:
    answer = client.get("/metrics")
    assert answer["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    return parsed(answer.content.decode())


def value(samples: Samples, name: str, **labels: str) -> float:
    return samples.get((name, frozenset(labels.items())), 0.0)


@pytest.mark.usefixtures("region")
def test_state_of_data_is_told(client: Client) -> None:
    run = ImportRun.objects.get()
    Quarantine.objects.create(
        run=run, layer="cadastre_parcel", code="1", place="", reason="zkouška"
    )
    samples = read(client)
    assert value(samples, "dmvs_up") == 1
    assert value(samples, "dmvs_import_runs", state="published") == 1
    assert value(samples, "dmvs_quarantined_records") == 1
    assert value(samples, "dmvs_database_bytes") > 1_000_000
    age = value(samples, "dmvs_data_timestamp_seconds", layer="cadastre_parcel", source="test")
    assert age == 1793491200


def test_answers_are_counted_by_route_and_status(client: Client) -> None:
    def count(samples: Samples, status: str) -> float:
        return value(samples, "dmvs_http_requests_total", route="api:items", status=status)

    before = read(client)
    client.get("/api/collections/cadastre_parcel/items")
    client.get("/api/collections/cadastre_parcel/items?limit=x")
    client.get("/api/collections/secret-name/items")
    after = read(client)
    assert count(after, "2xx") == count(before, "2xx") + 1
    assert count(after, "4xx") == count(before, "4xx") + 2
    timed = "dmvs_http_request_duration_seconds_count"
    assert value(after, timed, route="api:items") == value(before, timed, route="api:items") + 3


def test_what_clients_write_is_no_label(client: Client) -> None:
    for path in ("/nothing/secret-name", "/api/secret-name", "/admin/secret-name/", "/static/x"):
        client.get(path)
    assert b"secret-name" not in client.get("/metrics").content


@pytest.mark.usefixtures("region", "closed_parcels")
def test_closed_layer_is_not_named(client: Client) -> None:
    assert Coverage.objects.filter(layer="cadastre_parcel").exists()
    assert b"cadastre_parcel" not in client.get("/metrics").content


@pytest.mark.parametrize(
    ("client_address", "forwarded", "status"),
    [
        ("127.0.0.1", None, 200),
        ("::ffff:127.0.0.1", None, 200),
        ("203.0.113.5", None, 403),
        ("", None, 403),
        ("127.0.0.1", "203.0.113.5", 403),
        ("203.0.113.5", "127.0.0.1", 403),
        ("127.0.0.1", "127.0.0.1, 203.0.113.5", 403),
        ("127.0.0.1", "10.1.2.3", 200),
        ("127.0.0.1", "<script>", 403),
    ],
)
def test_only_allowed_hosts_read(
    settings, client_address: str, forwarded: str | None, status: int
) -> None:
    settings.METRICS_HOSTS = ["127.0.0.0/8", "::1", "10.1.2.0/24"]
    headers = {"x-forwarded-for": forwarded} if forwarded is not None else {}
    answer = Client(REMOTE_ADDR=client_address).get("/metrics", headers=headers)
    assert answer.status_code == status
    assert (b"dmvs_up" in answer.content) == (status == 200)


def test_size_of_the_cache_is_counted_aside(settings, tmp_path: Path) -> None:
    settings.TILES_ROOT, settings.METRICS_FOLDER = tmp_path / "tiles", tmp_path / "run"
    (tmp_path / "tiles" / "a").mkdir(parents=True)
    (tmp_path / "tiles" / "a" / "0.png").write_bytes(b"x" * 700)
    assert cache_size.cache_bytes() is None
    deadline = time.monotonic() + 5
    while cache_size.cache_bytes() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert cache_size.cache_bytes() == 700
    os.utime(tmp_path / "run" / "tile_cache_bytes", (0, 0))
    assert cache_size.cache_bytes() == 700


def test_all_processes_of_the_web_are_counted(server_url: str) -> None:
    def count(route: str) -> float:
        samples = parsed(requests.get(f"{server_url}/metrics", timeout=10).text)
        return value(samples, "dmvs_http_requests_total", route=route, status="2xx")

    tile = f"{server_url}/ows/wmts/base_map/krovak/0/0/0.png"
    assert requests.get(tile, timeout=60).ok
    hits, drawn = count("tile:hit"), count("wms:getcapabilities")
    for _ in range(20):  # each over a connection of its own, so that both processes answer
        assert requests.get(tile, timeout=10).ok
    capabilities = {"service": "WMS", "request": "GetCapabilities"}
    assert requests.get(f"{server_url}/ows/wms", capabilities, timeout=60).ok
    deadline = time.monotonic() + 15
    while count("tile:hit") < hits + 20 and time.monotonic() < deadline:
        time.sleep(0.5)
    assert count("tile:hit") == hits + 20
    assert count("wms:getcapabilities") == drawn + 1
