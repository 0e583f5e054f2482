"""The OpenAPI 3.0 document, made from the catalogue: every path and parameter as it is served."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from gis.api import conflicts, feature_query, identify, schemas, search, search_batch
from gis.api.answers import html_answer, json_answer, language
from gis.api.collections import collections_for
from gis.api.download import MAX_IN_FILE
from gis.api.endpoint import endpoint
from gis.api.filter import parsing
from gis.api.form import FILES, bare
from gis.api.form import NAMES as form_names
from gis.api.links import GEOJSON, HTML, JSON, MVT, OPENAPI, PDF, SCHEMA, address
from gis.api.originals import TYPES as FILE_TYPES
from gis.api.originals import keeps_originals
from gis.api.parameters import Parameters
from gis.api.schemas import ref
from gis.api.sorting import MAX_KEYS
from gis.api.systems import BY_SRID, CRS84, SYSTEMS
from gis.api.words import words
from layers.catalogue import Field, LayerDef
from layers.conflicts.listing import STATES
from layers.grids import MATRIX_SETS
from layers.search.question import MAX_LENGTH

Document = dict[str, Any]

_FORM = ("f", "The form of the answer, over Accept.", {"type": "string", "enum": ["json", "html"]})
_LANG = ("lang", "Language of titles and pages.", {"type": "string", "enum": ["cs", "en"]})
API_VERSION = "1.0.0"
"""Of the interface, not of the program."""
_LATE = (
    "Too busy, or the database needed more than 10 s: ask again after Retry-After seconds, for a "
    "smaller bbox, or with the code of a unit, by which rows are found at once."
)
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


@endpoint
def document(request: HttpRequest) -> HttpResponse:
    """`/api/openapi.json`."""
    Parameters(request, ())
    return json_answer(describe(request), content_type=OPENAPI)


@endpoint
def page(request: HttpRequest) -> HttpResponse:
    """`/api/openapi.html`: the same for people."""
    Parameters(request, ())
    paths = [
        (path, operation["summary"], operation.get("parameters", []))
        for path, item in describe(request)["paths"].items()
        for operation in item.values()
    ]
    return html_answer(
        request,
        "openapi",
        {"paths": paths, "document_address": address(request, "/openapi.json")},
        trail=[("/api/", words(language())["api"])],
    )


def describe(request: HttpRequest) -> Document:
    """The document for the layers that the user may ask about."""
    text = words("en")
    layers = collections_for(request.user)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": text["product"],
            "description": text["landing"],
            "version": API_VERSION,
            "license": {"name": "CC BY 4.0"},
        },
        "servers": [{"url": address(request, "")}],
        "paths": dict(_paths(layers)),
        "components": {"schemas": dict(schemas.COMPONENTS), "responses": dict(_problems())},
    }


def _problems() -> Iterator[tuple[str, Document]]:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    yield "Wrong", {"description": "A parameter is wrong.", "content": content}
    yield "NotThere", {"description": "There is no such thing.", "content": content}
    yield "Forbidden", {"description": "The features may not be taken away.", "content": content}
    yield "BadLand", {"description": "No extract can be made of the land.", "content": content}
    yield "Late", {"description": _LATE, "content": content}


def _paths(layers: list[LayerDef]) -> Iterator[tuple[str, Document]]:
    yield "/", _get("landing", "Landing page", JSON, HTML, schema=ref("Landing"))
    yield (
        "/conformance",
        _get("conformance", "Conformance classes", JSON, HTML, schema=ref("Conformance")),
    )
    yield "/openapi.json", _get("definition", "This document", OPENAPI, schema={"type": "object"})
    yield "/openapi.html", _get("definitionPage", "This document for people", HTML)
    yield (
        "/collections",
        _get("collections", "All collections", JSON, HTML, schema=ref("Collections")),
    )
    for layer in layers:
        yield from _collection(layer)
    yield (
        "/tileMatrixSets",
        _get("matrixSets", "Tile matrix sets", JSON, schema=ref("TileMatrixSets")),
    )
    one = _parameter("matrixSet", "Tile matrix set.", _matrix_sets(), place="path")
    yield (
        "/tileMatrixSets/{matrixSet}",
        _get("matrixSet", "One tile matrix set", JSON, own=[one], schema=ref("TileMatrixSet")),
    )
    yield (
        "/catalogue",
        _get("catalogue", "Themes, layers, legends, grids", JSON, schema=ref("Catalogue")),
    )
    yield (
        "/identify",
        _get(
            "identify",
            "What lies at a point",
            JSON,
            own=_identify(layers),
            schema=ref("Identified"),
        ),
    )
    yield from _extracts()
    yield (
        "/search",
        _get("search", "Suggestions for a text", JSON, own=_search(), schema=ref("Suggestions")),
    )
    yield "/search/batch", _search_batch()
    yield _conflicts()
    yield from _releases()


def _conflicts() -> tuple[str, Document]:
    code, text = {"type": "integer"}, {"type": "string", "maxLength": 80}
    last = {"type": "integer", "minimum": 1, "default": conflicts.DEFAULT_LIMIT}
    own = [
        _parameter("municipality", "Code of a municipality that it lies in.", code),
        _parameter("orp", "Code of an ORP that it lies in.", code),
        _parameter("kind", "Kind.", {"type": "string", "enum": list(conflicts.KINDS)}),
        _parameter("state", "What was decided; gone: no longer there.",
                   {"type": "string", "enum": list(STATES)}),
        _parameter("rule", "Code of the rule.", text),
        _parameter("after", "Go on behind this id.", text),
        _parameter("limit", f"How many, {conflicts.MAX_LIMIT} at most.", last),
    ]  # fmt: skip
    summary = "Conflicts of which you may know both layers"
    return "/conflicts", _get("conflicts", summary, JSON, own=own, schema=ref("Conflicts"))


def _releases() -> Iterator[tuple[str, Document]]:
    several = _get("releases", "My releases of data", JSON, schema=ref("Releases"))
    content = {JSON: {"schema": ref("ReleaseTerms")}}
    several["post"] = {
        "operationId": "askForRelease",
        "summary": "Ask for a release: a package of layers of an area, once or every so many days",
        "requestBody": {"required": True, "content": content},
        "responses": {
            "201": {"description": "Asked for.", "content": {JSON: {"schema": {"type": "object"}}}},
            **{status: ref("Wrong", kind="responses") for status in ("400", "401", "415")},
        },
    }
    yield "/releases", several
    one = _parameter("releaseId", "Id of the release.", {"type": "string"}, place="path")
    yield (
        "/releases/{releaseId}",
        _get("release", "What became of a release", JSON, own=[one], schema=ref("Release")),
    )
    whole = _get(
        "releasePackage", "The package of a release", "application/zip", own=[one],
        schema={"type": "string", "format": "binary"},
    )  # fmt: skip
    whole["get"]["responses"]["409"] = ref("Wrong", kind="responses")
    yield "/releases/{releaseId}/package", whole


def _collection(layer: LayerDef) -> Iterator[tuple[str, Document]]:
    path, name = f"/collections/{layer.id}", layer.id
    title = layer.title.en
    yield path, _get(name, title, JSON, HTML, schema=ref("Collection"))
    yield f"{path}/items", _features(layer)
    for each, meaning in (("queryables", "for filters"), ("sortables", "for sorting")):
        about = f"{title}: properties {meaning}"
        yield (
            f"{path}/{each}",
            _get(f"{name}.{each}", about, SCHEMA, HTML, schema=ref("Properties")),
        )
    fid = _parameter("featureId", "Id of the feature.", {"type": "string"}, place="path")
    crs = _parameter("crs", "System of the answer.", _CRS_SCHEMA)
    yield (
        f"{path}/items/{{featureId}}",
        _get(
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
            _get(
                f"{name}.file",
                f"{title}: the original file of a feature",
                *dict.fromkeys(FILE_TYPES.values()),
                own=[fid],
            ),
        )
    one = _parameter("matrixSet", "Tile matrix set.", _matrix_sets(), place="path")
    yield (
        f"{path}/tiles",
        _get(f"{name}.tilesets", f"{title}: tilesets", JSON, schema=ref("TileSets")),
    )
    yield (
        f"{path}/tiles/{{matrixSet}}",
        _get(f"{name}.tileset", f"{title}: one tileset", JSON, own=[one], schema=ref("TileSet")),
    )
    number = {"type": "integer", "minimum": 0}
    place = [
        _parameter(part, meaning, number, place="path")
        for part, meaning in (
            ("tileMatrix", "Level, 0 is the coarsest."),
            ("tileRow", "Row from the north."),
            ("tileCol", "Column from the west."),
        )
    ]
    tile = _get(f"{name}.tile", f"{title}: vector tile", MVT, own=[one, *place])
    tile["get"]["responses"]["204"] = {"description": "Nothing is drawn there."}
    yield f"{path}/tiles/{{matrixSet}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", tile


def _features(layer: LayerDef) -> Document:
    """Pages, and files of all that answers the query."""
    found = _get(
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
        _parameter(*form) if each["name"] == "f" else each for each in operation["parameters"]
    ]
    binary = {"schema": {"type": "string", "format": "binary"}}
    operation["responses"]["200"]["content"] |= {bare(each): binary for each in FILES}
    operation["responses"]["403"] = ref("Forbidden", kind="responses")
    return found


def _extracts() -> Iterator[tuple[str, Document]]:
    """Of a parcel, of several, of an area; each as JSON and as a page."""
    day = _parameter(
        "date", "As of which day, today by default.", {"type": "string", "format": "date"}
    )
    parcel = _parameter("parcel", "RÚIAN code of the parcel.", {"type": "string"}, place="path")
    text = {"type": "string"}
    why = _parameter("purpose", "Why it is asked for; kept with what is issued.", text)
    codes = {"type": "string", "default": "4326", "enum": [str(srid) for srid in BY_SRID]}
    parcels = _parameter("parcels", "RÚIAN codes with commas.", text, required=True)
    area = _parameter("area", "A GeoJSON polygon, x east and y north.", text, required=True)
    system = _parameter("crs", "System of the area.", codes)
    for path, name, own in (
        ("/parcels/{parcel}/extract", "extractOfParcel", [parcel, day, why]),
        ("/extract", "extractOfParcels", [parcels, day, why]),
        ("/extract/area", "extractOfArea", [area, system, day, why]),
    ):
        made = _get(name, "Extract of land information", JSON, own=own, schema=ref("Extract"))
        page = _get(f"{name}Page", "The extract for people", HTML, own=own)
        paper = _get(f"{name}Pdf", "The extract issued under a number", PDF, own=own)
        for place, item in ((path, made), (f"{path}.html", page), (f"{path}.pdf", paper)):
            item["get"]["responses"]["422"] = ref("BadLand", kind="responses")
            yield place, item


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
        _parameter("limit", "The most features of a page.", limit),
        _parameter("cursor", "Where the page begins; from the link next.", {"type": "string"}),
        _parameter("bbox", "A box, in the axis order of bbox-crs.", bbox, explode=False),
        _parameter("bbox-crs", "System of bbox.", _CRS_SCHEMA),
        _parameter("crs", "System of the answer.", _CRS_SCHEMA),
        _parameter(
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
        _parameter("filter", _FILTER, {"type": "string"}),
        _parameter("filter-lang", "Language of filter.", languages),
        _parameter("filter-crs", "System of geometries in filter.", _CRS_SCHEMA),
    ]
    if sortable:
        keys = {**names, "maxItems": MAX_KEYS, "items": sort}
        found.append(_parameter("sortby", _SORT, keys, explode=False))
    if layer.fields:
        chosen = {**names, "items": shown}
        found.append(_parameter("properties", "Those of the answer.", chosen, explode=False))
    return found


def _queryable(field: Field) -> Document:
    schema = dict(schemas.VALUES.get(field.type, {"type": "string"}))
    return _parameter(field.name, f"{field.title.en} equals the value.", schema)


def _identify(layers: list[LayerDef]) -> list[Document]:
    codes = {"type": "string", "default": "5514", "enum": [str(srid) for srid in BY_SRID]}
    tolerance = {
        "type": "number",
        "minimum": 0,
        "maximum": identify.MAX_TOLERANCE_M,
        "default": identify.DEFAULT_TOLERANCE_M,
    }
    ids = {
        "type": "array",
        "items": {"type": "string"},
        "example": [each.id for each in layers[:2]],
    }
    return [
        _parameter("x", "East, or longitude.", {"type": "number"}, required=True),
        _parameter("y", "North, or latitude.", {"type": "number"}, required=True),
        _parameter("crs", "System of x, y and of the answer.", codes),
        _parameter("layers", "Layers asked, all by default.", ids, explode=False),
        _parameter("tolerance", "Metres, for points and lines.", tolerance),
    ]


def _search() -> list[Document]:
    limit = {
        "type": "integer",
        "minimum": 1,
        "maximum": search.MAX_LIMIT,
        "default": search.DEFAULT_LIMIT,
    }
    text = {"type": "string", "maxLength": MAX_LENGTH}
    return [
        _parameter("q", "Parcel, address, street, unit or coordinates.", text),
        _parameter("limit", "The most suggestions.", limit),
    ]


def _search_batch() -> Document:
    text = {"schema": {"type": "string", "maxLength": search_batch.MAX_BODY}}
    answer = {JSON: {"schema": ref("ListedSuggestions")}}
    return {
        "post": {
            "operationId": "searchList",
            "summary": "What the rows of a list or of a CSV are: found, ambiguous or not found",
            "description": search_batch.__doc__,
            "parameters": [_parameter(*_LANG)],
            "requestBody": {
                "required": True,
                "content": dict.fromkeys(search_batch.READERS, text),
            },
            "responses": {
                "200": {"description": "The answer.", "content": answer},
                **{status: ref("Wrong", kind="responses") for status in ("400", "413", "415")},
                "503": ref("Late", kind="responses"),
            },
        }
    }


def _matrix_sets() -> Document:
    return {"type": "string", "enum": list(MATRIX_SETS)}


def _parameter(
    name: str,
    description: str,
    schema: Document,
    *,
    place: str = "query",
    required: bool = False,
    explode: bool | None = None,
) -> Document:
    found: Document = {
        "name": name,
        "in": place,
        "description": description,
        "required": required or place == "path",
        "schema": schema,
    }
    return found if explode is None else {**found, "style": "form", "explode": explode}


def _get(
    name: str,
    summary: str,
    *kinds: str,
    own: list[Document] | None = None,
    schema: Document | None = None,
) -> Document:
    """An address with its media types; `schema` is that of the one which is JSON."""
    # Where there is one form alone, f is taken and changes nothing: it is not offered.
    offered = (_FORM, _LANG) if HTML in kinds and len(kinds) > 1 else (_LANG,)
    common = [_parameter(*each) for each in offered]
    content = {
        kind: {"schema": {"type": "string"} if kind == HTML else (schema or {})} for kind in kinds
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [*(own or []), *common],
            "responses": {
                "200": {"description": "The answer.", "content": content},
                "400": ref("Wrong", kind="responses"),
                "404": ref("NotThere", kind="responses"),
                "503": ref("Late", kind="responses"),
            },
        }
    }
