"""Relations of geometries as conditions in SQL; the column stays bare, so that its index serves."""

from collections.abc import Mapping
from typing import Any

from psycopg2.sql import SQL, Composable, Literal
from pygeofilter import ast, values

from gis.api.filter.geometry import Place, place
from gis.api.filter.number import checked
from gis.api.filter.problem import BadFilter
from gis.api.filter.scope import GEOMETRY, Scope
from layers import rows

_RELATIONS: Mapping[ast.SpatialComparisonOp, str] = {
    ast.SpatialComparisonOp.INTERSECTS: "ST_Intersects({}, {})",
    ast.SpatialComparisonOp.DISJOINT: "(NOT ST_Intersects({}, {}))",
    ast.SpatialComparisonOp.CONTAINS: "ST_Contains({}, {})",
    ast.SpatialComparisonOp.WITHIN: "ST_Within({}, {})",
    ast.SpatialComparisonOp.TOUCHES: "ST_Touches({}, {})",
    ast.SpatialComparisonOp.CROSSES: "ST_Crosses({}, {})",
    ast.SpatialComparisonOp.OVERLAPS: "ST_Overlaps({}, {})",
    ast.SpatialComparisonOp.EQUALS: "ST_Equals({}, {})",
}
_OF_COLLECTIONS = frozenset({ast.SpatialComparisonOp.INTERSECTS, ast.SpatialComparisonOp.DISJOINT})
_MAX_DISTANCE_M = 1_000_000.0
_METRES: Mapping[str, float] = {
    "m": 1.0, "metre": 1.0, "meter": 1.0, "metres": 1.0, "meters": 1.0,
    "urn:ogc:def:uom:UCUM::m": 1.0, "urn:ogc:def:uom:EPSG::9001": 1.0,
    "km": 1000.0, "kilometre": 1000.0, "kilometers": 1000.0,
}  # fmt: skip


def related(node: ast.SpatialComparisonPredicate, scope: Scope) -> Composable:
    """One relation; geometries of the filter are known in the country alone."""
    left, right = _side(node.lhs, scope), _side(node.rhs, scope)
    if any(isinstance(each, Place) and each.sql is None for each in (left, right)):
        disjoint = node.op is ast.SpatialComparisonOp.DISJOINT
        return SQL("(r.geom IS NOT NULL)" if disjoint else "FALSE")
    if _holds_more(node.op, left, right):
        return SQL("FALSE")
    if any(isinstance(each, Place) and each.mixed for each in (left, right)) and (
        node.op not in _OF_COLLECTIONS
    ):
        raise BadFilter(
            f"GEOMETRYCOLLECTION s částmi různého druhu zná jen S_INTERSECTS a S_DISJOINT, "
            f"ne S_{node.op.value}.",
            f"A GEOMETRYCOLLECTION of unlike parts goes with S_INTERSECTS and S_DISJOINT only, "
            f"not with S_{node.op.value}.",
        )
    return SQL(_RELATIONS[node.op]).format(_sql(left), _sql(right))


def near(node: ast.SpatialDistancePredicate, scope: Scope) -> Composable:
    """Within a distance, or farther than it."""
    left, right = _side(node.lhs, scope), _side(node.rhs, scope)
    beyond = isinstance(node, ast.DistanceBeyond)
    if any(isinstance(each, Place) and each.sql is None for each in (left, right)):
        return SQL("(r.geom IS NOT NULL)" if beyond else "FALSE")
    condition = SQL("ST_DWithin({}, {}, {})").format(
        _sql(left), _sql(right), Literal(_metres(node))
    )
    return SQL("(NOT {})").format(condition) if beyond else condition


def _holds_more(op: ast.SpatialComparisonOp, left: Any, right: Any) -> bool:
    """Whether what lies off the country makes the relation false: nothing here contains that."""
    cut = [isinstance(each, Place) and not each.whole for each in (left, right)]
    match op:
        case ast.SpatialComparisonOp.EQUALS:
            return cut[0] != cut[1]
        case ast.SpatialComparisonOp.CONTAINS:
            return cut[1] and not cut[0]
        case ast.SpatialComparisonOp.WITHIN:
            return cut[0] and not cut[1]
    return False


def _side(node: Any, scope: Scope) -> Place | Composable:
    if isinstance(node, values.Geometry | values.Envelope):
        return place(node, getattr(node, "system", scope.system))
    if isinstance(node, ast.Attribute) and node.name == GEOMETRY:
        return rows.cut(scope.layer, rows.WHOLE)
    raise BadFilter(
        f"Prostorová podmínka chce vlastnost {GEOMETRY} nebo geometrii.",
        f"A spatial condition wants the property {GEOMETRY} or a geometry.",
    )


def _sql(side: Place | Composable) -> Composable:
    if isinstance(side, Place):
        assert side.sql is not None, "what lies nowhere is answered before"
        return side.sql
    return side


def _metres(node: ast.SpatialDistancePredicate) -> float:
    unit = _METRES.get(str(node.units))
    distance = node.distance
    if unit is None:
        raise BadFilter(
            f"Jednotka {str(node.units)[:80]!r} není známa; použijte m nebo km.",
            f"The unit {str(node.units)[:80]!r} is not known; use m or km.",
        )
    if isinstance(distance, bool) or not isinstance(distance, int | float):
        raise BadFilter("Vzdálenost musí být číslo.", "A distance must be a number.")
    metres = checked(distance) * unit
    if not 0 <= metres <= _MAX_DISTANCE_M:
        raise BadFilter(
            f"Vzdálenost musí být od 0 do {_MAX_DISTANCE_M:.0f} m.",
            f"A distance must be from 0 to {_MAX_DISTANCE_M:.0f} m.",
        )
    return float(metres)
