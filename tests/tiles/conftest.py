"""Renderers over the test database, and rows for them to draw."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from shapely.geometry import shape

from layers.models import CadastralUnit, ImportRun, Parcel
from tests.stack import ROOT
from tests.tiles.places import Place

HERE = (-690_000.0, -970_000.0)
"""The south-west corner of what is drawn, EPSG:5514."""


def version(geom: GEOSGeometry | None, **fields: Any) -> dict[str, Any]:
    """The fields of a row that is in force and known now."""
    run, _ = ImportRun.objects.get_or_create(source="t", reader="t", file_name="t", file_sha256="t")
    return fields | {
        "valid": DateRange(date(2020, 1, 1), None),
        "recorded": DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None),
        "source": "t",
        "opened_by": run,
        "content_hash": uuid.uuid4(),
        "geom": geom,
        "geom_kind": "outline" if geom else "none",
    }


def square(column: int, row: int, *, side_m: float = 40.0) -> GEOSGeometry:
    """A square field of a chessboard, EPSG:5514."""
    west, south = HERE[0] + column * side_m, HERE[1] + row * side_m
    box = Polygon.from_bbox((west, south, west + side_m, south + side_m))
    return GEOSGeometry(box.wkt, srid=5514)


@pytest.fixture
def parcels(transactional_db: None) -> list[Parcel]:
    """Sixteen square parcels of different kinds of land; the upper half in a purpose map."""
    CadastralUnit.objects.create(code=1, name="Dolní", **version(None, source_class="DKM"))
    kinds = [2, 5, 7, 10, 11, 13, 14, 10]
    return [
        Parcel.objects.create(
            code=100 + index,
            number=index + 1,
            series=2,
            area_m2=1600,
            land_kind=kinds[index % 8],
            cadastral_unit_code=1,
            source_class="UKM" if index >= 8 else None,
            **version(square(index % 4, index // 4)),
        )
        for index in range(16)
    ]


@pytest.fixture
def renderers(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Two renderers over the test database; yields their log."""
    socket, log = tmp_path / "r.sock", tmp_path / "renderer.log"
    settings.RENDER_SOCKET = str(socket)
    database = connections["default"].settings_dict
    reader = f"postgresql://dmvs_reader@/{database['NAME']}?" + urlencode(
        {"host": database["HOST"], "port": database["PORT"] or "5432"}
    )
    env = os.environ | {
        "DATABASE_READER_URL": reader,
        "GIS_RENDER_SOCKET": str(socket),
        "GIS_RENDERERS": "2",
        "GIS_LOG_LEVEL": "DEBUG",
        "DJANGO_SETTINGS_MODULE": "gis.settings",
    }
    with log.open("w") as output:
        group = subprocess.Popen(
            [sys.executable, "-m", "tiles.renderer"], cwd=ROOT, env=env, stderr=output
        )
        log.with_suffix(".pid").write_text(str(group.pid))
        try:
            deadline = time.monotonic() + 20
            while not socket.exists():
                assert group.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            yield log
        finally:
            group.terminate()
            group.wait(10)


class Ows:
    """The running map services, asked by key and value."""

    def __init__(self, url: str) -> None:
        self.url = url

    def wms(self, **changed: Any) -> requests.Response:
        """GetMap of parcels over the demo region in 1.3.0; `None` leaves a parameter out."""
        asked: dict[str, Any] = {
            "SERVICE": "WMS",
            "VERSION": "1.3.0",
            "REQUEST": "GetMap",
            "LAYERS": "cadastre_parcel",
            "STYLES": "",
            "CRS": "EPSG:5514",
            "BBOX": "-690000,-970000,-689700,-969700",
            "WIDTH": "300",
            "HEIGHT": "300",
            "FORMAT": "image/png",
        }
        return self.get("wms", asked | changed)

    def get(self, path: str, asked: dict[str, Any] | None = None, **headers: str) -> Any:
        kept = {key: value for key, value in (asked or {}).items() if value is not None}
        return requests.get(f"{self.url}/ows/{path}", params=kept, headers=headers, timeout=20)


@pytest.fixture(scope="session")
def ows(server_url: str) -> Ows:
    return Ows(server_url.rstrip("/"))


@pytest.fixture(scope="session")
def stack_log(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of the running product, with a line for each drawing."""
    return tmp_path_factory.getbasetemp() / "stack0" / "stack.log"


@pytest.fixture(scope="session")
def place(ows: Ows) -> Place:
    """A parcel of the demo region that fits into a picture of 84 m."""
    crs_5514 = "http://www.opengis.net/def/crs/EPSG/0/5514"
    page = requests.get(
        f"{ows.url}/api/collections/cadastre_parcel/items",
        params={"limit": "500", "crs": crs_5514},
        timeout=20,
    ).json()
    for feature in page["features"]:
        outline = shape(feature["geometry"])
        if outline.geom_type == "MultiPolygon" and len(outline.geoms) == 1:
            outline = outline.geoms[0]
        west, south, east, north = outline.bounds
        if outline.geom_type == "Polygon" and max(east - west, north - south) < 40:
            return Place(int(feature["id"]), feature["properties"]["label"], outline)
    raise AssertionError("no parcel of the first page is small enough")
