"""Codes of parcels that RÚIAN does not know: minus their number in the cadastral unit."""

_LARGEST_UNIT = 999_999
_LARGEST_NUMBER = 99_999
_LARGEST_SUBDIVISION = 9_999
PARTS = ("cadastral_unit_code", "series", "number", "subdivision")
"""The columns that tell a parcel apart; the last may be empty."""


def provisional_code(unit: int, series: int, number: int, subdivision: int | None) -> int:
    """A negative code, the same for each delivery of the parcel; `ValueError` for what is none.

    Its decimal places are unit (6), series (1), number (5), subdivision (4).
    """
    within = (
        0 < unit <= _LARGEST_UNIT
        and series in (1, 2)
        and 0 < number <= _LARGEST_NUMBER
        and 0 <= (subdivision or 0) <= _LARGEST_SUBDIVISION
    )
    if not within:
        raise ValueError(f"parcela {unit} {series} {number}/{subdivision} nemůže existovat")
    return -(((unit * 10 + series) * 100_000 + number) * 10_000 + (subdivision or 0))
