"""The rows of a VFK file: lines of bytes to whole rows, a row to its fields.

A row begins with `&` and a letter: `&H` header, `&B` definition of a block, `&D` data, `&K` end.
A line that ends in `¤` goes on in the next one; strings stand in quotes, a quote in them twice.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator

from layers.errors import UnreadableFile
from layers.importers.bad_value import BadValue
from layers.importers.vfk.codepage import CodepageCheck
from layers.importers.vfk.file import VfkFile

MAX_ROW_BYTES = 1 << 20
"""The longest text of the format has 4,000 characters; a longer row is damage or an attack."""


def rows(file: VfkFile, encoding: str, name: str) -> Iterator[tuple[int, bytes]]:
    """Number of the first line and the whole row, line ends and marks of continuation taken out.

    Raises `UnreadableFile`: no such text, a row without end, bytes of another code page.
    """
    mark = "¤".encode(encoding)
    pending: bytes | None = None
    begun = number = 0
    goes_on = False
    for text in _lines(file, encoding, name):
        number += 1
        line = text
        if goes_on or not line.startswith(b"&"):
            if pending is None or not (goes_on or pending.count(b'"') % 2):
                if line.strip(b" \t\x1a"):
                    raise UnreadableFile(
                        f"Soubor {name}: řádek {number} nezačíná & a nenavazuje na předchozí."
                    )
                continue
            line = pending + b"\n" + line
            if len(line) > MAX_ROW_BYTES:
                raise _too_long(name, begun)
        else:
            if pending is not None:
                yield begun, pending
            begun = number
        goes_on = line.endswith(mark)
        pending = line[: -len(mark)] if goes_on else line
    if goes_on:
        raise UnreadableFile(f"Soubor {name} je neúplný: řádek {number} má pokračovat (¤), chybí.")
    if pending is not None:
        yield begun, pending


def _lines(file: VfkFile, encoding: str, name: str) -> Iterator[bytes]:
    check = CodepageCheck(encoding, name)
    rest, lines = b"", 0
    for number, piece in enumerate(file.chunks()):
        chunk = piece if number else piece.removeprefix(BOM_UTF8)
        if b"\0" in chunk:
            raise UnreadableFile(f"Soubor {name} není text: obsahuje nulové bajty.")
        cut = chunk.rfind(b"\n") + 1
        if not cut:
            rest += chunk
            if len(rest) > MAX_ROW_BYTES:
                raise _too_long(name, None)
            continue
        whole, rest = rest + chunk[:cut], chunk[cut:]
        check.feed(whole)
        lines += whole.count(b"\n")
        for line in whole.split(b"\n")[:-1]:
            yield line[:-1] if line.endswith(b"\r") else line
    if rest:
        check.feed(rest)
        if rest.startswith(b"&") and not rest.startswith(b"&K"):
            raise UnreadableFile(
                f"Soubor {name} je neúplný: končí uprostřed řádku {lines + 1}, bez závěrečného &K."
            )
        yield rest.removesuffix(b"\r")
    check.finish()


def _too_long(name: str, line: int | None) -> UnreadableFile:
    place = f" začínající na řádku {line}" if line else ""
    return UnreadableFile(f"Soubor {name}: řádek{place} je delší než {MAX_ROW_BYTES >> 20} MB.")


def fields(row: bytes) -> list[bytes]:
    """The name and the fields of a row, quotes still on; raises `BadValue` for open quotes."""
    parts = row.split(b";")
    if b'"' not in row:
        return parts
    whole: list[bytes] = parts[:1]
    quoted = b""
    for part in parts[1:]:
        if not quoted and not part.startswith(b'"'):
            if b'"' in part:
                raise BadValue("Uvozovky stojí uprostřed údaje.")
            whole.append(part)
            continue
        quoted = quoted + b";" + part if quoted else part
        if quoted.count(b'"') % 2 == 0:
            if not quoted.endswith(b'"'):
                raise BadValue("Za uvozovkami údaj pokračuje.")
            whole.append(quoted)
            quoted = b""
    if quoted:
        raise BadValue("Řádek má neuzavřené uvozovky.")
    return whole


def unquoted(field: bytes) -> bytes:
    """The content of a field, without its quotes and with inner ones once."""
    return field[1:-1].replace(b'""', b'"') if field.startswith(b'"') else field
