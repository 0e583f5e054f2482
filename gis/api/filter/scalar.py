"""Values within a filter: constants, properties, arithmetic, texts without case and accents."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from psycopg2.sql import SQL, Composable, Literal
from pygeofilter import ast

from gis.api.filter.operand import Kind, Operand, constant, expect
from gis.api.filter.problem import BadFilter
from gis.api.filter.scope import Scope
from layers import rows
from layers.catalogue import Field

_ARITHMETIC: Mapping[str, str] = {
    "+": "({}::numeric + {}::numeric)",
    "-": "({}::numeric - {}::numeric)",
    "*": "({}::numeric * {}::numeric)",
    "/": "({}::numeric / nullif({}::numeric, 0))",
    "%": "mod({}::numeric, nullif({}::numeric, 0))",
    "div": "div({}::numeric, nullif({}::numeric, 0))",
    "^": "power({}::float8, {}::float8)",
}
"""Numeric: whole numbers of the columns would overflow. What is divided by zero is unknown."""
_FOLDS: Mapping[str, str] = {
    "casei": "lower({})",
    "accenti": "public.unaccent('public.unaccent'::regdictionary, {})",
}
_KINDS: Mapping[str, Kind] = {"integer": "number", "number": "number"} | {
    kind: kind for kind in ("string", "boolean", "date")
}  # type: ignore[assignment]
_MEMBERS: Mapping[Kind, str] = {
    "string": "(r.attributes ->> {0})",
    "number": "(CASE WHEN jsonb_typeof(r.attributes -> {0}) = 'number' "
    "THEN (r.attributes ->> {0})::numeric END)",
    "boolean": "(CASE WHEN jsonb_typeof(r.attributes -> {0}) = 'boolean' "
    "THEN (r.attributes ->> {0})::boolean END)",
    "date": "(jsonb_path_query_first(r.attributes -> {0}, '$.datetime(\"YYYY-MM-DD\")', '{{}}', "
    "true) #>> '{{}}')::date",
}
"""Attributes of themes by kind; what is of another kind than the catalogue says is unknown."""


def scalar(node: Any, scope: Scope) -> Operand:
    """The value of a node; raises `BadFilter` where it is none."""
    match node:
        case bool() | int() | float() | str() | date():
            return constant(node)
        case ast.Attribute():
            return property_of(scope.field(node.name), scope)
        case ast.Arithmetic():
            return _computed(node.op.value, node.lhs, node.rhs, scope)
        case ast.Function() if node.name in _FOLDS:
            return folded(node.name, scalar(node.arguments[0], scope))
        case ast.Function() if node.name in _ARITHMETIC:
            return _computed(node.name, node.arguments[0], node.arguments[1], scope)
    raise BadFilter(
        "Na místě hodnoty stojí něco jiného: podmínka, geometrie nebo interval.",
        "Something else stands where a value should: a condition, a geometry or an interval.",
    )


def property_of(field: Field, scope: Scope) -> Operand:
    """A column, or a member of the attributes in the kind that the catalogue gives it."""
    layer = scope.layer
    kind = _KINDS[field.type]
    if layer.register is None and field.name in rows.TEXTS_OF_FEATURE:
        kind = "string"
    if layer.register is not None or field.name in rows.COLUMNS_OF_FEATURE:
        return Operand(rows.column(layer, field.name), kind, field=field)
    member = SQL(_MEMBERS[kind]).format(Literal(field.name))
    return Operand(rows.told(layer, field.name, member), kind, field=field)


def folded(name: str, operand: Operand) -> Operand:
    """The text without case (`casei`) or without accents (`accenti`)."""
    return Operand(SQL(_FOLDS[name]).format(expect(operand, "string").sql), "string")


def folds_of(node: Any) -> tuple[tuple[str, ...], Any]:
    """The folds around a node, the inner first, and the node."""
    names: tuple[str, ...] = ()
    while isinstance(node, ast.Function) and node.name in _FOLDS:
        names, node = (node.name, *names), node.arguments[0]
    return names, node


def _computed(operator: str, left: Any, right: Any, scope: Scope) -> Operand:
    operands: list[Composable] = [
        expect(scalar(each, scope), "number").sql for each in (left, right)
    ]
    return Operand(SQL(_ARITHMETIC[operator]).format(*operands), "number")
