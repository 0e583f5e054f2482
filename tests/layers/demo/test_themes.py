"""Made plans and planning materials: believable, checked by the real readers, always the same."""

from pathlib import Path

import pytest

from layers.demo.themes import write_themes
from layers.importers.ogr.reader import OgrReader
from layers.importers.plan.reader import PlanReader
from layers.importers.readers import reader_for
from layers.importers.record import BadRecord, Findings, Record
from layers.importers.uap.reader import UapReader


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return planning(write_themes(tmp_path_factory.mktemp("themes"), municipalities=4))


def planning(files: list[Path]) -> list[Path]:
    """The packages of plans and of planning materials among all themes."""
    return [path for path in files if path.parent.name in ("plany", "uap")]


def plans(packages: list[Path]) -> dict[str, Findings]:
    return {
        path.stem: next(item for item in PlanReader().read(path) if isinstance(item, Findings))
        for path in packages
        if path.parent.name == "plany"
    }


def test_each_package_has_its_reader(packages: list[Path]) -> None:
    for path in packages:
        expected = PlanReader if path.parent.name == "plany" else UapReader
        assert isinstance(reader_for(path), expected), path.name


def test_plans_fit_the_standard_but_the_one_made_faulty(packages: list[Path]) -> None:
    found = plans(packages)
    refused = [name for name, each in found.items() if each.refusal]

    assert len(found) == 6
    assert refused == ["DUP_990004_vadny"]
    rules = {fault["rule"] for fault in found["DUP_990004_vadny"].protocol["faults"]}
    assert {"mandatory", "gap", "overlap", "value"} <= rules
    assert "S-JTSK -6" in found["DUP_990004_vadny"].refusal


def test_zones_have_texts_of_their_regulation(packages: list[Path]) -> None:
    zones = [
        item
        for item in PlanReader().read(packages[0])
        if isinstance(item, Record) and item.layer == "plan_zone"
    ]

    assert len(zones) > 100
    assert all(zone.attributes["regulation"] for zone in zones)
    assert {zone.attributes["stage"] for zone in zones} == {"1", "2"}


def test_forty_phenomena_occur_others_do_not_others_are_not_known(packages: list[Path]) -> None:
    occurs, empty, bad = set(), set(), 0
    for path in packages:
        if path.parent.name == "uap":
            for item in UapReader().read(path):
                bad += isinstance(item, BadRecord)
                if isinstance(item, Record) and item.layer == "uap_passport":
                    target = occurs if item.attributes["occurs"] else empty
                    target.add(item.attributes["phenomenon"])

    assert bad == 0
    assert len(occurs) >= 40
    assert len(empty) >= 15
    assert "uap_undermined_area" not in occurs | empty


def test_same_seed_writes_the_same_bytes(packages: list[Path], tmp_path: Path) -> None:
    again = planning(write_themes(tmp_path, municipalities=4))

    assert [path.name for path in again] == [path.name for path in packages]
    for one, other in zip(packages, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_figures_of_eight_indicators_over_five_years_agree(tmp_path: Path) -> None:
    path = next(p for p in write_themes(tmp_path, municipalities=4) if p.suffix == ".csv")
    found: dict[tuple[str, int], dict[str, float]] = {}
    for record in OgrReader().read(path):
        assert isinstance(record, Record)
        values = record.attributes
        key = (str(values["municipality_code"]), int(str(values["year"])))
        found.setdefault(key, {})[str(values["indicator"])] = float(str(values["value"]))

    assert len(found) == 4 * 5 and {len(figures) for figures in found.values()} == {8}
    for (code, year), figures in found.items():
        assert figures["natural_increase"] == figures["births"] - figures["deaths"]
        before = found.get((code, year - 1))
        if before:
            change = figures["natural_increase"] + figures["migration_balance"]
            assert figures["population"] == before["population"] + change
