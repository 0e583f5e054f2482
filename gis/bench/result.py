"""A measured path with the figure it is to reach."""

from dataclasses import dataclass
from typing import Literal

from gis.bench.sample import Sample

Figure = Literal["rate", "p50_ms", "p95_ms"]


@dataclass(frozen=True, slots=True)
class Goal:
    """The bound of a figure: of its ratio to the peer's, or of the figure itself.

    A rate is to be at least, a duration at most the bound; `inverse` turns durations into a
    ratio of speeds (the peer's over ours), which is to be at least the bound.
    """

    figure: Figure
    bound: float
    ratio: bool = True
    inverse: bool = False
    unit: str = "ms"

    @property
    def is_least(self) -> bool:
        return self.figure == "rate" or self.inverse

    def value(self, ours: Sample, peer: Sample | None) -> float:
        """The figure that the bound is of."""
        own = float(getattr(ours, self.figure))
        if not self.ratio:
            return own
        if peer is None:
            raise ValueError("A ratio needs a peer.")
        other = float(getattr(peer, self.figure))
        return other / own if self.inverse else own / other

    def is_met(self, value: float) -> bool:
        return value >= self.bound if self.is_least else value <= self.bound

    def words(self, value: float | None = None) -> str:
        """The bound, or a value, as the table shows it."""
        number = self.bound if value is None else value
        shown = f"{number:.2f}×" if self.ratio else f"{number:.4g} {self.unit}"
        return shown if value is not None else f"{'≥' if self.is_least else '≤'} {shown}"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table; `note` says how it was measured where that matters."""

    path: str
    peer: str
    ours: Sample
    theirs: Sample | None
    goal: Goal
    note: str = ""

    @property
    def value(self) -> float:
        return self.goal.value(self.ours, self.theirs)

    @property
    def is_reached(self) -> bool:
        return self.goal.is_met(self.value)


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that was not measured, and why."""

    path: str
    reason: str


Line = Result | Missing
