"""HOSTILE 33–39 by the way that people take: sent by the form, checked by a job, shown on a page.

What each file is refused for is tested beside its reader; here, that all of them get through the
web process and the worker, end in words, and that the map answers from the old data meanwhile.
"""

import json
import shutil
import socket
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import shapely
from django.test import Client

from layers.importers.gate import import_file
from layers.models import Delivery
from tests.gis.staff.conftest import upload
from tests.layers.importers.jvf import made as jvf
from tests.layers.importers.made_vfr import BOW_TIE, MadeParcel, write_change, write_full
from tests.layers.importers.ogr.made import LAYER, SQUARES, write
from tests.layers.importers.test_archive import make_zip, patched
from tests.layers.importers.vfk.made import MadeVfk

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "reader"]),
    pytest.mark.usefixtures("inbox", "known"),
]

Work = Callable[[], None]
REFUSED, READY = "refused", "ready"


@pytest.fixture
def known(tmp_path: Path) -> None:
    """What the map shows before anything hostile comes."""
    folder = tmp_path / "known"
    folder.mkdir()
    import_file(write_full(folder, [MadeParcel(1), MadeParcel(2)], day="20260228"))


@pytest.fixture
def listener() -> Iterator[str]:
    """An address that must never be asked for anything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x"
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture
def send(boss: Client, work: Work) -> Callable[..., None]:
    """Sends files by name, each with its expected end: a state and words that the page shows."""

    def run(cases: dict[Path, tuple[str, str]], *, source: str = "") -> None:
        before = answer(boss)
        pages = {path: upload(boss, path, source=source).url for path in cases}
        work()
        ends = dict.fromkeys(cases, ("", ""))
        for path, (_, words) in cases.items():
            page = boss.get(pages[path]).content.decode()
            delivery = Delivery.objects.get(pk=pages[path].rstrip("/").rpartition("/")[2])
            shown = next((line for line in page.splitlines() if words in line), "")
            ends[path] = delivery.state, words if shown else f"{delivery.reason}: not shown"
            assert "Traceback" not in page
            assert answer(boss) == before, path.name
        assert ends == cases

    return run


def answer(client: Client) -> list[object]:
    """The parcels that the API answers with."""
    content = client.get("/api/collections/cadastre_parcel/items").content
    features: list[object] = json.loads(content)["features"]
    assert len(features) == 2
    return features


def test_hostile_archives_end_in_words(send: Callable[..., None], tmp_path: Path) -> None:
    """HOSTILE 33."""
    link = zipfile.ZipInfo("a.xml")
    link.external_attr = 0o120777 << 16
    inner = make_zip(tmp_path / "inner.zip", ("a.xml", bytes(1 << 20))).read_bytes()
    overlapping = make_zip(
        tmp_path / "prekryv.zip", ("a.xml", bytes(1000)), ("b.xml", bytes(1000)), stored=True
    )
    data = overlapping.read_bytes()
    second = data.rindex(b"PK\x01\x02")
    overlapping.write_bytes(data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :])
    bomb = make_zip(tmp_path / "velikost.zip", ("a.xml", bytes(5 << 20)))
    twice = make_zip(tmp_path / "dvakrat.zip", ("a.xml", b"x"), ("b.xml", b"y"))
    many = make_zip(tmp_path / "mnoho.zip", *((f"{n}.xml", b"") for n in range(1_001)))
    named = {
        "nad.zip": ("../a.xml", "vede mimo archiv"),
        "koren.zip": ("/etc/a.xml", "absolutní nebo systémovou cestu"),
    }
    twins = {"velka.zip": ("A.xml", "a.XML"), "forma.zip": ("ž.xml", "z\u030c.xml")}
    send(
        {
            make_zip(tmp_path / "bomba.zip", ("b.zip", inner)): (REFUSED, "je vnořený archiv"),
            overlapping: (REFUSED, "překrývající se položky"),
            many: (REFUSED, "má 1001 položek"),
            patched(bomb, struct.pack("<L", 5 << 20), struct.pack("<L", 100)): (
                REFUSED,
                "poškozený nebo neúplný",
            ),
            make_zip(tmp_path / "odkaz.zip", (link, b"/etc/passwd")): (REFUSED, "ale odkaz"),
            patched(twice, b"b.xml", b"a.xml"): (REFUSED, "dvakrát týž název"),
            **{
                make_zip(tmp_path / file, (name, b"<a/>")): (REFUSED, words)
                for file, (name, words) in named.items()
            },
            **{
                make_zip(tmp_path / file, *((name, b"<a/>") for name in names)): (
                    REFUSED,
                    "dvakrát týž název",
                )
                for file, names in twins.items()
            },
        }
    )


def test_hostile_xml_ends_in_words_and_asks_nobody(
    send: Callable[..., None], tmp_path: Path, listener: str
) -> None:
    """HOSTILE 34."""
    text = write_full(tmp_path, [MadeParcel(3)], day="20260331").read_text("utf-8")
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    bomb = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
    outside = f'<!DOCTYPE l SYSTEM "{listener}">'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{listener}"/>'
    links = (
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a '
        f'{listener}" xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{listener}">'
    )
    number = "<pai:KmenoveCislo>1</pai:KmenoveCislo>"
    deep = "<pai:A>" * 1_000_000 + "</pai:A>" * 1_000_000
    dtd = "definici typu dokumentu"

    def made(name: str, content: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / f"{name}.xml"
        path.write_bytes(content.encode(encoding))
        return path

    disguised = text.replace(xml, '<?xml version="1.0" encoding="UTF-16"?>' + bomb)
    send(
        {
            made("bomba", text.replace(xml, xml + bomb)): (REFUSED, dtd),
            made("dtd", text.replace(xml, xml + outside)): (REFUSED, dtd),
            made("utf16", disguised, "utf-16"): (REFUSED, dtd),
            made("hloubka", text.replace(number, number + deep)): (REFUSED, "příliš hluboko"),
            made("xinclude", text.replace(number, number.replace("1<", include + "<"))): (
                READY,
                "KmenoveCislo",
            ),
            made("odkazy", text.replace("<vf:Hlavicka>", "<vf:Hlavicka" + links)): (
                READY,
                "Schválit a zveřejnit",
            ),
        }
    )


def test_hostile_vfk_ends_in_words(send: Callable[..., None], tmp_path: Path) -> None:
    """HOSTILE 35."""
    made = MadeVfk()
    made.parcel(3, number=3)
    made.parcel(4, [], number=4)
    text = made.text()
    row = text.index("&DPAR;3")

    def file(name: str, content: str, encoding: str = "iso8859-2") -> Path:
        path = tmp_path / f"{name}.vfk"
        path.write_bytes(content.encode(encoding))
        return path

    pointless = MadeVfk()
    pointless.parcel(5, number=5)
    pointless.rows["SOBR"].pop()
    unknown = text.replace("&K\r\n", "&BNOVY;ID N30\r\n&DNOVY;1\r\n&K\r\n")
    send(
        {
            file("cut", text[: row + 20]): (REFUSED, "končí uprostřed řádku"),
            file("bez_konce", text.replace("&K\r\n", "")): (REFUSED, "bez závěrečného &amp;K"),
            file("konec", text.replace("&K\r\n", "&K;1\r\n")): (REFUSED, "je poškozený"),
            file("kod", text.replace("Jáma", "Jáma\u017e"), "cp1250"): (REFUSED, "kódov"),
            file("hlavicka", text.replace("&K", '&HVERZE;"5.5"\r\n&K')): (REFUSED, "opakuje se"),
            file("bez_linii", text): (READY, "nemá v souboru žádnou linii"),
            pointless.write(tmp_path / "bez_bodu.vfk"): (READY, "chybí body"),
            file("blok", unknown): (READY, "Neznámý blok NOVY"),
            made.write(tmp_path / "verze.vfk", version="9.9"): (READY, "Verze VFK „9.9“"),
        }
    )


def test_hostile_vfr_ends_in_words(send: Callable[..., None], tmp_path: Path) -> None:
    """HOSTILE 36."""
    mixed = [MadeParcel(1), MadeParcel(2, outline=BOW_TIE), MadeParcel(3)]
    known = "20260228_OB_990001_UKSH.xml"
    gone = write_change(tmp_path, [], day="20260302", predecessor=known, deleted=[77])
    gone = gone.rename(tmp_path / "rusi.xml")
    send(
        {
            write_change(tmp_path, [MadeParcel(3)], day="20260301", predecessor="20260227_X.xml"): (
                REFUSED,
                "20260227_X.xml",
            ),
            write_full(tmp_path, [MadeParcel(1)], day="20260131"): (REFUSED, "28.02.2026"),
            write_full(tmp_path, mixed, day="20260331"): (READY, "Neplatný obrys"),
            gone: (READY, "ruší 1 objektů, které nejsou známy"),
            shutil.copyfile(tmp_path / "known" / known, tmp_path / known): (READY, "Beze změny"),
        }
    )


def test_hostile_jvf_ends_in_words(send: Callable[..., None], tmp_path: Path) -> None:
    """HOSTILE 37."""
    here = jvf.line((jvf.EAST, jvf.NORTH, 300), (jvf.EAST + 10, jvf.NORTH, 301))
    far = jvf.line((0, 0, 300), (10, 10, 301))
    old = jvf.document([jvf.MadeRecord(jvf.FENCE, "2", geometry=here)], version=jvf.OLD)
    mixed = old.replace("<cmn:VerzeJVFDTM>1.4.3", "<cmn:VerzeJVFDTM>1.5.0", 1)

    def file(name: str, content: str) -> Path:
        path = tmp_path / f"{name}.xml"
        path.write_text(content, "utf-8")
        return path

    def document(name: str, kind: jvf.MadeType, **record: object) -> Path:
        return file(name, jvf.document([jvf.MadeRecord(kind, "9", **record)]))

    send(
        {
            document("typ", jvf.NOVELTY, geometry=jvf.point(jvf.EAST, jvf.NORTH)): (
                READY,
                jvf.NOVELTY.name,
            ),
            document("daleko", jvf.FENCE, operation="i", geometry=far): (
                READY,
                "mimo území České republiky",
            ),
            document("rusi", jvf.FENCE, operation="d", geometry=here): (
                READY,
                "které nejsou známy",
            ),
            file("verze", mixed): (READY, "podle jiné verze JVF"),
        }
    )


def test_hostile_shapefiles_end_in_words(send: Callable[..., None], tmp_path: Path) -> None:
    """HOSTILE 38."""

    def shapefile(name: str, shapes: list[shapely.Geometry], without: str = "") -> Path:
        (tmp_path / name).mkdir()
        return packed(write(tmp_path / name / "data.shp", shapes), without)

    def packed(made: Path, without: str = "") -> Path:
        path = made.parent.with_suffix(".zip")
        with zipfile.ZipFile(path, "w") as archive:
            for part in sorted(made.parent.iterdir()):
                if part.suffix != without:
                    archive.write(part, part.name)
        return path

    def turned(how: Callable[[object], object]) -> list[shapely.Geometry]:
        return [shapely.transform(shape, how) for shape in SQUARES]

    origin = shapely.Polygon([(-7e5, -1e6), (0, 0), (-6.9e5, -1e6)])
    degrees = [shapely.box(15 + n / 10, 50, 15.01 + n / 10, 50.01) for n in range(3)]
    lying = tmp_path / "delky"
    lying.mkdir()
    made = write(lying / "data.shp", SQUARES)
    data = bytearray(made.read_bytes())
    struct.pack_into(">i", data, 104, 1_000_000)
    made.write_bytes(data)
    send(
        {
            shapefile("dbf", SQUARES, ".dbf"): (READY, "Chybí soubor .dbf"),
            shapefile("shx", SQUARES, ".shx"): (READY, "pořadí záznamů obnoveno"),
            shapefile("prj", SQUARES, ".prj"): (READY, "Chybí soubor .prj"),
            shapefile("cpg", SQUARES, ".cpg"): (READY, "Chybí soubor .cpg"),
            packed(made): (READY, "poškozená"),
            shapefile("krovak", turned(lambda xy: -xy[:, ::-1])): (READY, "prohozením pořadí os"),
            shapefile("kladne", turned(lambda xy: -xy)): (READY, "obrácením znamének"),
            shapefile("stupne", degrees): (READY, "souřadnice odpovídají WGS 84"),
            shapefile("pocatek", [*SQUARES, origin]): (READY, "Vrchol má souřadnice 0 0"),
        },
        source=LAYER,
    )


def test_hostile_geopackages_end_in_words_and_stay_as_they_were(
    send: Callable[..., None], tmp_path: Path, listener: str
) -> None:
    """HOSTILE 39."""
    programs = write(tmp_path / "programy.gpkg", SQUARES)
    with closing(sqlite3.connect(programs)) as database, database:
        database.execute("CREATE TABLE trace (x)")
        database.execute(
            "CREATE TRIGGER spy AFTER UPDATE ON programy BEGIN INSERT INTO trace VALUES (1); END"
        )
        database.execute("CREATE VIEW pohled AS SELECT * FROM programy")
        database.execute(
            "INSERT INTO gpkg_extensions"
            " VALUES ('programy', 'geom', 'evil_ext', 'http://x', 'read-write')"
        )
    before = programs.read_bytes()
    vrt = (
        f"<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/vsicurl/{listener}"
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    disguised = tmp_path / "vrt.gpkg"
    disguised.write_text(vrt)
    plain = tmp_path / "plain.vrt"
    plain.write_text(vrt + " ")
    foreign = tmp_path / "cizi.geojson"
    foreign.write_bytes(before + b" ")
    send(
        {
            programs: (READY, "Schválit a zveřejnit"),
            disguised: (REFUSED, "je to VRT, které se nepřijímá"),
            plain: (REFUSED, "plain.vrt není známý"),
            foreign: (REFUSED, "nemá obsah, který"),
        },
        source=LAYER,
    )
    stored = Delivery.objects.get(file_name="programy.gpkg").stored
    assert (tmp_path / "var" / "inbox" / stored).read_bytes() == before
