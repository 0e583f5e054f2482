"""Shapefiles: one for each kind of geometry, split before a part grows over 2 GB."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyogrio

from layers.export.arrow import GEOMETRY, ID, KIND, Table
from layers.export.errors import CannotExport
from layers.export.gdal_file import system
from layers.export.selection import Selection, dimensions
from layers.export.written import Losses, Written
from layers.importers.ogr.gdal import FAILURES

MAX_BYTES = 1_900_000_000
"""Of .shp and .dbf each; many programs read no more than 2 GB."""
TEXT_BYTES = 254
_NAME_SIGNS = 10
_SUFFIXES = {0: "body", 1: "linie", 2: "plochy", None: "bez_geometrie"}
_TYPES = {0: "MultiPoint", 1: "LineString", 2: "Polygon"}
_NUMBER_BYTES = 24


def shapefile(selection: Selection, path: Path, *, max_bytes: int = MAX_BYTES) -> Written:
    """The files beside `path`, whose name carries the kind where there are several."""
    losses, names = Losses(), short_names([ID, *(f.name for f in selection.fields), KIND])
    _say_names(names, losses)
    kinds = selection.kinds()
    found = dimensions(kinds) or _declared(selection)
    files: list[Path] = []
    count = 0
    for dimension in found:
        if dimension == 3:
            losses.say("mixed", "Směsi bodů, linií a ploch v jednom objektu nejsou v SHP.",
                       "Objects that mix points, lines and areas are not in SHP.")  # fmt: skip
            continue
        ending = "" if len(found) == 1 else f"_{_SUFFIXES[dimension]}"
        part = _Part(selection, dimension, names, losses, kinds)
        files += part.write(path.with_name(f"{path.stem}{ending}.shp"), max_bytes)
        count += part.count
    return Written(tuple(files), count, losses.notes())


class _Part:
    """The rows of one kind of geometry."""

    def __init__(
        self,
        selection: Selection,
        dimension: int | None,
        names: dict[str, str],
        losses: Losses,
        kinds: tuple[str, ...],
    ) -> None:
        self._dimension, self._losses = dimension, losses
        self._system = None if dimension is None else system(selection)
        self._type = None if dimension is None else _TYPES[dimension]
        if dimension == 0 and "ST_MultiPoint" not in kinds:
            self._type = "Point"
        self._table = Table(
            selection.of_dimension(dimension),
            names,
            losses,
            has_shape=dimension is not None,
        )

    @property
    def count(self) -> int:
        return self._table.count

    def write(self, path: Path, max_bytes: int) -> Iterator[Path]:
        """As many files as the limit asks for; the first one also when there is no row."""
        batches = self._table.batches()
        pending: list[pa.RecordBatch] = []
        number = 0
        while number == 0 or pending:
            number += 1
            goal = path if number == 1 else path.with_name(f"{path.stem}_{number}.shp")
            self._write_one(goal, chain(pending, self._within(batches, pending, max_bytes)))
            yield from sorted(each for each in goal.parent.glob(f"{goal.stem}.*"))

    def _within(
        self, batches: Iterator[pa.RecordBatch], pending: list[pa.RecordBatch], max_bytes: int
    ) -> Iterator[pa.RecordBatch]:
        size = sum(map(_bytes, pending))
        pending.clear()
        for batch in batches:
            checked = self._cut(batch)
            size += _bytes(checked)
            if size > max_bytes and size > _bytes(checked):
                pending.append(checked)
                return
            yield checked

    def _cut(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The batch with texts that fit; cut at a whole sign of UTF-8."""
        columns = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if pa.types.is_string(column.type) and _longest(column) > TEXT_BYTES:
                texts = [self._fitting(name, text) for text in column.to_pylist()]
                columns.append(pa.array(texts, pa.string()))
            else:
                columns.append(column)
        return pa.RecordBatch.from_arrays(columns, schema=batch.schema)

    def _fitting(self, name: str, text: str | None) -> str | None:
        if text is None or len(text.encode()) <= TEXT_BYTES:
            return text
        self._losses.cut[name] += 1
        return text.encode()[:TEXT_BYTES].decode(errors="ignore")

    def _write_one(self, path: Path, batches: Iterator[pa.RecordBatch]) -> None:
        try:
            pyogrio.write_arrow(
                self._table.stream(batches),
                path if self._type else path.with_suffix(".dbf"),
                driver="ESRI Shapefile",
                geometry_name=GEOMETRY if self._type else None,
                geometry_type=self._type,
                crs=self._system,
                encoding="UTF-8",
            )
        except FAILURES as exc:
            if self._table.failure:
                raise self._table.failure from exc
            raise CannotExport(f"Shapefile {path.name} nelze zapsat: {exc}") from exc


def short_names(names: list[str]) -> dict[str, str]:
    """Each name in at most ten signs, none twice (dBASE knows no case)."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        short, number = name[:_NAME_SIGNS], 1
        while short.lower() in taken:
            number += 1
            short = f"{name[: _NAME_SIGNS - len(str(number))]}{number}"
        taken.add(short.lower())
        found[name] = short
    return found


def _say_names(names: dict[str, str], losses: Losses) -> None:
    changed = ", ".join(f"{long} = {short}" for long, short in names.items() if long != short)
    if changed:
        losses.say("names", f"Zkrácená jména polí: {changed}.", f"Shortened names: {changed}.")


def _declared(selection: Selection) -> tuple[int | None, ...]:
    """The kind of a layer without rows."""
    return ({"point": 0, "line": 1}.get(selection.layer.geometry, 2)
            if selection.layer.geometry != "none" else None,)  # fmt: skip


def _longest(column: pa.Array) -> int:
    return int(pc.max(pc.binary_length(column)).as_py() or 0)


def _bytes(batch: pa.RecordBatch) -> int:
    """No less than what the rows take in .shp or in .dbf, whichever is more."""
    shapes = batch.column(0).nbytes if batch.schema.names[0] == GEOMETRY else 0
    row = sum(
        TEXT_BYTES if pa.types.is_string(kind) else _NUMBER_BYTES for kind in batch.schema.types
    )
    size: int = max(shapes + 60 * batch.num_rows, row * batch.num_rows)
    return size
