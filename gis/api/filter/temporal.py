"""Relations of moments and intervals as conditions in SQL, by Allen's algebra."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from psycopg2.sql import SQL, Composable
from pygeofilter import ast, values

from gis.api.filter.operand import Operand, agreed, as_timestamp
from gis.api.filter.problem import BadFilter
from gis.api.filter.scalar import scalar
from gis.api.filter.scope import Scope

_RELATIONS: Mapping[ast.TemporalComparisonOp, str] = {
    ast.TemporalComparisonOp.AFTER: "{a1} > {b2}",
    ast.TemporalComparisonOp.BEFORE: "{a2} < {b1}",
    ast.TemporalComparisonOp.TCONTAINS: "{a1} < {b1} AND {a2} > {b2}",
    ast.TemporalComparisonOp.DISJOINT: "({a2} < {b1} OR {a1} > {b2})",
    ast.TemporalComparisonOp.DURING: "{a1} > {b1} AND {a2} < {b2}",
    ast.TemporalComparisonOp.TEQUALS: "{a1} = {b1} AND {a2} = {b2}",
    ast.TemporalComparisonOp.ENDEDBY: "{a1} < {b1} AND {a2} = {b2}",
    ast.TemporalComparisonOp.ENDS: "{a1} > {b1} AND {a2} = {b2}",
    ast.TemporalComparisonOp.MEETS: "{a2} = {b1}",
    ast.TemporalComparisonOp.METBY: "{a1} = {b2}",
    ast.TemporalComparisonOp.OVERLAPPEDBY: "{a1} > {b1} AND {a1} < {b2} AND {a2} > {b2}",
    ast.TemporalComparisonOp.TOVERLAPS: "{a1} < {b1} AND {a2} > {b1} AND {a2} < {b2}",
    ast.TemporalComparisonOp.BEGUNBY: "{a1} = {b1} AND {a2} > {b2}",
    ast.TemporalComparisonOp.BEGINS: "{a1} = {b1} AND {a2} < {b2}",
}
_OPEN = (Operand(SQL("'-infinity'::date"), "date"), Operand(SQL("'infinity'::date"), "date"))


class _Span(NamedTuple):
    """First and last moment; the same for an instant."""

    first: Operand
    last: Operand


def in_time(node: ast.TemporalPredicate, scope: Scope) -> Composable:
    """One relation; days and moments are compared as moments."""
    left, right = _span(node.lhs, scope), _span(node.rhs, scope)
    if node.op not in _RELATIONS:
        raise BadFilter("Časový vztah není znám.", "The temporal relation is not known.")
    ends = [*left, *right]
    if any(each.kind == "timestamp" for each in ends):
        ends = [as_timestamp(each) for each in ends]
    names = dict(zip(("a1", "a2", "b1", "b2"), (each.sql for each in ends), strict=True))
    return SQL("({})").format(SQL(_RELATIONS[node.op]).format(**names))


def _span(node: Any, scope: Scope) -> _Span:
    if isinstance(node, values.Interval):
        first = _OPEN[0] if node.start is None else _instant(node.start, scope)
        last = _OPEN[1] if node.end is None else _instant(node.end, scope)
        _check_order(first, last)
        return _Span(first, last)
    instant = _instant(node, scope)
    return _Span(instant, instant)


def _instant(node: Any, scope: Scope) -> Operand:
    found = scalar(node, scope)
    if found.kind == "string" and isinstance(found.constant, str):
        found, _ = agreed(found, _OPEN[0])
    if found.kind not in {"date", "timestamp"}:
        raise BadFilter(
            "Časová podmínka chce datum, čas nebo interval.",
            "A temporal condition wants a date, a time or an interval.",
        )
    return found


def _check_order(first: Operand, last: Operand) -> None:
    one, other = first.constant, last.constant
    if first.kind == last.kind and one is not None and other is not None and one > other:  # type: ignore[operator]
        raise BadFilter(
            "Konec intervalu je před začátkem.", "The end of the interval is before its beginning."
        )
