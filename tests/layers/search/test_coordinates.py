"""Coordinates in each notation that people use."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.crs import KROVAK, WGS84, transform
from layers.search.coordinates import point
from layers.search.question import Question

EAST, NORTH = -688_246.87, -974_109.52
"""50.7663 N, 15.0543 E."""


@pytest.mark.parametrize(
    "text",
    [
        "-690000 -975000",
        "690000;975000",
        "975000 690000",
        "690000,975000",
        "690000,0 975000,0",
        "690 000 975 000",
        "-690 000,00 -975 000,00",
        "−975 000.0; −690 000.0",
        "Y=690000 X=975000",
        "X: 975000.00, Y: 690000.00",
        "E -690000 N -975000",
        "S-JTSK 690000 975000",
    ],
)
def test_pair_in_krovak_is_a_point(text: str) -> None:
    assert Question.parse(text).point == (-690_000, -975_000)


def test_thousands_of_a_million_are_kept_together() -> None:
    assert Question.parse("690 000,5 1 043 000,25").point == (-690_000.5, -1_043_000.25)


@pytest.mark.parametrize(
    "text",
    [
        "50.7663, 15.0543",
        "50.7663,15.0543",
        "50,7663 15,0543",
        "50,7663, 15,0543",
        "15.0543 50.7663",
        "50.7663N, 15.0543E",
        "15.0543E 50.7663N",
        "N50.7663 E15.0543",
        "50.7663° N 15.0543° E",
        "50°45.978'N 15°3.258'E",
        "N 50° 45.978', E 15° 3.258'",
        "50°45'58.68\"N 15°3'15.48\"E",
        "50° 45′ 58,68″ s. š., 15° 3′ 15,48″ v. d.",
        "50 45 58.68 N 15 3 15.48 E",
        "lat: 50.7663 lon: 15.0543",
        "GPS 50.7663 15.0543",
    ],
)
def test_degrees_are_a_point(text: str) -> None:
    found = Question.parse(text).point
    assert found is not None and math.dist(found, (EAST, NORTH)) < 0.5


@pytest.mark.parametrize(
    "text",
    [
        *("1 2", "50 15", "0 0", "690000 690000", "1e5 1e5", "12 34/5", "50.7663", "-50.7 15.1"),
        *(
            "50.7663S 15.0543E",
            "50.7663N 15.0543N",
            "50°61' 15°3'",
            "51.2 15.0",
            "460 01",
            "a 1 b 2",
        ),
    ],
)
def test_other_texts_are_no_point(text: str) -> None:
    assert Question.parse(text).point is None


@given(st.floats(48.6, 51.0), st.floats(12.1, 18.8), st.booleans())
def test_degrees_with_minutes_and_seconds_are_read_as_written(
    latitude: float, longitude: float, longitude_first: bool
) -> None:
    written = [f"{_sexagesimal(latitude)}N", f"{_sexagesimal(longitude)}E"]
    found = point(" ".join(reversed(written) if longitude_first else written))
    expected = transform(longitude, latitude, source=WGS84, target=KROVAK)
    assert found is not None and math.dist(found, expected) < 0.05


@given(st.integers(431_000_00, 904_000_00), st.integers(936_000_00, 1_229_000_00), st.booleans())
def test_metres_with_spaces_between_thousands_are_read_as_written(
    west_cm: int, south_cm: int, south_first: bool
) -> None:
    written = [
        f"{value / 100:,.2f}".replace(",", " ").replace(".", ",") for value in (west_cm, south_cm)
    ]
    found = point("; ".join(reversed(written) if south_first else written))
    assert found == (-west_cm / 100, -south_cm / 100)


def _sexagesimal(degrees: float) -> str:
    thousandths = round(degrees * 3_600_000)
    whole, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{whole}°{minutes}'{rest / 1000:.3f}\""
