"""Rows of one table found by a key that may repeat."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.importers.vfk.linework import spread
from layers.importers.vfk.spool import Integers, NumberTable


class Relation:
    """The rows of a table sorted by a column; rows whose key is 0 (none) are left out."""

    def __init__(self, table: NumberTable, key: str) -> None:
        self._table = table
        keys = table.column(key)
        order = np.argsort(keys, kind="stable")
        self._order = order[keys[order] != 0]
        self.keys: Integers = np.array(keys[self._order])

    def of(self, ids: Integers) -> tuple[Integers, Integers]:
        """(place in `ids`, row) of all rows of the ids."""
        low, high = (
            np.searchsorted(self.keys, ids, "left"),
            np.searchsorted(self.keys, ids, "right"),
        )
        return spread(low, high)

    def last(self, ids: Integers) -> Integers:
        """The last row of each id, -1 where there is none."""
        at = np.searchsorted(self.keys, ids, "right") - 1
        found = at >= 0
        found[found] = self.keys[at[found]] == np.asarray(ids)[found]
        return np.where(found, at, -1)

    def values(self, column: str, rows: Integers) -> NDArray[Any]:
        """Values of a column in the rows."""
        chosen: NDArray[Any] = self._table.column(column)[self._order[rows]]
        return chosen


def deed_numbers(deeds: Relation, ids: Sequence[int]) -> list[int | None]:
    """The number of each title deed by its id; None where there is none."""
    found = deeds.last(np.array(ids, dtype=np.int64))
    known = np.flatnonzero(found >= 0)
    numbers: list[int | None] = [None] * len(ids)
    for at, number in zip(known, deeds.values("number", found[known]).tolist(), strict=True):
        numbers[at] = number
    return numbers


def append_rows(
    into: list[dict[str, object]],
    column: str,
    relation: Relation,
    ids: Integers,
    **columns: str,
) -> None:
    """Puts the related rows of each id into its dictionary, as a list of small dictionaries."""
    whose, rows = relation.of(ids)
    values = [relation.values(name, rows).tolist() for name in columns.values()]
    for owner, *row in zip(whose.tolist(), *values, strict=True):
        found = into[owner][column] or []
        assert isinstance(found, list)
        found.append(dict(zip(columns, row, strict=True)))
        into[owner][column] = found
