"""What is read of a file, kept on disk: columns of numbers, and rows of texts.

Memory does not grow with the file: what must be joined is mapped from temporary files.
"""

import mmap
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_FLUSH_ROWS = 1 << 13
_RANGE_ROWS = 1 << 19
"""Rows that are sorted in memory at once."""

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
        self._mapped: mmap.mmap | None = None

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
        return (row for _, row in self.placed())

    def placed(self) -> Iterator[tuple[int, list[str]]]:
        """The same, each with the byte at which it begins."""
        start = 0
        if not self.length:
            return
        with self._path.open("rb") as file:
            for line in file:
                yield start, _row(line)
                start += len(line)

    def at(self, start: int) -> list[str]:
        """The row that begins at the byte; to be called when all rows are there."""
        if self._mapped is None:
            with self._path.open("rb") as file:
                self._mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _row(self._mapped[start : self._mapped.find(b"\n", start) + 1])


def _row(line: bytes) -> list[str]:
    return line[:-1].replace(_NEWLINE, b"\n").decode().split(_SEPARATOR)


def ranges(keys: Integers) -> Iterator[Integers]:
    """Places of all rows in groups of about `_RANGE_ROWS`, of keys that grow from group to group.

    What is sorted group by group is sorted as a whole.
    """
    count = -(-len(keys) // _RANGE_ROWS)
    sample = np.sort(keys[:: max(1, len(keys) // 20_000)])
    places = [len(sample) * n // count for n in range(1, count)]
    bounds: list[int] = np.unique(sample[places]).tolist() if places else []
    for low, high in pairwise([None, *bounds, None]):
        chosen = np.ones(len(keys), bool)
        if low is not None:
            chosen &= keys >= low
        if high is not None:
            chosen &= keys < high
        yield np.flatnonzero(chosen)


class Growing:
    """An array on disk that grows at its end."""

    def __init__(self, path: Path, kind: str, columns: int = 1) -> None:
        self._path = path
        self._kind = np.dtype(kind)
        self._columns = columns

    def extend(self, values: NDArray[Any]) -> None:
        with self._path.open("ab") as file:
            np.ascontiguousarray(values, dtype=self._kind).tofile(file)

    def mapped(self) -> NDArray[Any]:
        """What was written, mapped from disk."""
        shape = (-1, self._columns) if self._columns > 1 else (-1,)
        if not self._path.exists() or not self._path.stat().st_size:
            return np.zeros((0, *shape[1:]), self._kind)
        return np.memmap(self._path, dtype=self._kind, mode="r").reshape(shape)


def release(*arrays: NDArray[Any]) -> None:
    """Lets go of the memory that mapped arrays have taken; they are read from disk again."""
    for array in arrays:
        mapping = getattr(array, "_mmap", None)
        if mapping is not None:
            mapping.madvise(mmap.MADV_DONTNEED)


def stored(folder: Path, name: str, values: NDArray[Any]) -> NDArray[Any]:
    """The array moved from memory to disk, and mapped from there."""
    if not values.size:
        return values
    path = folder / name
    values.tofile(path)
    return np.memmap(path, dtype=values.dtype, mode="r", shape=values.shape)
