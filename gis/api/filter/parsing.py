"""The parameters `filter`, `filter-lang` and `filter-crs` of a collection."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gis.api.filter import cql2_json, cql2_text
from gis.api.filter.condition import Condition, condition
from gis.api.filter.problem import PARAMETER, BadFilter
from gis.api.filter.scope import Scope
from gis.api.parameters import Parameters
from gis.api.problems import BadParameter
from gis.api.systems import CRS84, by_uri
from layers.catalogue import Field, LayerDef

NAMES = (PARAMETER, "filter-lang", "filter-crs")
LANGUAGES: Mapping[str, Callable[[str], Any]] = {
    "cql2-text": cql2_text.parse,
    "cql2-json": cql2_json.parse,
}


def filterable(layer: LayerDef) -> tuple[Field, ...]:
    """The fields of the layer that have comparable values."""
    return tuple(field for field in layer.fields if field.queryable and field.type != "json")


def parse_filter(values: Parameters, layer: LayerDef) -> Condition | None:
    """None without a filter; raises `BadParameter` or `BadFilter`."""
    language = values.text("filter-lang", "cql2-text")
    if language not in LANGUAGES:
        raise BadParameter(
            "filter-lang",
            f"Musí být jedno z: {', '.join(LANGUAGES)}.",
            f"Must be one of: {', '.join(LANGUAGES)}.",
        )
    system = by_uri(values.text("filter-crs", CRS84.uri), parameter="filter-crs")
    if PARAMETER not in values:
        return None
    text = values.text(PARAMETER)
    if not text.strip():
        raise BadFilter("Filtr je prázdný.", "The filter is empty.")
    return condition(LANGUAGES[language](text), Scope(layer, _by_name(filterable(layer)), system))


def _by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    return {field.name: field for field in fields}
