"""The JSON document in the body of a POST, read without the liberties of Python's reader."""

import json
from typing import Any

from django.http import HttpRequest

from gis.api.links import JSON
from gis.api.problems import BadParameter, WrongMediaType
from layers.catalogue import Text


def json_body(request: HttpRequest, *, most_bytes: int) -> Any:
    """The document; a form of another site cannot send this media type."""
    if request.content_type != JSON:
        raise WrongMediaType(Text(f"Tělo musí být {JSON}.", f"The body must be {JSON}."))
    if len(request.body) > most_bytes:
        raise BadParameter("body", "Tělo je příliš velké.", "The body is too large.")
    try:
        return json.loads(request.body, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as exc:
        raise BadParameter("body", "Tělo není platný JSON.", "The body is not valid JSON.") from exc


def _refuse(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
