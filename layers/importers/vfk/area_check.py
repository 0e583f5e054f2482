"""Areas of the built polygons against the registered ones (VYMERA_PARCELY).

Rule: the limits of decree 357/2013, annex, point 14.9, `a · √P + b` by the quality of points: on a
digital map (DKM) those of points with a mean error of 0.26 m, on any other those of points
digitised from 1:2880. What is registered as computed from coordinates may differ by 2 m² and
0.01 %.
"""

from dataclasses import dataclass, field
from heapq import nlargest
from math import sqrt

from layers.importers.record import Note

FROM_COORDINATES = 2
"""ZPURVY_KOD of an area computed from coordinates in S-JTSK."""

_LIMITS = {"DKM": (0.4, 4.0)}
_ANY_OTHER = (2.0, 20.0)
_SHOWN = 10


def tolerance_m2(registered_m2: float, source_class: str | None, method: int | None) -> float:
    """By how much the area of the outline may differ from the registered one."""
    if method == FROM_COORDINATES and source_class == "DKM":
        return 2.0 + 0.0001 * registered_m2
    per_root, least = _LIMITS.get(source_class or "", _ANY_OTHER)
    return per_root * sqrt(registered_m2) + least


@dataclass
class AreaCheck:
    """Gathers deviations while parcels are read; says them as notes for the report."""

    parcels: int = 0
    built_m2: float = 0.0
    registered_m2: int = 0
    deviations: list[tuple[float, float, int, str]] = field(default_factory=list)

    def add(self, label: str, built_m2: float, registered_m2: int, tolerance: float) -> None:
        """One parcel with a polygon and a registered area."""
        self.parcels += 1
        self.built_m2 += built_m2
        self.registered_m2 += registered_m2
        excess = abs(built_m2 - registered_m2) / tolerance
        if excess > 1:
            self.deviations.append((excess, built_m2, registered_m2, label))

    def notes(self) -> list[Note]:
        if not self.parcels:
            return []
        text = (
            f"Kontrola výměr (parcel: {self.parcels}): plocha obrysů {_m2(self.built_m2)} proti "
            f"výměrám {_m2(self.registered_m2)}; parcel nad mezní odchylku: {len(self.deviations)}"
        )
        worst = nlargest(_SHOWN, self.deviations)
        named = "; ".join(
            f"{label}: {_m2(built)} místo {_m2(registered)}"
            for _, built, registered, label in worst
        )
        return [Note(f"{text} ({named})." if named else f"{text}.")]


def _m2(value: float) -> str:
    return f"{value:,.0f} m²".replace(",", "\u00a0")
