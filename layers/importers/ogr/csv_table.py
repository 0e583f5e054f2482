"""CSV with a header: encoding and separator found out, every row as long as the header."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from layers.errors import UnreadableFile
from layers.importers.ogr.encoding import encoding_of
from layers.importers.ogr.table import BATCH, Batch, TextForm

_MAX_LINE_CHARS = 1 << 20
_SEPARATORS = ";,\t|"


class CsvTable:
    """The rows of one file; geometry, if any, is made from its columns by the mapping."""

    has_geometry = False
    crs: str | None = None
    count: int | None = None
    row_word = "řádek"

    def __init__(self, path: Path, name: str, form: TextForm) -> None:
        self.name = name
        self._path = path
        self._encoding = form.encoding or encoding_of(path)
        self.notes: Sequence[str] = ()
        self._separator = form.separator or self._likely_separator()
        header = next(self._rows(), (0, []))[1]
        self._header = [field.strip() for field in header]
        self.fields = tuple(field for field in self._header if field)
        if not self.fields:
            raise UnreadableFile(f"Soubor {name} nemá hlavičku s názvy sloupců.")
        if len(set(self.fields)) < len(self.fields):
            raise UnreadableFile(f"Soubor {name} má v hlavičce dvakrát týž sloupec.")

    def batches(self, fields: Sequence[str]) -> Iterator[Batch]:
        """Rows numbered by their last line in the file."""
        rows = self._rows()
        next(rows)
        places = [self._header.index(field) for field in fields]
        collected: list[tuple[int, list[str]]] = []
        for row in rows:
            collected.append(row)
            if len(collected) == BATCH:
                yield self._batch(collected, fields, places)
                collected = []
        if collected:
            yield self._batch(collected, fields, places)

    def _batch(
        self, rows: list[tuple[int, list[str]]], fields: Sequence[str], places: Sequence[int]
    ) -> Batch:
        width = len(self._header)
        damaged = {
            index: f"Řádek má {len(row)} sloupců, hlavička {width}."
            for index, (_, row) in enumerate(rows)
            if len(row) != width
        }
        columns = {
            field: [row[place] if place < len(row) else None for _, row in rows]
            for field, place in zip(fields, places, strict=True)
        }
        return Batch([line for line, _ in rows], columns, [None] * len(rows), damaged)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """(line, values), the header first; blank lines are left out."""
        reader = csv.reader(self._lines(), delimiter=self._separator, strict=True)
        try:
            for row in reader:
                if row:
                    yield reader.line_num, row
        except csv.Error as exc:
            raise UnreadableFile(
                f"Soubor {self.name} není CSV, u řádku {reader.line_num}: {exc}."
            ) from exc

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=self._encoding, newline="") as file:
            try:
                for number, line in enumerate(iter(lambda: file.readline(_MAX_LINE_CHARS), ""), 1):
                    if len(line) == _MAX_LINE_CHARS:
                        raise UnreadableFile(
                            f"Soubor {self.name}: řádek {number} je příliš dlouhý."
                        )
                    yield line
            except UnicodeError as exc:
                raise UnreadableFile(
                    f"Soubor {self.name} není v kódování {self._encoding}."
                ) from exc

    def _likely_separator(self) -> str:
        header = next(self._lines(), "")
        return max(_SEPARATORS, key=header.count)
