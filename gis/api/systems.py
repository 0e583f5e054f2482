"""Coordinate systems by the URIs of OGC; the allow-list of `crs` and `bbox-crs`."""

from dataclasses import dataclass

from gis.api.problems import BadParameter
from layers.crs import ETRS89, KROVAK, SUPPORTED, WGS84, axes_swapped
from layers.outlines import DEGREE_DIGITS


@dataclass(frozen=True, slots=True)
class System:
    """`swapped`: the first axis is not x; `digits`: decimal places that hold a millimetre."""

    uri: str
    srid: int
    swapped: bool

    @property
    def digits(self) -> int:
        return DEGREE_DIGITS if self.srid in {WGS84, ETRS89} else 3


CRS84 = System("http://www.opengis.net/def/crs/OGC/1.3/CRS84", WGS84, False)
BY_SRID = {
    srid: System(f"http://www.opengis.net/def/crs/EPSG/0/{srid}", srid, axes_swapped(srid))
    for srid in SUPPORTED
}
STORAGE = BY_SRID[KROVAK]
SYSTEMS = {system.uri: system for system in (CRS84, *BY_SRID.values())}


def by_uri(uri: str, *, parameter: str) -> System:
    """The system; raises `BadParameter` for all that is not on the list."""
    if uri not in SYSTEMS:
        raise BadParameter(
            parameter,
            "Souřadnicový systém není podporován; seznam je v kolekci pod crs.",
            "The coordinate system is not supported; the collection lists them under crs.",
        )
    return SYSTEMS[uri]


def by_code(code: str, *, parameter: str) -> System:
    """The system by `5514`, `EPSG:5514` or URI; short forms mean x, y order for our own queries."""
    short = code.removeprefix("EPSG:")
    if short.isascii() and short.isdigit() and len(short) < 7 and int(short) in BY_SRID:
        return BY_SRID[int(short)]
    return by_uri(code, parameter=parameter)
