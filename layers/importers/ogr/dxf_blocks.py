"""How much a drawing becomes once its blocks are drawn: a few nested ones are billions of lines.

GDAL draws a block wherever it is inserted and has no limit of its own. A drawing is pairs of lines,
the code of a value and the value (DXF Reference, Autodesk 2012).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layers.errors import UnreadableFile

MAX_ELEMENTS = 3_000_000
_MAX_DEPTH = 40
_MAX_LINE_BYTES = 1 << 20
_REFERRING = frozenset({b"INSERT", b"DIMENSION", b"ACAD_TABLE"})
_NAME, _COLUMNS, _ROWS = b"2", b"70", b"71"


@dataclass(slots=True)
class _Block:
    """Elements of its own, and how many times it draws which other block."""

    own: int = 0
    inserted: dict[bytes, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Element:
    """The element that is being read."""

    kind: bytes = b""
    name: bytes = b""
    copies: int = 1


def check_blocks(path: Path, name: str) -> None:
    """Raises `UnreadableFile` when the blocks come to more than `MAX_ELEMENTS`, or too deep."""
    blocks, drawing = _read(path, name)
    sizes: dict[bytes, int] = {}

    def size(block: _Block, depth: int) -> int:
        if depth > _MAX_DEPTH:
            raise UnreadableFile(
                f"Výkres {name} má bloky vnořené hlouběji než {_MAX_DEPTH}, nebo samy v sobě."
            )
        total = block.own
        for inner, copies in block.inserted.items():
            if inner not in sizes:
                sizes[inner] = size(blocks.get(inner, _Block()), depth + 1)
            total += copies * sizes[inner]
        return total

    if (total := size(drawing, 0)) > MAX_ELEMENTS:
        raise UnreadableFile(
            f"Výkres {name} má po vykreslení bloků {total} prvků, přijímá se {MAX_ELEMENTS}. "
            "Uložte jej bez opakovaných bloků."
        )


def _read(path: Path, name: str) -> tuple[dict[bytes, _Block], _Block]:
    blocks: dict[bytes, _Block] = {}
    drawing = current = _Block()
    element = _Element()
    for code, value in _pairs(path, name):
        if code == b"0":
            if element.kind == b"BLOCK":
                current = blocks.setdefault(element.name.upper(), _Block())
            else:
                _count(current, element)
            if value == b"ENDBLK":
                current = drawing
            element = _Element(value)
        elif code == _NAME:
            element.name = element.name or value
        elif code in (_COLUMNS, _ROWS) and element.kind == b"INSERT":
            element.copies *= _number(value)
    return blocks, drawing


def _count(block: _Block, element: _Element) -> None:
    if element.kind in _REFERRING:
        name = element.name.upper()
        block.inserted[name] = block.inserted.get(name, 0) + element.copies
    block.own += 1


def _pairs(path: Path, name: str) -> Iterator[tuple[bytes, bytes]]:
    with path.open("rb") as file:
        while code := file.readline(_MAX_LINE_BYTES):
            value = file.readline(_MAX_LINE_BYTES)
            if max(len(code), len(value)) == _MAX_LINE_BYTES:
                raise UnreadableFile(f"Výkres {name} má příliš dlouhý řádek.")
            yield code.strip(), value.strip()


def _number(value: bytes) -> int:
    """At least one; GDAL takes what is no number for none."""
    return max(1, int(value)) if value.isdigit() and len(value) < 9 else 1
