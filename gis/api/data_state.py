"""What the data are now: their version, how old each layer is, which ground they cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast
from zoneinfo import ZoneInfo

from psycopg2.sql import SQL, Identifier

from gis.api.reader import row, rows
from layers.catalogue import LayerDef, Text, catalogue
from layers.crs import COUNTRY_5514
from layers.layer_state import LayerState, has_state, layer_states_anywhere
from layers.rasters.days import Days, sheet_days

_ZONE = ZoneInfo("Europe/Prague")
_EXTENT = SQL(
    "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) "
    "FROM (SELECT ST_Extent(geom) AS b FROM {}) extent"
)
_REGIONS = SQL(
    "SELECT label, ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) "
    "FROM served.admin_region ORDER BY ST_Dimension(geom) = 2 DESC NULLS LAST, fid LIMIT 2"
)
_NO_NAME = Text("Mapa veřejné správy", "Map of public administration")

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class DataDate:
    """The oldest and the newest day that a layer's data speak of."""

    oldest: date
    newest: date

    def document(self) -> dict[str, str]:
        return {"oldest": self.oldest.isoformat(), "newest": self.newest.isoformat()}


@dataclass(frozen=True, slots=True)
class Ground:
    """The region's name; E min, N min, E max, N max in EPSG:5514 of all data and of the region.

    A list of all regions has names alone: the region is the one that has an outline.
    """

    title: Text
    bounds: Bounds
    home: Bounds


def data_version() -> str:
    """Changes with every publish and rollback; found in constant time, whatever was published."""
    found = row("SELECT extract(epoch FROM published_at)::text FROM served.version")
    return str(found[0]) if found and found[0] else ""


def data_dates(version: str | None = None) -> dict[str, DataDate]:
    """By layer id; layers without data are not there. The version is asked for where not given."""
    return _data_dates(data_version() if version is None else version)


@lru_cache(maxsize=2)
def _data_dates(version: str) -> dict[str, DataDate]:
    found = rows("SELECT layer, min(data_date), max(data_date) FROM served.coverage GROUP BY layer")
    dates = {
        layer: DataDate(oldest.astimezone(_ZONE).date(), newest.astimezone(_ZONE).date())
        for layer, oldest, newest in found
    }
    for layer, days in sheets(version).items():  # sheets know their days better than their runs
        if days.oldest and days.newest:
            dates[layer] = DataDate(days.oldest, days.newest)
    return dates


@lru_cache(maxsize=2)
def sheets(_version: str) -> dict[str, Days]:
    """The raster layers that have sheets in this version of the data, with their days."""
    return sheet_days()


def states_of(version: str, day: date) -> dict[str, LayerState]:
    """What is known of each thematic layer on the day, by layer id."""
    return _states_of(version, day)


@lru_cache(maxsize=2)
def _states_of(_version: str, day: date) -> dict[str, LayerState]:
    asked = [layer.id for layer in catalogue().layers.values() if has_state(layer)]
    return layer_states_anywhere(asked, day=day)


def date_of(layer: LayerDef, dates: dict[str, DataDate]) -> DataDate | None:
    """The layer's own dates; a composed layer spans those of its members."""
    ids = [member.layer for member in layer.members] or [layer.id]
    known = [dates[layer_id] for layer_id in ids if layer_id in dates]
    if not known:
        return None
    return DataDate(min(each.oldest for each in known), max(each.newest for each in known))


def is_demo() -> bool:
    """Whether what is served came from the generated demo region."""
    found = row("SELECT EXISTS (SELECT FROM served.coverage WHERE source = 'demo')")
    return bool(found and found[0])


def ground(version: str) -> Ground:
    """The region as the data of this version have it."""
    return _ground(version)


@lru_cache(maxsize=2)
def _ground(_version: str) -> Ground:
    bounds = _bounds()
    regions = [(label, _box(corners)) for label, *corners in rows(_REGIONS)]
    outlined = [each for each in regions if each[1]] or regions
    if len(outlined) != 1:
        return Ground(_NO_NAME, bounds, bounds)
    [(label, home)] = outlined
    return Ground(Text(label, label), bounds, home or bounds)


def _bounds() -> Bounds:
    for view in ("admin_municipality", "admin_cadastral_unit", "cadastre_parcel", "feature"):
        found = row(_EXTENT.format(Identifier("served", view)))
        if box := _box(found or (None,) * 4):
            return box
    return COUNTRY_5514


def _box(corners: Sequence[float | None]) -> Bounds | None:
    """None where there is nothing, or no more than a point."""
    west, south, east, north = corners
    if None in {west, south, east, north} or west == east:
        return None
    return cast(Bounds, (west, south, east, north))
