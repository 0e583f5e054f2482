"""A part of the region that a right is bound to: municipalities, or an area of one's own."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

import shapely

from layers.crs import KROVAK


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a right holds.

    `shape` is an area in EPSG:5514 and `ewkb` the same for SQL (hexadecimal). `municipalities` are
    the codes by which objects without a place are told; an area of one's own has none. Two are
    equal when they are made of the same.
    """

    key: str
    shape: shapely.Geometry = field(compare=False, repr=False)
    ewkb: str = field(compare=False, repr=False)
    municipalities: frozenset[int] = field(compare=False, repr=False)

    @classmethod
    def of(cls, shape: shapely.Geometry, municipalities: Iterable[int] = ()) -> Self:
        """Of an area; a broken one is mended, since what it bounds are rights."""
        codes = frozenset(municipalities)
        whole = shapely.set_srid(shapely.make_valid(shape), KROVAK)
        ewkb = str(shapely.to_wkb(whole, hex=True, include_srid=True))
        made_of = f"{ewkb}|{','.join(map(str, sorted(codes)))}"
        shapely.prepare(whole)
        return cls(hashlib.sha256(made_of.encode()).hexdigest()[:16], whole, ewkb, codes)

    def holds(self, east: float, north: float) -> bool:
        """Whether the place (EPSG:5514) lies in it, its border included."""
        return bool(shapely.intersects_xy(self.shape, east, north))


NOWHERE = Territory.of(shapely.Polygon())


@lru_cache(maxsize=64)
def union(territories: frozenset[Territory]) -> Territory:
    """All of them together."""
    if len(territories) == 1:
        return next(iter(territories))
    codes = frozenset[int]().union(*(each.municipalities for each in territories))
    return Territory.of(shapely.union_all([each.shape for each in territories]), codes)


@lru_cache(maxsize=64)
def intersection(territories: frozenset[Territory]) -> Territory:
    """What they have in common."""
    first, *rest = sorted(territories, key=lambda each: each.key)
    shape, codes = first.shape, first.municipalities
    for each in rest:
        shape, codes = shapely.intersection(shape, each.shape), codes & each.municipalities
    return Territory.of(shape, codes)
