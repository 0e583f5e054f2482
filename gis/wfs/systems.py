"""Coordinate systems as WFS names them: URNs and addresses have the official order of axes, the
short forms have x first."""

import re

from gis.api.systems import BY_SRID, CRS84, System
from gis.wfs.problem import WfsError
from layers.crs import KROVAK

_OFFICIAL = re.compile(
    r"urn:(?:x-)?ogc:def:crs:EPSG:[0-9.]*:([0-9]{4,6})|"
    r"https?://www\.opengis\.net/def/crs/EPSG/[0-9.]+/([0-9]{4,6})",
    re.ASCII,
)
_SHORT = re.compile(
    r"EPSG:([0-9]{4,6})|http://www\.opengis\.net/gml/srs/epsg\.xml#([0-9]{4,6})", re.ASCII
)
_CRS84 = frozenset({"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", CRS84.uri})


def by_name(name: str, *, locator: str) -> System:
    """The system; raises `WfsError` for all that is not offered."""
    if name in _CRS84:
        return CRS84
    for pattern, official in ((_OFFICIAL, True), (_SHORT, False)):
        if found := pattern.fullmatch(name):
            known = BY_SRID.get(int(found[1] or found[2]))
            if known is not None:
                return known if official else System(known.uri, known.srid, swapped=False)
    raise WfsError(
        "InvalidParameterValue",
        locator,
        f"Souřadnicový systém {name[:80]!r} není podporován.",
        f"The coordinate system {name[:80]!r} is not supported.",
    )


def urn(srid: int) -> str:
    return f"urn:ogc:def:crs:EPSG::{srid}"


DEFAULT = BY_SRID[KROVAK]
OTHERS = [urn(srid) for srid in BY_SRID if srid != KROVAK]
OFFICIAL = frozenset(BY_SRID.values())
"""Those whose coordinates stand in the system's own order of axes."""
