"""The number of a parcel as it is written, `st. 12` or `1234/5`, taken apart into its columns."""

import re
from typing import NamedTuple

_LABEL = re.compile(r"(?:st\. )?(0|[1-9][0-9]{0,9})(?:/(0|[1-9][0-9]{0,9}))?", re.ASCII)
_INT32 = 2**31 - 1


class ParcelLabel(NamedTuple):
    """Kmenové číslo and poddělení; the series is told by the label itself."""

    number: int
    subdivision: int | None


def parse_label(text: str) -> ParcelLabel | None:
    """The columns by which a label is found in an index; None when no parcel can have it."""
    found = _LABEL.fullmatch(text)
    if found is None:
        return None
    numbers = [int(part) for part in found.groups() if part is not None]
    if max(numbers) > _INT32:
        return None
    return ParcelLabel(numbers[0], numbers[1] if len(numbers) > 1 else None)
