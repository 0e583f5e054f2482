"""What an extract says of a theme beside its data: thresholds, offices, what to do next."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from layers.catalogue import LayerDef, Text
from layers.catalogue.yaml_file import Schema
from layers.models import ExtractText

Facts = Mapping[str, Any]
_FOLDER = Path(__file__).parent
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Rule:
    """Thresholds of a theme in m² and m; within `adjoining_m` an object is told as adjoining.

    `told` is false for layers that only draw what another one says.
    """

    told: bool
    sliver_m2: float
    sliver_m: float
    adjoining_m: float
    office: Text
    next_step: Text

    def least(self, dimension: int) -> float:
        """The least measure that is an effect: of areas in m², of lines in m; any point is one."""
        return (0.0, self.sliver_m, self.sliver_m2)[dimension]

    def on_land(self, area_m2: float) -> "Rule":
        """The rule for land of that size: what takes half of it is no sliver, however small."""
        return replace(self, sliver_m2=min(self.sliver_m2, round(area_m2 / 2, 2)))


class Rules:
    """The rules as they are now, with the office's own words."""

    def __init__(self) -> None:
        self._own = {text.subject: text for text in ExtractText.objects.all()}

    def of(self, layer: LayerDef) -> Rule:
        """By the longest beginning of the layer's id that tells a thing."""
        subjects = _subjects(layer.id)
        if self._own.keys().isdisjoint(subjects):
            return _shipped_rule(layer.id)
        return _rule([fact for each in subjects for fact in (_shipped_of(each), self._told(each))])

    def _told(self, subject: str) -> Facts:
        own = self._own.get(subject)
        return dict(_facts(own)) if own else {}


def _facts(own: ExtractText) -> Iterator[tuple[str, Any]]:
    for name in ("sliver_m2", "sliver_m", "adjoining_m"):
        if getattr(own, name) is not None:
            yield name, getattr(own, name)
    if own.office_cs:
        yield "office", {"cs": own.office_cs, "en": own.office_en or own.office_cs}
    if own.next_step_cs:
        yield "next_step", {"cs": own.next_step_cs, "en": own.next_step_en or own.next_step_cs}


def _rule(told: Iterable[Facts]) -> Rule:
    """What is told later goes before what was told earlier."""
    found: dict[str, Any] = {}
    for facts in told:
        found |= facts
    return Rule(
        bool(found["told"]),
        float(found["sliver_m2"]),
        float(found["sliver_m"]),
        float(found["adjoining_m"]),
        Text(**found["office"]),
        Text(**found["next_step"]),
    )


def _subjects(layer_id: str) -> list[str]:
    """From everything to the layer itself."""
    words = layer_id.split("_")
    return [EVERYTHING, *("_".join(words[:count]) for count in range(1, len(words) + 1))]


@cache
def _shipped_rule(layer_id: str) -> Rule:
    return _rule(map(_shipped_of, _subjects(layer_id)))


def _shipped_of(subject: str) -> Facts:
    return _shipped().get(subject, {})


@cache
def _shipped() -> Mapping[str, Facts]:
    content = Schema(_FOLDER / "rules.schema.json").read(_FOLDER / "rules.yaml", "rule_file")
    return {
        rule["of"]: {name: value for name, value in rule.items() if name != "of"}
        for rule in content["rules"]
    }
