"""Packages of shapefiles as planners exchange them: the same content gives the same bytes."""

import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely
from shapely.geometry.base import BaseGeometry

from layers.crs import KROVAK

_ZIP_TIME = (2026, 10, 31, 0, 0, 0)
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_DBF_DAY = slice(1, 4)
"""Where a .dbf keeps the day it was written: that of the demo, not of today."""
_TYPES = {"point": "Point", "line": "LineString", "polygon": "Polygon"}

Values = Mapping[str, object]


@dataclass
class Layer:
    """A shapefile: kind of geometry, names of fields, rows of (geometry, values)."""

    kind: str
    fields: Sequence[str]
    rows: list[tuple[BaseGeometry, Values]] = field(default_factory=list)

    def add(self, shape: BaseGeometry, **values: object) -> None:
        self.rows.append((shape, values))


def write_package(
    path: Path, folder: str, layers: Mapping[str, Layer], texts: Mapping[str, str | bytes]
) -> Path:
    """A ZIP with `<folder><name>.shp` for each layer and `<name>` for each text or document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
    ):
        for name, layer in layers.items():
            shapefile = Path(scratch) / f"{name}.shp"
            _write(shapefile, layer)
            for part in _PARTS:
                _put(archive, f"{folder}{name}{part}", _bytes(shapefile.with_suffix(part)))
        for name, text in texts.items():
            _put(archive, name, text.encode("utf-8") if isinstance(text, str) else text)
    return path


def _write(path: Path, layer: Layer) -> None:
    shapes = np.array([None, *(shape for shape, _ in layer.rows)], dtype=object)[1:]
    multi = any(shape.geom_type.startswith("Multi") for shape in shapes)
    columns = [
        np.array([_text(values.get(name)) for _, values in layer.rows], dtype=object)
        for name in layer.fields
    ]
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(shapes),
        field_data=columns,
        fields=list(layer.fields),
        geometry_type=f"Multi{_TYPES[layer.kind]}" if multi else _TYPES[layer.kind],
        crs=f"EPSG:{KROVAK}",
        driver="ESRI Shapefile",
        encoding="UTF-8",
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _bytes(path: Path) -> bytes:
    raw = bytearray(path.read_bytes())
    if path.suffix == ".dbf":
        raw[_DBF_DAY] = bytes((_ZIP_TIME[0] - 1900, *_ZIP_TIME[1:3]))
    return bytes(raw)


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def csv_text(rows: Sequence[Sequence[object]]) -> str:
    """Rows as semicolon separated text, as Czech offices write it."""
    return "".join(";".join("" if v is None else str(v) for v in row) + "\r\n" for row in rows)
