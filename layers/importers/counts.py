"""What a run did, in figures, a layer at a time."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

SUSPICIOUS_DROP = 0.2
"""From this share of objects lost by a full file on, a person should look."""


@dataclass(slots=True)
class Counts:
    """Records of one layer in one run; areas in m² of the staged outlines.

    `not_known` are deletions of what was not there, `kept` what a better source holds.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    kept: int = 0
    quarantined: int = 0
    not_known: int = 0
    with_outline: int = 0
    with_point_only: int = 0
    without_place: int = 0
    area_m2: float = 0.0

    def as_dict(self) -> dict[str, int | float]:
        return asdict(self)


def lost_share(counts: Mapping[str, int | float]) -> float:
    """How much of what the layer had (within the file's scope) the run takes away, 0 to 1."""
    before = counts["removed"] + counts["changed"] + counts["unchanged"]
    return counts["removed"] / before if before else 0.0
