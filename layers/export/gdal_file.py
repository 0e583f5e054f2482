"""Files that GDAL writes in one pass: GeoPackage and FlatGeobuf."""

from collections.abc import Sequence
from pathlib import Path

import pyogrio

from layers.catalogue import LayerDef
from layers.crs import KROVAK_SOUTH_WEST
from layers.export.arrow import GEOMETRY, Table, plain_names
from layers.export.errors import CannotExport
from layers.export.selection import Selection
from layers.export.written import Losses, Written
from layers.importers.ogr.gdal import FAILURES

_SINGLE = {"ST_Point": "Point", "ST_LineString": "LineString", "ST_Polygon": "Polygon"}

_DECLARED = {
    "point": "Point",
    "line": "MultiLineString",
    "polygon": "MultiPolygon",
    "raster": "MultiPolygon",
}


def geopackage(selection: Selection, path: Path) -> Written:
    """A table of the GeoPackage at `path`, which may hold others already."""
    return _write(selection, path, "GPKG")


def flatgeobuf(selection: Selection, path: Path) -> Written:
    """The layer as one file with an index of space."""
    return _write(selection, path, "FlatGeobuf")


def _write(selection: Selection, path: Path, driver: str) -> Written:
    losses, kinds = Losses(), selection.kinds()
    kind = geometry_type(kinds) if kinds else declared_type(selection.layer)
    table = Table(selection, plain_names(selection), losses, has_shape=kind is not None)
    try:
        pyogrio.write_arrow(
            table.stream(),
            path,
            layer=selection.layer.id,
            driver=driver,
            geometry_name=GEOMETRY if kind else None,
            geometry_type=kind,
            crs=system(selection) if kind else None,
            layer_options=_options(driver, kinds, losses),
        )
    except FAILURES as exc:
        if table.failure:
            raise table.failure from exc
        raise CannotExport(
            f"Vrstvu {selection.layer.id} nelze zapsat jako {driver}: {exc}"
        ) from exc
    return Written((path,), table.count, losses.notes())


def _options(driver: str, kinds: Sequence[str], losses: Losses) -> dict[str, str]:
    """A FlatGeobuf with an index would lose the rows without geometry."""
    if driver != "FlatGeobuf" or "" not in kinds:
        return {}
    losses.say("index", "Soubor nemá prostorový index, protože některé objekty nemají geometrii.",
               "The file has no spatial index, as some objects have no geometry.")  # fmt: skip
    return {"SPATIAL_INDEX": "NO"}


def declared_type(layer: LayerDef) -> str | None:
    """The type of a layer that has no rows, by the catalogue."""
    return _DECLARED.get(layer.geometry)


def system(selection: Selection) -> str:
    """The system as GDAL takes it; files keep x, y whatever the official order is."""
    if selection.srid == KROVAK_SOUTH_WEST:
        raise CannotExport(
            "EPSG:5513 programy GIS v souborech čtou různě; zvolte EPSG:5514, souřadnice jsou "
            "tytéž se záporným znaménkem."
        )
    return f"EPSG:{selection.srid}"


def geometry_type(kinds: Sequence[str]) -> str | None:
    """The one type that holds all the kinds; Unknown for a mixture, None without any."""
    found = {kind for kind in kinds if kind}
    if not found:
        return None
    if len(found) == 1:
        kind = found.pop()
        return _SINGLE.get(kind, kind.removeprefix("ST_"))
    return "Unknown"
