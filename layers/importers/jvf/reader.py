"""The reader of JVF DTM, versions 1.4 and 1.5, complete and change files."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from layers.errors import UnreadableFile
from layers.importers.bad_value import BadValue
from layers.importers.jvf.geometry import Kind
from layers.importers.jvf.object_type import ObjectType, known_codes
from layers.importers.jvf.objects import PROVISIONAL, record_of
from layers.importers.jvf.operation import NEWEST_KNOWN, checked_operation, number
from layers.importers.jvf.schema import available_versions
from layers.importers.jvf.stream import ROOT, ObjectStream, line_of
from layers.importers.jvf.summary import Summary, summary
from layers.importers.jvf.target_layer import CRITICAL_TWIN, DATA_SETS, layer_of, likely_layer
from layers.importers.record import BadRecord, Header, Note, Record
from layers.importers.vfr.values import moment
from layers.importers.xml_input import open_xml

SOURCE, READER = "dtm", "jvf"
_PARTIAL_SINCE = (1, 5)
_SHOWN = 20


class JvfReader:
    """Reads `.xml`, `.xml.gz` and a ZIP with one; elements go by local names.

    The end of a file says what its beginning means, so that it is passed once before its records.
    """

    name = READER

    def __init__(self) -> None:
        self._summaries: dict[Path, Summary] = {}

    def accepts(self, path: Path) -> bool:
        """Whether it is a JVF document."""
        try:
            return open_xml(path).root == ROOT
        except UnreadableFile:
            return False

    def header(self, path: Path) -> Header:
        """What the file says of itself; raises `UnreadableFile` with all faults of its schema."""
        found = self._summary(path)
        own = _layers(found)
        whole = DATA_SETS.get(found.accompanying.data_set, ())
        is_full = found.is_complete and found.accompanying.area is not None and bool(whole)
        layers = sorted({*own, *whole} if is_full else own)
        return Header(
            source=SOURCE,
            reader=READER,
            is_full=is_full,
            layers=layers,
            provides={},
            data_date=_data_date(found, path.name),
            expected_records=found.counts.total(),
            facts=_facts(found),
            area=found.accompanying.area,
            layer_scopes={layer: {"code": ()} for layer in layers if layer not in whole},
            is_ordered=False,
        )

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """All records, then the notes."""
        found = self._summary(path)
        partial = (number(found.version) or NEWEST_KNOWN) >= _PARTIAL_SINCE
        seen: Counter[str] = Counter()
        for item in ObjectStream(path):
            try:
                operation = checked_operation(item, found.version)
            except BadValue as exc:
                place = f"{item.object_type.element}, řádek {line_of(item.element)}"
                yield BadRecord(likely_layer(item.object_type), "", place, str(exc))
                continue
            if operation == "r" and not found.is_complete:
                seen["reference"] += 1
                continue
            record = record_of(item, operation, found.accompanying.subjects, partial=partial)
            seen["provisional"] += str(record.code).startswith(PROVISIONAL)
            yield record
        yield from _notes(path, found, seen)

    def _summary(self, path: Path) -> Summary:
        if path not in self._summaries:
            self._summaries[path] = summary(path)
        return self._summaries[path]


def _layers(found: Summary) -> set[str]:
    """The layers of the file's types; those of utilities in pairs, as secrecy may change."""
    layers = {layer for kind, _ in found.counts for layer in _layers_of(kind)}
    return layers | {CRITICAL_TWIN[layer] for layer in layers & CRITICAL_TWIN.keys()}


def _layers_of(kind: ObjectType) -> Iterator[str]:
    shape: Kind | None = kind.kind
    if shape is not None:
        try:
            yield layer_of(kind, shape)
        except BadValue:
            return


def _data_date(found: Summary, name: str) -> datetime:
    told = found.accompanying.valid_on or found.head["DatumZapisu"]
    try:
        return moment(told)
    except ValueError as exc:
        raise UnreadableFile(f"Soubor {name} uvádí datum „{told[:40]}“, což není datum.") from exc


def _facts(found: Summary) -> Mapping[str, Any]:
    area = found.accompanying.declared_area
    return {
        **found.head,
        **found.accompanying.facts,
        "declared_area": None if area is None else area.hex(),
        "schema": found.version if found.validated else "",
        "types": found.types,
    }


def _notes(path: Path, found: Summary, seen: Counter[str]) -> Iterator[Note]:
    yield from _version_notes(path, found)
    for kind in sorted({kind for kind, _ in found.counts}, key=lambda kind: kind.code):
        if kind.code not in known_codes():
            yield Note(
                f"Druh objektu „{kind.name}“ ({kind.code}) není v číselníku; objekty byly načteny.",
                place=kind.element,
            )
    if seen["reference"]:
        yield Note(f"Odkazy na nezměněné objekty se nezapisují: {seen['reference']}.")
    if seen["provisional"]:
        yield Note(
            f"Bez ID: {seen['provisional']} nových objektů má dočasné označení, dokud jim ID "
            "nepřidělí DTM."
        )
    if found.is_complete and (found.accompanying.area is None or not found.accompanying.data_set):
        yield Note(
            "Kompletní zápis neuvádí obvod a typ datové sady: objekty, které v něm chybějí, "
            "zůstávají v platnosti."
        )
    for fault in found.accompanying.faults[:_SHOWN]:
        yield Note(f"Doprovodné informace: {fault}")
    for name in sorted(found.foreign)[:_SHOWN]:
        yield Note(f"Část {name[:100]} byla vynechána.", place=name[:100])


def _version_notes(path: Path, found: Summary) -> Iterator[Note]:
    version = number(found.version)
    if version is None or version > NEWEST_KNOWN or version < (1, 4):
        yield Note(f"Verze JVF „{found.version[:20]}“ není známá; čte se podle názvů prvků.")
    if not found.validated:
        known = ", ".join(available_versions(path)) or "žádná"
        yield Note(
            f"Soubor nebyl ověřen proti schématu: pro verzi {found.version[:20]} schéma není "
            f"(k dispozici: {known}; složku určuje GIS_JVF_SCHEMAS)."
        )
