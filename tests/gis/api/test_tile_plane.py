"""The straight transformation of a tile: exact to half a unit, and refused where it is not."""

import numpy as np
import pytest

from gis.api.tile_plane import TOLERANCE, plane
from layers.crs import KROVAK, WEB_MERCATOR, parametric
from layers.grids import WEB_MERCATOR_GRID, Bounds

PLACES = [(15.05, 50.77), (12.2, 50.1), (18.7, 49.6), (14.4, 48.7)]


def tile(lon: float, lat: float, zoom: int) -> tuple[Bounds, float]:
    """A tile's bounds and the size of its unit in metres of the grid."""
    x, y = parametric(4326, WEB_MERCATOR).transform(lon, lat)
    span = WEB_MERCATOR_GRID.resolutions[zoom] * 256
    west, north = WEB_MERCATOR_GRID.origin
    column, row = int((x - west) // span), int((north - y) // span)
    return WEB_MERCATOR_GRID.bounds(zoom, column, row), span / 4096


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("zoom", [14, 15, 16, 18, 20])
def test_plane_agrees_with_the_transformation_all_over_its_ground(
    place: tuple[float, float], zoom: int
) -> None:
    bounds, unit = tile(*place, zoom)
    found = plane(bounds, WEB_MERCATOR, unit)
    assert found is not None
    west, south, east, north = found.ground
    x, y = np.meshgrid(np.linspace(west, east, 30), np.linspace(south, north, 30))
    a, b, c, d, e, f = found.matrix
    wanted = np.stack(parametric(KROVAK, WEB_MERCATOR).transform(x.ravel(), y.ravel()))
    moved = np.stack([a * x.ravel() + b * y.ravel() + e, c * x.ravel() + d * y.ravel() + f])
    assert np.abs(moved - wanted).max() <= 1.05 * TOLERANCE * unit


def test_ground_holds_the_tile_with_a_margin_that_grows_with_the_level() -> None:
    widths = []
    for zoom in (15, 16, 17):
        bounds, unit = tile(*PLACES[0], zoom)
        found = plane(bounds, WEB_MERCATOR, unit)
        assert found is not None
        corners = parametric(WEB_MERCATOR, KROVAK).transform(bounds[::2], bounds[1::2])
        west, south, east, north = found.ground
        assert west < min(corners[0]) and max(corners[0]) < east
        assert south < min(corners[1]) and max(corners[1]) < north
        widths.append((east - west) / (bounds[2] - bounds[0]))
    assert widths == sorted(widths)


@pytest.mark.parametrize("zoom", [0, 8, 12])
def test_plane_is_refused_where_the_bend_is_seen(zoom: int) -> None:
    bounds, unit = tile(*PLACES[0], zoom)
    assert plane(bounds, WEB_MERCATOR, unit) is None
