"""A clerk bound to a municipality: what lies beyond it, or is secret, is in no answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import mapbox_vector_tile
import pytest
from django.contrib.auth import get_user_model
from django.contrib.gis.geos import LineString, MultiPolygon, Polygon
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test import Client, RequestFactory

from gis.api.feature_query import ItemsQuery
from gis.api.problems import ApiError
from layers.catalogue import catalogue
from layers.grids import MATRIX_SETS
from layers.models import Feature, Grant, ImportRun, LayerLevels, Membership, Municipality, Role
from tests.gis.api.conftest import SOUTH, WEST

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)
LAYER = "dtm_ki_line"
HOME, BEYOND = 1001, 1002
BORDER = WEST + 100
INSIDE, OUTSIDE = (WEST + 50, SOUTH + 10), (WEST + 150, SOUTH + 10)


@pytest.fixture(autouse=True)
def cables() -> None:
    """Two municipalities side by side; a cable in each, and one over their border."""
    run = ImportRun.objects.create(
        source="t", reader="t", file_name="t", file_sha256="t", state="published",
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    row: dict[str, Any] = {
        "valid": DateRange(date(2020, 1, 1), None),
        "recorded": DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None),
        "source": "t",
        "opened_by": run,
        "content_hash": uuid4(),
        "geom_kind": "outline",
    }
    for code, name, west in ((HOME, "Doma", WEST), (BEYOND, "Vedle", BORDER)):
        outline = MultiPolygon(Polygon.from_bbox((west, SOUTH, west + 100, SOUTH + 100)))
        Municipality.objects.create(code=code, name=name, geom=outline, **row)
    for code, east, owner in (
        ("in", WEST + 20, "A"),
        ("out", WEST + 120, "B"),
        ("over", WEST + 80, "C"),
    ):
        geom = LineString((east, SOUTH + 10), (east + 60, SOUTH + 10), srid=5514)
        Feature.objects.create(
            layer=LAYER, code=code, attributes={"label": code, "owner": owner}, geom=geom, **row
        )


@pytest.fixture
def clerk(client: Client) -> Iterator[Client]:
    """Surveyor of the municipality Doma."""
    user = get_user_model().objects.create_user("geodetka")
    Membership.objects.create(
        user=user, role=Role.objects.get(code="surveyor"), municipality_codes=[HOME]
    )
    client.force_login(user)
    yield client


def items(client: Client, **asked: str) -> dict[str, Any]:
    answer = client.get(f"/api/collections/{LAYER}/items", asked)
    assert answer.status_code == 200, answer.content
    return {each["id"]: each for each in answer.json()["features"]}


def test_items_are_those_of_the_territory_and_cut_at_its_border(clerk: Client) -> None:
    found = items(clerk, crs="http://www.opengis.net/def/crs/EPSG/0/5514")

    assert set(found) == {"in", "over"}
    assert found["in"]["geometry"]["coordinates"][0] == [WEST + 20, SOUTH + 10]
    assert max(x for x, _ in found["over"]["geometry"]["coordinates"]) == BORDER


def test_filter_does_not_find_what_lies_beyond(clerk: Client) -> None:
    assert items(clerk, owner="B") == {}
    assert clerk.get(f"/api/collections/{LAYER}/items/out").status_code == 404
    assert clerk.get(f"/api/collections/{LAYER}/items/over").status_code == 200


@pytest.mark.parametrize(("place", "codes"), [(INSIDE, {"in"}), (OUTSIDE, set())])
def test_identify_tells_nothing_beyond(
    clerk: Client, place: tuple[float, float], codes: set[str]
) -> None:
    answer = clerk.get("/api/identify", {"x": place[0], "y": place[1], "layers": LAYER}).json()

    found = {each["id"] for layer in answer["layers"] for each in layer["features"]}
    assert found == codes
    assert (LAYER in answer["states"]) is bool(codes)


def test_vector_tile_holds_no_more_than_the_territory(clerk: Client) -> None:
    grid = MATRIX_SETS["krovak"]
    level = len(grid.resolutions) - 3
    side = grid.resolutions[level] * grid.tile_size_px
    x = int((WEST - grid.origin[0]) / side)
    y = int((grid.origin[1] - SOUTH - 10) / side)
    east_most = 0.0
    codes = set()
    for column in range(x, x + int(200 / side) + 2):
        answer = clerk.get(f"/api/collections/{LAYER}/tiles/krovak/{level}/{y}/{column}")
        if answer.status_code == 204:
            continue
        assert "private" in answer["Cache-Control"]
        tile = mapbox_vector_tile.decode(answer.content)[LAYER]
        for feature in tile["features"]:
            codes.add(feature["properties"]["code"])
            xs = [pair[0] for pair in feature["geometry"]["coordinates"]]
            west = grid.origin[0] + column * side
            east_most = max(east_most, west + max(xs) / tile["extent"] * side - WEST)
    assert codes == {"in", "over"}
    assert east_most <= 100.5


def test_grant_taken_away_ends_every_answer(clerk: Client) -> None:
    assert items(clerk)["in"]["properties"]["owner"] == "A"

    Grant.objects.get(role__code="surveyor").delete()
    assert clerk.get(f"/api/collections/{LAYER}/items").status_code == 404
    assert LAYER not in clerk.get("/api/catalogue").content.decode()
    assert LAYER not in clerk.get("/api/openapi.json").content.decode()


def test_levels_of_a_layer_close_it_at_once(client: Client) -> None:
    assert client.get("/api/collections/admin_municipality").status_code == 200

    row = LayerLevels.objects.create(
        layer="admin_municipality", see="closed", query="closed", download="closed"
    )
    try:
        assert client.get("/api/collections/admin_municipality").status_code == 404
        assert '"admin_municipality"' not in client.get("/api/collections").content.decode()
    finally:
        row.delete()
    assert client.get("/api/collections/admin_municipality").status_code == 200


def test_answer_of_one_is_not_kept_for_another(clerk: Client) -> None:
    answer = clerk.get("/api/catalogue")

    assert "private" in answer["Cache-Control"]
    assert {"cookie", "authorization"} <= {
        name.strip().lower() for name in answer["Vary"].split(",")
    }


def test_condition_and_order_know_the_territory_alone(clerk: Client) -> None:
    krovak = {"filter-crs": "http://www.opengis.net/def/crs/EPSG/0/5514"}
    beyond = f"POINT({WEST + 130} {SOUTH + 10})"
    here = f"POINT({WEST + 90} {SOUTH + 10})"
    assert items(clerk, filter=f"S_INTERSECTS(geometry, {beyond})", **krovak) == {}
    assert set(items(clerk, filter=f"S_INTERSECTS(geometry, {here})", **krovak)) == {"over"}
    assert items(clerk, filter="owner = 'B' OR TRUE", sortby="-owner").keys() == {"in", "over"}


@pytest.mark.parametrize(
    ("name", "value"), [("filter", "owner = 'C'"), ("sortby", "owner"), ("properties", "owner")]
)
def test_hidden_field_is_no_property_of_filter_order_and_choice(
    rf: RequestFactory, name: str, value: str
) -> None:
    layer = catalogue().layers[LAYER]
    kept = replace(layer, fields=tuple(each for each in layer.fields if each.name != "owner"))
    request = rf.get("/", {name: value})
    assert ItemsQuery.parse(request, layer)
    with pytest.raises(ApiError) as refusal:
        ItemsQuery.parse(request, kept)
    assert refusal.value.parameter == name
