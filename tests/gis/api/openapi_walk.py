"""Walks an OpenAPI document: an address for each path, values for each parameter, its schemas."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from jsonschema import Draft7Validator

from gis.api.cursor import make_cursor

Document = dict[str, Any]

PLACES = {
    "parcel": "1000",
    "featureId": "1000",
    "batchId": "11111111-1111-1111-1111-111111111111",
    "seriesId": "11111111-1111-1111-1111-111111111111",
    "releaseId": "11111111-1111-1111-1111-111111111111",
    "matrixSet": "krovak",
    "tileMatrix": "0",
    "tileRow": "0",
    "tileCol": "0",
}
SAMPLES = {
    "x": "-690000",
    "y": "-975000",
    "bbox": "15,50,16,51",
    "datetime": "../2026-11-23",
    "cursor": make_cursor(1),
    "layers": "cadastre_parcel,address_place",
    "q": "Liberec",
    "parcels": "1000,1001",
    "area": '{"type":"Polygon","coordinates":[[[15,50.7],[15.1,50.7],[15,50.8],[15,50.7]]]}',
    "filter": "geometry IS NOT NULL OR TRUE",
    "filter-lang": "cql2-text",
}
_BY_TYPE = {"integer": "1", "number": "1.5", "boolean": "true", "string": "x"}


class Operation(NamedTuple):
    """What can be asked by GET at a path."""

    path: str
    parameters: list[Document]
    responses: Document

    @property
    def address(self) -> str:
        return re.sub(r"{(\w+)}", lambda found: PLACES[found[1]], self.path)

    @property
    def query(self) -> list[Document]:
        return [each for each in self.parameters if each["in"] == "query"]

    @property
    def needed(self) -> dict[str, str]:
        return {each["name"]: sample(each) for each in self.query if each["required"]}

    def forms(self, status: int) -> Document:
        return self.responses[str(status)].get("content", {})


def operations(document: Document) -> Iterator[Operation]:
    shared = document["components"]["responses"]
    for path, item in document["paths"].items():
        if "get" not in item:
            continue
        told = item["get"]["responses"].items()
        responses = {status: shared.get(_name(each), each) for status, each in told}
        yield Operation(path, item["get"]["parameters"], responses)


def _name(response: Document) -> str:
    return response.get("$ref", "").rpartition("/")[2]


def sample(parameter: Document) -> str:
    """A value that the parameter's schema allows."""
    schema = parameter["schema"]
    if parameter["name"] in SAMPLES:
        return SAMPLES[parameter["name"]]
    if schema["type"] == "array":
        schema = schema["items"]
    if "enum" in schema:
        return str(schema["enum"][-1])
    if "pattern" in schema:  # a choice of names behind a sign
        return "-" + re.findall(r"\w+", schema["pattern"])[-1]
    if schema.get("format") == "date":
        return "2024-01-01"
    return _BY_TYPE[schema["type"]]


def validator(document: Document, schema: Document) -> Draft7Validator:
    """For one schema of the document, in the JSON Schema that OpenAPI 3.0 stands for."""
    schemas = {"schemas": document["components"]["schemas"]}
    whole = {**_plain(schema), "components": _plain(schemas)}
    return Draft7Validator(whole)


def _plain(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _plain(value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [found, {"type": "null"}]} if schema.get("nullable") is True else found
