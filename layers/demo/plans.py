"""Plans of the demo: a plan, an amendment, a consolidated version, and a faulty one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from layers.demo import regulations
from layers.demo.package import Layer, csv_text, write_package
from layers.demo.plan_zones import PROPOSAL, STATE, Change, Zoning, zoning
from layers.demo.scenery import FOREST, LOCAL_ROAD, OTHER, WATER, Scenery, polygons

_ZONE = ("CasH", "Typ", "Index", "Id")
_IDENT = ("Id", "Poznamka")


@dataclass(frozen=True)
class _Edition:
    """What a document says of itself, and how many areas of change it has."""

    kind: str
    number: str
    name: str
    state: str
    issued: str
    valid_from: str
    follows: str = ""


def write_plans(folder: Path, sceneries: list[Scenery]) -> list[Path]:
    """The packages in the order of import; the last one has faults that the gate must refuse.

    The first municipality has a plan, an amendment under negotiation and a consolidated version
    that replaced the plan; the others have a plan each.
    """
    files = []
    for number, scenery in enumerate(sceneries[:4]):
        random = np.random.default_rng([scenery.seed, 41, number])
        found = zoning(scenery, random, changes=14 if number == 1 else 7)
        name = scenery.rows.name
        plan = _Edition(
            "územní plán", "", f"Územní plán {name}", "účinné", "2016-04-12", "2016-05-01"
        )
        if number == 3:
            files.append(_write_faulty(folder, found, plan))
            continue
        files.append(_write(folder / f"DUP_{scenery.rows.code}.zip", found, plan))
        if number == 0:
            files += _later_editions(folder, found, name)
    return files


def _later_editions(folder: Path, found: Zoning, name: str) -> list[Path]:
    """A consolidated version after amendment 1, and amendment 2 that is still discussed."""
    code = found.scenery.rows.code
    full = _Edition(
        "úplné znění", "1", f"Územní plán {name}, úplné znění po změně č. 1", "účinné",
        "2024-09-10", "2024-10-01", f"{code}-UP",
    )  # fmt: skip
    for change in found.changes[:2]:
        found.stage[change.parcels] = STATE
    found.changes = found.changes[2:]
    amendment = _Edition(
        "změna", "2", f"Změna č. 2 Územního plánu {name}", "návrh v projednání", "", "",
        f"{code}-UZ1",
    )  # fmt: skip
    return [
        _write(folder / f"DUP_{code}_UZ1.zip", found, full),
        _write_amendment(folder / f"DUP_{code}_Z2.zip", found, amendment),
    ]


def _write(path: Path, found: Zoning, edition: _Edition) -> Path:
    return _package(path, found, edition, _layers(found))


def _package(path: Path, found: Zoning, edition: _Edition, layers: Mapping[str, Layer]) -> Path:
    code = found.scenery.rows.code
    used = {str(values["Index"]) for _, values in layers["PlochyRZV_p"].rows}
    texts = {
        f"DUP_{code}/Text/{index}.html": regulations.page(index)
        for index in sorted(used & regulations.uses().keys())
    }
    texts[f"DUP_{code}/Dokument.csv"] = csv_text(_document(found, edition))
    return write_package(path, f"DUP_{code}/Data/", layers, texts)


def _document(found: Zoning, edition: _Edition) -> list[tuple[str, object]]:
    name = found.scenery.rows.name
    return [
        ("Kód obce", found.scenery.rows.code),
        ("Druh", edition.kind),
        ("Číslo", edition.number),
        ("Název", edition.name),
        ("Stav", edition.state),
        ("Vydáno", edition.issued),
        ("Účinnost od", edition.valid_from),
        ("Navazuje na", edition.follows),
        ("Pořizovatel", f"Obecní úřad {name}, úřad územního plánování"),
        ("Zpracovatel", "Ukázkový atelier"),
        ("Stav dat k", edition.valid_from or "2026-09-30"),
    ]


def _layers(found: Zoning) -> dict[str, Layer]:
    scenery = found.scenery
    layers = {
        "ReseneUzemi_p": Layer("polygon", ("Id",)),
        "ZastaveneUzemi_p": Layer("polygon", ("Id",)),
        "PlochyRZV_p": Layer("polygon", _ZONE),
        "PlochyZmen_p": Layer("polygon", ("Id", "Etapizace", "Typ", "Index")),
        "UzemniRezervy_p": Layer("polygon", ("Id", "Typ", "Index", "Poznamka")),
        "KoridoryP_p": Layer("polygon", ("Id", "CasH", "Typ", "Index", "Poznamka")),
        "KoridoryN_p": Layer("polygon", ("Id", "CasH", "Poznamka")),
        "PlochyPodm_p": Layer("polygon", _IDENT),
        "VpsVpoAs_p": Layer("polygon", ("Id", "Typ", "Poznamka")),
        "VpsVpoAs_l": Layer("line", ("Id", "Typ", "Poznamka")),
        "USES_p": Layer("polygon", ("Id", "Typ", "CasH")),
        "SystemSidelniZelene_p": Layer("polygon", ("Id", "Typ")),
        "SystemVerProstr_p": Layer("polygon", ("Id", "Typ")),
        "XVyhled_b": Layer("point", ("Nazev", "Smer")),
        "XAleje_l": Layer("line", ("Nazev",)),
    }
    layers["ReseneUzemi_p"].add(scenery.rows.outline, Id="1")
    for number, part in enumerate(scenery.built_up, start=1):
        layers["ZastaveneUzemi_p"].add(part, Id=f"ZU.{number}")
    for number, (index, stage, part) in enumerate(found.zones(), start=1):
        layers["PlochyRZV_p"].add(part, CasH=stage, Typ=index, Index=index, Id=number)
    for change in found.changes:
        _add_change(layers, found, change)
    _add_corridors(layers, found)
    _add_networks(layers, scenery)
    _add_systems(layers, found)
    return layers


def _add_change(layers: dict[str, Layer], found: Zoning, change: Change) -> None:
    for part in found.area_of(change):
        layers["PlochyZmen_p"].add(
            part, Id=change.ident, Etapizace="1", Typ=change.index, Index=change.index
        )
        if change.ident in ("Z.2", "Z.3"):
            layers["PlochyPodm_p"].add(part, Id=f"US.{change.ident[-1]}", Poznamka="územní studie")
        if change.index == "NU":
            layers["VpsVpoAs_p"].add(part, Id=f"VU{change.ident[-1]}", Typ="VPO", Poznamka="ÚSES")


def _add_corridors(layers: dict[str, Layer], found: Zoning) -> None:
    scenery = found.scenery
    if found.corridor:
        for part in polygons(shapely.coverage_union_all(scenery.shapes[found.corridor])):
            layers["KoridoryP_p"].add(
                part, Id="CD.1", CasH=PROPOSAL, Typ="DS", Index="DS", Poznamka="rozšíření silnice"
            )
            layers["VpsVpoAs_p"].add(part, Id="VD1", Typ="VPS", Poznamka="rozšíření silnice")
    paths = [line for _, _, line in scenery.lines("paths") if line.length > 300]
    if paths:
        within = shapely.intersection(paths[0], scenery.rows.outline)
        band = shapely.intersection(within.buffer(18), scenery.rows.outline)
        for part in polygons(band, least_m2=50):
            layers["KoridoryN_p"].add(part, Id="CT.1", CasH=PROPOSAL, Poznamka="vodovodní přivaděč")
        layers["VpsVpoAs_l"].add(within, Id="VT1", Typ="VPS", Poznamka="vodovodní přivaděč")
    for number, part in enumerate(_reserves(found), start=1):
        layers["UzemniRezervy_p"].add(
            part, Id=f"R.{number}", Typ="BV", Index="BV", Poznamka="územní rezerva pro bydlení"
        )


def _reserves(found: Zoning) -> list[shapely.Polygon]:
    """Fields next to the first areas of change."""
    scenery = found.scenery
    fields = np.flatnonzero((found.index == "AU") & (found.stage == STATE))
    parts = []
    for change in found.changes[1:3]:
        near = scenery.shapes[fields]
        touching = fields[shapely.length(shapely.intersection(near, found.area_of(change)[0])) > 30]
        parts += [scenery.shapes[int(each)] for each in touching[:1]]
    return parts


def _add_networks(layers: dict[str, Layer], scenery: Scenery) -> None:
    """The ecological network: streams with their banks, woods and ponds as its centres."""
    streams = [line for _, _, line in scenery.lines("streams")]
    ponds = polygons(scenery.area(WATER), least_m2=4_000)
    woods = polygons(scenery.area(FOREST), least_m2=60_000)
    centres = [shapely.intersection(p.buffer(60), scenery.rows.outline) for p in ponds[:3]]
    centres += [shapely.intersection(w, w.centroid.buffer(160)) for w in woods[:2]]
    taken = shapely.union_all(centres)
    for number, centre in enumerate(centres, start=1):
        for part in polygons(centre, least_m2=3_000)[:1]:
            layers["USES_p"].add(part, Id=f"LBC {number}", Typ="LBC", CasH=STATE)
    for number, line in enumerate(streams, start=1):
        band = shapely.intersection(line.buffer(20), scenery.rows.outline)
        for part in polygons(shapely.difference(band, taken), least_m2=2_000):
            layers["USES_p"].add(part, Id=f"LBK {number}", Typ="LBK", CasH=STATE)


def _add_systems(layers: dict[str, Layer], found: Zoning) -> None:
    scenery = found.scenery
    for name, index, typ in (
        ("SystemSidelniZelene_p", "ZU", "ZU"),
        ("SystemVerProstr_p", "PU", "PU"),
    ):
        chosen = scenery.shapes[found.index == index]
        for number, part in enumerate(polygons(shapely.coverage_union_all(chosen)), start=1):
            layers[name].add(part, Id=f"{typ}.{number}", Typ=typ)
    for centre in scenery.centres:
        layers["XVyhled_b"].add(
            shapely.Point(centre.x + 210, centre.y + 150), Nazev="Výhled", Smer="S"
        )
    lanes = scenery.shapes[(scenery.kinds == OTHER) & (scenery.uses == LOCAL_ROAD)]
    for number, lane in enumerate(lanes[shapely.length(lanes) > 500][:4], start=1):
        west, south, east, north = lane.bounds
        line = shapely.intersection(shapely.LineString([(west, south), (east, north)]), lane)
        longest = max(shapely.get_parts(line), key=shapely.length, default=None)
        if longest is not None and longest.geom_type == "LineString" and longest.length > 5:
            layers["XAleje_l"].add(longest, Nazev=f"Alej {number}")


def _write_amendment(path: Path, found: Zoning, edition: _Edition) -> Path:
    """Two fields that the amendment wants for living, as its own small territory."""
    scenery = found.scenery
    fields = scenery.shapes[(found.index == "AU") & (found.stage == STATE)]
    near = np.argsort(shapely.distance(fields, scenery.centres[0]))[:3]
    layers = {
        "ReseneUzemi_p": Layer("polygon", ("Id",)),
        "PlochyRZV_p": Layer("polygon", _ZONE),
    }
    for number, at in enumerate(near.tolist(), start=1):
        layers["ReseneUzemi_p"].add(fields[at], Id=f"2.{number}")
        layers["PlochyRZV_p"].add(fields[at], CasH=PROPOSAL, Typ="BV", Index="BV", Id=number)
    return _package(path, found, edition, layers)


def _write_faulty(folder: Path, found: Zoning, edition: _Edition) -> Path:
    """No built-up area, a zone moved by a metre, one left out, values that the standard lacks."""
    layers = _layers(found)
    del layers["ZastaveneUzemi_p"]
    zones = layers["PlochyRZV_p"].rows
    large = sorted(range(len(zones)), key=lambda at: -zones[at][0].area)
    zones[large[3]] = (
        shapely.transform(zones[large[3]][0], lambda xy: xy + 1.0),
        zones[large[3]][1],
    )
    zones[large[6]] = (zones[large[6]][0], {**zones[large[6]][1], "Typ": "Q1"})
    zones[large[8]] = (zones[large[8]][0], {**zones[large[8]][1], "CasH": "7"})
    del zones[large[5]]
    return _package(folder / f"DUP_{found.scenery.rows.code}_vadny.zip", found, edition, layers)
