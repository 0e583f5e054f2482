"""The text of documents as planners write them: DOCX, ODT, RTF, PDF.

Runs in a process of its own (`text_process.py`): what libraries do with a hostile file is bounded
there. Nothing is drawn, no macro or link is looked at, no request is sent.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from striprtf.striprtf import rtf_to_text

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.plan.document_texts import MAX_CHARS

_MAX_PAGES = 500
_MAX_XML_BYTES = 20 << 20
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SPACES = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_ASIDE = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}sequence-decls")


class NoText(Exception):
    """Why a document has no text to show, in a clerk's words."""


def text_of(path: Path) -> str:
    """The text by the content, whatever the name says; raises `NoText`."""
    raw = path.open("rb").read(5)
    for sign, read in _READERS.items():
        if raw.startswith(sign):
            text = read(path)
            if not text.strip():
                raise NoText("v dokumentu není žádný text")
            return text[:MAX_CHARS]
    raise NoText("není to PDF, DOCX, ODT ani RTF")


def _pdf(path: Path) -> str:
    try:
        document = PdfReader(path)
        if document.is_encrypted and not document.decrypt(""):
            raise NoText("PDF je zašifrované a bez hesla ho nelze číst")
        text = _joined(f"{page.extract_text()}\n" for page in document.pages[:_MAX_PAGES])
    except DependencyError as exc:
        raise NoText("PDF je zašifrované způsobem, který nelze číst") from exc
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError) as exc:
        raise NoText(f"PDF je poškozené ({type(exc).__name__})") from exc
    if not text.strip():
        raise NoText("PDF nemá textovou vrstvu, je to obraz (sken)")
    return text


def _rtf(path: Path) -> str:
    try:
        raw = path.read_bytes().decode("latin-1")
        return str(rtf_to_text(raw, errors="ignore"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError) as exc:
        raise NoText(f"RTF je poškozené ({type(exc).__name__})") from exc


def _packed(path: Path) -> str:
    """DOCX or ODT: a ZIP of which one member is read."""
    try:
        members = {member.filename: member for member in checked_members(path)}
        for name, words in (("word/document.xml", _docx), ("content.xml", _odt)):
            if name in members:
                if members[name].file_size > _MAX_XML_BYTES:
                    raise NoText(f"text má více než {_MAX_XML_BYTES >> 20} MB")
                return _joined(words(_parsed(b"".join(member_chunks(path, members[name])))))
    except UnreadableFile as exc:
        raise NoText(str(exc)) from exc
    raise NoText("archiv není DOCX ani ODT")


def _parsed(raw: bytes) -> etree._Element:
    if b"<!DOCTYPE" in raw:
        raise NoText("XML dokumentu má DTD")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as exc:
        raise NoText(f"XML dokumentu je poškozené ({exc.msg})") from exc


def _docx(root: etree._Element) -> Iterator[str]:
    """Text in the order of the document, what was deleted left out; one line a paragraph."""
    etree.strip_elements(root, _FALLBACK, with_tail=False)
    for each in root.iter():
        if each.tag == f"{_WORD}p":
            yield "\n"
        elif each.tag == f"{_WORD}t":
            yield each.text or ""
        elif each.tag in _SPACES:
            yield _SPACES[str(each.tag)]


def _odt(root: etree._Element) -> Iterator[str]:
    etree.strip_elements(root, *_ASIDE, with_tail=False)
    for block in root.iter(f"{_TEXT}p", f"{_TEXT}h"):
        yield "\n"
        for each in block.iter():
            yield _BREAKS.get(str(each.tag), "")
            yield each.text or ""
            yield each.tail or "" if each is not block else ""


def _joined(parts: Iterator[str]) -> str:
    """As much as is shown."""
    found: list[str] = []
    length = 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length > MAX_CHARS:
            break
    return "".join(found)


_READERS: Mapping[bytes, Callable[[Path], str]] = {
    b"%PDF-": _pdf,
    b"{\\rtf": _rtf,
    b"PK\x03\x04": _packed,
}
