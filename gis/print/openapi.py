"""What OpenAPI says of prints."""

from collections.abc import Iterator
from typing import Any

from gis.api.links import JSON, PDF
from gis.api.operation import LANG, get, parameter
from gis.api.schemas import array, nullable, record, ref
from layers.print.schema import schema

Document = dict[str, Any]

_TEXT, _NUMBER = {"type": "string"}, {"type": "number"}
_COUNT = {"type": "integer", "minimum": 0}
_FILE = {"type": "string", "format": "binary"}
SCHEMAS: Document = {
    "PrintOrder": {name: told for name, told in schema().items() if name[0] != "$"},
    "PrintOffer": record(
        {
            "layouts": array({"type": "object"}),
            "scales": array({"type": "integer"}),
            "limits": {"type": "object"},
        }
    ),
    "PrintedSeries": record(
        {
            "id": _TEXT,
            "state": {"type": "string",
                      "enum": ["waiting", "running", "done", "failed", "cancelled"]},
            "reason": _TEXT,
            "sheets": _COUNT,
            "done": _COUNT,
            "total": nullable(_COUNT),
            "scale_deviation": nullable(_NUMBER),
            "missing_layers": array(_TEXT),
            "links": array(ref("Link")),
        }
    ),
}  # fmt: skip


def paths() -> Iterator[tuple[str, Document]]:
    """The offer, the order, and what becomes of a series."""
    whole = get("printOffer", "Papers, scales and limits", JSON, schema=ref("PrintOffer"))
    whole["post"] = {
        "operationId": "print",
        "summary": "Print a map at a true scale: one sheet at once, a series as a job",
        "parameters": [parameter(*LANG)],
        "requestBody": {"required": True, "content": {JSON: {"schema": ref("PrintOrder")}}},
        "responses": {
            "200": {"description": "The sheet.", "content": {PDF: {"schema": _FILE}}},
            "202": {"description": "A series is printed.",
                    "content": {JSON: {"schema": ref("PrintedSeries")}}},
            **_refusals("400", "401", "413", "415"),
            "503": ref("Late", kind="responses"),
        },
    }  # fmt: skip
    yield "/print", whole
    one = parameter("seriesId", "Id of the series.", _TEXT, place="path")
    state = get("printedSeries", "What became of a series", JSON, own=[one],
                schema=ref("PrintedSeries"))  # fmt: skip
    yield "/print/series/{seriesId}", state
    file = get("printedFile", "The series as PDF", PDF, own=[one], schema=_FILE)
    file["get"]["responses"] |= _refusals("409")
    yield "/print/series/{seriesId}/pdf", file
    done = {JSON: {"schema": ref("PrintedSeries")}}
    cancel = {
        "operationId": "cancelPrint",
        "summary": "Give a series up",
        "parameters": [one, parameter(*LANG)],
        "requestBody": {"required": True, "content": {JSON: {"schema": {"type": "object"}}}},
        "responses": {
            "200": {"description": "Its state.", "content": done},
            **_refusals("400", "415"),
            "404": ref("NotThere", kind="responses"),
        },
    }
    yield "/print/series/{seriesId}/cancel", {"post": cancel}


def _refusals(*statuses: str) -> Document:
    return {status: ref("Wrong", kind="responses") for status in statuses}
