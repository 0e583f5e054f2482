"""Whether coordinates lie where their declared system says, and which trap of S-JTSK they fell in.

The boxes of the country in the systems and axis orders below are disjoint, so that the extent
alone tells them apart. Coordinates in EPSG:5514 are never touched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from layers.crs import (
    COUNTRY_4326,
    COUNTRY_5514,
    ETRS89,
    ETRS89_UTM33,
    ETRS89_UTM33_NE,
    KROVAK,
    KROVAK_SOUTH_WEST,
    SUPPORTED,
    WEB_MERCATOR,
    WGS84,
    transform_many,
)
from layers.errors import UnreadableFile

Coordinates = NDArray[np.float64]
"""Shape (n, 2)."""

WGS84_UTM33 = 32633
_SAME_HERE = {WGS84_UTM33: ETRS89_UTM33}
"""Systems that differ from a supported one by less than the transformation's accuracy."""

_DECLARED_SHARE = 0.5
"""So much of the points must lie in the declared box: single wrong vertices are the record's."""
_FOUND_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file says of its system: its code, that it is some Krovak, or words not known."""

    srid: int | None
    krovak: bool
    words: str


@dataclass(frozen=True, slots=True)
class Placement:
    """How coordinates become EPSG:5514: axes swapped back, signs turned, then transformed."""

    srid: int
    swapped: bool = False
    negated: bool = False

    @property
    def as_is(self) -> bool:
        return self.srid == KROVAK and not self.swapped and not self.negated

    def to_krovak(self, coordinates: Coordinates) -> Coordinates:
        """Coordinates in EPSG:5514; not finite where there is no image."""
        if self.swapped:
            coordinates = coordinates[:, ::-1]
        if self.negated:
            coordinates = -coordinates
        return transform_many(coordinates, source=self.srid, target=KROVAK)

    def holds(self, coordinates: Coordinates) -> float:
        """The share of points that lie in the country when they are read this way."""
        if self.swapped:
            coordinates = coordinates[:, ::-1]
        if self.negated:
            coordinates = -coordinates
        return float(_inside(coordinates, _country(self.srid)).mean())


def declared(text: str | None) -> Declared | None:
    """The system as GDAL or GeoJSON names it: `EPSG:5514`, an URN, or WKT."""
    if not text:
        return None
    code = re.search(
        r"(?:^|[:/])EPSG(?:[:/][0-9.]*)?[:/]([0-9]{4,6})$", text.strip(), re.IGNORECASE
    )
    if code:
        srid = int(code[1])
        srid = _SAME_HERE.get(srid, srid)
        return Declared(srid, srid in (KROVAK, KROVAK_SOUTH_WEST), f"EPSG:{code[1]}")
    if text.strip().upper().endswith(("CRS84", "CRS:84")):
        return Declared(WGS84, krovak=False, words="CRS84")
    name = re.search(r'"([^"]{1,60})"', text)
    return Declared(None, "krovak" in text.lower(), name[1] if name else text[:60])


def placement(said: Declared | None, sample: Coordinates) -> tuple[Placement, str]:
    """How to read the coordinates, and a warning when that is not what the file says.

    `sample` (at least one point) are vertices of the first geometries. Raises `UnreadableFile`
    when the coordinates fit neither the declared system nor, unmistakably, another.
    """
    own = _own(said)
    if own and own.holds(sample) >= _DECLARED_SHARE:
        return own, ""
    if said and said.srid and said.srid not in SUPPORTED:
        raise UnreadableFile(f"Souřadnicový systém {said.words} není podporován.")
    for found in _candidates():
        if found.holds(sample) >= _FOUND_SHARE:
            return found, _warning(said, found)
    x, y = sample[0]
    what = f"systému {said.words}" if said else "žádnému podporovanému systému"
    raise UnreadableFile(
        f"Souřadnice (např. {x:.10g} {y:.10g}) neodpovídají {what} na území České republiky a "
        "jejich systém nelze jednoznačně určit. Opravte systém v souboru, nebo jej uveďte v "
        "mapování (crs)."
    )


def in_country(coordinates: Coordinates) -> NDArray[np.bool_]:
    """Which points in EPSG:5514 are finite and may lie in the country."""
    return _inside(coordinates, COUNTRY_5514)


def _own(said: Declared | None) -> Placement | None:
    if said is None:
        return None
    if said.krovak and said.srid != KROVAK_SOUTH_WEST:
        return Placement(KROVAK)
    if said.srid == KROVAK_SOUTH_WEST:
        return Placement(KROVAK, negated=True)
    return Placement(said.srid) if said.srid in SUPPORTED and said.srid else None


def _candidates() -> Iterator[Placement]:
    """What an extent tells without doubt; UTM is not among them, its zones look alike."""
    for srid in (KROVAK, WGS84):
        yield Placement(srid)
        yield Placement(srid, swapped=True)
    yield Placement(KROVAK, negated=True)
    yield Placement(KROVAK, swapped=True, negated=True)
    yield Placement(WEB_MERCATOR)


def _warning(said: Declared | None, found: Placement) -> str:
    what = {KROVAK: "S-JTSK (EPSG:5514)", WGS84: "WGS 84 (EPSG:4326)"}.get(
        found.srid, f"EPSG:{found.srid}"
    )
    turns = [
        *(["prohozením pořadí os"] if found.swapped else []),
        *(["obrácením znamének"] if found.negated else []),
    ]
    source = f"Soubor uvádí systém {said.words}, ale" if said else "Soubor neuvádí systém;"
    return f"{source} souřadnice odpovídají {what}" + (
        f" po opravě {' a '.join(turns)}." if turns else " a byly tak přečteny."
    )


def _inside(coordinates: Coordinates, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    x, y = coordinates[:, 0], coordinates[:, 1]
    inside: NDArray[np.bool_] = (box[0] <= x) & (x <= box[2]) & (box[1] <= y) & (y <= box[3])
    return inside


@cache
def _country(srid: int) -> tuple[float, float, float, float]:
    """The country's box in a system, by the edges of its box in degrees."""
    if srid == KROVAK:
        return COUNTRY_5514
    west, south, east, north = COUNTRY_4326
    if srid in (WGS84, ETRS89):
        return COUNTRY_4326
    if srid not in (WEB_MERCATOR, ETRS89_UTM33, ETRS89_UTM33_NE):
        raise AssertionError(f"EPSG:{srid} has no box")
    x, y = np.meshgrid(np.linspace(west, east, 20), np.linspace(south, north, 20))
    edge = transform_many(np.column_stack([x.ravel(), y.ravel()]), source=WGS84, target=srid)
    (x_min, y_min), (x_max, y_max) = edge.min(axis=0), edge.max(axis=0)
    return float(x_min), float(y_min), float(x_max), float(y_max)
