"""A pasted list or a CSV of parcels and addresses, as one text to search for a row."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers.search.tokens import without_diacritics

_DELIMITERS = ";\t,"
_UNIT = frozenset({"ku", "kodku", "kukod", "katuze", "katuzekod", "katastralniuzemi", "nazevku",
                   "kunazev", "katastralniuzeminazev", "unit", "cadastralunit",
                   "cadastralunitcode", "cadastralunitname", "kodkatastralnihouzemi"})  # fmt: skip
_NUMBER = frozenset({"parcela", "parcelnicislo", "cisloparcely", "pc", "parc", "parccislo",
                     "label", "parcel", "oznaceni", "parcelacislo"})  # fmt: skip
_STEM = frozenset({"kmenovecislo", "kmenove", "kmenovecislopar", "number"})
_SUBDIVISION = frozenset({"poddeleni", "poddelenicisla", "poddelenicislapar", "subdivision"})
_SERIES = frozenset({"druhcislovani", "druhcislovanipar", "druhcislovanikod", "series"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: where it stands in it, and what to search for."""

    line: int
    text: str


def rows_of_text(text: str) -> Iterator[Row]:
    """A row a line; empty lines are passed over."""
    for line, content in enumerate(text.splitlines(), start=1):
        if content.strip():
            yield Row(line, content.strip())


def rows_of_csv(text: str) -> Iterator[Row]:
    """A row a record; columns that a header names are put together, else all of them are."""
    lines = text.splitlines()
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(lines, delimiter=delimiter)
    columns: Sequence[str] | None = None
    is_first = True
    for record in reader:
        if not any(cell.strip() for cell in record):
            continue
        if is_first and not any(character.isdigit() for cell in record for character in cell):
            columns = [_name(cell) for cell in record]
        elif content := _content(record, columns):
            yield Row(reader.line_num, content)
        is_first = False


def _name(cell: str) -> str:
    return "".join(filter(str.isalpha, without_diacritics(cell).lower()))


def _content(record: Sequence[str], columns: Sequence[str] | None) -> str:
    cells = [cell.strip().removeprefix("'") for cell in record]
    named = dict(zip(columns or (), cells, strict=False))
    number = _value(named, _NUMBER) or _joined(named)
    if not number:
        return " ".join(filter(None, cells))
    unit = _value(named, _UNIT)
    return f"{number} v k. ú. {unit}" if unit else number


def _joined(named: dict[str, str]) -> str:
    """The number of a register that keeps its parts in columns of their own."""
    stem, subdivision = _value(named, _STEM), _value(named, _SUBDIVISION)
    plot = "st. " if stem and _value(named, _SERIES) == "1" else ""
    return f"{plot}{stem}/{subdivision}" if subdivision not in ("", "0") else f"{plot}{stem}"


def _value(named: dict[str, str], names: frozenset[str]) -> str:
    return next((value for name, value in named.items() if name in names and value), "")
