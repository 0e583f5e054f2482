"""A whole filter as one condition of the statement that chooses rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from psycopg2.sql import SQL, Composable
from pygeofilter import ast

from gis.api.filter import limits
from gis.api.filter.comparison import compared
from gis.api.filter.problem import BadFilter
from gis.api.filter.scalar import scalar
from gis.api.filter.scope import GEOMETRY, Scope
from gis.api.filter.spatial import near, related
from gis.api.filter.temporal import in_time
from layers import rows


@dataclass(frozen=True, slots=True)
class Condition:
    """`of_place`: it speaks of the geometry alone. `indexed`: rows are found by an index of a
    field."""

    sql: Composable
    of_place: bool
    indexed: bool


def condition(root: Any, scope: Scope) -> Condition:
    """Raises `BadFilter` for what the layer does not have or what makes no sense."""
    limits.check(root)
    indexed = rows.indexed(scope.layer)
    return Condition(
        sql=_sql(root, scope),
        of_place=all(name == GEOMETRY for name in _names(root)),
        indexed=any(name in indexed for name in _fixed(root)),
    )


def _sql(node: Any, scope: Scope) -> Composable:  # noqa: PLR0911  one a kind
    match node:
        case ast.Combination():
            joint = SQL(f" {node.op.value} ")
            return SQL("({})").format(joint.join([_sql(each, scope) for each in _chain(node)]))
        case ast.Not():
            return SQL("(NOT {})").format(_sql(node.sub_node, scope))
        case ast.SpatialComparisonPredicate():
            return related(node, scope)
        case ast.SpatialDistancePredicate():
            return near(node, scope)
        case ast.TemporalPredicate():
            return in_time(node, scope)
        case ast.Predicate():
            return compared(node, scope)
    value = scalar(node, scope)
    if value.kind != "boolean":
        raise BadFilter("Filtr musí být podmínka.", "A filter must be a condition.")
    return value.sql


def _chain(node: ast.Combination) -> Iterator[Any]:
    """The parts of an AND of ANDs, or of an OR of ORs."""
    for each in (node.lhs, node.rhs):
        if isinstance(each, ast.Combination) and each.op is node.op:
            yield from _chain(each)
        else:
            yield each


def _names(node: Any) -> Iterator[str]:
    if isinstance(node, ast.Attribute):
        yield node.name
    for each in limits.parts(node):
        yield from _names(each)


def _fixed(node: Any) -> Iterator[str]:
    """The properties that must equal a value."""
    match node:
        case ast.And():
            for each in _chain(node):
                yield from _fixed(each)
        case ast.Equal(lhs=ast.Attribute() as known) | ast.Equal(rhs=ast.Attribute() as known):
            yield known.name
        case ast.In(lhs=ast.Attribute() as known, not_=False):
            yield known.name
