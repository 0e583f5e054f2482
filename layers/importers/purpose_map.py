"""ÚKM, the region's own map of parcels: it holds only until the cadastre has a map of its own.

Its parcels have the class `UKM`, a negative code and no legal force. They are not taken where the
unit has a digital map (DKM, KMD) or outlines from the cadastre, and they end when these come.
"""

from collections.abc import Iterator
from typing import Any

from layers.importers.record import Header
from layers.importers.statement import statement
from layers.importers.target import Target
from layers.models import ImportRun

PARCELS = "cadastre_parcel"
UNITS = "admin_cadastral_unit"
_TOLERANCE_M2 = 1.0
_FAULTS = ("mezery", "přesahy přes hranici", "překryvy parcel", "překryv sousedů")


def refuse(cursor: Any, goal: Target, header: Header) -> None:
    """Adds to the table `bad` the staged parcels of ÚKM that came too late."""
    if goal.layer == PARCELS and _carries_class(header):
        cursor.execute(statement("purpose_map_refuse", goal, header))


def retire(cursor: Any, run: ImportRun, goal: Target, header: Header, moment: object) -> int:
    """Closes the parcels of ÚKM where the cadastre has a map now; how many, said in the run.

    Called where units or parcels are published, with their stage at hand.
    """
    if goal.layer not in (PARCELS, UNITS):
        return 0
    name = "purpose_map_by_parcels" if goal.layer == PARCELS else "purpose_map_by_units"
    cursor.execute(statement(name, goal, header), {"run": run.pk, "moment": moment})
    ended = cursor.fetchall()
    run.messages.extend(
        f"ÚKM v k. ú. {unit} končí, katastr tam už má svou mapu; zrušeno parcel: {count}."
        for unit, count in ended
    )
    return sum(count for _, count in ended)


def borders(cursor: Any, goal: Target, header: Header) -> Iterator[str]:
    """What gapes and what overlaps along the borders of the units whose ÚKM the file brings, m²."""
    if goal.layer != PARCELS or not _carries_class(header):
        return
    cursor.execute(statement("purpose_map_borders", goal, header))
    for unit, *areas in cursor.fetchall():
        named = zip(_FAULTS, areas, strict=True)
        faults = [f"{name} {area:.0f} m²" for name, area in named if area > _TOLERANCE_M2]
        if faults:
            yield f"ÚKM v k. ú. {unit}: {', '.join(faults)}."


def _carries_class(header: Header) -> bool:
    return "source_class" in header.provides.get(PARCELS, ())
