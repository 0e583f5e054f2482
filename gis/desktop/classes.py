"""A style's rules as programs take them that apply each rule whose condition holds.

Here the first fitting rule of a run applies; so each gets what the ones before it leave.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from layers.catalogue.style import MISSING, Condition, Rule, Style

PX_MM = 0.28
"""A pixel of a map by OGC; in millimetres the look holds on screens and in print."""


@dataclass(frozen=True, slots=True)
class Class:
    """A rule with what it is for, and without: `never` are the rules that come before it.

    `level` counts the runs that are drawn over each other.
    """

    rule: Rule
    never: tuple[Condition, ...]
    level: int

    @property
    def draws(self) -> bool:
        return bool(self.rule.fill or self.rule.line or self.rule.point)


def classes(style: Style) -> list[Class]:
    """The rules that draw shapes or labels, in the order they are drawn."""
    return list(_classes(style.rules))


def _classes(rules: Sequence[Rule]) -> Iterator[Class]:
    for level, (conditional, run) in enumerate(groupby(rules, key=lambda rule: bool(rule.when))):
        before: list[Rule] = []
        for rule in run:
            never = [_left_out(rule, each) for each in before] if conditional else []
            yield Class(rule, tuple(each for each in never if each), level)
            before.append(rule)


def _left_out(rule: Rule, before: Rule) -> Condition | None:
    """What an earlier rule takes from this one: nothing where they can never meet."""
    if not rule.when or not before.when or not _scales_meet(rule, before):
        return None
    if rule.when.field != before.when.field:
        return before.when
    return before.when if set(rule.when.values) & set(before.when.values) else None


def _scales_meet(one: Rule, other: Rule) -> bool:
    low = max(one.min_scale or 0, other.min_scale or 0)
    high = min(one.max_scale or float("inf"), other.max_scale or float("inf"))
    return low < high


def values_of(condition: Condition) -> tuple[list[str | int], bool]:
    """The values that are asked for, and whether none is asked for too."""
    return [value for value in condition.values if value != MISSING], MISSING in condition.values


def attribute(field: str) -> str:
    """What objects of the API call a column of the map."""
    return {"geom_kind": "geometry_kind"}.get(field, field)


def millimetres(pixels: float) -> float:
    return round(pixels * PX_MM, 4)
