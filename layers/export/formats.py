"""The formats that a layer can be had in, by the ids that addresses and requests name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from layers.catalogue import Text
from layers.crs import WGS84
from layers.export import csv_table, geojson, gml
from layers.export.drawing import drawing
from layers.export.gdal_file import flatgeobuf, geopackage
from layers.export.selection import Selection
from layers.export.shapefile import shapefile
from layers.export.workbook import workbook
from layers.export.written import Losses, Written

Write = Callable[[Selection, Path], Written]
Chunks = Callable[[Selection, Losses], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files; `chunks` when it can be sent while it is written.

    `srid` is the only system that it is had in. `many_layers`: one file holds several.
    """

    id: str
    title: Text
    suffix: str
    media_type: str
    write: Write
    chunks: Chunks | None = None
    srid: int | None = None
    official_axes: bool = False
    many_layers: bool = False


def _to_file(chunks: Chunks) -> Write:
    """Writes what the format can also send."""

    def write(selection: Selection, path: Path) -> Written:
        losses, count = Losses(), 0

        def counted(number: int) -> None:
            nonlocal count
            count += number
            selection.watch(number)

        with path.open("wb") as file:
            file.writelines(chunks(selection.watched_by(counted), losses))
        return Written((path,), count, losses.notes())

    return write


def _geojson(selection: Selection, _losses: Losses) -> Iterator[bytes]:
    return geojson.chunks(selection)


_ALL = (
    Format("geojson", Text("GeoJSON", "GeoJSON"), ".geojson", "application/geo+json",
           _to_file(_geojson), _geojson, srid=WGS84),
    Format("gml", Text("GML 3.2", "GML 3.2"), ".gml", "application/gml+xml;version=3.2",
           _to_file(gml.chunks), gml.chunks, official_axes=True),
    Format("csv", Text("CSV (tabulka)", "CSV (table)"), ".csv", "text/csv; charset=utf-8",
           _to_file(csv_table.chunks), csv_table.chunks),
    Format("gpkg", Text("GeoPackage", "GeoPackage"), ".gpkg", "application/geopackage+sqlite3",
           geopackage, many_layers=True),
    Format("fgb", Text("FlatGeobuf", "FlatGeobuf"), ".fgb", "application/flatgeobuf", flatgeobuf),
    Format("shp", Text("Shapefile", "Shapefile"), ".shp", "application/x-shapefile", shapefile),
    Format("dxf", Text("DXF (výkres)", "DXF (drawing)"), ".dxf", "image/vnd.dxf", drawing),
    Format("xlsx", Text("XLSX (tabulka)", "XLSX (table)"), ".xlsx",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
)  # fmt: skip
FORMATS = {each.id: each for each in _ALL}
