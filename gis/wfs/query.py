"""What GetFeature asks for, parsed and checked, as a selection of rows."""

import re
from dataclasses import dataclass

from lxml import etree
from psycopg2.sql import SQL, Composable, Literal
from pygeofilter import ast

from gis.api import sorting
from gis.api.area import parse_area
from gis.api.cursor import parse_feature_id
from gis.api.feature_page import touches
from gis.api.filter.condition import condition
from gis.api.filter.parsing import filterable
from gis.api.filter.scope import GEOMETRY, Scope
from gis.api.systems import System
from gis.wfs import fes
from gis.wfs.asked import Asked
from gis.wfs.feature_types import type_for
from gis.wfs.problem import WfsError
from gis.wfs.systems import DEFAULT, OFFICIAL, by_name
from layers.access import User
from layers.catalogue import Field, LayerDef
from layers.export.selection import Selection

MAX_COUNT = 10_000
"""Features of an answer where the client does not say how many."""
MOST = 1_000_000
MAX_START = 10_000_000
_NEVER = SQL("FALSE")


@dataclass(frozen=True, slots=True)
class FeatureQuery:
    """Rows of one type from `start` on, at most `count`; `official`: axes in their own order."""

    layer: LayerDef
    fields: tuple[Field, ...]
    conditions: tuple[Composable, ...]
    order: Composable
    system: System
    official: bool
    start: int
    count: int

    @classmethod
    def parse(cls, asked: Asked, user: User) -> "FeatureQuery":
        """Raises `WfsError` and what filters raise."""
        layer = _layer(asked, user)
        system = by_name(asked.text("SRSNAME", DEFAULT.uri), locator="SRSNAME")
        return cls(
            layer=layer,
            fields=_fields(asked.text("PROPERTYNAME"), layer),
            conditions=tuple(_conditions(asked, layer)),
            order=_order(asked.text("SORTBY"), layer),
            system=system,
            official=system in OFFICIAL,
            start=asked.number("STARTINDEX", default=0, high=MAX_START),
            count=asked.number("COUNT", default=MAX_COUNT, high=MOST),
        )

    def selection(self) -> Selection:
        return Selection(
            self.layer,
            self.fields,
            conditions=self.conditions,
            limit=self.count,
            offset=self.start,
            order=self.order,
            srid=self.system.srid,
            official_axes=self.official,
        )


def of_ids(layer: LayerDef, ids: list[str]) -> Composable:
    """The rows that have one of the ids `type.id`."""
    own = (_unescaped(each.removeprefix(f"{layer.id}.")) for each in ids)
    known = [fid for text in own if (fid := parse_feature_id(text, layer)) is not None]
    if not known:
        return _NEVER
    return SQL("r.fid IN ({})").format(SQL(", ").join(map(Literal, known)))


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-F]{4,6})_", lambda found: chr(int(found[1], 16) % 0x110000), text)


def _layer(asked: Asked, user: User) -> LayerDef:
    names = asked.text("TYPENAMES") or asked.text("TYPENAME")
    ids = asked.text("RESOURCEID")
    if not names and ids:
        names = ids.partition(".")[0]
    if not names:
        raise WfsError(
            "MissingParameterValue", "TYPENAMES", "Chybí TYPENAMES.", "TYPENAMES is missing."
        )
    if len(re.split(r"[,\s]+", names.strip("() "))) > 1:
        raise WfsError(
            "OptionNotSupported",
            "TYPENAMES",
            "Spojení více typů není podporováno.",
            "Joins of several types are not supported.",
        )
    return type_for(user, names.strip("() "))


def _conditions(asked: Asked, layer: LayerDef) -> list[Composable]:
    given = [name for name in ("BBOX", "RESOURCEID") if asked.text(name)]
    if len(given) + (asked.filter is not None) > 1:
        raise WfsError(
            "InvalidParameterValue",
            "FILTER",
            "FILTER, BBOX a RESOURCEID se vylučují.",
            "FILTER, BBOX and RESOURCEID exclude each other.",
        )
    if asked.text("BBOX"):
        return [_box(asked.text("BBOX"))]
    if asked.text("RESOURCEID"):
        return [of_ids(layer, asked.text("RESOURCEID").split(",")[:1000])]
    return [] if asked.filter is None else [_filter(asked.filter, layer)]


def _box(text: str) -> Composable:
    parts = text.split(",", 4)
    system = by_name(parts[4], locator="BBOX") if len(parts) == 5 else DEFAULT
    area = parse_area(",".join(parts[:4]), system)
    return _NEVER if area is None else touches(area)


def _filter(element: etree._Element, layer: LayerDef) -> Composable:
    root = fes.parse(element)
    if isinstance(root, ast.In) and root.lhs == ast.Attribute(fes.ID):
        return of_ids(layer, root.sub_nodes)
    fields = {field.name: field for field in filterable(layer)}
    return condition(root, Scope(layer, fields, DEFAULT)).sql


def _fields(text: str, layer: LayerDef) -> tuple[Field, ...]:
    if not text or text == "*":
        return layer.fields
    names = {fes.property_name(each) for each in text.strip("()").split(",")}
    known = {field.name for field in layer.fields} | {GEOMETRY, "geometry_kind"}
    if unknown := sorted(names - known):
        raise WfsError(
            "InvalidParameterValue",
            "PROPERTYNAME",
            f"Vlastnost {unknown[0][:80]!r} neexistuje.",
            f"There is no property {unknown[0][:80]!r}.",
        )
    return tuple(field for field in layer.fields if field.name in names)


def _order(text: str, layer: LayerDef) -> Composable:
    """`label DESC, area_m2 ASC` (also D and A), then by id."""
    if not text:
        return SQL("r.fid")
    keys = []
    for part in text.split(","):
        name, _, direction = part.strip().partition(" ")
        sign = {"": "", "A": "", "ASC": "", "D": "-", "DESC": "-"}.get(direction.strip().upper())
        if sign is None:
            raise WfsError("InvalidParameterValue", "SORTBY", "Jen ASC, DESC.", "ASC, DESC only.")
        keys.append(sign + fes.property_name(name))
    return SQL("{}, r.fid").format(sorting.order(sorting.parse_sort(",".join(keys), layer), layer))
