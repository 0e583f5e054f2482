"""Features found under a pixel, and their values in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from layers.catalogue import Field, LayerDef


@dataclass(frozen=True, slots=True)
class Found:
    """Features of one layer: identifier and values as stored, in the order of `fields`.

    `shapes` are the geometries of the rows as they are to be written, None for what has none.
    """

    layer: LayerDef
    fields: tuple[Field, ...]
    rows: tuple[tuple[str, tuple[Any, ...]], ...]
    shapes: tuple[str | None, ...] = ()

    @property
    def features(self) -> Iterator[tuple[str, tuple[Any, ...], str | None]]:
        """Identifier, values and geometry of each row."""
        shapes = self.shapes or (None,) * len(self.rows)
        for (fid, values), shape in zip(self.rows, shapes, strict=True):
            yield fid, values, shape


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
