"""Tables that GDAL reads: CAD drawings, KML, file geodatabases, spreadsheets, FlatGeobuf."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.raw

from layers.errors import UnreadableFile
from layers.importers.ogr.gdal import FAILURES
from layers.importers.ogr.table import Batch, TextForm, shown

ROWS_AT_ONCE = 20_000
"""GDAL reads a drawing from its beginning for each batch: fewer batches, less reading."""
_MAX_TABLES = 500


@dataclass(frozen=True, slots=True)
class GdalFormat:
    """How a format is opened: the one driver, its options, how its text is encoded."""

    driver: str
    row_word: str
    options: Mapping[str, str] = field(default_factory=dict)
    text_option: str = ""
    notes: tuple[str, ...] = ()


GDAL_FORMATS: Mapping[str, GdalFormat] = {
    "DXF": GdalFormat("DXF", "prvek"),
    "DGN": GdalFormat("DGN", "prvek", text_option="ENCODING"),
    "KML": GdalFormat("LIBKML", "značka"),
    "FileGDB": GdalFormat("OpenFileGDB", "OBJECTID"),
    "XLSX": GdalFormat("XLSX", "řádek", {"HEADERS": "FORCE"}),
    "FlatGeobuf": GdalFormat("FlatGeobuf", "záznam"),
}
_CZECH_TEXT = "CP1250"
"""DGN says nothing of its encoding; Czech programs write this one."""


class GdalTable:
    """One layer of a private copy, opened by the format's own driver."""

    def __init__(self, path: Path, name: str, *, layer: str, kind: str, form: TextForm) -> None:
        self._path, self._file, self._layer = path, name, layer
        self._format = GDAL_FORMATS[kind]
        self._options = dict(self._format.options)
        if self._format.text_option:
            self._options[self._format.text_option] = form.encoding or _CZECH_TEXT
        self.name = shown(layer)
        self.row_word = self._format.row_word
        self.notes: Sequence[str] = self._format.notes
        info = self._info()
        self.fields = tuple(map(str, info["fields"]))
        self.crs: str | None = info["crs"]
        self.has_geometry = info["geometry_type"] is not None
        self.count: int | None = int(info["features"]) if info["features"] >= 0 else None

    def batches(self, fields: Sequence[str]) -> Iterator[Batch]:
        """Rows in the order of the file; raises `UnreadableFile` when it is damaged."""
        first = 0
        while True:
            batch = self._read(first, fields)
            if batch.fids:
                yield batch
            if len(batch.fids) < ROWS_AT_ONCE:
                return
            first += ROWS_AT_ONCE

    def _read(self, first: int, fields: Sequence[str]) -> Batch:
        with _told(self._file):
            meta, fids, geometries, columns = pyogrio.raw.read(
                self._path,
                layer=self._layer,
                columns=list(fields),
                skip_features=first,
                max_features=ROWS_AT_ONCE,
                return_fids=True,
                read_geometry=self.has_geometry,
                **self._options,
            )
        named = dict(zip(meta["fields"], columns, strict=True))
        return Batch(
            [int(fid) for fid in fids],
            {name: named[name].tolist() for name in fields},
            [None] * len(fids) if geometries is None else list(geometries),
        )

    def _info(self) -> dict[str, Any]:
        with _told(self._file):
            info: dict[str, Any] = pyogrio.read_info(self._path, layer=self._layer, **self._options)
        if info["driver"] != self._format.driver:
            raise UnreadableFile(f"Soubor {self._file} není {self._format.driver}.")
        return info


class _told:
    """GDAL's errors in our words; its warnings say nothing that the report does not."""

    def __init__(self, name: str) -> None:
        self._name, self._silent = name, warnings.catch_warnings()

    def __enter__(self) -> None:
        self._silent.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._silent.__exit__(None, None, None)
        if isinstance(error, (*FAILURES, UnicodeDecodeError)):
            raise UnreadableFile(f"Soubor {self._name} je poškozený nebo neúplný.") from error


def tables(path: Path, name: str, *, kind: str, form: TextForm) -> list[GdalTable]:
    """The layers of the file; `name` is the file's for messages."""
    with _told(name):
        layers = [str(row[0]) for row in pyogrio.list_layers(path)]
    if len(layers) > _MAX_TABLES:
        raise UnreadableFile(f"Soubor {name} má {len(layers)} vrstev, nejvýše {_MAX_TABLES}.")
    found = [GdalTable(path, name, layer=layer, kind=kind, form=form) for layer in layers]
    if kind == "KML":  # folders and documents that only hold others are layers too
        return [table for table in found if table.count]
    return found
