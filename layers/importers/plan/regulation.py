"""Regulation texts of a plan: one file for a zone or a type of zones, as text safe to show."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from layers import originals
from layers.errors import UnreadableFile
from layers.importers.ogr.encoding import CZECH
from layers.importers.package import content, ending, stem
from layers.importers.plan.document_texts import MAX_CHARS, texts_of
from layers.importers.words import folded

SUMMARY_CHARS = 400
_MAX_DOCUMENT_BYTES = 25 << 20
_PLAIN = (".txt", ".md")
_MARKUP = (".html", ".htm")
_OFFICE = (".pdf", ".docx", ".odt", ".rtf")
_OTHER = (".doc",)
_BLOCKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style", "head", "template"})


@dataclass(frozen=True, slots=True)
class Regulation:
    """One text: what is shown of it, and the file it came in; `reason` why nothing can be shown."""

    subject: str
    text: str
    reason: str
    file_name: str
    file_bytes: int
    original: str


class Regulations:
    """The texts of a package by the zone's index or type."""

    def __init__(self, path: Path, members: Sequence[ZipInfo]) -> None:
        self.texts: dict[str, Regulation] = {}
        self.notes: list[str] = []
        found = [member for member in members if ending(member) in (*_PLAIN, *_MARKUP, *_OFFICE)]
        for each in _read(path, found, self.notes):
            self._take(each)
        self.notes += [
            f"Text {member.filename[:100]} nebyl převzat: uložte jej jako .docx nebo .pdf."
            for member in members
            if ending(member) in _OTHER
        ]
        self._by_key: Mapping[str, str] = {folded(name): name for name in self.texts}

    def subject_for(self, *names: str) -> str | None:
        """The text's subject for a feature, by the first of its names that has a text."""
        keys = (folded(name) for name in names if name)
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def summary(self, subject: str) -> str:
        """The beginning of a text, cut between words; of a file without text what it is."""
        regulation = self.texts[subject]
        if not regulation.text:
            return f"Jen v souboru {regulation.file_name}: {regulation.reason}."
        text = " ".join(regulation.text.split())
        if len(text) <= SUMMARY_CHARS:
            return text
        return f"{text[:SUMMARY_CHARS].rsplit(' ', 1)[0]} …"

    def _take(self, regulation: Regulation) -> None:
        """Of two files for one subject the one with a text is taken."""
        if regulation.reason:
            self.notes.append(f"Text {regulation.file_name}: {regulation.reason}.")
        known = self.texts.get(regulation.subject)
        if known:
            kept = known if known.text or not regulation.text else regulation
            self.notes.append(
                f"Text {regulation.subject} je v balíčku vícekrát; použije se {kept.file_name}."
            )
            regulation = kept
        self.texts[regulation.subject] = regulation


def _read(path: Path, members: Sequence[ZipInfo], notes: list[str]) -> Iterator[Regulation]:
    """Each file kept as it came, then its text; office documents are read all at once, apart."""
    office = []
    for member in members:
        try:
            raw = content(path, member, most=_MAX_DOCUMENT_BYTES)
        except UnreadableFile as exc:
            notes.append(str(exc))
            continue
        name = PurePosixPath(member.filename).name[:150]
        kept = Regulation(stem(member), "", "", name, len(raw), originals.keep(raw, ending(member)))
        if ending(member) in _OFFICE:
            office.append(kept)
            continue
        text = _text(raw, is_markup=ending(member) in _MARKUP)
        yield replace(kept, text=text, reason="" if text else "v souboru není žádný text")
    told = texts_of([originals.path_of(each.original) for each in office])
    for each, answer in zip(office, told, strict=True):
        text = _tidy(answer.text)
        yield replace(each, text=text, reason="" if text else answer.reason)


def _text(raw: bytes, *, is_markup: bool) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode(CZECH, "replace")
    if is_markup:
        parser = _TextOnly()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    return _tidy(text)


def _tidy(text: str) -> str:
    lines = (" ".join(_printable(line).split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MAX_CHARS]


def _printable(line: str) -> str:
    """Without control characters and marks that turn the direction of text."""
    return "".join(
        letter if letter == "\t" or unicodedata.category(letter)[0] != "C" else ""
        for letter in line
    )


class _TextOnly(HTMLParser):
    """Keeps what a reader sees of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
