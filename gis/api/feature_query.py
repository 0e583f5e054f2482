"""What is asked of a collection's items, parsed and checked."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from gis.api.area import Area, parse_area
from gis.api.interval import Interval, parse_interval
from gis.api.parameters import INT64, Parameters, day, integer, number
from gis.api.problems import BadParameter
from gis.api.systems import CRS84, System, by_uri
from layers.catalogue import Field, LayerDef

DEFAULT_LIMIT = 10
MAX_LIMIT = 10_000
NAMES = ("limit", "cursor", "bbox", "bbox-crs", "crs", "datetime")
_MAX_TEXT = 500
_TEXT_IDS = frozenset({"statistic"})
"""Registers whose rows have no code of RÚIAN for an id."""

Value = str | int | float | bool | date
FeatureId = int | str


@dataclass(frozen=True, slots=True)
class Filter:
    """An attribute that must equal a value."""

    field: Field
    value: Value


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """A page of a collection: what follows `after`, within `area`.

    `nowhere`: the area asked for lies off the country, so that nothing can be in it.
    """

    layer: LayerDef
    system: System
    limit: int
    after: FeatureId | None
    area: Area | None
    nowhere: bool
    interval: Interval | None
    filters: tuple[Filter, ...]

    @classmethod
    def parse(cls, request: HttpRequest, layer: LayerDef) -> "ItemsQuery":
        """Raises `BadParameter`."""
        fields = queryables(layer)
        values = Parameters(request, {*NAMES, *(field.name for field in fields)})
        bbox_system = by_uri(values.text("bbox-crs", CRS84.uri), parameter="bbox-crs")
        area = parse_area(values.text("bbox"), bbox_system) if "bbox" in values else None
        return cls(
            layer=layer,
            system=by_uri(values.text("crs", CRS84.uri), parameter="crs"),
            limit=values.integer("limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT),
            after=parse_cursor(values.text("cursor"), layer) if "cursor" in values else None,
            area=area,
            nowhere="bbox" in values and area is None,
            interval=parse_interval(values.text("datetime")) if "datetime" in values else None,
            filters=tuple(
                Filter(field, _value(field, values.text(field.name)))
                for field in fields
                if field.name in values
            ),
        )


def queryables(layer: LayerDef) -> tuple[Field, ...]:
    """The fields that may be asked for; the standard's own parameters keep their names."""
    return tuple(
        field
        for field in layer.fields
        if field.queryable and field.name not in {*NAMES, "f", "lang"}
    )


def parse_feature_id(text: str, layer: LayerDef) -> FeatureId | None:
    """The id as the layer's rows have it; None when no row can have it."""
    if layer.register is None or layer.register in _TEXT_IDS:
        return text if 0 < len(text) <= _MAX_TEXT and "\0" not in text else None
    digits = text.removeprefix("-")  # what RÚIAN does not know has a negative code
    known = digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) <= INT64
    return int(text) if known else None


def make_cursor(feature_id: FeatureId) -> str:
    """The place in a collection after a feature, opaque to clients."""
    return base64.urlsafe_b64encode(str(feature_id).encode()).decode().rstrip("=")


def parse_cursor(text: str, layer: LayerDef) -> FeatureId:
    """What `make_cursor` made; all else is refused."""
    try:
        padded = text[:1000] + "=" * (-len(text[:1000]) % 4)
        found = parse_feature_id(base64.b64decode(padded, b"-_", validate=True).decode(), layer)
    except (binascii.Error, ValueError):
        found = None
    if found is None or make_cursor(found) != text:
        raise BadParameter(
            "cursor",
            "Neplatné místo ve výpisu; použijte odkaz next.",
            "Not a place in the list; use the link next.",
        )
    return found


def _value(field: Field, text: str) -> Value:
    match field.type:
        case "integer":
            return integer(text, parameter=field.name)
        case "number":
            return number(text, parameter=field.name)
        case "date":
            return day(text, parameter=field.name)
        case "boolean" if text in {"true", "false"}:
            return text == "true"
        case "string" if len(text) <= _MAX_TEXT:
            return text
        case "boolean":
            raise BadParameter(field.name, "Musí být true nebo false.", "Must be true or false.")
        case _:
            raise BadParameter(
                field.name,
                f"Text smí mít nejvýše {_MAX_TEXT} znaků.",
                f"The text may have at most {_MAX_TEXT} characters.",
            )
