"""A daily change file over the demo: parcels divided, a building added, an address place gone."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import shapely

from layers.demo import exchange
from layers.demo.codes import Counter
from layers.demo.municipality import municipality
from layers.demo.region import LAST_TRANSACTION, STATE_DAY, STATE_FILE, write
from layers.demo.rows import BuildingRow, MunicipalityRows, ParcelRow
from layers.demo.tiles import tiles

_NEW_PARCELS = 999_000_000_000
_NEW_BUILDINGS = 999_000_000
_PER_DAY = 3
_ARABLE, _GARDEN, _GARAGE, _UNNUMBERED = 2, 5, 18, 3


def generate_change(folder: Path, *, number: int = 1, seed: int = 1) -> Path:
    """Writes the change file of the given day (1, 2, … after the state day) and returns its path.

    It holds three parcels divided in two, one new building and one address place deleted, all in
    the first municipality. Each day continues the one before by `PredchoziSoubor` and touches other
    objects. Raises `ValueError` for a day when there is nothing left to change.
    """
    rows = municipality(seed, next(tiles()), 0, Counter())
    day = STATE_DAY + timedelta(number)
    transaction = LAST_TRANSACTION + 10 * number
    before = STATE_FILE if number == 1 else _name(day - timedelta(1))
    header = exchange.FileHeader("ST_ZKSH", day, (transaction, transaction + 9), before)
    parcels = [half for row in _chosen(rows, number) for half in _halves(row, day)]
    gone = exchange.extinct("AD", rows.addresses[number].code, transaction=transaction + 2)
    pieces = [
        *exchange.collection("Parcely", exchange.parcels(parcels, transaction=transaction)),
        *exchange.collection(
            "StavebniObjekty",
            exchange.buildings([_building(rows, number, day)], transaction=transaction + 1),
        ),
        *exchange.collection("ZaniklePrvky", [gone]),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _name(day)
    write(path, exchange.document(header, pieces))
    return path


def _name(day: date) -> str:
    return f"{day:%Y%m%d}_ST_ZKSH.xml.gz"


def _chosen(rows: MunicipalityRows, number: int) -> list[ParcelRow]:
    """The day's fields: without subdivision, so that none was divided on a day before."""
    fields = [
        row
        for row in rows.parcels
        if row.land_kind == _ARABLE and row.subdivision is None and _chord(row.shape) is not None
    ]
    chosen = fields[(number - 1) * _PER_DAY : number * _PER_DAY]
    if len(chosen) < _PER_DAY:
        raise ValueError(f"No fields are left to divide on day {number}.")
    return chosen


def _chord(shape: shapely.Polygon) -> tuple[int, int] | None:
    """The shortest line between two vertices that cuts off a fair half, by their numbers.

    It ends in vertices that exist, so the neighbours stay as they are.
    """
    if shape.interiors or shape.area < 3_000:
        return None
    ring = shapely.get_coordinates(shape.exterior)[:-1]
    a, b = np.triu_indices(len(ring), 2)
    order = np.argsort(np.hypot(*(ring[a] - ring[b]).T), kind="stable")
    for start, end in zip(a[order].tolist(), b[order].tolist(), strict=True):
        share = shapely.Polygon(ring[start : end + 1]).area / shape.area if end - start > 1 else 0
        line = shapely.LineString([ring[start], ring[end]])
        if 0.3 < share < 0.7 and shapely.relate_pattern(line, shape, "1FFF0F212"):
            return start, end
    return None


def _halves(row: ParcelRow, day: date) -> list[ParcelRow]:
    """`123` becomes `123/1`, which keeps the code, and `123/2`."""
    chord = _chord(row.shape)
    if chord is None:
        raise ValueError(f"Parcel {row.code} cannot be divided.")
    start, end = chord
    ring = shapely.get_coordinates(row.shape.exterior)[:-1]
    shapes = (
        shapely.Polygon(ring[start : end + 1]),
        shapely.Polygon(np.concatenate([ring[end:], ring[: start + 1]])),
    )
    codes = (row.code, _NEW_PARCELS + row.code % 1_000_000_000)
    return [
        row._replace(
            code=code,
            subdivision=subdivision,
            area_m2=round(shape.area),
            valid_from=day,
            soil=(),
            shape=shape,
            point=shapely.Point(np.round(shapely.get_coordinates(shape.point_on_surface())[0], 2)),
        )
        for subdivision, (code, shape) in enumerate(zip(codes, shapes, strict=True), start=1)
    ]


def _building(rows: MunicipalityRows, number: int, day: date) -> BuildingRow:
    """A garage in a garden."""
    gardens = [
        row
        for row in rows.parcels
        if row.land_kind == _GARDEN and row.shape.buffer(-6).contains(row.point)
    ]
    if number > len(gardens):
        raise ValueError(f"No garden is left to build in on day {number}.")
    garden = gardens[number - 1]
    x, y = garden.point.x, garden.point.y
    outline = shapely.Polygon(
        np.round([(x - 3, y - 2.4), (x + 3, y - 2.0), (x + 2.8, y + 2.6), (x - 3.2, y + 2.2)], 2)
    )
    unit = next(unit for unit in rows.units if unit.code == garden.unit)
    return BuildingRow(
        _NEW_BUILDINGS + number, None, garden.code, _UNNUMBERED, _GARAGE, unit.part_code, day,
        1, 0, round(outline.area), outline, garden.point,
    )  # fmt: skip
