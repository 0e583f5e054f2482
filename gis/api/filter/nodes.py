"""Parts of a filter as nodes of pygeofilter, the same for text and for JSON."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pygeofilter import ast, values

from gis.api.filter import moment
from gis.api.filter.problem import BadFilter

COMPARISONS: Mapping[str, type[ast.Comparison]] = {
    "=": ast.Equal,
    "<>": ast.NotEqual,
    "<": ast.LessThan,
    "<=": ast.LessEqual,
    ">": ast.GreaterThan,
    ">=": ast.GreaterEqual,
}
ARITHMETIC: Mapping[str, Callable[[Any, Any], ast.Node]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mul,
    "/": ast.Div,
    "^": lambda left, right: ast.Function("^", [left, right]),
    "%": lambda left, right: ast.Function("%", [left, right]),
    "div": lambda left, right: ast.Function("div", [left, right]),
}
_PAIRS: Mapping[str, Callable[[Any, Any], ast.Node]] = {
    "s_intersects": ast.GeometryIntersects,
    "s_disjoint": ast.GeometryDisjoint,
    "s_contains": ast.GeometryContains,
    "s_within": ast.GeometryWithin,
    "s_touches": ast.GeometryTouches,
    "s_crosses": ast.GeometryCrosses,
    "s_overlaps": ast.GeometryOverlaps,
    "s_equals": ast.GeometryEquals,
    "t_after": ast.TimeAfter,
    "t_before": ast.TimeBefore,
    "t_contains": ast.TimeContains,
    "t_disjoint": ast.TimeDisjoint,
    "t_during": ast.TimeDuring,
    "t_equals": ast.TimeEquals,
    "t_finishedby": ast.TimeEndedBy,
    "t_finishes": ast.TimeEnds,
    "t_intersects": lambda left, right: ast.Not(ast.TimeDisjoint(left, right)),
    "t_meets": ast.TimeMeets,
    "t_metby": ast.TimeMetBy,
    "t_overlappedby": ast.TimeOverlappedBy,
    "t_overlaps": ast.TimeOverlaps,
    "t_startedby": ast.TimeBegunBy,
    "t_starts": ast.TimeBegins,
}
_FOLDS = frozenset({"casei", "accenti"})
_BOXES = frozenset({"bbox", "envelope"})


def like(value: Any, pattern: Any, *, negated: bool = False) -> ast.Like:
    return ast.Like(value, pattern, False, "%", "_", "\\", negated)


def call(name: str, arguments: Sequence[Any]) -> Any:  # noqa: PLR0911  one a kind
    """What a name with arguments stands for: a predicate, a literal, a function."""
    known, count = name.lower(), len(arguments)
    match known, count:
        case _, 2 if known in _PAIRS:
            return _PAIRS[known](*arguments)
        case _, 1 if known in _FOLDS:
            return ast.Function(known, list(arguments))
        case _, 4 | 6 if known in _BOXES:
            return box(arguments)
        case "dwithin", 3:
            return ast.DistanceWithin(arguments[0], arguments[1], arguments[2], "m")
        case "date", 1:
            return moment.day(arguments[0])
        case "timestamp", 1:
            return moment.timestamp(arguments[0])
        case "interval", 2:
            return values.Interval(*map(moment.end, arguments))
    raise BadFilter(
        f"Funkci {name[:80]!r} s tolika argumenty ({count}) filtr nezná.",
        f"The filter knows no function {name[:80]!r} with so many arguments ({count}).",
    )


def box(numbers: Sequence[Any]) -> values.Envelope:
    """West, south, east, north in the axis order of `filter-crs`; heights are left out."""
    half = len(numbers) // 2
    if len(numbers) not in {4, 6} or not all(_is_number(each) for each in numbers):
        raise BadFilter("Obálka musí mít 4 nebo 6 čísel.", "A box must have 4 or 6 numbers.")
    return values.Envelope(numbers[0], numbers[half], numbers[1], numbers[half + 1])


def negative(value: Any) -> Any:
    return -value if _is_number(value) else ast.Sub(0, value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
