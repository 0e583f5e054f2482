"""LIKE: a pattern with wildcards of the filter's language as one of SQL."""

from typing import Any

from psycopg2.sql import SQL, Composable
from pygeofilter import ast

from gis.api.filter.operand import Operand, constant, expect
from gis.api.filter.problem import BadFilter
from gis.api.filter.scalar import folded, folds_of, scalar
from gis.api.filter.scope import Scope

_ESCAPE = "!"
_MAX_WILDCARDS = 20


def matches(node: ast.Like, scope: Scope) -> Composable:
    """The condition of a LIKE, its negation left out."""
    names, pattern = folds_of(node.pattern)
    value = expect(scalar(node.lhs, scope), "string")
    wanted = _folded(constant(_in_sql(node, pattern)), names)
    if node.nocase:
        value, wanted = folded("casei", value), folded("casei", wanted)
    return SQL("({} LIKE {} ESCAPE '!')").format(value.sql, wanted.sql)


def _folded(operand: Operand, names: tuple[str, ...]) -> Operand:
    for name in names:
        operand = folded(name, operand)
    return operand


def _in_sql(node: ast.Like, pattern: Any) -> str:
    if not isinstance(pattern, str):
        raise BadFilter(
            "Vzor LIKE musí být text v apostrofech.", "The pattern of LIKE must be a quoted text."
        )
    found, rest = [], iter(pattern)
    for character in rest:
        if character == node.escapechar:
            found.append(_plain(next(rest, "")))
        elif character == node.wildcard:
            found.append("%")
        elif character == node.singlechar:
            found.append("_")
        else:
            found.append(_plain(character))
    if found.count("%") > _MAX_WILDCARDS:
        raise BadFilter(
            f"Vzor LIKE smí mít nejvýše {_MAX_WILDCARDS} zástupných znaků.",
            f"A pattern of LIKE may have at most {_MAX_WILDCARDS} wildcards.",
        )
    return "".join(found)


def _plain(character: str) -> str:
    if not character:
        raise BadFilter(
            "Vzor LIKE nesmí končit znakem, který ruší význam dalšího.",
            "A pattern of LIKE must not end with its escape character.",
        )
    return _ESCAPE + character if character in {"%", "_", _ESCAPE} else character
