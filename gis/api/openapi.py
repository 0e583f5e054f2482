"""The OpenAPI 3.0 document, made from the catalogue: every path and parameter as it is served."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from gis.api import conflicts, identify, schemas, search, search_batch
from gis.api.answers import html_answer, json_answer, language
from gis.api.collections import collections_for
from gis.api.endpoint import endpoint
from gis.api.links import HTML, JSON, OPENAPI, PDF, SCHEMA, address
from gis.api.openapi_collection import collection as collection_paths
from gis.api.operation import LANG, get, matrix_sets, parameter
from gis.api.parameters import Parameters
from gis.api.schemas import ref
from gis.api.systems import BY_SRID
from gis.api.words import words
from gis.print import openapi as printing
from layers.catalogue import LayerDef
from layers.conflicts.listing import STATES
from layers.extract.batch.asking import MOST_PARCELS
from layers.extract.schema import ADDRESS
from layers.search.question import MAX_LENGTH

Document = dict[str, Any]

API_VERSION = "1.0.0"
"""Of the interface, not of the program."""
_LATE = (
    "Too busy, or the database needed more than 10 s: ask again after Retry-After seconds, for a "
    "smaller bbox, or with the code of a unit, by which rows are found at once."
)


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
        "components": {
            "schemas": {**schemas.COMPONENTS, **printing.SCHEMAS},
            "responses": dict(_problems()),
        },
    }


def _problems() -> Iterator[tuple[str, Document]]:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    yield "Wrong", {"description": "A parameter is wrong.", "content": content}
    yield "NotThere", {"description": "There is no such thing.", "content": content}
    yield "Forbidden", {"description": "The features may not be taken away.", "content": content}
    yield "BadLand", {"description": "No extract can be made of the land.", "content": content}
    yield "Late", {"description": _LATE, "content": content}


def _paths(layers: list[LayerDef]) -> Iterator[tuple[str, Document]]:
    yield "/", get("landing", "Landing page", JSON, HTML, schema=ref("Landing"))
    yield (
        "/conformance",
        get("conformance", "Conformance classes", JSON, HTML, schema=ref("Conformance")),
    )
    yield "/openapi.json", get("definition", "This document", OPENAPI, schema={"type": "object"})
    yield "/openapi.html", get("definitionPage", "This document for people", HTML)
    yield (
        "/collections",
        get("collections", "All collections", JSON, HTML, schema=ref("Collections")),
    )
    for layer in layers:
        yield from collection_paths(layer)
    yield (
        "/tileMatrixSets",
        get("matrixSets", "Tile matrix sets", JSON, schema=ref("TileMatrixSets")),
    )
    one = parameter("matrixSet", "Tile matrix set.", matrix_sets(), place="path")
    yield (
        "/tileMatrixSets/{matrixSet}",
        get("matrixSet", "One tile matrix set", JSON, own=[one], schema=ref("TileMatrixSet")),
    )
    yield (
        "/catalogue",
        get("catalogue", "Themes, layers, legends, grids", JSON, schema=ref("Catalogue")),
    )
    yield (
        "/identify",
        get(
            "identify",
            "What lies at a point",
            JSON,
            own=_identify(layers),
            schema=ref("Identified"),
        ),
    )
    yield from _extracts()
    yield from _batches()
    yield (
        "/search",
        get("search", "Suggestions for a text", JSON, own=_search(), schema=ref("Suggestions")),
    )
    yield "/search/batch", _search_batch()
    yield _conflicts()
    yield from _releases()
    yield from printing.paths()


def _conflicts() -> tuple[str, Document]:
    code, text = {"type": "integer"}, {"type": "string", "maxLength": 80}
    last = {"type": "integer", "minimum": 1, "default": conflicts.DEFAULT_LIMIT}
    own = [
        parameter("municipality", "Code of a municipality that it lies in.", code),
        parameter("orp", "Code of an ORP that it lies in.", code),
        parameter("kind", "Kind.", {"type": "string", "enum": list(conflicts.KINDS)}),
        parameter("state", "What was decided; gone: no longer there.",
                   {"type": "string", "enum": list(STATES)}),
        parameter("rule", "Code of the rule.", text),
        parameter("after", "Go on behind this id.", text),
        parameter("limit", f"How many, {conflicts.MAX_LIMIT} at most.", last),
    ]  # fmt: skip
    summary = "Conflicts of which you may know both layers"
    return "/conflicts", get("conflicts", summary, JSON, own=own, schema=ref("Conflicts"))


def _releases() -> Iterator[tuple[str, Document]]:
    several = get("releases", "My releases of data", JSON, schema=ref("Releases"))
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
    one = parameter("releaseId", "Id of the release.", {"type": "string"}, place="path")
    yield (
        "/releases/{releaseId}",
        get("release", "What became of a release", JSON, own=[one], schema=ref("Release")),
    )
    whole = get(
        "releasePackage", "The package of a release", "application/zip", own=[one],
        schema={"type": "string", "format": "binary"},
    )  # fmt: skip
    whole["get"]["responses"]["409"] = ref("Wrong", kind="responses")
    yield "/releases/{releaseId}/package", whole


def _extracts() -> Iterator[tuple[str, Document]]:
    """Of a parcel, of several, of an area; each as JSON and as a page."""
    a_day = {"type": "string", "format": "date"}
    days = [
        parameter("date", "In force on which day; today, or that of as_of, by default.", a_day),
        parameter("as_of", "By what was known at the end of which day.", a_day),
    ]
    parcel = parameter("parcel", "RÚIAN code of the parcel.", {"type": "string"}, place="path")
    text = {"type": "string"}
    why = parameter("purpose", "Why it is asked for; kept with what is issued.", text)
    codes = {"type": "string", "default": "4326", "enum": [str(srid) for srid in BY_SRID]}
    parcels = parameter("parcels", "RÚIAN codes with commas.", text, required=True)
    area = parameter("area", "A GeoJSON polygon, x east and y north.", text, required=True)
    system = parameter("crs", "System of the area.", codes)
    schema = get("extractSchema", "The schema of an extract", SCHEMA, schema={"type": "object"})
    yield ADDRESS.removeprefix("/api"), schema
    for path, name, own in (
        ("/parcels/{parcel}/extract", "extractOfParcel", [parcel, *days, why]),
        ("/extract", "extractOfParcels", [parcels, *days, why]),
        ("/extract/area", "extractOfArea", [area, system, *days, why]),
    ):
        made = get(name, "Extract of land information", JSON, own=own, schema=ref("Extract"))
        page = get(f"{name}Page", "The extract for people", HTML, own=own)
        paper = get(f"{name}Pdf", "The extract issued under a number", PDF, own=own)
        for place, item in ((path, made), (f"{path}.html", page), (f"{path}.pdf", paper)):
            item["get"]["responses"]["422"] = ref("BadLand", kind="responses")
            yield place, item


def _batches() -> Iterator[tuple[str, Document]]:
    """Extracts of many parcels as one job."""
    several = get("extractBatches", "My batches of extracts", JSON, schema=ref("ExtractBatches"))
    content = {JSON: {"schema": ref("ExtractBatchTerms")}}
    several["post"] = {
        "operationId": "askForExtracts",
        "summary": f"Ask for extracts of up to {MOST_PARCELS} parcels, as one PDF or a ZIP",
        "parameters": [parameter(*LANG)],
        "requestBody": {"required": True, "content": content},
        "responses": {
            "201": {
                "description": "Asked for.",
                "content": {JSON: {"schema": ref("ExtractBatch")}},
            },
            **{status: ref("Wrong", kind="responses") for status in ("400", "401", "415")},
            "422": ref("BadLand", kind="responses"),
        },
    }
    yield "/extracts", several
    one = parameter("batchId", "Id of the batch.", {"type": "string"}, place="path")
    yield (
        "/extracts/{batchId}",
        get("extractBatch", "How far it is", JSON, own=[one], schema=ref("ExtractBatch")),
    )
    whole = get(
        "extractBatchFile", "The file of a batch", PDF, own=[one],
        schema={"type": "string", "format": "binary"},
    )  # fmt: skip
    whole["get"]["responses"]["409"] = ref("Wrong", kind="responses")
    yield "/extracts/{batchId}/file", whole


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
        parameter("x", "East, or longitude.", {"type": "number"}, required=True),
        parameter("y", "North, or latitude.", {"type": "number"}, required=True),
        parameter("crs", "System of x, y and of the answer.", codes),
        parameter("layers", "Layers asked, all by default.", ids, explode=False),
        parameter("tolerance", "Metres, for points and lines.", tolerance),
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
        parameter("q", "Parcel, address, street, unit or coordinates.", text),
        parameter("limit", "The most suggestions.", limit),
    ]


def _search_batch() -> Document:
    text = {"schema": {"type": "string", "maxLength": search_batch.MAX_BODY}}
    answer = {JSON: {"schema": ref("ListedSuggestions")}}
    return {
        "post": {
            "operationId": "searchList",
            "summary": "What the rows of a list or of a CSV are: found, ambiguous or not found",
            "description": search_batch.__doc__,
            "parameters": [parameter(*LANG)],
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
