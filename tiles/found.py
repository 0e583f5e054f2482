"""Features found under a pixel, and their values in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from layers.catalogue import Field, LayerDef


@dataclass(frozen=True, slots=True)
class Found:
    """Features of one layer: identifier and values as stored, in the order of `fields`."""

    layer: LayerDef
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, tuple[Any, ...]], ...]


def shown(field: Field, value: object) -> str:
    """The value in words: codes resolved, days as people write them."""
    if value is None:
        return ""
    if word := field.words(value):
        return word
    match value:
        case bool():
            return "ano" if value else "ne"
        case date():
            return f"{value.day}. {value.month}. {value.year}"
        case list():
            return ", ".join(map(str, value))
        case float():
            value = f"{value:.12g}".replace(".", ",")
    return f"{value} {field.unit}".rstrip()
