"""JVF files that lie, break off or attack: HOSTILE 34 and 37."""

import gzip
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.importers.jvf import JvfReader
from layers.importers.record import BadRecord, Note, Record
from layers.models import Feature

from .made import (
    CABLE,
    COMPLETE,
    EAST,
    FENCE,
    NEW,
    NORTH,
    NOVELTY,
    OLD,
    SURVEY_POINT,
    MadeRecord,
    document,
    line,
    point,
    square,
    surface,
    write,
)

FENCE_LINE = line((EAST, NORTH, 300), (EAST + 10, NORTH, 301))
FENCE_RECORD = MadeRecord(FENCE, "2", geometry=FENCE_LINE)

pytestmark = pytest.mark.usefixtures("no_schemas")


def read(path: Path) -> list[Record | BadRecord | Note]:
    return list(JvfReader().read(path))


def notes(path: Path) -> list[str]:
    return [item.text for item in read(path) if isinstance(item, Note)]


def reasons(path: Path) -> list[str]:
    return [item.reason for item in read(path) if isinstance(item, BadRecord)]


@pytest.mark.django_db
def test_unknown_object_type_is_taken_and_named(tmp_path: Path) -> None:
    made = MadeRecord(NOVELTY, "1", geometry=point(EAST, NORTH))

    run = import_file(write(tmp_path, [made], kind=COMPLETE))

    taken = Feature.objects.current().get()
    assert (taken.layer, taken.attributes["object_type_name"]) == ("dtm_di_point", "teleport")
    assert taken.attributes["details"] == {"DosahTeleportu": "9"}
    assert (
        "Druh objektu „teleport“ (0999999999-01) není v číselníku; objekty byly načteny. (Teleport)"
        in run.messages
    )
    assert any("nebyl ověřen proti schématu" in message for message in run.messages)


@pytest.mark.django_db
def test_coordinates_far_outside_go_to_quarantine(tmp_path: Path) -> None:
    made = [
        FENCE_RECORD,
        MadeRecord(SURVEY_POINT, "3", geometry=point(688_000, 974_000)),
        MadeRecord(SURVEY_POINT, "4", geometry=point(15.05, 50.77)),
        MadeRecord(SURVEY_POINT, "5", geometry=point(-1e300, 0)),
    ]
    run = import_file(write(tmp_path, made, kind=COMPLETE))

    assert set(run.quarantined.values_list("code", "reason")) == {
        (code, "Souřadnice leží mimo území České republiky.") for code in ("3", "4", "5")
    }
    assert Feature.objects.current().get().code == "2"


@pytest.mark.parametrize(("said", "meant"), [(OLD, NEW), (NEW, OLD)])
def test_record_in_the_way_of_another_version_is_bad(tmp_path: Path, said: str, meant: str) -> None:
    path = write(tmp_path, [FENCE_RECORD], version=meant, kind=COMPLETE)
    path.write_text(path.read_text().replace(f">{meant}<", f">{said}<"))

    assert reasons(path) == [
        f"Záznam je zapsán podle jiné verze JVF, než kterou soubor uvádí ({said})."
    ]


def test_two_versions_in_one_file_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, [FENCE_RECORD], kind=COMPLETE)
    head = f"<cmn:VerzeJVFDTM>{OLD}</cmn:VerzeJVFDTM>"
    path.write_text(path.read_text().replace(head, head + head.replace(OLD, NEW)))

    with pytest.raises(UnreadableFile, match=r"VerzeJVFDTM je „1\.4\.3“ i „1\.5"):
        JvfReader().header(path)


def test_future_version_is_read_by_names_and_told(tmp_path: Path) -> None:
    path = write(tmp_path, [FENCE_RECORD], version="2.0.1", kind=COMPLETE)

    assert [item.code for item in read(path) if isinstance(item, Record)] == ["2"]
    assert "Verze JVF „2.0.1“ není známá; čte se podle názvů prvků." in notes(path)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (MadeRecord(FENCE, "", "d"), "Měněnému nebo rušenému objektu chybí ID."),
        (MadeRecord(FENCE, "1", "i"), "Objekt nemá geometrii."),
        (
            MadeRecord(FENCE, "1", "i", point(EAST, NORTH)),
            "Objekt má být linie, jeho geometrie je bod.",
        ),
        (
            MadeRecord(FENCE, "1", "i", line((EAST, NORTH), (EAST, NORTH))),
            "Linie má nulovou délku.",
        ),
        (
            MadeRecord(
                SURVEY_POINT, "1", "i", point(EAST, NORTH),
                "<atr:UrovenUmisteniObjektuZPS>nad</atr:UrovenUmisteniObjektuZPS>",
            ),
            "Hodnota „nad“ v prvku UrovenUmisteniObjektuZPS není číslo úrovně.",
        ),
        (
            MadeRecord(FENCE, "1", "x", FENCE_LINE),
            "Záznam neuvádí způsob zápisu i, u, d nebo r (uvádí „x“).",
        ),
    ],
)  # fmt: skip
def test_bad_record_has_its_reason_and_others_are_read(
    tmp_path: Path, record: MadeRecord, reason: str
) -> None:
    path = write(tmp_path, [record, MadeRecord(FENCE, "9", "i", FENCE_LINE)])

    assert reasons(path) == [reason]
    assert [item.code for item in read(path) if isinstance(item, Record)] == ["9"]


