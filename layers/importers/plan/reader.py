"""Reads a plan by the uniform standard: checks it as a whole, then tells its features."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from django.utils import timezone

from layers.importers.digest import sha256
from layers.importers.ogr.drivers import opened
from layers.importers.ogr.table import UNKNOWN_TEXT, Table, shown
from layers.importers.package import as_file, ending, members_of, names_of, stem
from layers.importers.plan.check import checked
from layers.importers.plan.document import PlanDocument, code_in, document
from layers.importers.plan.features import (
    DOCUMENTS,
    REGULATIONS,
    code_of,
    document_record,
    regulations,
    with_document,
)
from layers.importers.plan.regulation import Regulations
from layers.importers.plan.standard import standard
from layers.importers.record import BadRecord, Covered, Findings, Header, Note, Record


class PlanReader:
    """`DUP_<code>.zip` with `DUP_<code>/Data/*.shp`, regulation texts and `Dokument.csv`."""

    name = "plan"

    def accepts(self, path: Path) -> bool:
        """By `DUP_<code>` in a name, or by the table of zones, among shapefiles of a package."""
        names = names_of(path)
        tables = {name.stem.lower() for name in names if name.suffix.lower() == ".shp"}
        return bool(tables) and (code_in(path, names) is not None or "plochyrzv_p" in tables)

    def header(self, path: Path) -> Header:
        """The document and its layers; raises `UnreadableFile` when it cannot be told."""
        with as_file(path) as package:
            return self._header(package)

    def _header(self, path: Path) -> Header:
        members = members_of(path)
        plan = document(path, members)
        told = _layers_told(plan, [stem(m) for m in members if ending(m) == ".shp"])
        layers = standard().layers if plan.in_force else told
        scope: dict[str, list[int | str]] = {"municipality_code": [plan.municipality_code]}
        day = _morning(plan)
        return Header(
            source=plan.source,
            reader=self.name,
            is_full=True,
            layers=(*layers, REGULATIONS, DOCUMENTS),
            provides={},
            scope={"municipality_code": [plan.municipality_code]},
            layer_scopes={DOCUMENTS: {**scope, "code": [plan.code]}},
            data_date=day,
            coverage=_coverage(plan, told, day),
            facts={"document": plan.code, "title": plan.title, "state": plan.state},
        )

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note | Findings]:
        """The protocol first, then all features with their document; texts and document last."""
        with as_file(path) as package:
            yield from self._items(package, file_sha256=sha256(path))

    def _items(
        self, path: Path, *, file_sha256: str
    ) -> Iterator[Record | BadRecord | Note | Findings]:
        members = members_of(path)
        plan, texts = document(path, members), Regulations(path, members)
        with opened(path, only="Shapefile") as dataset:
            tables = dataset.tables(UNKNOWN_TEXT)
            protocol, found = checked(plan, tables, shown(path.name))
        yield Findings(protocol.document(), protocol.refusal())
        left_aside = _left_aside(plan, tables)
        yield from (Note(words) for words in (*protocol.warnings(), *texts.notes, *left_aside))
        for each, items in found.values():
            for item in items:
                if isinstance(item, Record):
                    yield with_document(item, each.spec, plan, texts)
                elif isinstance(item, BadRecord):
                    yield replace(item, code=code_of(item, each.spec, plan))
        yield from regulations(plan, texts)
        yield document_record(plan, file_name=shown(path.name), file_sha256=file_sha256)


def _layers_told(plan: PlanDocument, names: Sequence[str]) -> tuple[str, ...]:
    specs = [standard().table_for(name) for name in sorted(names)]
    layers = [spec.layer_of(in_force=plan.in_force) for spec in specs if spec]
    return tuple(dict.fromkeys(layer for layer in layers if layer))


def _coverage(plan: PlanDocument, told: Sequence[str], day: datetime | None) -> list[Covered]:
    """A table that a plan does not have says nothing; an empty one says that there is nothing."""
    if day is None:
        return []
    return [Covered(layer, plan.municipality_code, day) for layer in (*told, DOCUMENTS)]


def _left_aside(plan: PlanDocument, tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        spec = standard().table_for(table.name)
        if spec is None:
            yield f"Vrstva {table.name} není ve standardu ani vlastní (X…): nepřebírá se."
        elif spec.layer_of(in_force=plan.in_force) is None:
            yield f"Vrstva {table.name} se u dokumentu, který není účinný, nepřebírá."


def _morning(plan: PlanDocument) -> datetime | None:
    if plan.data_date is None:
        return None
    return timezone.make_aware(datetime.combine(plan.data_date, time()))
