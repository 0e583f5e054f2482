"""Rows of texts found again by their first text, without holding them in memory."""

from array import array
from hashlib import blake2b

import numpy as np

from layers.importers.vfk.spool import TextTable


class TextIndex:
    """The places of a table's rows, by the text that stands first in each."""

    def __init__(self, table: TextTable) -> None:
        self._table = table
        marks, starts = array("q"), array("q")
        for start, (_, first, *_) in table.placed():
            marks.append(_mark(first))
            starts.append(start)
        order = np.argsort(np.asarray(marks, dtype=np.int64), kind="stable")
        self._marks = np.asarray(marks, dtype=np.int64)[order]
        self._starts = np.asarray(starts, dtype=np.int64)[order]

    def last(self, text: str) -> list[str] | None:
        """The texts, without the place, of the last row that begins with the text."""
        at = int(np.searchsorted(self._marks, _mark(text), "right")) - 1
        if at < 0 or self._marks[at] != _mark(text):
            return None
        row = self._table.at(int(self._starts[at]))[1:]
        return row if row[0] == text else None


def _mark(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
