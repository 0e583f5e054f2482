"""The demo's terrain and old map are what the gate takes, and fit the land."""

from pathlib import Path
from typing import Any

import pytest

from layers.demo.scan import write_scan
from layers.demo.scenery import WATER, sceneries
from layers.demo.terrain import write_terrain
from layers.importers.gate import import_file
from layers.models import Feature
from layers.rasters import mosaic
from layers.rasters.mosaic import Frame


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_terrain_and_old_map_lie_over_the_first_village(tmp_path: Path, settings: Any) -> None:
    settings.RASTERS_ROOT = tmp_path / "rasters"
    village = sceneries(1, 1)[0]
    paths = write_terrain(tmp_path / "teren", [village]) + write_scan(tmp_path / "skeny", village)
    for path in paths:
        assert not import_file(path, source="demo").quarantined.exists()

    middle = village.rows.point
    height = mosaic.height_at("terrain_model", middle.x, middle.y)
    assert height is not None and 200 < height < 700
    scan = Feature.objects.current().get(layer="scan_map")
    assert scan.attributes["rms_m"] < 1
    assert scan.valid.lower.year == 1938

    box = (middle.x - 600, middle.y - 600, middle.x + 600, middle.y + 600)
    waters = village.shapes[village.kinds == WATER]
    near = [
        spot
        for spot in (shape.representative_point() for shape in waters)
        if box[0] < spot.x < box[2] and box[1] < spot.y < box[3]
    ]
    assert near
    for spot in near[:3]:
        around = (spot.x - 0.5, spot.y - 0.5, spot.x + 0.5, spot.y + 0.5)
        picture = mosaic.picture("scan_map", Frame(5514, around, (3, 3)))
        assert picture is not None
        red, _, blue, _ = picture.reshape(4, -1).mean(axis=1)
        assert blue > red, "water is blue on the old map"
