"""What one pass over a JVF file tells: head, types with counts, accompanying information."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from layers.errors import UnreadableFile
from layers.importers.jvf.accompanying import Accompanying, accompanying
from layers.importers.jvf.faults import MAX_FAULTS, faults
from layers.importers.jvf.object_type import ObjectType
from layers.importers.jvf.operation import operation_of
from layers.importers.jvf.schema import schema_for
from layers.importers.jvf.stream import HEAD, ObjectStream

COMPLETE, CHANGES = "kompletní zápis", "změnové věty"


@dataclass(frozen=True, slots=True)
class Summary:
    """`counts`: type and operation (i, u, d, r, or ? where the record does not say) → records."""

    head: dict[str, str]
    counts: Counter[tuple[ObjectType, str]]
    accompanying: Accompanying
    validated: bool
    foreign: frozenset[str]

    @property
    def version(self) -> str:
        return self.head.get("VerzeJVFDTM", "")

    @property
    def is_complete(self) -> bool:
        return self.head.get("TypZapisu") == COMPLETE

    @property
    def types(self) -> list[dict[str, Any]]:
        """Counts by object type for the report, in the order of the file."""
        rows: dict[ObjectType, dict[str, Any]] = {}
        for (kind, operation), count in self.counts.items():
            row = rows.setdefault(kind, _described(kind))
            row[operation] = row.get(operation, 0) + count
        return list(rows.values())


def _described(kind: ObjectType) -> dict[str, Any]:
    return {
        "code": kind.code,
        "name": kind.name,
        "element": kind.element,
        "part": kind.part,
        "flat": kind.is_flat,
    }


def summary(path: Path) -> Summary:
    """Passes the whole file, against its schema if there is one.

    Raises `UnreadableFile`, with every fault named if the file breaks its schema.
    """
    version = _head(path).get("VerzeJVFDTM", "")
    schema = schema_for(version, path)
    stream = ObjectStream(path, schema)
    counts: Counter[tuple[ObjectType, str]] = Counter()
    for item in stream:
        counts[item.object_type, operation_of(item, version) or "?"] += 1
    if schema is not None and stream.faulty:
        raise UnreadableFile(_told(path, schema, version))
    return Summary(
        head=stream.head,
        counts=counts,
        accompanying=accompanying(stream.accompanying),
        validated=schema is not None,
        foreign=frozenset(stream.foreign),
    )


def _head(path: Path) -> dict[str, str]:
    """Version, date and kind, which stand before the data; raises `UnreadableFile`."""
    stream = ObjectStream(path)
    for _ in stream:
        break
    if missing := [name for name in HEAD if not stream.head.get(name)]:
        raise UnreadableFile(f"Souboru {path.name} chybí v záhlaví JVF {', '.join(missing)}.")
    kind = stream.head["TypZapisu"]
    if kind not in (COMPLETE, CHANGES):
        raise UnreadableFile(
            f"Soubor {path.name} uvádí neznámý TypZapisu „{kind[:40]}“ (má být „{COMPLETE}“ nebo "
            f"„{CHANGES}“)."
        )
    return stream.head


def _told(path: Path, schema: etree.XMLSchema, version: str) -> str:
    found = faults(path, schema)
    more = f" Vypsáno je prvních {MAX_FAULTS}." if len(found) == MAX_FAULTS else ""
    lines = [f"Soubor {path.name} neodpovídá schématu JVF DTM {version}, chyb {len(found)}.{more}"]
    return "\n".join([*lines, *map(str, found)])
