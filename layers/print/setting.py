"""What all sheets of one PDF have in common, and what was found out about each of them."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from layers.access import User
from layers.print.legend import LegendPart, legend_part
from layers.print.order import Order, Shown
from layers.print.sheet import Sheet
from layers.print.sources import Days, days_of
from layers.print.text import shown
from layers.print.words import words


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet with what was found out while it was drawn."""

    sheet: Sheet
    file: str
    parts: tuple[LegendPart, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(slots=True)
class Setting:
    """What all sheets of one PDF have in common."""

    order: Order
    user: User
    language: str
    today: date
    folder: Path
    days: dict[str, Days] = field(init=False)

    def __post_init__(self) -> None:
        self.days = days_of(each.layer for each in self.order.layers)

    def say(self, name: str, *values: object) -> str:
        return words(self.language)[name].format(*values)

    def title_of(self, layer: Shown) -> str:
        return shown(layer.layer.title.in_language(self.language))

    def day(self, value: date) -> str:
        return (
            value.isoformat()
            if self.language == "en"
            else f"{value.day}. {value.month}. {value.year}"
        )


def parts_of(setting: Setting, sheet: Sheet) -> tuple[LegendPart, ...]:
    """From the top layer down, as people read a legend."""
    return tuple(
        legend_part(each, sheet.picture, setting.user, setting.language)
        for each in reversed(setting.order.layers)
    )
