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
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, date):
        return f"{value.day}. {value.month}. {value.year}"
    if isinstance(value, float):
        return f"{value:.12g} {field.unit}".rstrip().replace(".", ",")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value} {field.unit}".rstrip()
