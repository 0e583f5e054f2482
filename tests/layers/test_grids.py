"""The grids of `layers.grids` against those that MapProxy serves."""

import pytest
import yaml
from django.conf import settings

from layers.grids import GRIDS, KROVAK_GRID, WEB_MERCATOR_GRID


@pytest.mark.parametrize("name", GRIDS)
def test_grid_is_that_of_mapproxy(name: str) -> None:
    text = (settings.ROOT / "mapproxy.yaml").read_text(encoding="utf-8")
    served = yaml.safe_load(text)["grids"][name]
    grid = GRIDS[name]
    assert served["srs"] == f"EPSG:{grid.srid}"
    assert served["bbox"] == pytest.approx(grid.extent)
    if "res" in served:
        assert served["res"] == pytest.approx(grid.resolutions)
    else:
        assert served["num_levels"] == len(grid.resolutions)


def test_krovak_scales_are_round() -> None:
    assert KROVAK_GRID.denominators[0] == 2_048_000
    assert KROVAK_GRID.denominators[-1] == 250
    assert KROVAK_GRID.size(0) == (4, 3)


def test_tile_bounds_fill_the_grid() -> None:
    assert WEB_MERCATOR_GRID.bounds(0, 0, 0) == pytest.approx(WEB_MERCATOR_GRID.extent)
    west, south, east, north = KROVAK_GRID.bounds(1, 1, 2)
    span = KROVAK_GRID.resolutions[1] * 256
    assert (west, north) == pytest.approx((-925_000 + span, -920_000 - 2 * span))
    assert (east - west, north - south) == pytest.approx((span, span))
