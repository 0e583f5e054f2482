"""How a layer looks: rules that maps, legends and the portal follow alike."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Fill:
    """An area; `hatched` lays light slanting lines over it: what is proposed and not there yet."""

    color: str
    opacity: float = 1.0
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    color: str
    width_px: float
    dash_px: tuple[float, ...] = ()
    opacity: float = 1.0
    cap: Literal["butt", "round", "square"] = "round"


@dataclass(frozen=True, slots=True)
class Point:
    shape: Literal["circle", "square"]
    size_px: float
    color: str
    stroke: str = "#ffffff"
    stroke_width_px: float = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """Text from a column; `priority` decides who yields where two meet, greater wins."""

    field: str
    size_px: float
    color: str
    halo: str = "#ffffff"
    halo_px: float = 1.0
    face: Literal["regular", "bold", "italic"] = "regular"
    placement: Literal["point", "interior", "line"] = "interior"
    letter_spacing_px: float = 0.0
    wrap_px: float = 0.0
    upper: bool = False
    priority: int = 0
    distance_px: float = 0.0
    offset_y_px: float = 0.0
    min_area_px: float = 0.0


@dataclass(frozen=True, slots=True)
class Raster:
    """How the picture of a sheet is drawn: as it is, as shaded relief, or by colours of height.

    Of heights each rule is a step: `color` at `from_m` metres, blended towards the next step. For
    the others `color` only stands in the legend, and `opacity` is that of the deepest shade.
    """

    draw: Literal["image", "hillshade", "elevation"]
    color: str
    from_m: float = 0.0
    opacity: float = 1.0


MISSING = ""
"""Among the values of a condition: the column has none."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The rule applies to features whose column has one of the values, or none (`MISSING`)."""

    field: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One class of the legend. Scales are denominators, drawn where min < 1 : n ≤ max."""

    id: str
    title_cs: str
    title_en: str
    when: Condition | None = None
    min_scale: float | None = None
    max_scale: float | None = None
    fill: Fill | None = None
    line: Line | None = None
    point: Point | None = None
    label: Label | None = None
    raster: Raster | None = None

    @property
    def in_legend(self) -> bool:
        return bool(self.title_cs)


@dataclass(frozen=True, slots=True)
class Style:
    """Rules in the order they are drawn; of those with a condition the first that fits applies."""

    id: str
    rules: tuple[Rule, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The columns that are shown or decide what is shown."""
        labels = [rule.label.field for rule in self.rules if rule.label]
        return frozenset([*labels, *(rule.when.field for rule in self.rules if rule.when)])
