"""A field that a layer keeps from those who see it is in no answer, and no answer depends on it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4
from wsgiref.util import setup_testing_defaults

import mapbox_vector_tile
import pytest
from django.contrib.auth.models import User
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test import Client

from layers.access import PUBLIC, Viewer
from layers.catalogue.loader import look_again
from layers.grants import Grant as GrantOf
from layers.grids import MATRIX_SETS
from layers.models import Feature, Grant, ImportRun, Municipality, Role
from tests.gis.api.conftest import SOUTH, WEST
from tests.gis.rights.conftest import give, signed_in
from tiles.app import Application

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)
LAYER, SECRET, VALUE, ABROAD = "trial_well", "depth_m", 7314159, 7271828
HOME, BEYOND = 1001, 1002
CRS_5514 = "http://www.opengis.net/def/crs/EPSG/0/5514"
ITEMS = f"/api/collections/{LAYER}/items"
CATALOGUE = f"""
theme: trial
title: {{cs: Zkouška, en: Trial}}
order: 99
layers:
  - id: {LAYER}
    title: {{cs: Studny, en: Wells}}
    abstract: {{cs: Studny, en: Wells}}
    geometry: point
    provider: Zkouška
    attribution: Zkouška
    licence: CC BY 4.0
    access: {{see: public, query: public, download: public}}
    fields:
      - {{name: label, type: string, title: {{cs: Název, en: Name}}}}
      - {{name: {SECRET}, type: integer, access: closed, title: {{cs: Hloubka, en: Depth}}}}
"""
STYLE = """
rules:
  - id: all
    title: {cs: Studna, en: Well}
    point: {shape: circle, size_px: 8, color: "#123456"}
"""


@pytest.fixture(autouse=True)
def wells(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A layer of the test's own: a well in each of two municipalities side by side."""
    folder = tmp_path / "catalogue"
    (folder / "styles").mkdir(parents=True)
    (folder / "trial.yaml").write_text(CATALOGUE)
    (folder / "styles" / f"{LAYER}.yaml").write_text(STYLE)
    run = ImportRun.objects.create(
        source="t", reader="t", file_name="t", file_sha256="t", state="published",
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    row: dict[str, Any] = {
        "valid": DateRange(date(2020, 1, 1), None),
        "recorded": DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None),
        "source": "t", "opened_by": run, "content_hash": uuid4(), "geom_kind": "outline",
    }  # fmt: skip
    for code, west, depth in ((HOME, WEST, VALUE), (BEYOND, WEST + 100, ABROAD)):
        outline = MultiPolygon(Polygon.from_bbox((west, SOUTH, west + 100, SOUTH + 100)))
        Municipality.objects.create(code=code, name=f"Obec {code}", geom=outline, **row)
        place = Point(west + 50, SOUTH + 50, srid=5514)
        told = {"label": f"S{code}", SECRET: depth}
        Feature.objects.create(layer=LAYER, code=str(code), attributes=told, geom=place, **row)
    settings.REMOTE_CATALOGUE = folder
    look_again()
    yield
    settings.REMOTE_CATALOGUE = tmp_path / "none"
    look_again()


@pytest.fixture
def insider() -> Client:
    """One who may know the field in one municipality."""
    role = Role.objects.create(code="well_keeper", title_cs="Správce studní", title_en="Keeper")
    Grant.objects.create(
        role=role, subject=LAYER, operations=["see", "query", "download"], up_to="public",
        where="territory", fields=[SECRET],
    )  # fmt: skip
    user = User.objects.create_user("spravce-studni")
    give(user, role.code, municipality_codes=[HOME])
    return signed_in(user)


@pytest.fixture
def everywhere(insider: Client) -> Client:
    Grant.objects.filter(role__code="well_keeper").update(where="everywhere")
    return insider


def tile_path() -> str:
    grid = MATRIX_SETS["krovak"]
    level = 6
    side = grid.resolutions[level] * grid.tile_size_px
    x = int((WEST + 50 - grid.origin[0]) / side)
    y = int((grid.origin[1] - SOUTH - 50) / side)
    return f"/api/collections/{LAYER}/tiles/krovak/{level}/{y}/{x}"


