"""The uniform standard of plans as data: its tables, their attributes and allowed values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a table: its field in the file, and what values it may have."""

    column: str
    field: str
    required: bool
    values: frozenset[str]
    pattern: re.Pattern[str] | None

    def fault_of(self, value: object) -> str:
        """What is wrong with the value, in words for a clerk; empty when nothing is."""
        if value is None:
            return f"chybí povinný údaj {self.field}" if self.required else ""
        text = str(value)
        if self.values and text not in self.values:
            return f"{self.field} = „{text[:40]}“, dovoleno je {', '.join(sorted(self.values))}"
        if self.pattern and not self.pattern.fullmatch(text):
            return f"{self.field} = „{text[:40]}“ neodpovídá číselníku standardu"
        return ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of the standard and the layers it goes to, in force and before."""

    name: str
    layer: str
    draft: str | None
    mandatory: str
    attributes: tuple[Attribute, ...]

    def layer_of(self, *, in_force: bool) -> str | None:
        return self.layer if in_force else self.draft

    def is_mandatory(self, *, in_force: bool) -> bool:
        return self.mandatory == "always" or (self.mandatory == "in_force" and in_force)


@dataclass(frozen=True, slots=True)
class Standard:
    """The tables by name in small letters; tolerances in m²."""

    tables: Mapping[str, PlanTable]
    own: Mapping[str, str]
    tolerance_m2: float
    speck_m2: float

    def table_for(self, name: str) -> PlanTable | None:
        """The table of the standard, or one of the plan's own (beginning with X)."""
        known = self.tables.get(name.lower())
        if known or not name.upper().startswith("X"):
            return known
        layer = self.own.get(name[-2:].lower())
        return PlanTable(name, layer, None, "", ()) if layer else None

    @property
    def layers(self) -> tuple[str, ...]:
        """All layers that a plan in force speaks for."""
        return (*(table.layer for table in self.tables.values()), *self.own.values())


@cache
def standard() -> Standard:
    """What `standard.yaml` says."""
    content = yaml.safe_load(Path(__file__).with_name("standard.yaml").read_text(encoding="utf-8"))
    tables = {
        name.lower(): PlanTable(
            name=name,
            layer=entry["layer"],
            draft=entry.get("draft"),
            mandatory=entry.get("mandatory", ""),
            attributes=tuple(
                Attribute(
                    column=column,
                    field=spec["field"],
                    required=spec.get("required", False),
                    values=frozenset(spec.get("values", ())),
                    pattern=re.compile(spec["pattern"]) if "pattern" in spec else None,
                )
                for column, spec in entry.get("attributes", {}).items()
            ),
        )
        for name, entry in content["tables"].items()
    }
    return Standard(tables, content["own"], content["tolerance_m2"], content["speck_m2"])
