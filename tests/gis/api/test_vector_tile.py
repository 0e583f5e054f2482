"""Vector tiles in both grids, read by an independent decoder."""

from math import floor

import mapbox_vector_tile
import pytest
from django.test import Client

from layers.crs import parametric
from layers.grids import KROVAK_GRID, MATRIX_SETS, Grid
from tests.gis.api.conftest import SOUTH, WEST

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


def address(grid: Grid, zoom: int) -> str:
    x, y = WEST + 50, SOUTH + 50
    if grid is not KROVAK_GRID:
        x, y = parametric(5514, grid.srid).transform(x, y)
    span = grid.resolutions[zoom] * grid.tile_size_px
    column, row = floor((x - grid.origin[0]) / span), floor((grid.origin[1] - y) / span)
    return f"/api/collections/cadastre_parcel/tiles/{grid.matrix_set}/{zoom}/{row}/{column}"


@pytest.mark.parametrize(("name", "zoom"), [("krovak", 9), ("WebMercatorQuad", 16)])
def test_tile_holds_the_parcel_and_its_properties(client: Client, name: str, zoom: int) -> None:
    answer = client.get(address(MATRIX_SETS[name], zoom))
    assert answer["Content-Type"] == "application/vnd.mapbox-vector-tile"
    layer = mapbox_vector_tile.decode(answer.content)["cadastre_parcel"]
    assert "1234/5" in {each["properties"]["label"] for each in layer["features"]}
    assert layer["extent"] == 4096


def test_krovak_tile_places_the_corner_to_the_unit(client: Client) -> None:
    zoom = 9
    answer = client.get(address(KROVAK_GRID, zoom))
    features = mapbox_vector_tile.decode(answer.content)["cadastre_parcel"]["features"]
    feature = next(each for each in features if each["properties"]["code"] == 1000)
    span = KROVAK_GRID.resolutions[zoom] * 256
    inside = (WEST + 100 - KROVAK_GRID.origin[0]) % span / span * 4096
    ring = feature["geometry"]["coordinates"][0]
    assert min(abs(x - inside) for x, _ in ring) <= 1


def test_mercator_tile_places_near_and_far_corners_to_the_unit(client: Client) -> None:
    """A municipality of 3 km reaches far beyond the tile: it is transformed by its vertices."""
    for layer, (x, y) in (
        ("cadastre_parcel", (WEST + 100, SOUTH + 100)),
        ("admin_municipality", (WEST - 1000, SOUTH - 1000)),
    ):
        grid, zoom = MATRIX_SETS["WebMercatorQuad"], 16
        east, north = parametric(5514, grid.srid).transform(x, y)
        span = grid.resolutions[zoom] * grid.tile_size_px
        column = floor((east - grid.origin[0]) / span)
        row = floor((grid.origin[1] - north) / span)
        answer = client.get(
            f"/api/collections/{layer}/tiles/{grid.matrix_set}/{zoom}/{row}/{column}"
        )
        wanted = (
            (east - grid.origin[0]) % span / span * 4096,
            4096 - (grid.origin[1] - north) % span / span * 4096,
        )
        features = mapbox_vector_tile.decode(answer.content)[layer]["features"]
        vertices = [
            vertex
            for each in features
            for ring in each["geometry"]["coordinates"]
            for vertex in ring
        ]
        assert min(max(abs(a - wanted[0]), abs(b - wanted[1])) for a, b in vertices) <= 1


def test_tile_outside_the_scales_is_empty(client: Client) -> None:
    assert client.get(address(KROVAK_GRID, 2)).status_code == 204


@pytest.mark.parametrize(
    "rest", ["krovak/99/0/0", "krovak/0/0/4", "krovak/0/3/0", "nothing/0/0/0", "krovak/-1/0/0"]
)
def test_tile_outside_the_grid_is_not_found(client: Client, rest: str) -> None:
    answer = client.get(f"/api/collections/cadastre_parcel/tiles/{rest}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_world_tile_of_a_great_layer_is_drawn(client: Client) -> None:
    answer = client.get("/api/collections/admin_municipality/tiles/WebMercatorQuad/0/0/0")
    assert answer.status_code in {200, 204}


def test_tileset_tells_its_scheme_and_address(client: Client) -> None:
    content = client.get("/api/collections/cadastre_parcel/tiles/krovak").json()
    item = next(each for each in content["links"] if each["rel"] == "item")
    assert item["templated"] and item["href"].endswith("/{tileMatrix}/{tileRow}/{tileCol}")
    scheme = client.get("/api/tileMatrixSets/krovak").json()
    assert scheme["tileMatrices"][0]["scaleDenominator"] == 2_048_000
    assert scheme["tileMatrices"][0]["pointOfOrigin"] == [-925000.0, -920000.0]
