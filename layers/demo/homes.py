"""Buildings, streets and address places of one unit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import shapely

from layers.demo.codes import Counter
from layers.demo.ground import Integers
from layers.demo.houses import Land
from layers.demo.rows import AddressRow, BuildingRow, ParcelRow, StreetRow
from layers.demo.surface import line_on_map, on_map, points_on_map

_NUMBERED, _HOLIDAY_NUMBERED, _UNNUMBERED = 1, 2, 3
"""Typ stavebního objektu: with a house number, with a registration number, with none."""
_FARM, _HOUSING, _PUBLIC, _FLATS, _FAMILY, _HOLIDAY, _BARN, _GARAGE, _SHED = (
    2, 3, 5, 6, 7, 8, 13, 18, 19,
)  # fmt: skip
_FIRST_DAY = date(2012, 7, 1)


class Place(NamedTuple):
    """What houses need to know of where they stand."""

    origin_cm: Integers
    part: int
    postcode: int
    has_street_names: bool
    has_orientation_numbers: bool


class _Site(NamedTuple):
    """One building before it is described."""

    code: int
    parcel: int
    part: int
    outline: shapely.Polygon
    point: shapely.Point


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
    *,
    counter: Counter,
    random: np.random.Generator,
) -> Homes:
    """Numbers the houses and gives them addresses; `names` are used up from the front."""
    homes = Homes()
    if not land.houses:
        return homes
    street_codes = _streets(land, place, names, counter, homes)
    numbers = iter(random.permutation(sum(h.mark is not None for h in land.houses)) + 1)
    orientation = _orientation_numbers(land) if place.has_orientation_numbers else {}
    for n, site in enumerate(_sites(land, parcels, place, counter)):
        mark = land.houses[n].mark
        if mark is None:
            homes.buildings.append(_outbuilding(site, random))
            continue
        house = _house(site, int(next(numbers)), place.has_orientation_numbers, random)
        homes.buildings.append(house)
        homes.addresses.append(
            AddressRow(
                counter.address,
                house.house_number or 0,
                orientation.get(n),
                place.postcode,
                house.code,
                street_codes.get(mark.street),
                house.valid_from,
                None if random.random() < 0.03 else site.point,
            )
        )
        counter.address += 1
    return homes


def _sites(land: Land, parcels: list[ParcelRow], place: Place, counter: Counter) -> Iterator[_Site]:
    outlines = on_map(np.array([h.footprint for h in land.houses], dtype=object), place.origin_cm)
    middles = [shapely.get_coordinates(h.footprint.representative_point())[0] for h in land.houses]
    points = shapely.points(points_on_map(np.array(middles), place.origin_cm))
    for house, outline, point in zip(land.houses, outlines, points, strict=True):
        yield _Site(counter.building, parcels[house.face].code, place.part, outline, point)
        counter.building += 1


def _streets(
    land: Land, place: Place, names: list[str], counter: Counter, homes: Homes
) -> dict[int, int]:
    """Number of a street in the land → its code."""
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
            key = (house.mark.street, house.mark.side)
            rows.setdefault(key, []).append((house.mark.chainage, n))
    return {
        n: 2 * k + (1 if side > 0 else 2)
        for (_, side), houses in rows.items()
        for k, (_, n) in enumerate(sorted(houses))
    }


_USES = (_FAMILY, _HOUSING, _FLATS, _FARM, _PUBLIC, _HOLIDAY)
_TOWN_SHARES = (0.7, 0.12, 0.1, 0.0, 0.05, 0.03)
_VILLAGE_SHARES = (0.58, 0.2, 0.02, 0.08, 0.03, 0.09)


def _house(site: _Site, number: int, in_town: bool, random: np.random.Generator) -> BuildingRow:
    """A building with a number; one in twenty has no outline."""
    use = int(random.choice(_USES, p=_TOWN_SHARES if in_town else _VILLAGE_SHARES))
    return BuildingRow(
        site.code,
        number,
        site.parcel,
        _HOLIDAY_NUMBERED if use == _HOLIDAY else _NUMBERED,
        use,
        site.part,
        _some_day(random),
        {_FLATS: 4, _PUBLIC: 2, _HOLIDAY: 1}.get(use, int(random.integers(1, 3))),
        {_FLATS: int(random.integers(4, 17)), _PUBLIC: 0, _HOLIDAY: 0}.get(use, 1),
        round(site.outline.area),
        None if random.random() < 0.05 else site.outline,
        site.point,
    )


def _outbuilding(site: _Site, random: np.random.Generator) -> BuildingRow:
    """Barns and garages: a third is known by its definition point alone, a few not even by that."""
    lot = random.random()
    return BuildingRow(
        site.code,
        None,
        site.parcel,
        _UNNUMBERED,
        int(random.choice((_BARN, _GARAGE, _SHED))),
        site.part,
        _some_day(random),
        1,
        0,
        round(site.outline.area),
        None if lot < 0.33 else site.outline,
        None if lot < 0.06 else site.point,
    )


def _some_day(random: np.random.Generator) -> date:
    return _FIRST_DAY + timedelta(int(random.integers(0, 5_000)))
