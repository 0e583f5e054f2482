"""What OpenAPI says of a collection: its features, tiles, queryables, filters."""

from collections.abc import Iterator
from typing import Any

from gis.api import feature_query, schemas
from gis.api.download import MAX_IN_FILE
from gis.api.filter import parsing
from gis.api.form import FILES, bare
from gis.api.form import NAMES as form_names
from gis.api.links import GEOJSON, HTML, JSON, MVT, SCHEMA
from gis.api.operation import get, matrix_sets, parameter
from gis.api.originals import TYPES as FILE_TYPES
from gis.api.originals import keeps_originals
from gis.api.schemas import ref
from gis.api.sorting import MAX_KEYS
from gis.api.systems import CRS84, SYSTEMS
from layers.catalogue import Field, LayerDef

Document = dict[str, Any]

_FILES = (
    "The form of the answer, over Accept. json and html are pages of limit features with a link "
    "next. gml, csv, gpkg and fgb are files: of all features that answer the query, or of the "
    f"first ones where limit is given; gpkg and fgb hold {MAX_IN_FILE} at most."
)
_SORT = "Properties to sort by, the sign is the direction: +area_m2,-label. Those of sortables."
_FILTER = (
    "A condition by CQL2 over the collection's queryables. Beyond the standard: "
    "DWITHIN(geometry, POINT(15.06 50.77), 100), in metres."
)
_CRS_SCHEMA = {"type": "string", "format": "uri", "enum": list(SYSTEMS), "default": CRS84.uri}


def collection(layer: LayerDef) -> Iterator[tuple[str, Document]]:
    path, name = f"/collections/{layer.id}", layer.id
    title = layer.title.en
    yield path, get(name, title, JSON, HTML, schema=ref("Collection"))
    yield f"{path}/items", _features(layer)
    for each, meaning in (("queryables", "for filters"), ("sortables", "for sorting")):
        about = f"{title}: properties {meaning}"
        yield (
            f"{path}/{each}",
            get(f"{name}.{each}", about, SCHEMA, HTML, schema=ref("Properties")),
        )
    fid = parameter("featureId", "Id of the feature.", {"type": "string"}, place="path")
    crs = parameter("crs", "System of the answer.", _CRS_SCHEMA)
    yield (
        f"{path}/items/{{featureId}}",
        get(
            f"{name}.item",
            f"{title}: one feature",
            GEOJSON,
            HTML,
            own=[fid, crs],
            schema=schemas.feature(layer),
        ),
    )
    if keeps_originals(layer):
        yield (
            f"{path}/items/{{featureId}}/file",
            get(
                f"{name}.file",
                f"{title}: the original file of a feature",
                *dict.fromkeys(FILE_TYPES.values()),
                own=[fid],
            ),
        )
    one = parameter("matrixSet", "Tile matrix set.", matrix_sets(), place="path")
    yield (
        f"{path}/tiles",
        get(f"{name}.tilesets", f"{title}: tilesets", JSON, schema=ref("TileSets")),
    )
    yield (
        f"{path}/tiles/{{matrixSet}}",
        get(f"{name}.tileset", f"{title}: one tileset", JSON, own=[one], schema=ref("TileSet")),
    )
    number = {"type": "integer", "minimum": 0}
    place = [
        parameter(part, meaning, number, place="path")
        for part, meaning in (
            ("tileMatrix", "Level, 0 is the coarsest."),
            ("tileRow", "Row from the north."),
            ("tileCol", "Column from the west."),
        )
    ]
    tile = get(f"{name}.tile", f"{title}: vector tile", MVT, own=[one, *place])
    tile["get"]["responses"]["204"] = {"description": "Nothing is drawn there."}
    yield f"{path}/tiles/{{matrixSet}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", tile


def _features(layer: LayerDef) -> Document:
    """Pages, and files of all that answers the query."""
    found = get(
        f"{layer.id}.items",
        f"{layer.title.en}: features",
        GEOJSON,
        HTML,
        own=_items(layer),
        schema=schemas.page(layer),
    )
    operation = found["get"]
    form = ("f", _FILES, {"type": "string", "enum": [*form_names]})
    operation["parameters"] = [
        parameter(*form) if each["name"] == "f" else each for each in operation["parameters"]
    ]
    binary = {"schema": {"type": "string", "format": "binary"}}
    operation["responses"]["200"]["content"] |= {bare(each): binary for each in FILES}
    operation["responses"]["403"] = ref("Forbidden", kind="responses")
    return found


def _items(layer: LayerDef) -> list[Document]:
    limit = {
        "type": "integer",
        "minimum": 1,
        "maximum": feature_query.MAX_LIMIT,
        "default": feature_query.DEFAULT_LIMIT,
    }
    numbers = {"type": "number"}
    bbox = {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": numbers,
    }
    return [
        parameter("limit", "The most features of a page.", limit),
        parameter("cursor", "Where the page begins; from the link next.", {"type": "string"}),
        parameter("bbox", "A box, in the axis order of bbox-crs.", bbox, explode=False),
        parameter("bbox-crs", "System of bbox.", _CRS_SCHEMA),
        parameter("crs", "System of the answer.", _CRS_SCHEMA),
        parameter(
            "datetime", "In force at a time or in an interval, by RFC 3339.", {"type": "string"}
        ),
        *_conditions(layer),
        *map(_queryable, feature_query.queryables(layer)),
    ]


def _conditions(layer: LayerDef) -> list[Document]:
    languages = {"type": "string", "enum": list(parsing.LANGUAGES), "default": "cql2-text"}
    names = {"type": "array", "minItems": 1, "uniqueItems": True}
    sortable = "|".join(field.name for field in parsing.filterable(layer))
    sort = {"type": "string", "pattern": f"^[+-]?({sortable})$"}
    shown = {"type": "string", "enum": [field.name for field in layer.fields]}
    found = [
        parameter("filter", _FILTER, {"type": "string"}),
        parameter("filter-lang", "Language of filter.", languages),
        parameter("filter-crs", "System of geometries in filter.", _CRS_SCHEMA),
    ]
    if sortable:
        keys = {**names, "maxItems": MAX_KEYS, "items": sort}
        found.append(parameter("sortby", _SORT, keys, explode=False))
    if layer.fields:
        chosen = {**names, "items": shown}
        found.append(parameter("properties", "Those of the answer.", chosen, explode=False))
    return found


def _queryable(field: Field) -> Document:
    schema = dict(schemas.VALUES.get(field.type, {"type": "string"}))
    return parameter(field.name, f"{field.title.en} equals the value.", schema)