def test_deletion_counts_whatever_its_geometry_is(tmp_path: Path) -> None:
    gone = MadeRecord(FENCE, "1", "d", line((EAST, NORTH), (EAST, NORTH)))

    (record,) = read(write(tmp_path, [gone]))[:1]
    assert isinstance(record, Record)
    assert (record.code, record.deleted) == ("1", True)


def test_file_that_breaks_off_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, [FENCE_RECORD], kind=COMPLETE)
    path.write_text(path.read_text()[:-40])

    with pytest.raises(UnreadableFile, match="je neúplný: končí uprostřed"):
        JvfReader().header(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [("VerzeJVFDTM", "chybí v záhlaví JVF VerzeJVFDTM"), ("TypZapisu", "chybí v záhlaví JVF Typ")],
)
def test_head_that_lacks_something_is_refused(tmp_path: Path, name: str, message: str) -> None:
    path = write(tmp_path, [FENCE_RECORD], kind=COMPLETE)
    path.write_text(path.read_text().replace(f"cmn:{name}", f"cmn:Ne{name}"))

    with pytest.raises(UnreadableFile, match=message):
        JvfReader().header(path)


def test_entity_bomb_is_refused_unread(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = write(tmp_path, [FENCE_RECORD], kind=COMPLETE)
    path.write_text(path.read_text().replace("<JVFDTM", f"{bomb}<JVFDTM", 1))

    assert not JvfReader().accepts(path)
    with pytest.raises(UnreadableFile, match="DTD"):
        JvfReader().header(path)


def test_undefined_entity_and_depth_are_refused(tmp_path: Path) -> None:
    whole = document([FENCE_RECORD], kind=COMPLETE)
    for name, content in (("entity", "&x;"), ("depth", "<a>" * 100_000)):
        path = tmp_path / f"{name}.xml"
        path.write_text(whole.replace("<Data>", f"<Data>{content}", 1))
        with pytest.raises(UnreadableFile, match=r"není platné XML|příliš hluboko"):
            JvfReader().header(path)


@pytest.mark.slow
def test_large_file_takes_constant_memory(tmp_path: Path) -> None:
    made = [MadeRecord(FENCE, str(number), geometry=FENCE_LINE) for number in range(50_000)]
    large = write(tmp_path, made, name="large", kind=COMPLETE)
    small = write(tmp_path, made[:1_000], name="small", kind=COMPLETE)

    assert _peak_mb(large) < _peak_mb(small) + 40
    assert large.stat().st_size > 40_000_000


def _peak_mb(path: Path) -> float:
    """Memory of a process of its own that passes the file twice, as the gate does."""
    program = (
        "import django, resource, sys, pathlib; django.setup()\n"
        "from layers.importers.jvf import JvfReader\n"
        "reader, path = JvfReader(), pathlib.Path(sys.argv[1])\n"
        "assert reader.header(path).expected_records == sum(1 for _ in reader.read(path)) - 2\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@pytest.mark.django_db
def test_file_without_records_is_an_import_of_nothing(tmp_path: Path) -> None:
    run = import_file(write(tmp_path, [], kind=COMPLETE))

    assert run.state == "published"
    assert run.counts == {}


@pytest.mark.parametrize("packed", ["gz", "zip", "cp1250", "utf-16"])
def test_packed_and_other_encodings_read_the_same(tmp_path: Path, packed: str) -> None:
    text = document([FENCE_RECORD], kind=COMPLETE)
    path = tmp_path / f"dtm.{packed}"
    if packed == "gz":
        path.write_bytes(gzip.compress(text.encode()))
    elif packed == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("dtm.xml", text)
    else:
        name = {"cp1250": "windows-1250"}.get(packed, packed)
        path.write_bytes(text.replace("UTF-8", name, 1).encode(packed))

    (fence,) = [item for item in read(path) if isinstance(item, Record)]
    assert fence.attributes["category"] == "Součásti a příslušenství staveb"


def test_public_form_of_a_critical_utility_is_the_area_where_it_lies(tmp_path: Path) -> None:
    hidden = MadeRecord(CABLE, "5", "r", surface(*square(EAST, NORTH, 50)))
    path = write(tmp_path, [hidden], version=NEW, kind=COMPLETE)
    text = path.read_text()
    path.write_text(text.replace("trelsi:GeometrieObjektu", "atr:OblastObjektuKI"))

    (record,) = [item for item in read(path) if isinstance(item, Record)]
    assert (record.layer, record.attributes["blurred"]) == ("dtm_ti_area", True)
    assert record.attributes["object_type"] == "0100000098-02"
