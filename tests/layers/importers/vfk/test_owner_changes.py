"""Owners in change files, all made up: what the file leaves out is in those before it."""

from pathlib import Path
from typing import Any

import pytest
from django.db.models import F

from layers.importers.gate import import_file
from layers.models import Feature, ImportRun

from .made import MadeVfk

pytestmark = pytest.mark.django_db

LAYER = "cadastre_owner"
LATER = '"01.05.2018 00:00:00"'


@pytest.fixture(autouse=True)
def turned_on(settings: Any) -> None:
    settings.VFK_PERSONAL_DATA = True


@pytest.fixture(autouse=True)
def known(tmp_path: Path, turned_on: None) -> None:
    """Jana owns in two deeds and, with Petr, in a third one; a firm owns a share in the first."""
    file = MadeVfk()
    for own, number in ((700, 12), (701, 13), (702, 14)):
        file.deed(own, number)
    file.parcel(1, number=1, deed=700)
    file.person("a1x", PRIJMENI="Stará", JMENO="Jana", OBEC="Lhota", PSC="51245")
    file.person("b2x", NAZEV="Smyšlená s. r. o.", ICO="00000019")
    file.person("c3x", PRIJMENI="Starý", JMENO="Petr", OBEC="Vrchlabí", PSC="54301")
    file.person("d4x", ID_JE_1_PARTNER_BSM="a1x", ID_JE_2_PARTNER_BSM="c3x")
    file.ownership(1, "a1x", 700, share=(1, 3))
    file.ownership(2, "b2x", 700, share=(2, 3))
    file.ownership(3, "a1x", 701)
    file.ownership(4, "d4x", 702, share=None)
    import_file(file.write(tmp_path / "full.vfk"))


def changed(change: MadeVfk, tmp_path: Path) -> ImportRun:
    change.parcel(1, [], number=1, deed=700)
    return import_file(change.write(tmp_path / "change.vfk", changes=1, day=LATER))


def owners(*names: str) -> dict[str, tuple[Any, ...]]:
    """The named attributes of each ownership by its code."""
    chosen = {f"told_{name}": F(f"attributes__{name}") for name in names}
    rows = Feature.objects.current().filter(layer=LAYER).annotate(**chosen)
    return {row.code: tuple(getattr(row, name) for name in chosen) for row in rows}


def test_person_changed_alone_is_renewed_in_all_his_ownerships(tmp_path: Path) -> None:
    change = MadeVfk()
    change.person("a1x", PRIJMENI="Provdaná", JMENO="Jana", OBEC="Praha", PSC="11000")

    run = changed(change, tmp_path)

    assert owners("label", "address", "share", "title_deed") == {
        "VLA.1": ("Provdaná Jana", "110 00 Praha", "1/3", 12),
        "VLA.2": ("Smyšlená s. r. o.", None, "2/3", 12),
        "VLA.3": ("Provdaná Jana", "110 00 Praha", "1/1", 13),
        "VLA.4": ("Provdaná Jana a Starý Petr", "110 00 Praha; 543 01 Vrchlabí", None, 14),
    }
    assert run.counts[LAYER]["changed"] == 3
    assert not any("Provdaná" in message for message in run.messages)


def test_buyer_and_deed_of_earlier_files_are_found(tmp_path: Path) -> None:
    change = MadeVfk()
    change.ownership(9, "b2x", 701, share=(1, 2))
    change.ownership(10, "d4x", 700, share=(1, 3))
    change.ownership(1, "a1x", 700, state='-1;"01.04.2018 00:00:00";"20.04.2018 00:00:00";1')

    run = changed(change, tmp_path)

    found = owners("label", "title_deed", "company_id", "share")
    assert found["VLA.9"] == ("Smyšlená s. r. o.", 13, "00000019", "1/2")
    assert found["VLA.10"] == ("Stará Jana a Starý Petr", 12, None, "1/3")
    assert "VLA.1" not in found
    assert not run.quarantined.exists()


def test_couple_told_anew_without_its_partners_keeps_their_names(tmp_path: Path) -> None:
    change = MadeVfk()
    change.person("d4x", ID_JE_1_PARTNER_BSM="a1x", ID_JE_2_PARTNER_BSM="c3x", ICO="00000027")
    changed(change, tmp_path)
    assert owners("label", "company_id")["VLA.4"] == ("Stará Jana a Starý Petr", "00000027")


def test_person_or_deed_that_no_file_has_is_held_with_nothing_of_a_person(tmp_path: Path) -> None:
    change = MadeVfk()
    change.ownership(9, "nobody", 700)
    change.ownership(10, "a1x", 999)
    run = changed(change, tmp_path)
    held = run.quarantined.order_by("reason").values_list("code", "reason", "attributes")
    assert list(held) == [
        ("VLA.10", "List vlastnictví není v souboru (TEL).", {}),
        ("VLA.9", "Oprávněná osoba vlastnictví není v souboru (OPSUB).", {}),
    ]
    assert owners().keys() == {"VLA.1", "VLA.2", "VLA.3", "VLA.4"}


def test_change_that_repeats_what_is_known_changes_nothing(tmp_path: Path) -> None:
    change = MadeVfk()
    change.person("a1x", PRIJMENI="Stará", JMENO="Jana", OBEC="Lhota", PSC="51245")
    change.ownership(3, "a1x", 701)
    run = changed(change, tmp_path)
    assert run.counts[LAYER] | {"changed": 0, "added": 0} == run.counts[LAYER]


def test_person_renewed_who_was_read_without_his_id_is_told(tmp_path: Path) -> None:
    for row in Feature.objects.filter(layer=LAYER):
        del row.attributes["person_ids"]
        row.save()
    change = MadeVfk()
    change.person("a1x", PRIJMENI="Provdaná", JMENO="Jana")
    run = changed(change, tmp_path)
    assert any("nepoznají: 1" in message for message in run.messages)
    assert owners("label")["VLA.1"] == ("Stará Jana",)
