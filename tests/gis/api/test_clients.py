"""Independent clients against the running server: GDAL's OAPIF driver and OWSLib."""

import json
import subprocess
import sys

import pytest
from owslib.ogcapi.features import Features
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"], transaction=True),
    pytest.mark.usefixtures("own_region"),
]
READ = """
import json, sys, pyogrio
meta, _, _, fields = pyogrio.raw.read(sys.argv[1], layer="cadastre_parcel")
print(json.dumps({"crs": meta["crs"], "fields": list(meta["fields"]), "count": len(fields[0])}))
"""


def test_gdal_reads_the_collection_over_pages(live_server: LiveServer) -> None:
    source = f"OAPIF:{live_server.url}/api/"
    run = subprocess.run(
        [sys.executable, "-c", READ, source],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["count"] == 6
    assert {"label", "cadastral_unit_name", "area_m2"} <= set(found["fields"])


def test_owslib_reads_collections_and_items(live_server: LiveServer) -> None:
    service = Features(f"{live_server.url}/api/")
    assert "cadastre_parcel" in service.feature_collections()
    assert service.collection("cadastre_parcel")["storageCrs"].endswith("/5514")
    items = service.collection_items("cadastre_parcel", limit=2)
    assert items["numberReturned"] == 2
    assert service.collection_item("cadastre_parcel", "1000")["properties"]["label"] == "1234/5"
