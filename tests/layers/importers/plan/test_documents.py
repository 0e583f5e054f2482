"""Regulation texts as office documents: read apart, kept as they came, hostile ones survived."""

import http.server
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layers import originals
from layers.importers.gate import import_file
from layers.importers.plan.reader import PlanReader
from layers.importers.record import Note, Record
from layers.importers.rollback import roll_back
from layers.models import Feature
from tests.layers.importers.plan import made, office

ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, settings: Any) -> Path:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine and what was asked there."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/template.dotm", asked
    server.shutdown()
    server.server_close()


def read(folder: Path, **texts: bytes) -> tuple[dict[str, Record], str]:
    """Regulations by subject, and all notes; a text is named `BV_docx`."""
    files = {".".join(name.rsplit("_", 1)): content for name, content in texts.items()}
    items = list(PlanReader().read(made.write(folder, made.layers(), texts=files)))
    records = [item for item in items if isinstance(item, Record)]
    notes = " ".join(item.text for item in items if isinstance(item, Note))
    return {
        str(each.attributes["subject"]): each for each in records if each.layer == "plan_regulation"
    }, notes


def text(record: Record) -> str:
    return str(record.attributes["text"])


def test_text_of_each_kind_of_document_is_shown(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        A_docx=office.docx("Hlavní využití: bydlení", "Přípustné: zeleň"),
        B_odt=office.odt("Hlavní<text:s/>využití", "žluťoučký <text:span>kůň</text:span> úpěl"),
        C_rtf=office.rtf("Hlavní využití: příliš žluťoučký"),
        D_pdf=office.pdf("Hlavni vyuziti", "bydleni"),
    )

    assert text(found["A"]) == "Hlavní využití: bydlení\nPřípustné: zeleň"
    assert text(found["B"]) == "Nadpis\nHlavní využití\nžluťoučký kůň úpěl"
    assert text(found["C"]) == "Hlavní využití: příliš žluťoučký"
    assert text(found["D"]) == "Hlavni vyuziti\nbydleni"


def test_document_is_joined_to_its_zone_and_kept_as_it_came(tmp_path: Path) -> None:
    content = office.docx("Hlavní využití: bydlení")
    path = made.write(tmp_path, made.layers(), texts={"BV.docx": content})

    items = [item for item in PlanReader().read(path) if isinstance(item, Record)]
    zone = next(item for item in items if item.layer == "plan_zone")
    regulation = next(item for item in items if item.layer == "plan_regulation")

    assert zone.attributes["regulation"] == "Hlavní využití: bydlení"
    assert regulation.attributes["file_name"] == "BV.docx"
    kept = originals.path_of(str(regulation.attributes["file"]))
    assert kept.read_bytes() == content and kept.is_relative_to(originals.root())


def test_scan_without_text_layer_says_so_and_is_kept(tmp_path: Path) -> None:
    found, notes = read(tmp_path, BV_pdf=office.pdf(stream=b"0 0 1 rg 0 0 600 800 re f"))

    assert (
        text(found["BV"]) == "Jen v souboru BV.pdf: PDF nemá textovou vrstvu, je to obraz (sken)."
    )
    assert found["BV"].attributes["has_text"] is False
    assert "Text BV.pdf: PDF nemá textovou vrstvu" in notes


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("BV_pdf", office.encrypted_pdf("heslo"), "PDF je zašifrované"),
        ("BV_pdf", b"%PDF-1.7 nothing more", "PDF je poškozené"),
        ("BV_docx", office.packed({"word/document.xml": ENTITY}), "XML dokumentu má DTD"),
        ("BV_docx", office.packed({"word/document.xml": b" " * (60 << 20)}), "více než 20 MB"),
        ("BV_docx", office.packed({"../../word/document.xml": "<a/>"}), "vede mimo archiv"),
        ("BV_docx", b"MZ", "není to PDF, DOCX, ODT ani RTF"),
        ("BV_rtf", b"{\\rtf1\\ansi}", "není žádný text"),
    ],
)  # fmt: skip
def test_hostile_document_is_told_and_the_plan_goes_on(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    found, notes = read(tmp_path, **{name: content, "AU_docx": office.docx("Pole a louky")})

    assert reason in notes
    assert text(found["AU"]) == "Pole a louky"


def test_pdf_bomb_ends_in_its_limits(tmp_path: Path) -> None:
    bomb = zlib.compress(b"BT " + b"(a) Tj " * (60 << 20) + b"ET", 9)
    begun = time.monotonic()

    found, notes = read(
        tmp_path,
        BV_pdf=office.pdf(stream=bomb, filters="/Filter/FlateDecode"),
        AU_docx=office.docx("Pole a louky"),
    )

    assert "Text BV.pdf:" in notes and text(found["AU"]) == "Pole a louky"
    assert time.monotonic() - begun < 60


def test_link_of_a_document_is_never_followed(
    tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener

    found, _ = read(tmp_path, BV_docx=office.docx("Text", link=address))

    assert text(found["BV"]) == "Text" and asked == []


def test_old_word_document_is_named_with_what_to_do(tmp_path: Path) -> None:
    _, notes = read(tmp_path, BV_doc=b"\xd0\xcf\x11\xe0")

    assert "BV.doc nebyl převzat: uložte jej jako .docx nebo .pdf" in notes


@pytest.mark.parametrize("name", ["../../etc/passwd", "a.pdf", f"{'0' * 64}.pdf/../x", ""])
def test_no_other_file_is_ever_opened_for_a_row(name: str) -> None:
    with pytest.raises(ValueError, match="is no original"):
        originals.path_of(name)


@pytest.mark.django_db(transaction=True)
def test_original_lives_as_long_as_any_version_of_its_row(
    tmp_path: Path, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals, "_ORPHAN_S", -1)
    first = import_file(
        made.write(tmp_path / "1", made.layers(), texts={"BV.docx": office.docx("1")})
    )
    originals.keep(b"nobody's", ".pdf")
    import_file(made.write(tmp_path / "2", made.layers(), texts={"BV.docx": office.docx("2")}))

    kept = {path.name for path in documents.glob("*/*")}
    rows = Feature.objects.filter(layer="plan_regulation").values_list(
        "attributes__file", flat=True
    )
    assert kept == set(rows) and len(kept) == 2
    roll_back(first.pk + 1)
    assert {path.name for path in documents.glob("*/*")} == kept
