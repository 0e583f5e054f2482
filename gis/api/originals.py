"""`/api/collections/{id}/items/{fid}/file`: the file that a feature was made from."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from gis.api.collections import collection_for
from gis.api.cursor import parse_feature_id
from gis.api.endpoint import endpoint
from gis.api.feature_page import feature
from gis.api.links import Link, address
from gis.api.parameters import Parameters
from gis.api.problems import NotThere
from gis.api.systems import CRS84
from layers import originals
from layers.catalogue import LayerDef, Text

TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}
_UNKNOWN = "application/octet-stream"
_SANDBOX = "default-src 'none'; sandbox"
"""Whatever a stranger's file holds, it runs nothing in our name, though it is saved, not shown."""
_NONE = Text("K prvku není původní soubor.", "The feature has no original file.")


@endpoint
def original(request: HttpRequest, collection_id: str, feature_id: str) -> HttpResponse:
    """The bytes as they were delivered, for those who may ask about the layer."""
    layer = collection_for(request.user, collection_id)
    Parameters(request, ())
    values = _values(layer, feature_id)
    name = originals.name_in(values)
    path = originals.path_of(name) if name else None
    if path is None or not path.is_file():
        raise NotThere(_NONE)
    response = HttpResponse(path.read_bytes(), content_type=TYPES.get(path.suffix, _UNKNOWN))
    file_name = str(values.get("file_name") or name)
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def keeps_originals(layer: LayerDef) -> bool:
    return layer.field(originals.FIELD) is not None


def original_link(request: HttpRequest, layer: LayerDef, found: Mapping[str, Any]) -> Link | None:
    """The link to a feature's original, if it has one."""
    name = originals.name_in(found["properties"]) if keeps_originals(layer) else ""
    if not name:
        return None
    fid = quote(str(found["id"]), safe=":")
    where = address(request, f"/collections/{layer.id}/items/{fid}/file")
    return Link("enclosure", where, TYPES.get(f".{name.rpartition('.')[2]}", _UNKNOWN))


def _values(layer: LayerDef, feature_id: str) -> Mapping[str, Any]:
    known = parse_feature_id(feature_id, layer) if keeps_originals(layer) else None
    found = None if known is None else feature(layer, known, CRS84)
    if found is None:
        raise NotThere(_NONE)
    values: Mapping[str, Any] = json.loads(found)["properties"]
    return values
