"""Numbers of parcels as written, and what only looks like one."""

import pytest

from layers.parcel_label import ParcelLabel, parse_label


@pytest.mark.parametrize(
    ("label", "columns"),
    [("1234/5", (1234, 5)), ("12", (12, None)), ("st. 12", (12, None)), ("st. 7/2", (7, 2))],
)
def test_label_names_its_columns(label: str, columns: tuple[int, int | None]) -> None:
    assert parse_label(label) == ParcelLabel(*columns)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1/", "/1", "1/2/3", "012", " 12", "12 ", "st.12", "-1", "１２", "9" * 10, "9" * 500],
)
def test_text_that_no_parcel_has_is_none(text: str) -> None:
    assert parse_label(text) is None
