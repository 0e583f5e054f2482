"""Schemas of the operator's folder, and libxml2's complaints in Czech."""

import http.server
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layers.errors import UnreadableFile
from layers.importers.jvf import JvfReader
from layers.importers.jvf.faults import MAX_FAULTS, in_czech
from layers.importers.jvf.schema import UnusableSchema, available_versions, schema_for

from .made import COMPLETE, EAST, FENCE, NEW, NORTH, NOVELTY, OLD, MadeRecord, line, point, write

FENCE_LINE = line((EAST, NORTH, 300), (EAST + 10, NORTH, 301))
FENCE_RECORD = MadeRecord(FENCE, "2", geometry=FENCE_LINE)


@pytest.mark.usefixtures("schemas")
def test_schema_is_chosen_by_the_version_of_the_file(tmp_path: Path) -> None:
    assert available_versions(tmp_path) == [OLD, NEW]
    assert schema_for(OLD, tmp_path) is not None
    assert schema_for("1.5.0", tmp_path) is None


@pytest.mark.usefixtures("no_schemas")
def test_schema_delivered_near_the_data_is_taken(jvf: Path, tmp_path: Path) -> None:
    assert schema_for(OLD, jvf / "invalid" / "any.xml") is not None
    assert schema_for(OLD, tmp_path / "any.xml") is None


def test_unpacked_folder_serves_as_the_zip_does(
    schemas: Path, tmp_path: Path, settings: Any
) -> None:
    with zipfile.ZipFile(schemas / "JVF_DTM_143_XSD.zip") as archive:
        archive.extractall(tmp_path / "any" / "name")
    settings.JVF_SCHEMAS = tmp_path / "any"

    assert available_versions(tmp_path) == [OLD]
    assert schema_for(OLD, tmp_path) is not None


def test_schema_that_refers_outside_its_folder_is_refused(tmp_path: Path, settings: Any) -> None:
    xs = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    inside = tmp_path / "jvf" / "xsd"
    (inside / "index").mkdir(parents=True)
    (inside / "common").mkdir()
    (inside / "common" / "common.xsd").write_text(
        f'<xs:schema {xs}><xs:element name="VerzeJVFDTM"><xs:simpleType><xs:restriction '
        'base="xs:string"><xs:enumeration value="9.9"/></xs:restriction></xs:simpleType>'
        "</xs:element></xs:schema>"
    )
    (tmp_path / "evil.xsd").write_text(f"<xs:schema {xs}/>")
    (inside / "index" / "index_data.xsd").write_text(
        f'<xs:schema {xs}><xs:include schemaLocation="../../../evil.xsd"/></xs:schema>'
    )
    settings.JVF_SCHEMAS = tmp_path / "jvf"

    with pytest.raises(UnusableSchema, match=r"evil\.xsd"):
        schema_for("9.9", tmp_path)


@pytest.mark.usefixtures("schemas")
def test_unknown_object_type_breaks_the_schema_where_there_is_one(tmp_path: Path) -> None:
    path = write(tmp_path, [MadeRecord(NOVELTY, "1", geometry=point(EAST, NORTH))], kind=COMPLETE)

    with pytest.raises(UnreadableFile, match="řádek 4, prvek Teleport, Teleport: prvek sem"):
        JvfReader().header(path)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Paths that somebody asked a server on this machine for; the first is its address."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        paths.append(f"http://127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield paths
        server.shutdown()


@pytest.mark.usefixtures("schemas")
def test_nothing_that_a_file_refers_to_is_fetched(tmp_path: Path, asked: list[str]) -> None:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    hint = f'{xsi} xsi:schemaLocation="objtyp {asked[0]}/evil.xsd"'
    path = write(tmp_path, [FENCE_RECORD], kind=COMPLETE)
    path.write_text(path.read_text().replace("<JVFDTM", f"<JVFDTM {hint}", 1))

    assert JvfReader().header(path).expected_records == 1
    assert len(asked) == 1


@pytest.mark.usefixtures("schemas")
def test_one_fault_far_in_a_large_file_has_its_line_and_record(tmp_path: Path) -> None:
    made = [MadeRecord(FENCE, str(number), geometry=FENCE_LINE) for number in range(3_000)]
    path = write(tmp_path, made, kind=COMPLETE)
    lines = path.read_text().split("\n")
    wrong = next(number for number, text in enumerate(lines) if "<atr:ID>2500<" in text)
    lines[wrong] = lines[wrong].replace("DruhPlotu>1<", "DruhPlotu>77<")
    path.write_text("\n".join([lines[0], *[""] * 70_000, *lines[1:]]))

    with pytest.raises(UnreadableFile) as caught:
        JvfReader().header(path)

    _, *faults = str(caught.value).splitlines()
    assert faults[0].startswith(
        f"řádek {70_001 + wrong}, prvek DruhPlotu, Plot ID 2500: hodnota „77“ není povolená; "
    )


@pytest.mark.usefixtures("schemas")
def test_faults_without_end_are_told_up_to_a_limit(tmp_path: Path) -> None:
    made = [MadeRecord(FENCE, str(n), geometry=FENCE_LINE, attributes="") for n in range(1_200)]

    with pytest.raises(UnreadableFile) as caught:
        JvfReader().header(write(tmp_path, made, kind=COMPLETE))

    head, *faults = str(caught.value).splitlines()
    assert head.endswith("Vypsáno je prvních 1000.")
    assert len(faults) == MAX_FAULTS


@pytest.mark.parametrize(
    ("message", "czech"),
    [
        ("This element is not expected.", "prvek sem nepatří."),
        (
            "This element is not expected. Expected is one of ( a, b ).",
            "prvek sem nepatří. Očekává se: a, b.",
        ),
        ("Missing child element(s). Expected is ( a ).", "chybí podřízený prvek. Očekává se: a."),
        (
            "[facet 'enumeration'] The value 'x' is not an element of the set {'1', '2'}.",
            "hodnota „x“ není povolená; povolené jsou '1', '2'.",
        ),
        (
            "'x' is not a valid value of the atomic type 'xs:dateTime'.",
            "hodnota „x“ není platná (typ xs:dateTime).",
        ),
        (
            "[facet 'maxLength'] The value has a length of '60'; this exceeds the allowed maximum "
            "length of '50'.",
            "hodnota má 60 znaků, dovoleno je 50.",
        ),
        ("The attribute 'a' is required but missing.", "chybí povinný atribut a."),
        ("Something new.", "Something new."),
    ],
)
def test_complaint_is_told_in_czech(message: str, czech: str) -> None:
    assert in_czech(message) == czech
