"""Rows of the demo's registers, as the exchange format tells them."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry


class SoilPart(NamedTuple):
    """Bonitovaný díl: square metres and code of the soil unit (BPEJ)."""

    area_m2: int
    code: int


class ParcelRow(NamedTuple):
    """Parcela; `point` is its definition point."""

    code: int
    number: int
    subdivision: int | None
    area_m2: int
    land_use: int | None
    series: int
    land_kind: int
    unit: int
    valid_from: date
    soil: tuple[SoilPart, ...]
    shape: shapely.Polygon
    point: shapely.Point


class BuildingRow(NamedTuple):
    """Stavební objekt; some have no outline, and some no geometry at all."""

    code: int
    house_number: int | None
    parcel: int
    kind: int
    use: int
    part: int
    valid_from: date
    floors: int
    flats: int
    built_up_m2: int
    outline: shapely.Polygon | None
    point: shapely.Point | None


class AddressRow(NamedTuple):
    """Adresní místo."""

    code: int
    house_number: int
    orientation_number: int | None
    postcode: int
    building: int
    street: int | None
    valid_from: date
    point: shapely.Point | None


class StreetRow(NamedTuple):
    """Ulice."""

    code: int
    name: str
    line: shapely.LineString


class UnitRow(NamedTuple):
    """Katastrální území, with the settlement unit and the municipality part of the same name."""

    code: int
    part_code: int
    name: str
    has_digital_map: bool
    outline: shapely.Polygon
    point: shapely.Point


class AreaRow(NamedTuple):
    """Region, district, ORP or POU; `seat` and `parents` are codes."""

    code: int
    name: str
    outline: BaseGeometry
    seat: int | None = None
    parents: tuple[int, ...] = ()


@dataclass
class MunicipalityRows:
    """All that one municipality file holds."""

    code: int
    name: str
    status_code: int
    district: int
    pou: int
    outline: BaseGeometry
    point: shapely.Point
    units: list[UnitRow] = field(default_factory=list)
    streets: list[StreetRow] = field(default_factory=list)
    parcels: list[ParcelRow] = field(default_factory=list)
    buildings: list[BuildingRow] = field(default_factory=list)
    addresses: list[AddressRow] = field(default_factory=list)
