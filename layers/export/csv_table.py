"""CSV as Czech Excel opens it: UTF-8 with BOM, semicolons, decimal commas, no formulas.

It is a table: `x` and `y` are a point within the object, outlines are for the other formats. A
decimal point would turn 12.5 into the 12th of May.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from psycopg2.sql import SQL, Composable

from layers.csv_cells import escaped
from layers.export.selection import Selection
from layers.export.values import Value
from layers.export.written import Losses

PLACE_HEADS = ("x", "y")


def chunks(selection: Selection, losses: Losses | None = None) -> Iterator[bytes]:
    """The file, piece by piece."""
    kept = losses or Losses()
    yield b"\xef\xbb\xbf" + _lines([heads(selection)])
    for batch in selection.batches(columns(selection)):
        yield _lines([_cell(value) for value in cells(selection, row, kept)] for row in batch)


def heads(selection: Selection) -> list[str]:
    """The names of the columns."""
    return ["id", *(field.name for field in selection.fields), "geometry_kind", *PLACE_HEADS]


def columns(selection: Selection) -> Composable:
    """What `cells` needs of a row."""
    place = SQL("ST_PointOnSurface({})").format(selection.shape)
    return SQL("r.fid, r.geom_kind, ST_X({}), ST_Y({}){}").format(place, place, selection.values())


def cells(selection: Selection, row: tuple[object, ...], losses: Losses) -> list[Value]:
    """The values of a row in the order of `heads`."""
    fid, kind, x, y, *values = row
    found = [
        losses.value(field, value) for field, value in zip(selection.fields, values, strict=True)
    ]
    place = [round(float(str(each)), selection.digits) for each in (x, y) if each is not None]
    return [_id(fid), *found, str(kind), *(place or (None, None))]


def _id(fid: object) -> Value:
    return fid if isinstance(fid, int) else str(fid)


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, date):
        return value.isoformat()
    return escaped(value)


def _lines(table: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8", "replace")
