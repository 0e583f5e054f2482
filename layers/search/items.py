"""A suggestion, and how rows of the statements become one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from layers.catalogue import Text

_NO_FORCE = Text(", účelová mapa bez právní závaznosti", ", purpose map of no legal force")


@dataclass(frozen=True, slots=True)
class Former:
    """The story of a parcel whose number is no longer there.

    `until` is the day of the data that knew it no more, `share` how much of its area lies in the
    parcel of today; None where it had no outline.
    """

    label: str
    until: date
    source: str
    run: int
    share: float | None
    is_renumbered: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion: coordinates in EPSG:5514, `bounds` for what is no point."""

    kind: str
    layer: str
    id: str
    label: str
    detail: Text
    point: tuple[float, float] | None
    bounds: tuple[float, float, float, float] | None
    score: float = 0.0
    former: Former | None = None


def parcel(row: Sequence[Any]) -> Item:
    """Of the columns of `parcels*.sql`."""
    code, label, unit, municipality, source_class, x, y, *bounds = row
    force = _NO_FORCE if source_class == "UKM" else Text("", "")
    whose = of_unit(unit, municipality)
    detail = Text(f"{whose.cs}{force.cs}", f"{whose.en}{force.en}")
    return Item("parcel", "cadastre_parcel", str(code), label, detail, pair(x, y), box(bounds))


def address(row: Sequence[Any]) -> Item:
    """Of the columns of `address*.sql`."""
    code, label, part, municipality, score, x, y = row
    place = ", ".join(dict.fromkeys(name for name in (part, municipality) if name))
    detail = Text(place, place)
    return Item(
        "address", "address_place", str(code), label, detail, pair(x, y), None, float(score)
    )


def of_unit(unit: str | None, municipality: str | None) -> Text:
    """In which cadastral unit, and where that is."""
    whose = f", {municipality}" if municipality and municipality != unit else ""
    return Text(f"k. ú. {unit or ''}{whose}", f"cadastral unit {unit or ''}{whose}")


def pair(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)


def box(bounds: Sequence[float | None]) -> tuple[float, float, float, float] | None:
    """The box, when it has any extent."""
    west, south, east, north = bounds
    if west is None or south is None or east is None or north is None:
        return None
    return None if (west, south) == (east, north) else (west, south, east, north)
