"""What is read of a file, kept on disk: columns of numbers, and rows of texts.

Memory does not grow with the file: what must be joined is mapped from temporary files.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_FLUSH_ROWS = 1 << 15
_SEPARATOR, _NEWLINE = "\x1e", b"\x1f"


class NumberTable:
    """Rows of numbers, one file a column; `kinds` are numpy's codes: q, i, h, b, d."""

    def __init__(self, folder: Path, name: str, **kinds: str) -> None:
        self.name = name
        self.length = 0
        self._kinds = kinds
        self._paths = {column: folder / f"{name}.{column}" for column in kinds}
        self._rows: list[tuple[float, ...]] = []

    def append(self, *row: float) -> None:
        """One row, in the order of the columns; raises `OverflowError` for what does not fit."""
        self._rows.append(row)
        if len(self._rows) >= _FLUSH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Writes what waits in memory; to be called once after the last row."""
        if not self._rows:
            return
        self.length += len(self._rows)
        columns = zip(*self._rows, strict=True)
        for (column, kind), values in zip(self._kinds.items(), columns, strict=True):
            with self._paths[column].open("ab") as file:
                np.array(values, dtype=kind).tofile(file)
        self._rows.clear()

    def column(self, name: str) -> NDArray[Any]:
        """The column, mapped from disk."""
        kind = np.dtype(self._kinds[name])
        if not self.length:
            return np.zeros(0, kind)
        return np.memmap(self._paths[name], dtype=kind, mode="r")


class TextTable:
    """Rows of texts of one block, each with its place in the file, in the file's order."""

    def __init__(self, folder: Path, block: str) -> None:
        self.length = 0
        self._path = folder / f"{block}.rows"
        self._rows: list[bytes] = []

    def append(self, place: str, texts: Sequence[str]) -> None:
        row = _SEPARATOR.join((place, *texts)).encode().replace(b"\n", _NEWLINE)
        self._rows.append(row)
        self.length += 1
        if len(self._rows) >= _FLUSH_ROWS:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            with self._path.open("ab") as file:
                file.write(b"\n".join(self._rows) + b"\n")
            self._rows.clear()

    def __iter__(self) -> Iterator[list[str]]:
        """The place and the texts of each row."""
        if not self.length:
            return
        with self._path.open("rb") as file:
            for line in file:
                row = line[:-1].replace(_NEWLINE, b"\n")
                yield row.decode().split(_SEPARATOR)


def stored(folder: Path, name: str, values: NDArray[Any]) -> NDArray[Any]:
    """The array moved from memory to disk, and mapped from there."""
    if not values.size:
        return values
    path = folder / name
    values.tofile(path)
    return np.memmap(path, dtype=values.dtype, mode="r", shape=values.shape)
