"""Buildings, streets and address places of one unit."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import shapely

from layers.demo.codes import Counter
from layers.demo.ground import Integers
from layers.demo.houses import House, Land
from layers.demo.rows import AddressRow, BuildingRow, ParcelRow, StreetRow
from layers.demo.surface import line_on_map, on_map, points_on_map

_NUMBERED, _HOLIDAY_NUMBERED, _UNNUMBERED = 1, 2, 3
"""Typ stavebního objektu: with a house number, with a registration number, with none."""
_FARM, _HOUSING, _PUBLIC, _FLATS, _FAMILY, _HOLIDAY, _BARN, _GARAGE, _SHED = (
    2, 3, 5, 6, 7, 8, 13, 18, 19,
)  # fmt: skip
_FIRST_DAY = date(2012, 7, 1)


class Place(NamedTuple):
    """What houses need to know of where they stand; numbers run through the part's own list."""

    origin_cm: Integers
    part: int
    postcode: int
    has_street_names: bool
    has_orientation_numbers: bool


@dataclass
class Homes:
    """What was settled in one unit."""

    buildings: list[BuildingRow] = field(default_factory=list)
    addresses: list[AddressRow] = field(default_factory=list)
    streets: list[StreetRow] = field(default_factory=list)


def settle(
    land: Land,
    parcels: list[ParcelRow],
    place: Place,
    names: list[str],
    counter: Counter,
    random: np.random.Generator,
) -> Homes:
    """Numbers the houses and gives them addresses; `names` are used up from the front."""
    homes = Homes()
    if not land.houses:
        return homes
    street_codes = _streets(land, place, names, counter, homes)
    outlines = on_map(np.array([h.footprint for h in land.houses], dtype=object), place.origin_cm)
    middles = [shapely.get_coordinates(h.footprint.representative_point())[0] for h in land.houses]
    points = shapely.points(points_on_map(np.array(middles), place.origin_cm))
    numbers = iter(random.permutation(sum(h.mark is not None for h in land.houses)) + 1)
    orientation = _orientation_numbers(land) if place.has_orientation_numbers else {}
    for n, house in enumerate(land.houses):
        parcel = parcels[house.face].code
        if house.mark is None:
            row = _outbuilding(parcel, outlines[n], points[n], place, counter.building, random)
        else:
            number = int(next(numbers))
            row = _house(number, parcel, outlines[n], points[n], place, counter.building, random)
            homes.addresses.append(
                AddressRow(
                    counter.address,
                    number,
                    orientation.get(n),
                    place.postcode,
                    counter.building,
                    street_codes.get(house.mark.street),
                    row.valid_from,
                    None if random.random() < 0.03 else points[n],
                )
            )
            counter.address += 1
        homes.buildings.append(row)
        counter.building += 1
    return homes


def _streets(
    land: Land, place: Place, names: list[str], counter: Counter, homes: Homes
) -> dict[int, int]:
    if not place.has_street_names:
        return {}
    codes = {}
    for number in sorted({h.mark.street for h in land.houses if h.mark}):
        line = line_on_map(land.streets[number], place.origin_cm)
        homes.streets.append(StreetRow(counter.street, names.pop(0), line))
        codes[number] = counter.street
        counter.street += 1
    return codes


def _orientation_numbers(land: Land) -> dict[int, int]:
    """House → its number along the street: even on one side, odd on the other."""
    rows: dict[tuple[int, int], list[tuple[float, int]]] = {}
    for n, house in enumerate(land.houses):
        if house.mark:
            rows.setdefault((house.mark.street, house.mark.side), []).append(
                (house.mark.chainage, n)
            )
    return {
        n: 2 * k + (1 if side > 0 else 2)
        for (_, side), houses in rows.items()
        for k, (_, n) in enumerate(sorted(houses))
    }


def _house(
    number: int,
    parcel: int,
    outline: shapely.Polygon,
    point: shapely.Point,
    place: Place,
    code: int,
    random: np.random.Generator,
) -> BuildingRow:
    uses = (_FAMILY, _HOUSING, _FLATS, _FARM, _PUBLIC, _HOLIDAY)
    shares = (0.7, 0.12, 0.1, 0, 0.05, 0.03) if place.has_orientation_numbers else (
        0.58, 0.2, 0.02, 0.08, 0.03, 0.09,
    )  # fmt: skip
    use = int(random.choice(uses, p=shares))
    floors = {_FLATS: 4, _PUBLIC: 2, _HOLIDAY: 1}.get(use, int(random.integers(1, 3)))
    flats = {_FLATS: int(random.integers(4, 17)), _PUBLIC: 0, _HOLIDAY: 0}.get(use, 1)
    kind = _HOLIDAY_NUMBERED if use == _HOLIDAY else _NUMBERED
    shape = None if random.random() < 0.05 else outline
    return _row(
        code, number, parcel, kind, use, floors, flats, shape, point, place, outline, random
    )


def _outbuilding(
    parcel: int,
    outline: shapely.Polygon,
    point: shapely.Point,
    place: Place,
    code: int,
    random: np.random.Generator,
) -> BuildingRow:
    """Barns and garages: a third is known by its definition point alone, a few not even by that."""
    use = int(random.choice((_BARN, _GARAGE, _SHED)))
    lot = random.random()
    shape, place_of_it = (None if lot < 0.33 else outline), (None if lot < 0.06 else point)
    return _row(
        code, None, parcel, _UNNUMBERED, use, 1, 0, shape, place_of_it, place, outline, random
    )


def _row(
    code: int,
    number: int | None,
    parcel: int,
    kind: int,
    use: int,
    floors: int,
    flats: int,
    shape: shapely.Polygon | None,
    point: shapely.Point | None,
    place: Place,
    outline: House | shapely.Polygon,
    random: np.random.Generator,
) -> BuildingRow:
    since = _FIRST_DAY + timedelta(int(random.integers(0, 5_000)))
    area = round(outline.area)
    return BuildingRow(
        code, number, parcel, kind, use, place.part, since, floors, flats, area, shape, point
    )
