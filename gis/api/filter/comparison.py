"""Comparisons, ranges, lists, patterns and the unknown as conditions in SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg2.sql import SQL, Composable, Literal
from pygeofilter import ast

from gis.api import label_index
from gis.api.filter.like import matches
from gis.api.filter.operand import Operand, agreed
from gis.api.filter.problem import BadFilter
from gis.api.filter.scalar import scalar
from gis.api.filter.scope import GEOMETRY, Scope
from layers import rows

_OPERATORS: Mapping[ast.ComparisonOp, str] = {each: each.value for each in ast.ComparisonOp}
_EQUALITY = frozenset({ast.ComparisonOp.EQ, ast.ComparisonOp.NE})


def compared(node: Any, scope: Scope) -> Composable:
    """One predicate of values."""
    match node:
        case ast.Comparison():
            return _comparison(node, scope)
        case ast.Between():
            return _negated(_between(node, scope), negated=node.not_)
        case ast.In():
            return _negated(_within(node, scope), negated=node.not_)
        case ast.Like():
            return _negated(matches(node, scope), negated=node.not_)
        case ast.IsNull():
            return SQL("({} IS NOT NULL)" if node.not_ else "({} IS NULL)").format(
                _nullable(node.lhs, scope)
            )
    raise BadFilter("Podmínka není známa.", "The condition is not known.")


def _comparison(node: ast.Comparison, scope: Scope) -> Composable:
    left, right = agreed(scalar(node.lhs, scope), scalar(node.rhs, scope))
    if left.kind == "boolean" and node.op not in _EQUALITY:
        raise BadFilter(
            "Pravdivostní hodnoty lze porovnat jen pomocí = a <>.",
            "Truth values can only be compared by = and <>.",
        )
    if node.op is ast.ComparisonOp.EQ:
        return _equal(left, right, scope)
    return SQL("({} {} {})").format(left.sql, SQL(_OPERATORS[node.op]), right.sql)


def _equal(left: Operand, right: Operand, scope: Scope) -> Composable:
    """By an index where there is one for the property."""
    if left.field is None and right.field is not None:
        left, right = right, left
    plain = SQL("{} = {}").format(left.sql, right.sql)
    if left.field is None or right.constant is None:
        return SQL("({})").format(plain)
    if label_index.is_label(scope.layer, left.field.name):
        return SQL("({} AND {})").format(plain, label_index.numbered(str(right.constant)))
    if scope.layer.register is None and left.field.name in rows.INDEXED_ATTRIBUTES:
        return SQL("({} AND {})").format(plain, _by_index(left.field.name, right.constant))
    return SQL("({})").format(plain)


def _by_index(name: str, value: object) -> Composable:
    """In the form of the index, which is over texts."""
    return SQL("r.attributes ? {0} AND r.attributes ->> {0} = {1}").format(
        Literal(name), Literal(str(value))
    )


def _between(node: ast.Between, scope: Scope) -> Composable:
    value = scalar(node.lhs, scope)
    low_value, low = agreed(value, scalar(node.low, scope))
    high_value, high = agreed(value, scalar(node.high, scope))
    if "boolean" in {low.kind, high.kind}:
        raise BadFilter("BETWEEN chce čísla nebo dny.", "BETWEEN wants numbers or days.")
    return SQL("({} >= {} AND {} <= {})").format(low_value.sql, low.sql, high_value.sql, high.sql)


def _within(node: ast.In, scope: Scope) -> Composable:
    value = scalar(node.lhs, scope)
    pairs = [agreed(value, scalar(each, scope)) for each in node.sub_nodes]
    if all(left is value for left, _ in pairs) and not _has_index_of_its_own(value, scope):
        choices = SQL(", ").join([right.sql for _, right in pairs])
        return SQL("({} IN ({}))").format(value.sql, choices)
    return _either([_equal(left, right, scope) for left, right in pairs])


def _has_index_of_its_own(value: Operand, scope: Scope) -> bool:
    if value.field is None:
        return False
    themed = scope.layer.register is None and value.field.name in rows.INDEXED_ATTRIBUTES
    return themed or label_index.is_label(scope.layer, value.field.name)


def _either(conditions: Sequence[Composable]) -> Composable:
    return SQL("({})").format(SQL(" OR ").join(conditions))


def _nullable(node: Any, scope: Scope) -> Composable:
    if isinstance(node, ast.Attribute) and node.name == GEOMETRY:
        return rows.WHOLE
    return scalar(node, scope).sql


def _negated(condition: Composable, *, negated: bool) -> Composable:
    return SQL("(NOT {})").format(condition) if negated else condition
