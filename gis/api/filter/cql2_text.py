"""CQL2 text, read into nodes of pygeofilter.

By a grammar of our own: pygeofilter's lets OR bind as closely as AND, knows T_ operators only
between their operands, and no quote within a text.
"""

import re
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError
from pygeofilter import ast, values

from gis.api.filter import limits, nodes
from gis.api.filter.number import decimal
from gis.api.filter.problem import BadFilter


def parse(text: str) -> Any:
    """The root of the tree; raises `BadFilter` with the place where the text cannot go on."""
    if _depth(text) > limits.MAX_DEPTH:
        raise limits.too_deep()
    try:
        return _PARSER.parse(text)
    except UnexpectedInput as exc:
        place = (exc.pos_in_stream if exc.pos_in_stream is not None else len(text)) + 1
        raise BadFilter(
            f"Filtru nelze rozumět od znaku {place}.",
            f"The filter cannot be understood from character {place} on.",
        ) from exc
    except VisitError as exc:
        raise exc.orig_exc from exc


def _depth(text: str) -> int:
    """How deep brackets and signs nest, those in texts too: more than the tree will ever have."""
    deepest = depth = signs = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        signs = signs + 1 if character in "-+^" else signs * (not character.isdigit())
        deepest = max(deepest, depth, signs)
    return deepest


@v_args(inline=True)
class _Tree(Transformer[Token, Any]):
    """Makes nodes while the text is read."""

    def start(self, root: Any) -> Any:
        return root

    def or_(self, *parts: Any) -> Any:
        return limits.balanced(parts, ast.Or)

    def and_(self, *parts: Any) -> Any:
        return limits.balanced(parts, ast.And)

    def not_(self, part: Any) -> Any:
        return ast.Not(part)

    def compare(self, left: Any, operator: Token, right: Any) -> Any:
        return nodes.COMPARISONS[str(operator)](left, right)

    def like(self, value: Any, pattern: Any) -> Any:
        return nodes.like(value, pattern)

    def not_like(self, value: Any, pattern: Any) -> Any:
        return nodes.like(value, pattern, negated=True)

    def between(self, value: Any, low: Any, high: Any) -> Any:
        return ast.Between(value, low, high, False)

    def not_between(self, value: Any, low: Any, high: Any) -> Any:
        return ast.Between(value, low, high, True)

    def in_(self, value: Any, *choices: Any) -> Any:
        return ast.In(value, list(choices), False)

    def not_in(self, value: Any, *choices: Any) -> Any:
        return ast.In(value, list(choices), True)

    def null(self, value: Any) -> Any:
        return ast.IsNull(value, False)

    def not_null(self, value: Any) -> Any:
        return ast.IsNull(value, True)

    def add(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["+"](left, right)

    def subtract(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["-"](left, right)

    def multiply(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["*"](left, right)

    def divide(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["/"](left, right)

    def modulo(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["%"](left, right)

    def whole(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["div"](left, right)

    def raised(self, left: Any, right: Any) -> Any:
        return nodes.ARITHMETIC["^"](left, right)

    def negative(self, value: Any) -> Any:
        return nodes.negative(value)

    def number(self, token: Token) -> Any:
        return decimal(str(token))

    def string(self, token: Token) -> str:
        return re.sub(r"''|\\'", "'", token[1:-1])

    def true(self, _token: Token) -> bool:
        return True

    def false(self, _token: Token) -> bool:
        return False

    def attribute(self, token: Token) -> Any:
        return ast.Attribute(str(token))

    def quoted(self, token: Token) -> Any:
        return ast.Attribute(str(token[1:-1]))

    def function(self, name: Token, *arguments: Any) -> Any:
        return nodes.call(str(name), [each for each in arguments if each is not None])

    def geometry(self, shape: Token, group: list[Any]) -> values.Geometry:
        return values.Geometry(_geojson(str(shape).upper(), group))

    def group(self, *members: Any) -> list[Any]:
        return list(members)

    def coordinates(self, *numbers: Token) -> tuple[float, ...]:
        return tuple(float(decimal(str(each))) for each in numbers)


_NAMES = {
    name.upper(): name
    for name in (
        "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
        "GeometryCollection",
    )
}  # fmt: skip


def _geojson(shape: str, group: list[Any]) -> dict[str, Any]:
    """WKT's brackets as the arrays of GeoJSON; whether they fit the shape is checked later."""
    name = _NAMES[shape]
    if name == "GeometryCollection":
        parts = [each.geometry for each in group if isinstance(each, values.Geometry)]
        return {"type": name, "geometries": parts if len(parts) == len(group) else [None]}
    if name == "Point":
        return {"type": name, "coordinates": group[0] if len(group) == 1 else group}
    if name == "MultiPoint":  # each point may have brackets of its own
        group = [each[0] if isinstance(each, list) and len(each) == 1 else each for each in group]
    return {"type": name, "coordinates": group}


_PARSER = Lark(
    (Path(__file__).parent / "cql2.lark").read_text("utf-8"),
    parser="lalr",
    transformer=_Tree(),
    maybe_placeholders=False,
)
