"""Owners of VFK, all of them made up: read only where the operator has turned them on."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.importers.vfk import VfkReader
from layers.models import Building, Feature, Quarantine

from .made import DAY, UNIT, MadeVfk, bad, notes, read, records

LAYER = "cadastre_owner"
NAME, BIRTH = "Vymyšlenka", "7051011234"
LATER = '"01.05.2018 00:00:00"'


@pytest.fixture
def turned_on(settings: Any) -> None:
    settings.VFK_PERSONAL_DATA = True


def made() -> MadeVfk:
    """Two parcels on one title deed with two owners, and a building on a deed of its own."""
    file = MadeVfk()
    file.deed(700, 12)
    file.deed(701, 13)
    file.parcel(1, number=1, deed=700)
    file.person(
        "a1x", CHAROS_KOD="2", PRIJMENI=NAME, JMENO="Jana", TITUL_PRED_JMENEM="Ing.",
        RODNE_CISLO=BIRTH, CISLO_DOMOVNI="12", CISLO_ORIENTACNI="3", NAZEV_ULICE="Dlouhá",
        CAST_OBCE="Podhůří", OBEC="Vrchlabí", PSC="54301", STAT="Česká republika",
    )  # fmt: skip
    file.person("b2x", NAZEV="Smyšlená obec; s. r. o.", ICO="00000019", OBEC="Lhota",
                CISLO_DOMOVNI="5", PSC="51245", CP_CE="2")  # fmt: skip
    file.ownership(1, "a1x", 700, share=(1, 3))
    file.ownership(2, "b2x", 700, share=(2, 3))
    file.add("BUD", f'77;0;{DAY};"";3;1;93939;5;7;701')
    return file


def traces(*texts: str) -> list[str]:
    """Tables of the database in which any of the texts stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            rows = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*) FROM {rows} r WHERE r::text LIKE ANY(%s)",
                [[f"%{text}%" for text in texts]],
            )
            found += [table] if cursor.fetchone()[0] else []
    return found


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.django_db
def test_person_leaves_no_trace_on_disk_or_in_the_database_by_default(
    tmp_path: Path, settings: Any, packed: bool
) -> None:
    settings.VAR = tmp_path / "var"
    path = made().write(tmp_path / "a.vfk", codepage="UTF-8", version="6.0", encoding="utf-8")
    if packed:
        with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, "a.vfk")
        path = tmp_path / "a.zip"
    reader = VfkReader()
    reader.header(path)

    spooled = [file for file in settings.VAR.rglob("*") if file.is_file()]
    assert any(file.name.startswith("PAR") for file in spooled)
    assert not [file for file in spooled if NAME.encode() in file.read_bytes()]

    run = import_file(path)
    assert LAYER not in run.counts
    assert traces(NAME, "Dlouhá", "Smyšlená", BIRTH) == []
    assert any("(OPSUB, VLA) nebyly čteny" in message for message in run.messages)


@pytest.mark.usefixtures("turned_on")
def test_owner_has_name_share_right_address_and_title_deed(tmp_path: Path) -> None:
    items = read(made().write(tmp_path / "a.vfk"))
    first, second = records(items, LAYER)
    assert (first.code, first.attributes) == (
        "VLA.1",
        {
            "title_deed": 12,
            "cadastral_unit_code": UNIT,
            "label": f"{NAME} Jana Ing.",
            "share": "1/3",
            "right": "Vlastnické právo",
            "address": "Dlouhá 12/3, Podhůří, 543 01 Vrchlabí",
            "kind": "fyzická osoba",
            "person_ids": ["a1x"],
        },
    )
    assert second.attributes["label"] == "Smyšlená obec; s. r. o."
    assert second.attributes["company_id"] == "00000019"
    assert second.attributes["address"] == "Lhota č. ev. 5, 512 45 Lhota"
    assert BIRTH not in repr(items)
    assert "osobními údaji" not in notes(items)


