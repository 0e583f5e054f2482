"""Plain ST_Transform against pyproj over the whole country."""

from math import cos, hypot, radians

import pytest
from django.db import connection

from layers.crs import COUNTRY_5514, ETRS89, KROVAK, SUPPORTED, WGS84, transform

pytestmark = pytest.mark.django_db
CENTIMETRE = 0.01
STEP = 40_000

_THERE_AND_BACK = (
    "SELECT ST_X(moved), ST_Y(moved), ST_X(back), ST_Y(back) FROM ("
    "SELECT ST_Transform(ST_SetSRID(ST_Point(%(x)s, %(y)s), %(source)s), %(target)s) AS moved, "
    "ST_Transform(ST_SetSRID(ST_Point(%(u)s, %(v)s), %(target)s), %(source)s) AS back) both_ways"
)


@pytest.mark.parametrize("srid", [each for each in SUPPORTED if each != KROVAK])
def test_transformation_agrees_within_a_centimetre_both_ways(srid: int) -> None:
    west, south, east, north = (int(value) for value in COUNTRY_5514)
    for x in range(west, east, STEP):
        for y in range(south, north, STEP):
            u, v = transform(x, y, source=KROVAK, target=srid, by_grid=False)
            with connection.cursor() as cursor:
                cursor.execute(
                    _THERE_AND_BACK,
                    {"x": x, "y": y, "u": u, "v": v, "source": KROVAK, "target": srid},
                )
                moved_x, moved_y, back_x, back_y = cursor.fetchone()
            assert _metres(moved_x - u, moved_y - v, srid) < CENTIMETRE, (x, y)
            assert hypot(back_x - x, back_y - y) < CENTIMETRE, (x, y)


def _metres(dx: float, dy: float, srid: int) -> float:
    if srid in {WGS84, ETRS89}:
        return hypot(dx * 111_320 * cos(radians(50)), dy * 111_320)
    return hypot(dx, dy)
