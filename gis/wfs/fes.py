"""Filters of FES 2.0, read into nodes of pygeofilter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from lxml import etree
from pygeofilter import ast, values
from pygeofilter.parsers.fes import util
from pygeofilter.parsers.fes.v20 import FES20Parser
from pygml.v32 import NAMESPACE as GML
from pygml.v32 import parse_v32

from gis.api.filter import limits, moment
from gis.api.filter.number import decimal
from gis.api.filter.problem import BadFilter
from gis.api.filter.scope import GEOMETRY
from gis.api.systems import System
from gis.wfs.systems import DEFAULT, by_name
from gis.wfs.xml import FES, name_of

ID = "@gml:id"


@dataclass(eq=False)
class Located(values.Geometry):  # type: ignore[misc]
    """A geometry that names its own system."""

    system: System = DEFAULT


_Handler = TypeVar("_Handler", bound=Callable[..., Any])


def _handles(*tags: str, subiter: bool = True) -> Callable[[_Handler], _Handler]:
    found: Callable[[_Handler], _Handler] = util.handle(*tags, subiter=subiter)
    return found


def _in_namespace(namespace: str) -> Callable[[_Handler], _Handler]:
    found: Callable[[_Handler], _Handler] = util.handle_namespace(namespace, False)
    return found


class _Parser(FES20Parser):  # type: ignore[misc]
    """pygeofilter's, with untyped literals, ids, short names and systems."""

    @_handles("Filter")
    def filter_(self, node: etree._Element, *parts: Any) -> Any:
        ids = [part for part in parts if isinstance(part, str)]
        if len(parts) == 1 and not ids:
            return parts[0]
        if parts and len(ids) == len(parts):
            return ast.In(ast.Attribute(ID), ids, False)
        raise BadFilter("Filtr musí být jedna podmínka.", "A filter must be one condition.")

    @_handles("ResourceId")
    def resource_id(self, node: etree._Element) -> str:
        return str(node.get("rid", ""))

    @_handles("And")
    def and_(self, node: etree._Element, *parts: Any) -> Any:
        return limits.balanced(parts, ast.And)

    @_handles("Or")
    def or_(self, node: etree._Element, *parts: Any) -> Any:
        return limits.balanced(parts, ast.Or)

    @_handles("ValueReference")
    def value_reference(self, node: etree._Element) -> Any:
        return ast.Attribute(property_name(node.text or ""))

    @_handles("Literal", subiter=False)
    def literal(self, node: etree._Element) -> Any:
        """A text, whatever type it claims: what it is compared with tells what it spells."""
        if len(node):
            return self._evaluate_node(node[0])
        return node.text or ""

    @_handles("PropertyIsLike")
    def property_is_like(self, node: etree._Element, value: Any, pattern: Any) -> Any:
        signs = [node.get(name, "") for name in ("wildCard", "singleChar", "escapeChar")]
        if any(len(sign) != 1 for sign in signs):
            raise BadFilter(
                "wildCard, singleChar a escapeChar musí být po jednom znaku.",
                "wildCard, singleChar and escapeChar must be one character each.",
            )
        nocase = node.get("matchCase", "true") == "false"
        return ast.Like(value, pattern, nocase, *signs, False)

    @_handles("PropertyIsNil")
    def property_is_nil(self, node: etree._Element, value: Any) -> Any:
        return ast.IsNull(value, False)

    @_handles("BBOX")
    def geometry_bbox(self, node: etree._Element, *parts: Any) -> Any:
        left = parts[0] if len(parts) == 2 else ast.Attribute(GEOMETRY)
        return ast.GeometryIntersects(left, parts[-1])

    @_handles("Distance")
    def distance(self, node: etree._Element) -> Any:
        return decimal((node.text or "").strip()), node.get("uom", "m")

    @_in_namespace(GML)
    def gml_32(self, node: etree._Element) -> Any:
        kind = name_of(node)
        if kind in {"TimeInstant", "TimePeriod"}:
            ends = [moment.end((each.text or "").strip()) for each in node.iter() if not len(each)]
            return values.Interval(*ends) if kind == "TimePeriod" else ends[0]
        system = by_name(node.get("srsName") or DEFAULT.uri, locator="FILTER")
        document = {key: value for key, value in parse_v32(node).items() if key != "crs"}
        return Located(document, system)


_Parser.tag_map = FES20Parser.tag_map | {
    f"{{{FES}}}{tag}": handler
    for handler in vars(_Parser).values()
    for tag in getattr(handler, "handles_tags", ())
}
_Parser.namespace_map = {GML: _Parser.gml_32}
"""pygeofilter lets handlers of a base class win over one's own, and of its base forgets them."""


def parse(root: etree._Element) -> Any:
    """The tree of a filter; raises `BadFilter` or `WfsError`."""
    try:
        return _Parser().parse(root)
    except (
        util.NodeParsingError,
        TypeError,
        ValueError,
        IndexError,
        KeyError,
        AttributeError,
    ) as exc:
        raise BadFilter(
            f"Filtru FES nelze rozumět: {str(exc)[:120]}.",
            f"The FES filter cannot be understood: {str(exc)[:120]}.",
        ) from exc


def property_name(path: str) -> str:
    """The last step of a path, without the prefix of its namespace."""
    last = path.strip().rpartition("/")[2]
    return last if last == ID else last.rpartition(":")[2]
