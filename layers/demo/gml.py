"""Geometry as GML 3.2.1 the way RÚIAN writes it: EPSG:5514, east north, two decimals."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_CRS = 'srsName="urn:ogc:def:crs:EPSG::5514" srsDimension="2"'


def ring_texts(polygons: list[shapely.Polygon]) -> list[list[str]]:
    """The coordinate lists of the rings of each polygon; one pass over all of them."""
    if not polygons:
        return []
    rings, owner = shapely.get_rings(np.array(polygons, dtype=object), return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    texts = list(map("%.2f %.2f".__mod__, map(tuple, coordinates.tolist())))
    stops = np.append(np.flatnonzero(np.diff(ring)) + 1, len(texts)).tolist()
    found: list[list[str]] = [[] for _ in polygons]
    start = 0
    for polygon, stop in zip(owner.tolist(), stops, strict=True):
        found[polygon].append(" ".join(texts[start:stop]))
        start = stop
    return found


def polygon(identifier: str, rings: list[str], *, crs: bool = True) -> str:
    inner = "".join(
        f"<gml:interior><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing>"
        "</gml:interior>"
        for ring in rings[1:]
    )
    return (
        f'<gml:Polygon gml:id="{identifier}"{" " + _CRS if crs else ""}><gml:exterior>'
        f"<gml:LinearRing><gml:posList>{rings[0]}</gml:posList></gml:LinearRing></gml:exterior>"
        f"{inner}</gml:Polygon>"
    )


def multi_surface(identifier: str, area: BaseGeometry) -> str:
    return surfaces(identifier, ring_texts(list(shapely.get_parts(area))))


def surfaces(identifier: str, parts: list[list[str]]) -> str:
    """A MultiSurface of polygons given by their rings."""
    members = "".join(
        "<gml:surfaceMember>"
        + polygon(f"{identifier}.{number}", rings, crs=False)
        + "</gml:surfaceMember>"
        for number, rings in enumerate(parts, start=1)
    )
    return f'<gml:MultiSurface gml:id="{identifier}" {_CRS}>{members}</gml:MultiSurface>'


def point(identifier: str, place: shapely.Point, *, crs: bool = True) -> str:
    return (
        f'<gml:Point gml:id="{identifier}"{" " + _CRS if crs else ""}>'
        f"<gml:pos>{place.x:.2f} {place.y:.2f}</gml:pos></gml:Point>"
    )


def multi_point(identifier: str, place: shapely.Point) -> str:
    return (
        f'<gml:MultiPoint gml:id="{identifier}" {_CRS}><gml:pointMembers>'
        f"{point(f'{identifier}.1', place, crs=False)}</gml:pointMembers></gml:MultiPoint>"
    )


def multi_curve(identifier: str, line: shapely.LineString) -> str:
    places = " ".join(f"{x:.2f} {y:.2f}" for x, y in line.coords)
    return (
        f'<gml:MultiCurve gml:id="{identifier}" {_CRS}><gml:curveMember>'
        f'<gml:LineString gml:id="{identifier}.1"><gml:posList>{places}</gml:posList>'
        "</gml:LineString></gml:curveMember></gml:MultiCurve>"
    )
