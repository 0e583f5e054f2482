"""Values as strangers write them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from layers.importers.ogr.values import (
    SMALL,
    BadValue,
    boolean,
    day,
    integer,
    number,
    plain,
    text,
)

small = integer(SMALL)


@pytest.mark.parametrize("convert", [small, number, text, boolean, day, plain])
@pytest.mark.parametrize("value", [None, "", "  ", float("nan")])
def test_blank_values_are_none(convert: Callable[[object], object], value: object) -> None:
    assert convert(value) is None


@pytest.mark.parametrize(
    ("convert", "value", "expected"),
    [
        (small, "7", 7),
        (small, " 0012 ", 12),
        (small, 7.0, 7),
        (small, "7.00", 7),
        (small, True, 1),
        (number, "1,5", 1.5),
        (number, "-.5", -0.5),
        (number, 3, 3),
        (text, 7.0, "7"),
        (text, " a ", "a"),
        (text, date(2020, 1, 2), "2020-01-02"),
        (boolean, "Ano", True),
        (boolean, "N", False),
        (boolean, 1.0, True),
        (boolean, False, False),
        (day, "27.09.1991", date(1991, 9, 27)),
        (day, "7. 9. 1991", date(1991, 9, 7)),
        (day, "18.09.2025 00:00:00", date(2025, 9, 18)),
        (day, "1991-09-27T10:00:00Z", date(1991, 9, 27)),
        (day, "19910927", date(1991, 9, 27)),
        (day, datetime(1991, 9, 27, 23, 59), date(1991, 9, 27)),
        (plain, float("inf"), None),
        (plain, date(2020, 1, 2), "2020-01-02"),
    ],
)
def test_values_are_understood(
    convert: Callable[[object], object], value: object, expected: object
) -> None:
    assert convert(value) == expected


@pytest.mark.parametrize(
    ("convert", "value"),
    [
        (small, "40000"),
        (small, "1e3"),
        (small, "٧"),
        (small, "7.5"),
        (small, "9" * 100),
        (small, 1e300),
        (number, "1e999"),
        (number, "NaN"),
        (number, "x"),
        (number, True),
        (text, b"\0"),
        (boolean, "možná"),
        (boolean, 2),
        (day, "31.02.2020"),
        (day, "1.1.20"),
        (day, 20200101.5),
        (plain, b"\0"),
    ],
)
def test_values_without_sense_are_refused(
    convert: Callable[[object], object], value: object
) -> None:
    with pytest.raises(BadValue):
        convert(value)
