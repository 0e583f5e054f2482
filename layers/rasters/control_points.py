"""Control points from files: QGIS's georeferencer (.points), CSV with named columns, JSON."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers import crs
from layers.errors import UnreadableFile
from layers.importers.ogr import crs_check
from layers.importers.ogr.crs_check import Declared, declared
from layers.importers.ogr.table import shown
from layers.rasters.transformation import FEWEST

_MOST = 500
_COLUMNS = {
    "e": ("mapx", "e", "east", "easting", "x_jtsk"),
    "n": ("mapy", "n", "north", "northing", "y_jtsk"),
    "column": ("sourcex", "pixelx", "column", "col", "px", "x"),
    "row": ("sourcey", "pixely", "row", "line", "py", "y"),
    "name": ("name", "id", "label", "bod"),
    "enabled": ("enable", "enabled"),
}
_OFF = frozenset({"0", "false", "no", "ne"})


@dataclass(frozen=True, slots=True)
class ControlPoints:
    """Pixels (column, row from the top left corner) and places in EPSG:5514, shape (n, 2) each."""

    names: tuple[str, ...]
    pixels: NDArray[np.float64]
    places: NDArray[np.float64]
    transformation: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    rows: Sequence[Mapping[str, Any]]
    system: Declared | None
    transformation: str | None = None


def read_points(path: Path, *, srid: int | None) -> ControlPoints:
    """The points that are switched on; raises `UnreadableFile` with file and line."""
    name = shown(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as exc:
        raise UnreadableFile(f"Soubor {name} není v UTF-8.") from exc
    is_json = text.lstrip()[:1] in ("{", "[")
    found = _of_json(text, name) if is_json else _of_table(text, name)
    rows = [row for row in found.rows if str(row.get("enabled", "1")).strip().lower() not in _OFF]
    if not rows:
        raise UnreadableFile(f"Soubor {name} nemá žádný zapnutý vlícovací bod.")
    if len(rows) > _MOST:
        raise UnreadableFile(f"Soubor {name} má {len(rows)} bodů, dovoleno je {_MOST}.")
    values = np.array(
        [[_number(row, key, name) for key in ("column", "row", "e", "n")] for row in rows]
    )
    if (values[:, 1] <= 0).all() and not is_json:
        values[:, 1] *= -1  # QGIS counts rows downwards from zero
    said = declared(f"EPSG:{srid}") if srid else found.system
    how, warning = crs_check.placement(said or declared(f"EPSG:{crs.KROVAK}"), values[:, 2:])
    return ControlPoints(
        names=tuple(str(row.get("name") or index) for index, row in enumerate(rows, start=1)),
        pixels=values[:, :2],
        places=how.to_krovak(values[:, 2:]),
        transformation=found.transformation,
        notes=(f"{name}: {warning}",) if warning else (),
    )


def internal_points(dataset: Any) -> ControlPoints | None:
    """Control points that a GeoTIFF carries inside."""
    points, system = dataset.gcps
    if not points:
        return None
    code = system.to_epsg() if system else None
    said = declared(f"EPSG:{code}") if code else declared(system.to_wkt() if system else None)
    places = np.array([[point.x, point.y] for point in points], dtype="float64")
    how, warning = crs_check.placement(said, places)
    return ControlPoints(
        names=tuple(str(index) for index in range(1, len(points) + 1)),
        pixels=np.array([[point.col, point.row] for point in points], dtype="float64"),
        places=how.to_krovak(places),
        transformation=None,
        notes=(warning,) if warning else (),
    )


def _of_table(text: str, name: str) -> _Found:
    lines = text.splitlines()
    remarks = [line for line in lines if line.startswith("#")]
    body = [line for line in lines if line.strip() and not line.startswith("#")]
    if not body:
        raise UnreadableFile(f"Soubor {name} je prázdný.")
    separator = max(",;\t", key=body[0].count)
    table = list(csv.reader(io.StringIO("\n".join(body)), delimiter=separator))
    header = [title.strip().lower() for title in table[0]]
    places = {
        key: next((header.index(title) for title in titles if title in header), None)
        for key, titles in _COLUMNS.items()
    }
    missing = [key for key in ("e", "n", "column", "row") if places[key] is None]
    if missing:
        raise UnreadableFile(
            f"Soubor {name} nemá sloupce souřadnic v mapě a v obrazu (mapX, mapY, sourceX, "
            f"sourceY, nebo e, n, column, row); má: {', '.join(map(shown, header[:12]))}."
        )
    rows = [
        {key: row[at] for key, at in places.items() if at is not None and at < len(row)}
        for row in table[1:]
    ]
    system = next((line[5:].strip() for line in remarks if line.upper().startswith("#CRS:")), "")
    return _Found(rows, declared(_code_of(system)))


def _code_of(system: str) -> str:
    """QGIS writes the whole definition; its last code is that of the system."""
    tail = system.rpartition('ID["EPSG",')[2].strip('"]} ')
    return f"EPSG:{tail}" if tail.isdigit() else system


def _of_json(text: str, name: str) -> _Found:
    try:
        content = json.loads(text)
        whole = content if isinstance(content, dict) else {"points": content}
        rows = [
            {
                "name": point.get("name", ""),
                "enabled": point.get("enabled", True),
                "column": point["pixel"][0],
                "row": point["pixel"][1],
                "e": point["map"][0],
                "n": point["map"][1],
            }
            for point in whole["points"]
        ]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as exc:
        raise UnreadableFile(
            f"Soubor {name} nemá podobu "
            '{"points": [{"pixel": [sloupec, řádek], "map": [E, N]}, …]}.'
        ) from exc
    transformation = whole.get("transformation")
    if transformation is not None and transformation not in FEWEST:
        raise UnreadableFile(
            f"Soubor {name}: transformace {transformation!r} není z {', '.join(FEWEST)}."
        )
    code = whole.get("crs")
    return _Found(rows, declared(f"EPSG:{code}" if code else None), transformation)


def _number(row: Mapping[str, Any], key: str, name: str) -> float:
    text = str(row.get(key, "")).strip().replace(",", ".")
    try:
        value = float(text)
    except ValueError as exc:
        raise UnreadableFile(f"Soubor {name}: „{shown(text)}“ není číslo.") from exc
    if not np.isfinite(value) or abs(value) > 1e9:
        raise UnreadableFile(f"Soubor {name}: {shown(text)} není souřadnice.")
    return value