@pytest.mark.usefixtures("turned_on")
def test_couple_without_a_name_of_its_own_is_told_by_both_partners(tmp_path: Path) -> None:
    file = made()
    file.person("c3x", PRIJMENI=NAME, JMENO="Petr", OBEC="Lhota", PSC="51245")
    file.person("d4x", ID_JE_1_PARTNER_BSM="a1x", ID_JE_2_PARTNER_BSM="c3x")
    file.ownership(3, "d4x", 701, share=None)
    *_, couple = records(read(file.write(tmp_path / "a.vfk")), LAYER)
    assert couple.attributes["label"] == f"{NAME} Jana Ing. a {NAME} Petr"
    assert couple.attributes["address"].endswith("543 01 Vrchlabí; 512 45 Lhota")
    assert "share" not in couple.attributes


@pytest.mark.usefixtures("turned_on")
def test_ownership_without_its_person_or_deed_is_held_with_nothing_of_a_person(
    tmp_path: Path,
) -> None:
    file = made()
    file.ownership(3, "nobody", 700)
    file.ownership(4, "a1x", 999)
    items = read(file.write(tmp_path / "a.vfk"))
    assert [(one.code, one.reason) for one in bad(items)] == [
        ("VLA.3", "Oprávněná osoba vlastnictví není v souboru (OPSUB)."),
        ("VLA.4", "List vlastnictví není v souboru (TEL)."),
    ]
    assert NAME not in repr(bad(items))
    assert len(records(items, LAYER)) == 2


@pytest.mark.usefixtures("turned_on")
def test_block_of_owners_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    text = made().text().replace(";OPSUB_ID T255", "")
    (tmp_path / "a.vfk").write_text(text, encoding="iso8859-2", newline="")
    with pytest.raises(UnreadableFile, match=r"bloku VLA na řádku \d+ chybí OPSUB_ID"):
        VfkReader().header(tmp_path / "a.vfk")


@pytest.mark.usefixtures("turned_on")
def test_part_with_the_map_alone_joins_the_register_with_its_owners(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    file = made()
    file.write(folder / "a.vfk", blocks=("SOBR", "SBP", "HP", "OB"))
    file.write(folder / "b.vfk", blocks=[
        "PAR", "BUD", "MAPLIS", "KATUZE", "TEL", "OPSUB", "VLA", "TYPRAV", "CHAROS",
    ])  # fmt: skip
    assert len(records(read(folder), LAYER)) == 2


@pytest.mark.usefixtures("turned_on")
@pytest.mark.django_db
def test_owners_are_published_once_and_parcels_and_buildings_know_their_deeds(
    tmp_path: Path,
) -> None:
    import_file(made().write(tmp_path / "a.vfk"))
    again = import_file(made().write(tmp_path / "a.vfk", day=LATER))

    assert again.counts[LAYER]["unchanged"] == 2
    assert Building.objects.current().get().title_deed == 13
    assert traces(BIRTH) == []


@pytest.mark.usefixtures("turned_on")
@pytest.mark.django_db
def test_sale_in_a_change_file_ends_the_seller_and_opens_the_buyer(tmp_path: Path) -> None:
    import_file(made().write(tmp_path / "a.vfk"))
    change = MadeVfk()
    change.deed(700, 12)
    change.parcel(1, [], number=1, deed=700)
    change.person("e5x", PRIJMENI="Kupec", JMENO="Karel")
    change.ownership(1, "a1x", 700, state=f'-1;{DAY};"20.04.2018 00:00:00";1')
    change.ownership(9, "e5x", 700, share=(1, 3))

    run = import_file(change.write(tmp_path / "b.vfk", changes=1, day=LATER))

    owners = Feature.objects.current().filter(layer=LAYER).order_by("code")
    assert [(one.code, one.attributes["label"]) for one in owners] == [
        ("VLA.2", "Smyšlená obec; s. r. o."),
        ("VLA.9", "Kupec Karel"),
    ]
    assert not run.quarantined.exists()


@pytest.mark.usefixtures("turned_on")
@pytest.mark.django_db
def test_owners_read_before_are_erased_with_their_history(tmp_path: Path) -> None:
    file = made()
    file.ownership(1, "a1x", 700, share=(1, 3))  # twice: one of them is held
    import_file(file.write(tmp_path / "a.vfk"))
    assert Quarantine.objects.filter(layer=LAYER).exists()
    import_file(made().write(tmp_path / "b.vfk", day=LATER))

    call_command("forget_owners")

    assert traces(NAME, "Smyšlená") == []
