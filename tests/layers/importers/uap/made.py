"""A small delivery of planning materials: roads, a reserve, monuments, nothing of a park."""

from pathlib import Path

import shapely

from layers.demo.package import Layer, csv_text, write_package

WEST, SOUTH = -690_000.0, -975_000.0
FIELDS = ("id", "nazev", "cas_hor", "Pasport_Id", "sirka_op", "verejne")
COLUMNS = ("Pasport_Id", "Jev", "Poskytovatel", "Vznik", "Datum", "Aktualizace", "Území")


def layers() -> dict[str, Layer]:
    made = {
        "A090_silnice_l": Layer("line", FIELDS),
        "A028_rezervace_p": Layer("polygon", FIELDS),
        "A008_pamatky_b": Layer("point", FIELDS),
        "A025_park_p": Layer("polygon", FIELDS),
    }
    road = shapely.LineString([(WEST, SOUTH + 50), (WEST + 300, SOUTH + 50)])
    made["A090_silnice_l"].add(road, id="1", nazev="I/35", cas_hor="návrh")
    made["A028_rezervace_p"].add(shapely.box(WEST, SOUTH + 500, WEST + 40, SOUTH + 540), id="1")
    made["A008_pamatky_b"].add(shapely.Point(WEST + 10, SOUTH + 10), id="7", nazev="Kaplička")
    return made


def passports(
    *codes: str, day: str = "2026-06-30", months: str = "12", territory: str = "kraj"
) -> list[tuple[str, ...]]:
    return [
        (f"P{code}", code, "Úřad", "evidence", day, months, territory)
        for code in codes or ("90", "28", "8", "25")
    ]


def write(
    folder: Path,
    made: dict[str, Layer],
    rows: list[tuple[str, ...]] | None = None,
    *,
    name: str = "UAP_urad.zip",
) -> Path:
    table = csv_text([COLUMNS, *(passports() if rows is None else rows)])
    return write_package(folder / name, "data/", made, {"pasporty.csv": table})
