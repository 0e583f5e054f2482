"""XLSX: the table of a layer, on as many sheets as its rows need; texts are never formulas."""

from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from layers.export import csv_table
from layers.export.selection import Selection
from layers.export.values import Value
from layers.export.written import Losses, Written

SHEET_ROWS = 1_048_576
CELL_SIGNS = 32_767
_EXACT_INTEGER = 10**15
"""Excel keeps 15 digits of a number."""
_DAY = "yyyy-mm-dd"


def workbook(selection: Selection, path: Path, *, sheet_rows: int = SHEET_ROWS) -> Written:
    """The file; written row by row, so that memory does not grow."""
    losses, count = Losses(), 0
    book = xlsxwriter.Workbook(
        path, {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
    )
    try:
        writing = _Sheets(book, selection, losses, sheet_rows)
        for batch in selection.batches(csv_table.columns(selection)):
            for row in batch:
                writing.add(csv_table.cells(selection, row, losses))
            count += len(batch)
    finally:
        book.close()
    return Written((path,), count, losses.notes())


class _Sheets:
    """The sheet being written, and the next one when it is full."""

    def __init__(
        self, book: xlsxwriter.Workbook, selection: Selection, losses: Losses, sheet_rows: int
    ) -> None:
        self._book, self._losses, self._rows = book, losses, sheet_rows
        self._heads = csv_table.heads(selection)
        self._name = selection.layer.id[:26]  # a sheet's name has 31 signs, some for a number
        self._day = book.add_format({"num_format": _DAY})
        self._bold = book.add_format({"bold": True})
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name}_{self._number}"
        self._sheet: Worksheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for column, head in enumerate(self._heads):
            self._sheet.write_string(0, column, head, self._bold)
        self._row = 1

    def add(self, cells: list[Value]) -> None:
        if self._row >= self._rows:
            self._begin()
        for column, value in enumerate(cells):
            self._write(column, value)
        self._row += 1

    def _write(self, column: int, value: Value) -> None:
        match value:
            case None:
                return
            case bool():
                self._sheet.write_boolean(self._row, column, value)
            case int() if abs(value) >= _EXACT_INTEGER:
                self._sheet.write_string(self._row, column, str(value))
            case int() | float():
                self._sheet.write_number(self._row, column, value)
            case date():
                self._sheet.write_datetime(self._row, column, value, self._day)
            case str():
                text = self._losses.cut_text(self._heads[column], value, CELL_SIGNS)
                self._sheet.write_string(self._row, column, text)
