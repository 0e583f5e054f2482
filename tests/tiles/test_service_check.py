"""`./dmvs check` finds parcels of all services at one place, and notices when they are not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
import shapely.affinity
from rasterio.features import rasterize

from layers import crs
from layers.models import Parcel
from tiles import service_check
from tiles.service_check import Picture, shift

BOX = (-690_000.0, -970_000.0, -689_872.0, -969_872.0)
FIELD = shapely.Polygon([(-689_960, -969_960), (-689_900, -969_950), (-689_910, -969_890)])


def in_degrees(outline: shapely.Polygon) -> shapely.Polygon:
    move = crs.parametric(crs.KROVAK, crs.WGS84).transform
    moved: shapely.Polygon = shapely.transform(outline, move, interleaved=False)
    return moved


def drawn(outline: shapely.Polygon) -> Picture:
    """The outline as a service would draw it, 256 × 256 pixels of half a metre."""
    nothing = Picture("kresba", crs.KROVAK, BOX, np.zeros((256, 256), bool))
    line = outline.boundary.buffer(0.4)
    return replace(nothing, ink=rasterize([line], (256, 256), transform=nothing.transform) > 0)


def test_picture_at_its_place_has_no_shift() -> None:
    east, south, share = shift(drawn(FIELD), [in_degrees(FIELD)])

    assert max(abs(east), abs(south)) <= 1
    assert share > 0.8


@pytest.mark.parametrize(("metres", "pixels"), [((1.5, 0), (3, 0)), ((0, 2), (0, -4))])
def test_displaced_picture_is_measured(
    metres: tuple[float, float], pixels: tuple[int, int]
) -> None:
    moved = shapely.affinity.translate(FIELD, *metres)

    east, south, _ = shift(drawn(moved), [in_degrees(FIELD)])

    assert (east, south) == pytest.approx(pixels, abs=1)


@pytest.mark.filterwarnings(  # MapProxy leaves closing its locks to the collector
    r"ignore:.*\.lck:pytest.PytestUnraisableExceptionWarning"
)
@pytest.mark.django_db(databases=["default", "reader"], transaction=True)
def test_parcels_of_all_services_are_at_one_place(
    parcels: list[Parcel], renderers: Path, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = settings.TILES_ROOT = tmp_path

    found = list(service_check.services())

    assert [finding for finding in found if not finding.ok] == []
    assert [finding.title.split(" a ")[0] for finding in found] == [
        "WMS v EPSG:5514",
        "WMTS v EPSG:5514",
        "WMTS v EPSG:3857",
    ]


@pytest.mark.django_db(databases=["default", "reader"], transaction=True)
def test_empty_database_says_that_there_is_nothing_to_compare() -> None:
    (finding,) = service_check.services()

    assert finding.ok
    assert "není parcela" in finding.detail
