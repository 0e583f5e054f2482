"""The schema of an order, and how a document is held against it."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft7Validator, ValidationError

from layers.catalogue import Text
from layers.print.errors import RefusedPrint

Document = dict[str, Any]

_FILE = Path(__file__).with_name("order.schema.json")
_LONGEST = 80
_WORDS = {
    "required": Text("Chybí povinný člen.", "A required member is missing."),
    "additionalProperties": Text("Je zde neznámý člen.", "There is an unknown member."),
    "type": Text("Musí být typu {}.", "Must be of the type {}."),
    "enum": Text("Musí být jedno z {}.", "Must be one of {}."),
    "minimum": Text("Nejméně {}.", "At least {}."),
    "maximum": Text("Nejvýše {}.", "At most {}."),
    "minItems": Text("Nejméně {} položek.", "At least {} items."),
    "maxItems": Text("Nejvýše {} položek.", "At most {} items."),
    "maxLength": Text("Nejvýše {} znaků.", "At most {} characters."),
}


@cache
def schema() -> Document:
    """JSON Schema, draft 7: what programs are told, too."""
    told: Document = json.loads(_FILE.read_text(encoding="utf-8"))
    return told


def check(document: object) -> None:
    """Raises `RefusedPrint` with the path of the first thing that is wrong."""
    error = next(Draft7Validator(schema()).iter_errors(document), None)
    if error is None:
        return
    words = _WORDS[str(error.validator)]
    # A list of alternatives, or one value.
    told = error.validator_value
    value = ", ".join(map(str, told)) if isinstance(told, list) else str(told)
    raise RefusedPrint(_place(error), words.cs.format(value), words.en.format(value))


def _place(error: ValidationError) -> str:
    """`layers[2].opacity`; the member that is missing or unknown is named, too."""
    place = error.json_path.removeprefix("$").removeprefix(".")
    named: Iterable[Any] = ()
    if error.validator == "required":
        named = set(cast(list[str], error.validator_value)) - set(cast(Document, error.instance))
    elif error.validator == "additionalProperties":
        known = cast(Document, error.schema)["properties"]
        named = set(cast(Document, error.instance)) - set(known)
    name = min(named, default="")[:_LONGEST]
    return ".".join(part for part in (place, name) if part) or "body"
