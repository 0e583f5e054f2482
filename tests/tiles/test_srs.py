"""MapProxy transforms as all else does."""

import pytest
from mapproxy.srs import SRS

import tiles.srs  # noqa: F401  pins the systems
from layers import crs


@pytest.mark.parametrize("srid", crs.SUPPORTED)
def test_point_goes_where_the_one_transformation_puts_it(srid: int) -> None:
    east, north = -690_000.0, -970_000.0

    (x, y) = SRS(crs.KROVAK).transform_to(SRS(srid), (east, north))

    expected = crs.transform(east, north, source=crs.KROVAK, target=srid, by_grid=False)
    tolerance = 1e-8 if abs(expected[0]) < 180 else 0.001
    assert (x, y) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("srid", "swapped"),
    [
        (5514, False),
        (5513, True),
        (4326, True),
        (4258, True),
        (3045, True),
        (25833, False),
        (3857, False),
    ],
)
def test_axes_of_the_new_wms_are_swapped_where_the_register_says_so(
    srid: int, swapped: bool
) -> None:
    assert SRS(srid).is_axis_order_ne is swapped
