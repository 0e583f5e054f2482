"""What of a row lies in an area: clipped, not just hidden."""

import shapely
from psycopg2.sql import SQL, Composable, Literal

from layers.catalogue import LayerDef
from layers.crs import KROVAK
from layers.importers.target import target

SLIVER_M2 = 0.01
"""An area of which less than this lies inside touches the border only."""
_REACH_M = 1.0
"""How far a border of a municipality may stick out of an area that is to hold it whole."""

_WHOLE = SQL("r.geom")
_CLIPPED = SQL(
    "CASE WHEN r.geom IS NULL OR ST_CoveredBy(r.geom, {area}) THEN r.geom ELSE "
    "ST_CollectionExtract(ST_Intersection(r.geom, {area}), ST_Dimension(r.geom) + 1) END"
)
_TOUCHING = SQL(
    "(r.geom && {area} AND ST_Intersects(r.geom, {area}) AND NOT ST_IsEmpty(cut.shape) "
    "AND (ST_Dimension(r.geom) < 2 OR ST_Area(cut.shape) >= least({sliver}, ST_Area(r.geom))))"
)
_OF_MUNICIPALITY = SQL(
    "(r.geom IS NULL AND r.municipality_code IN (SELECT m.code FROM served.admin_municipality m "
    "WHERE m.geom && {area} AND ST_CoveredBy(m.geom, {wider})))"
)


def clipped(area: shapely.Geometry | None) -> Composable:
    """The geometry of the row r within the area; parts of less dimension are left out."""
    return _WHOLE if area is None else _CLIPPED.format(area=_constant(area))


def touching(layer: LayerDef, area: shapely.Geometry) -> Composable:
    """The condition that a part of r lies in the area.

    A row without geometry lies there when its whole municipality does: its place is not known any
    better, and what may be outside is not given away.
    """
    here = _TOUCHING.format(area=_constant(area), sliver=Literal(SLIVER_M2))
    if "municipality_code" not in target(layer.id).names:
        return here
    wider = _constant(area.buffer(_REACH_M))
    placeless = _OF_MUNICIPALITY.format(area=_constant(area), wider=wider)
    return SQL("({} OR {})").format(here, placeless)


def _constant(area: shapely.Geometry) -> Composable:
    text = shapely.to_wkb(shapely.set_srid(area, KROVAK), hex=True, include_srid=True)
    return SQL("{}::geometry").format(Literal(str(text)))
