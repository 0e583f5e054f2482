"""What a change file leaves unsaid of an object, put beside its record for the settling.

A row that has not changed is not in the file: a parcel comes without its soil, its protections, its
title deed or its map sheet, and all of them hold as before. Where only such a row has changed, the
object itself is not in the file.
"""

from collections.abc import Collection, Mapping

import numpy as np

from layers.importers.record import WKB
from layers.importers.vfk.relations import Relation, append_rows
from layers.importers.vfk.spool import Integers

ASIDES = {"untold": "text[]", "deed_id": "bigint", "ended": "jsonb", "is_mentioned": "boolean"}
"""Columns that stay as they were known; the title deed that the file has only by its id; rows of
lists that ended; whether the file lacks the object's own row."""
LISTS = {"soil_units": "code", "protections": "kind"}
"""Columns of small rows, each with the column of the file that becomes the row's `code`: by it
one row is told from another."""


def mentioned(seen: Collection[int], *relations: Relation) -> Integers:
    """Objects of which the file has rows of lists, and not their own row."""
    keys = np.unique(np.concatenate([relation.keys for relation in relations]))
    return keys[~np.isin(keys, np.fromiter(seen, np.int64, len(seen)))]


def ended_rows(ids: Integers, **relations: Relation) -> list[dict[str, object]]:
    """For each id the rows of each list that ended, by what tells them apart."""
    found: list[dict[str, object]] = [dict.fromkeys(relations) for _ in ids]
    for column, relation in relations.items():
        append_rows(found, column, relation, ids, code=LISTS[column])
    return found


def asides(
    told: Mapping[str, object],
    geometries: Mapping[str, WKB],
    ended: Mapping[str, object],
    *,
    deed: int | None,
    may_lack: Collection[str],
) -> dict[str, object]:
    """The values of `ASIDES` of one record; `may_lack` are columns that it may leave unsaid."""
    untold = [column for column in may_lack if told.get(column) is None]
    return {
        "untold": [*untold, *({"point"} - geometries.keys())],
        "deed_id": deed if deed and told.get("title_deed") is None else None,
        "ended": {column: _gone(told.get(column), rows) for column, rows in ended.items()},
    }


def _gone(told: object, ended: object) -> list[object]:
    """Ended rows without those that the file tells anew."""
    assert told is None or isinstance(told, list)
    assert ended is None or isinstance(ended, list)
    return [row for row in ended or () if not any(row.items() <= new.items() for new in told or ())]
