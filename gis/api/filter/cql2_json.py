"""CQL2 JSON, read into nodes of pygeofilter: what the schema has, and nothing else.

By a walk of our own: pygeofilter's knows drafts of BETWEEN and of functions, no ACCENTI, and takes
T_INTERSECTS for T_OVERLAPS.
"""

import json
from typing import Any

from pygeofilter import ast, values

from gis.api.filter import limits, nodes
from gis.api.filter.number import decimal
from gis.api.filter.problem import BadFilter

_LITERALS = frozenset({"date", "timestamp", "interval", "bbox"})
_OF_GEOMETRY = frozenset({"type", "coordinates", "geometries", "bbox"})


def parse(text: str) -> Any:
    """The root of the tree; raises `BadFilter`."""
    try:
        document = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=decimal,
            parse_float=decimal,
            parse_constant=_no_number,
        )
    except RecursionError as exc:
        raise limits.too_deep() from exc
    except json.JSONDecodeError as exc:
        raise BadFilter(
            f"Filtr není JSON (znak {exc.pos + 1}).",
            f"The filter is not JSON (character {exc.pos + 1}).",
        ) from exc
    _check_depth(document)
    return _node(document)


def _check_depth(document: Any) -> None:
    """Level by level: an operation is two levels of JSON, a geometry at most five more."""
    level = [document]
    for _ in range(2 * limits.MAX_DEPTH + 5):
        level = [each for holder in level for each in _members(holder)]
        if not level:
            return
    raise limits.too_deep()


def _members(holder: Any) -> list[Any]:
    if isinstance(holder, dict):
        return list(holder.values())
    return holder if isinstance(holder, list) else []


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise BadFilter(
            "Klíč se v objektu JSON smí vyskytnout jen jednou.",
            "A key may come only once in an object of JSON.",
        )
    return found


def _no_number(text: str) -> Any:
    raise BadFilter(f"{text} není číslo.", f"{text} is no number.")


def _node(value: Any) -> Any:  # noqa: PLR0911  one a kind
    match value:
        case bool() | int() | float() | str():
            return value
        case {"op": str(name), "args": list(arguments), **rest} if not rest:
            return _operation(name, arguments)
        case {"property": str(name), **rest} if not rest:
            return ast.Attribute(name)
        case {"casei": text, **rest} | {"accenti": text, **rest} if not rest:
            return nodes.call(next(iter(value)), [_node(text)])
        case {"function": {"name": str(name), "args": list(arguments)}, **rest} if not rest:
            return nodes.call(name, list(map(_node, arguments)))
        case {"type": str()}:
            return values.Geometry(_geometry(value))
        case dict() if len(value) == 1 and next(iter(value)) in _LITERALS:
            return _literal(*next(iter(value.items())))
    raise BadFilter(
        f"Části filtru nelze rozumět: {_shown(value)}.",
        f"A part of the filter cannot be understood: {_shown(value)}.",
    )


def _operation(name: str, arguments: list[Any]) -> Any:  # noqa: PLR0911  one a kind
    match name, arguments:
        case "and" | "or", [_, _, *_]:
            kind = ast.And if name == "and" else ast.Or
            return limits.balanced(list(map(_node, arguments)), kind)
        case "not", [condition]:
            return ast.Not(_node(condition))
        case "isNull", [operand]:
            return ast.IsNull(_node(operand), False)
        case "like", [text, pattern]:
            return nodes.like(_node(text), _node(pattern))
        case "between", [operand, low, high]:
            return ast.Between(_node(operand), _node(low), _node(high), False)
        case "in", [operand, [_, *_] as choices]:
            return ast.In(_node(operand), list(map(_node, choices)), False)
        case _, [left, right] if name in nodes.COMPARISONS:
            return nodes.COMPARISONS[name](_node(left), _node(right))
        case _, [left, right] if name in nodes.ARITHMETIC:
            return nodes.ARITHMETIC[name](_node(left), _node(right))
    return nodes.call(name, list(map(_node, arguments)))


def _literal(name: str, value: Any) -> Any:
    if name == "bbox" and isinstance(value, list):
        return nodes.box(value)
    if name == "interval" and isinstance(value, list):
        return nodes.call(name, [each if isinstance(each, str) else _node(each) for each in value])
    return nodes.call(name, [value])


def _geometry(value: dict[str, Any]) -> dict[str, Any]:
    """GeoJSON; a system of its own is refused, whatever it names."""
    if set(value) - _OF_GEOMETRY:
        raise BadFilter(
            "Geometrie smí mít jen type a coordinates; systém určuje filter-crs.",
            "A geometry may have type and coordinates only; filter-crs tells its system.",
        )
    for part in _members(value.get("geometries")):
        if isinstance(part, dict):
            _geometry(part)
    return value


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True)[:80]
