"""Reads corrected records: the export of the quarantine, mended by a clerk, as a change file.

GeoJSON (in any editor, QGIS too) or CSV with WKT. What the record was is told by the properties
that begin with `dmvs_`; the others are columns of its layer.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
import shapely

from layers.catalogue import LayerDef, catalogue
from layers.crs import KROVAK, SUPPORTED, WGS84, transform_many
from layers.csv_cells import restored
from layers.errors import BadCoordinates, UnreadableFile
from layers.importers.ogr.columns import VALIDITY, code_converter, columns
from layers.importers.ogr.values import BadValue, blank
from layers.importers.record import WKB, BadRecord, Header, Note, Record

CORRECTION_OF = "correction_of"
"""The fact of the header that names the corrected runs."""

RUN, SOURCE, DATE = "dmvs_run", "dmvs_source", "dmvs_data_date"
LAYER, CODE, PLACE = "dmvs_layer", "dmvs_code", "dmvs_place"
REASON, DETAIL, SHAPE = "dmvs_reason", "dmvs_detail", "dmvs_geometry"
WKT = "wkt"
OWN = (RUN, SOURCE, DATE, LAYER, CODE, PLACE, REASON, DETAIL, SHAPE)

_MAX_BYTES = 200_000_000
_HEAD_BYTES = 65_536
_EPSG = re.compile(r"(?:EPSG:+|/EPSG/\d*/)(\d{4,6})$")
_SHAPES = {"outline", "generalized", "point"}


@dataclass(frozen=True, slots=True)
class _Row:
    """One record as it stands in the file."""

    place: str
    values: Mapping[str, Any]
    geometry: shapely.Geometry | None
    fault: str = ""


class CorrectionReader:
    """`read` yields the records of all layers in the file; what is not in it stays as it is."""

    name = "correction"

    def accepts(self, path: Path) -> bool:
        """By the names of the properties, whatever the file is called."""
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        return RUN.encode() in head and LAYER.encode() in head and head[:2] != b"PK"

    def header(self, path: Path) -> Header:
        """One source, whose layers have the columns that are filled in; `UnreadableFile` if not."""
        rows = list(_rows(path))
        sources = {str(row.values.get(SOURCE) or "") for row in rows}
        if len(sources) != 1 or "" in sources:
            raise UnreadableFile(
                f"{path.name}: opravené záznamy musí být z jednoho zdroje ({SOURCE}), "
                f"v souboru jsou: {', '.join(sorted(sources)) or 'žádné záznamy'}."
            )
        layers = dict.fromkeys(str(row.values.get(LAYER) or "") for row in rows)
        for layer in layers:
            _layer(layer, path)
        runs = sorted({int(row.values[RUN]) for row in rows if str(row.values[RUN]).isdigit()})
        return Header(
            source=sources.pop(),
            reader=self.name,
            is_full=False,
            layers=tuple(layers),
            provides={layer: _provided(layer, rows) for layer in layers},
            data_date=_newest(rows),
            expected_records=len(rows),
            facts={CORRECTION_OF: " ".join(map(str, runs))},
        )

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """The records in the order of the file."""
        for row in _rows(path):
            yield _record(row, _layer(str(row.values.get(LAYER) or ""), path))


def _layer(layer_id: str, path: Path) -> LayerDef:
    layer = catalogue().layers.get(layer_id)
    if layer is None or not layer.has_rows:
        raise UnreadableFile(f"{path.name}: vrstvu {layer_id!r} ({LAYER}) katalog nemá.")
    return layer


def _provided(layer: str, rows: list[_Row]) -> frozenset[str]:
    known = columns(catalogue().layers[layer])
    names: set[str] = set()
    for row in rows:
        if row.values.get(LAYER) != layer:
            continue
        names |= {name for name in known if not blank(row.values.get(name))}
        if row.geometry is not None:
            names.add(_shape(row))
    return frozenset(names - VALIDITY.keys())


def _shape(row: _Row) -> str:
    shape = str(row.values.get(SHAPE) or "outline")
    return shape if shape in _SHAPES else "outline"


def _newest(rows: list[_Row]) -> datetime | None:
    days = []
    for row in rows:
        try:
            days.append(datetime.fromisoformat(str(row.values.get(DATE))))
        except ValueError:
            continue
    return max((day for day in days if day.tzinfo), default=None)


def _record(row: _Row, layer: LayerDef) -> Record | BadRecord:
    code: int | str = str(row.values.get(CODE) or "")
    attributes: dict[str, object] = {}
    known = {name: value for name, value in row.values.items() if name not in OWN}
    shape = {_shape(row): _wkb(row.geometry)} if row.geometry is not None else {}
    fault = row.fault
    try:
        code = cast(int | str, code_converter(layer)(code))
        if code is None:
            raise BadValue("chybí kód")
        for name, convert in columns(layer).items():
            attributes[name] = convert(known.get(name))
    except BadValue as exc:
        fault = fault or f"Oprava: {exc}."
    if fault:
        geometry = next(iter(shape.values()), None)
        return BadRecord(layer.id, code, row.place, fault, attributes=known, geometry=geometry)
    valid_from, valid_to = (cast(date | None, attributes.pop(name, None)) for name in VALIDITY)
    return Record(layer.id, code, attributes, shape, valid_from, valid_to, row.place)


def _wkb(geometry: shapely.Geometry) -> WKB:
    return bytes(shapely.to_wkb(geometry, byte_order=1))


def _rows(path: Path) -> Iterator[_Row]:
    if path.stat().st_size > _MAX_BYTES:
        raise UnreadableFile(f"{path.name}: oprava má přes 200 MB; rozdělte ji.")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise UnreadableFile(f"{path.name}: soubor není v UTF-8.") from exc
    return _of_json(text, path) if text.lstrip()[:1] == "{" else _of_csv(text, path)


def _of_json(text: str, path: Path) -> Iterator[_Row]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise UnreadableFile(f"{path.name} není platný GeoJSON.") from exc
    features = document.get("features")
    if not isinstance(features, list):
        raise UnreadableFile(f"{path.name} není FeatureCollection.")
    srid = _srid(document, path)
    for number, feature in enumerate(features, start=1):
        place = f"záznam {number}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise UnreadableFile(f"{path.name}, {place}: chybí vlastnosti.")
        geometry, fault = _placed(feature.get("geometry"), srid)
        yield _Row(place, feature["properties"], geometry, fault)


def _srid(document: Mapping[str, Any], path: Path) -> int:
    declared = document.get("crs")
    if declared is None:
        return WGS84
    name = str(declared.get("properties", {}).get("name")) if isinstance(declared, dict) else ""
    if name.endswith("CRS84"):
        return WGS84
    found = _EPSG.search(name)
    if not found or int(found[1]) not in SUPPORTED:
        raise UnreadableFile(f"{path.name}: souřadnicový systém {name[:80]!r} není podporován.")
    return int(found[1])


def _placed(source: Any, srid: int) -> tuple[shapely.Geometry | None, str]:
    if source is None:
        return None, ""
    try:
        shape = shapely.from_geojson(json.dumps(source))
        moved = shapely.transform(shape, lambda xy: _moved(xy, srid))
    except (shapely.errors.ShapelyError, BadCoordinates, ValueError, RecursionError):
        return None, "Geometrie opravy je poškozená."
    return moved, ""


def _moved(coordinates: Any, srid: int) -> Any:
    return transform_many(np.asarray(coordinates, dtype=np.float64), source=srid, target=KROVAK)


def _of_csv(text: str, path: Path) -> Iterator[_Row]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    csv.field_size_limit(_MAX_BYTES)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, start=1):
            values = {
                name: restored(value) if isinstance(value, str) else value
                for name, value in cells.items()
                if name
            }
            geometry, fault = _of_wkt(values.pop(WKT, "") or "")
            yield _Row(f"řádek {number + 1}", values, geometry, fault)
    except csv.Error as exc:
        raise UnreadableFile(f"{path.name}, řádek {reader.line_num}: {exc}.") from exc


def _of_wkt(text: str) -> tuple[shapely.Geometry | None, str]:
    if not text.strip():
        return None, ""
    try:
        return shapely.from_wkt(text), ""
    except shapely.errors.ShapelyError:
        return None, "Geometrie opravy (sloupec wkt) je poškozená."
