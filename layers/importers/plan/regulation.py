"""Regulation texts of a plan: one file for a zone or a type of zones, as text safe to show."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipInfo

from layers.importers.ogr.encoding import CZECH
from layers.importers.package import content, ending, stem
from layers.importers.words import folded

SUMMARY_CHARS = 400
_MAX_CHARS = 200_000
_PLAIN = (".txt", ".md")
_MARKUP = (".html", ".htm")
_OTHER = (".doc", ".docx", ".odt", ".rtf", ".pdf")
_BLOCKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset({"script", "style", "head", "template"})


class Regulations:
    """The texts of a package by the zone's index or type."""

    def __init__(self, path: Path, members: Sequence[ZipInfo]) -> None:
        self.texts: dict[str, str] = {}
        self.notes: list[str] = []
        for member in members:
            if ending(member) in (*_PLAIN, *_MARKUP):
                text = _text(content(path, member), is_markup=ending(member) in _MARKUP)
                if text:
                    self.texts[stem(member)] = text
            elif ending(member) in _OTHER:
                name = member.filename[:100]
                self.notes.append(f"Text {name} nebyl převzat: přijímají se .txt a .html.")
        self._by_key: Mapping[str, str] = {folded(name): name for name in self.texts}

    def subject_for(self, *names: str) -> str | None:
        """The text's subject for a feature, by the first of its names that has a text."""
        keys = (folded(name) for name in names if name)
        return next((self._by_key[key] for key in keys if key in self._by_key), None)

    def summary(self, subject: str) -> str:
        """The beginning of a text, cut between words."""
        text = " ".join(self.texts[subject].split())
        if len(text) <= SUMMARY_CHARS:
            return text
        return f"{text[:SUMMARY_CHARS].rsplit(' ', 1)[0]} …"


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
    lines = (" ".join(_printable(line).split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:_MAX_CHARS]


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
