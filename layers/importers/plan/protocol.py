"""The protocol of a plan's check: each fault with its table, feature and place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["grave", "quarantine", "warning"]

_WORDS: dict[Severity, str] = {
    "grave": "závažná chyba",
    "quarantine": "karanténa",
    "warning": "upozornění",
}
_TOLD = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `place` is east and north in EPSG:5514, where there is one."""

    severity: Severity
    rule: str
    text: str
    table: str = ""
    feature: str = ""
    place: tuple[float, float] | None = None

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.table, self.feature)))
        at = f" (S-JTSK {self.place[0]:.2f} {self.place[1]:.2f})" if self.place else ""
        return f"{where}: {self.text}{at}" if where else f"{self.text}{at}"

    def document(self) -> dict[str, object]:
        """The fault as a program reads it."""
        return {
            "severity": self.severity,
            "rule": self.rule,
            "table": self.table,
            "feature": self.feature,
            "x": round(self.place[0], 3) if self.place else None,
            "y": round(self.place[1], 3) if self.place else None,
            "text": self.text,
        }


@dataclass(slots=True)
class PlanProtocol:
    """The faults of one plan in the order they were found."""

    plan: str
    tolerance_m2: float
    faults: list[Fault] = field(default_factory=list)

    def of(self, severity: Severity) -> list[Fault]:
        return [fault for fault in self.faults if fault.severity == severity]

    def document(self) -> dict[str, object]:
        """The protocol as a program reads it."""
        return {
            "plan": self.plan,
            "tolerance_m2": self.tolerance_m2,
            "counts": {severity: len(self.of(severity)) for severity in _WORDS},
            "faults": [fault.document() for fault in self.faults],
        }

    def refusal(self) -> str:
        """Why the plan may not be published; empty when it may."""
        grave = self.of("grave")
        if not grave:
            return ""
        head = (
            f"{self.plan} neodpovídá jednotnému standardu, závažných chyb: {len(grave)} "
            f"(dovolená mezera nebo překryv ploch {self.tolerance_m2:g} m²)."
        )
        return "\n".join([head, *_listed(grave)])

    def warnings(self) -> Iterator[str]:
        """What people are told of a plan that is published."""
        yield from _listed(self.of("warning"))


def _listed(faults: list[Fault]) -> list[str]:
    lines = [f"{_WORDS[fault.severity]}: {fault}" for fault in faults[:_TOLD]]
    if len(faults) > _TOLD:
        lines.append(f"… a dalších {len(faults) - _TOLD}; všechny jsou v protokolu běhu.")
    return lines
