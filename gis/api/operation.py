"""What OpenAPI says of one address: its parameters, its media types, its answers."""

from typing import Any

from gis.api.links import HTML
from gis.api.schemas import ref
from layers.grids import MATRIX_SETS

Document = dict[str, Any]

FORM = ("f", "The form of the answer, over Accept.", {"type": "string", "enum": ["json", "html"]})
LANG = ("lang", "Language of titles and pages.", {"type": "string", "enum": ["cs", "en"]})


def matrix_sets() -> Document:
    return {"type": "string", "enum": list(MATRIX_SETS)}


def parameter(
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


def get(
    name: str,
    summary: str,
    *kinds: str,
    own: list[Document] | None = None,
    schema: Document | None = None,
) -> Document:
    """An address with its media types; `schema` is that of the one which is JSON."""
    # Where there is one form alone, f is taken and changes nothing: it is not offered.
    offered = (FORM, LANG) if HTML in kinds and len(kinds) > 1 else (LANG,)
    common = [parameter(*each) for each in offered]
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
