"""What is asked of a collection's items, parsed and checked."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from gis.api.area import Area, parse_area
from gis.api.cursor import Place, parse_cursor
from gis.api.filter import parsing
from gis.api.filter.condition import Condition
from gis.api.interval import Interval, parse_interval
from gis.api.parameters import Parameters, day, integer, number
from gis.api.problems import BadParameter
from gis.api.sorting import SortKey, parse_sort
from gis.api.systems import CRS84, System, by_uri
from layers.catalogue import Field, LayerDef

DEFAULT_LIMIT = 10
MAX_LIMIT = 10_000
NAMES = (
    *("limit", "cursor", "bbox", "bbox-crs", "crs", "datetime"),
    *parsing.NAMES,
    *("sortby", "properties"),
)
_MAX_TEXT = 500

Value = str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Filter:
    """An attribute that must equal a value."""

    field: Field
    value: Value


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """A page of a collection: what follows `after` in the order of `sort`, within `area`.

    `nowhere`: the area asked for lies off the country, so that nothing can be in it. `chosen` are
    the fields that the answer shall have, None for all.
    """

    layer: LayerDef
    system: System
    limit: int
    after: Place | None
    area: Area | None
    nowhere: bool
    interval: Interval | None
    filters: tuple[Filter, ...]
    condition: Condition | None
    sort: tuple[SortKey, ...]
    chosen: tuple[Field, ...] | None

    @classmethod
    def parse(cls, request: HttpRequest, layer: LayerDef) -> "ItemsQuery":
        """Raises `BadParameter`."""
        fields = queryables(layer)
        values = Parameters(request, {*NAMES, *(field.name for field in fields)})
        bbox_system = by_uri(values.text("bbox-crs", CRS84.uri), parameter="bbox-crs")
        area = parse_area(values.text("bbox"), bbox_system) if "bbox" in values else None
        sort = parse_sort(values.text("sortby"), layer) if "sortby" in values else ()
        return cls(
            layer=layer,
            system=by_uri(values.text("crs", CRS84.uri), parameter="crs"),
            limit=values.integer("limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT),
            after=_after(values, layer, sort),
            area=area,
            nowhere="bbox" in values and area is None,
            interval=parse_interval(values.text("datetime")) if "datetime" in values else None,
            filters=tuple(
                Filter(field, _value(field, values.text(field.name)))
                for field in fields
                if field.name in values
            ),
            condition=parsing.parse_filter(values, layer),
            sort=sort,
            chosen=_chosen(values.text("properties"), layer) if "properties" in values else None,
        )


def queryables(layer: LayerDef) -> tuple[Field, ...]:
    """The fields that may be asked for; the standard's own parameters keep their names."""
    return tuple(
        field
        for field in layer.fields
        if field.queryable and field.name not in {*NAMES, "f", "lang"}
    )


def _after(values: Parameters, layer: LayerDef, sort: tuple[SortKey, ...]) -> Place | None:
    if "cursor" not in values:
        return None
    return parse_cursor(values.text("cursor"), layer, keys=len(sort))


def _chosen(text: str, layer: LayerDef) -> tuple[Field, ...]:
    """In the order of the layer, whatever the order asked."""
    names = set(text.split(","))
    if unknown := sorted(names - {field.name for field in layer.fields}):
        raise BadParameter(
            "properties",
            f"Vlastnost {unknown[0][:80]!r} neexistuje.",
            f"There is no property {unknown[0][:80]!r}.",
        )
    return tuple(field for field in layer.fields if field.name in names)


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
