"""A small plan of four squares, whole by the standard; tests spoil one thing each."""

from pathlib import Path

import shapely

from layers.demo.package import Layer, csv_text, write_package

WEST, SOUTH, SIDE = -690_000.0, -975_000.0, 100.0
CODE = 990_001


def square(column: int, row: int, *, side: float = SIDE) -> shapely.Polygon:
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.box(west, south, west + side, south + side)


def layers() -> dict[str, Layer]:
    """Scope of 2 × 2 squares: living, its proposal, a field, and a corridor."""
    made = {
        "ReseneUzemi_p": Layer("polygon", ("Id",)),
        "ZastaveneUzemi_p": Layer("polygon", ("Id",)),
        "PlochyRZV_p": Layer("polygon", ("CasH", "Typ", "Index")),
        "PlochyZmen_p": Layer("polygon", ("Id", "Etapizace")),
        "KoridoryP_p": Layer("polygon", ("Id", "CasH")),
    }
    made["ReseneUzemi_p"].add(shapely.box(WEST, SOUTH, WEST + 200, SOUTH + 200), Id="1")
    made["ZastaveneUzemi_p"].add(square(0, 0), Id="1")
    zones = made["PlochyRZV_p"]
    zones.add(square(0, 0), CasH="1", Typ="BV", Index="BV")
    zones.add(square(1, 0), CasH="2", Typ="BV", Index="BV")
    zones.add(square(0, 1), CasH="1", Typ="AU", Index="AU")
    made["KoridoryP_p"].add(square(1, 1), Id="CD.1", CasH="2")
    made["PlochyZmen_p"].add(square(1, 0), Id="Z.1", Etapizace="1")
    return made


def write(
    folder: Path,
    made: dict[str, Layer],
    *,
    texts: dict[str, str] | dict[str, bytes] | None = None,
    name: str = f"DUP_{CODE}.zip",
    **document: str,
) -> Path:
    told = {"Druh": "územní plán", "Stav": "účinné", "Účinnost od": "2020-05-01"} | {
        key.replace("_", " "): value for key, value in document.items()
    }
    files: dict[str, str | bytes] = {
        f"DUP_{CODE}/Text/{key}": text for key, text in (texts or {}).items()
    }
    files[f"DUP_{CODE}/Dokument.csv"] = csv_text([("Kód obce", CODE), *told.items()])
    return write_package(folder / name, f"DUP_{CODE}/Data/", made, files)