PATHS = (
    ITEMS, f"{ITEMS}?f=html", f"{ITEMS}/{HOME}", f"{ITEMS}/{HOME}?f=html",
    *(f"{ITEMS}?f={form}" for form in ("csv", "gml", "gpkg", "fgb")),
    f"/api/identify?x={WEST + 50}&y={SOUTH + 50}&layers={LAYER}",
    f"/api/collections/{LAYER}", "/api/openapi.json", "/api/catalogue",
)  # fmt: skip
QUESTIONS = (f"{SECRET}={VALUE}", f"sortby={SECRET}", f"properties={SECRET}")


def content(client: Client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]


def test_field_and_its_values_are_in_no_answer_to_the_public() -> None:
    for path in PATHS:
        body = content(Client(), path)
        assert SECRET.encode() not in body, path
        assert str(VALUE).encode() not in body, path


def test_field_is_told_to_those_who_may_know_it(everywhere: Client) -> None:
    for path in PATHS:
        named = b"Hloubka" if "html" in path else SECRET.encode()
        told = named in content(everywhere, path)
        assert told or path == f"/api/collections/{LAYER}", path


def test_field_cannot_be_asked_for_as_if_there_were_none() -> None:
    """Neither by its value: a page that depends on it would tell it."""
    client = Client()
    for asked in QUESTIONS:
        nothing = client.get(f"{ITEMS}?{asked.replace(SECRET, 'nothing')}")
        refused = client.get(f"{ITEMS}?{asked}")
        assert refused.status_code == nothing.status_code == 400, asked
        assert refused.content.replace(SECRET.encode(), b"nothing") == nothing.content


def test_field_bound_to_a_territory_is_told_inside_alone(insider: Client) -> None:
    told = {
        each["id"]: each["properties"][SECRET]
        for each in insider.get(ITEMS, {"crs": CRS_5514}).json()["features"]
    }

    assert told == {str(HOME): VALUE, str(BEYOND): None}
    assert len(insider.get(f"{ITEMS}?{SECRET}={VALUE}").json()["features"]) == 1
    assert insider.get(f"{ITEMS}?{SECRET}={ABROAD}").json()["features"] == []
    for form in ("csv", "gml"):
        body = content(insider, f"{ITEMS}?f={form}")
        assert str(VALUE).encode() in body and str(ABROAD).encode() not in body
    for east, seen in ((WEST + 50, VALUE), (WEST + 150, None)):
        found = insider.get("/api/identify", {"x": east, "y": SOUTH + 50, "layers": LAYER}).json()
        assert found["layers"][0]["features"][0]["properties"][SECRET] == seen


def test_vector_tile_holds_the_field_where_it_may_be_known(insider: Client) -> None:
    def told(client: Client) -> list[Any]:
        tile = mapbox_vector_tile.decode(client.get(tile_path()).content)[LAYER]
        return sorted((each["properties"] for each in tile["features"]), key=lambda x: x["label"])

    assert [SECRET in each for each in told(Client())] == [False, False]
    home, beyond = told(insider)
    assert home[SECRET] == VALUE and SECRET not in beyond
    assert [SECRET in each for each in told(Client())] == [False, False]


def test_feature_info_tells_the_field_to_those_who_may_know_it() -> None:
    assert feature_info(known=True)
    assert not feature_info(known=False)


def feature_info(*, known: bool) -> bool:
    """Whether every format tells the value; none of them may do so alone."""
    fields = frozenset({SECRET} if known else ())
    asker = Viewer((*PUBLIC.grants, GrantOf("*", frozenset({"see", "query"}), "public", fields)))
    asked = {
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetFeatureInfo", "LAYERS": LAYER,
        "QUERY_LAYERS": LAYER, "STYLES": "", "CRS": "EPSG:5514", "WIDTH": "100", "HEIGHT": "100",
        "BBOX": f"{WEST},{SOUTH},{WEST + 100},{SOUTH + 100}", "I": "50", "J": "49",
    }  # fmt: skip
    maps = Application(who=lambda _: asker)

    told = set()
    for form in ("application/json", "text/html", "text/plain", "text/xml"):
        query = urlencode(asked | {"INFO_FORMAT": form})
        environ: dict[str, Any] = {"PATH_INFO": "/ows/wms", "QUERY_STRING": query}
        setup_testing_defaults(environ)
        body = b"".join(maps(environ, lambda *_: None))
        assert f"S{HOME}".encode() in body
        told.add(str(VALUE) in body.decode().replace("\xa0", "").replace(" ", ""))
    assert len(told) == 1
    return told.pop()
