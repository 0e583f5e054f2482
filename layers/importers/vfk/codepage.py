"""`&HCODEPAGE` of a VFK file, and whether its bytes are really in it."""

import codecs
import re
from dataclasses import dataclass, field

from layers.errors import UnreadableFile

DEFAULT = "iso8859-2"
_ENCODINGS = {
    "WE8ISO8859P2": "iso8859-2",
    "EE8ISO8859P2": "iso8859-2",
    "ISO88592": "iso8859-2",
    "EE8MSWIN1250": "cp1250",
    "WINDOWS1250": "cp1250",
    "UTF8": "utf-8",
    "AL32UTF8": "utf-8",
}
_NAMES = {"iso8859-2": "ISO-8859-2", "cp1250": "Windows-1250", "utf-8": "UTF-8"}
_SENSELESS = {"iso8859-2": bytes(range(0x80, 0xA0)), "cp1250": b"\x81\x83\x88\x90\x98"}
"""Bytes that no Czech text in the code page has: controls, or places left empty."""

_DECLARATION = re.compile(rb"&HCODEPAGE;\"?([^\";\r\n]{0,40})")


def declared(head: bytes, name: str) -> str | None:
    """The encoding that the file's beginning declares; None when it says nothing.

    Raises `UnreadableFile` for one that is not known.
    """
    found = _DECLARATION.search(head)
    if found is None:
        return None
    told = found[1].decode("ascii", "replace")
    encoding = _ENCODINGS.get(re.sub(r"[^A-Z0-9]", "", told.upper()))
    if encoding is None:
        raise UnreadableFile(
            f"Soubor {name} uvádí neznámé kódování textu „{told}“ (&HCODEPAGE); známá jsou "
            "WE8ISO8859P2, EE8MSWIN1250 a UTF-8."
        )
    return encoding


@dataclass
class CodepageCheck:
    """Fed with the whole file piece by piece; raises `UnreadableFile` when the text is in another.

    Text in UTF-8 that is declared to be in an 8-bit code page has only sequences that are valid
    UTF-8, which real 8-bit text of any length never has.
    """

    encoding: str
    name: str
    _utf8: codecs.IncrementalDecoder | None = field(init=False)
    _has_letters: bool = field(default=False, init=False)
    _lines: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")()

    def feed(self, chunk: bytes) -> None:
        """Whole lines of the file, in order."""
        if not chunk.isascii():
            self._has_letters = True
            self._check(chunk)
        self._lines += chunk.count(b"\n")

    def _check(self, chunk: bytes) -> None:
        if self._utf8 is not None:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError as exc:
                self._utf8 = None
                if self.encoding == "utf-8":
                    raise self._error(chunk, exc.start, "který v něm není platný") from exc
        senseless = _SENSELESS.get(self.encoding)
        if senseless and len(chunk.translate(None, senseless)) != len(chunk):
            place = next(at for at, byte in enumerate(chunk) if byte in senseless)
            raise self._error(chunk, place, "který v něm nemá význam")

    def finish(self) -> None:
        """To be called at the end of the file."""
        if self.encoding != "utf-8" and self._has_letters and self._utf8 is not None:
            raise UnreadableFile(
                f"Soubor {self.name} uvádí kódování {_NAMES[self.encoding]}, jeho text je však v "
                "UTF-8: opravte &HCODEPAGE nebo si soubor vyžádejte znovu."
            )

    def _error(self, chunk: bytes, at: int, why: str) -> UnreadableFile:
        line = self._lines + chunk.count(b"\n", 0, at) + 1
        return UnreadableFile(
            f"Soubor {self.name} uvádí kódování {_NAMES[self.encoding]}, ale na řádku {line} je "
            f"znak 0x{chunk[at]:02X}, {why}: text je v jiném kódování."
        )
