"""A mapping made of an operator's choices, and the first records as it would read them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from layers.catalogue import LayerDef
from layers.errors import UnreadableFile
from layers.importers.ogr.columns import columns
from layers.importers.ogr.inspection import FieldView
from layers.importers.ogr.mapping import FileMapping
from layers.importers.ogr.rows import LayerRows
from layers.importers.ogr.table import Table
from layers.importers.ogr.wide_table import MUNICIPALITY_WORDS, Figure
from layers.importers.record import BadRecord, Note, Record

Item = Record | BadRecord | Note
PREVIEWED = 20
_NAME_CHARS = 40
_FEWEST = 3
_JOINED = {"statistic": ["municipality_code", "indicator", "year"]}
"""Registers whose codes are made of their columns."""
_CODE_NAMES = ("kod", "code", "id", "fid", "gid", "objectid", "oid", "entityhandle")


@dataclass(frozen=True, slots=True)
class Chosen:
    """One field of the file that becomes a column; `codes` turns its values into others."""

    source: str
    column: str
    codes: Mapping[str, object] = field(default_factory=dict)

    def entry(self) -> object:
        return {"field": self.source, "codes": dict(self.codes)} if self.codes else self.source


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the operator says of one table; `table` is None where its name changes by file.

    `figures`: columns that are an entry of their own each, beside `columns` that they share.
    """

    name: str
    title: str
    provider: str
    table: str | None
    layer: str
    code: str
    columns: Sequence[Chosen]
    geometry: object = None
    full: bool = True
    crs: int | None = None
    encoding: str = ""
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    only_fitting: bool = False
    register: str | None = None
    figures: Sequence[Figure] = ()

    def entry(self) -> dict[str, Any]:
        """What the YAML of the mapping would be."""
        used = [chosen.source for chosen in self.columns]
        used += [self.code, *self.where] if self.code else [*self.where]
        used += chain.from_iterable(figure.fields for figure in self.figures)
        if isinstance(self.geometry, Mapping):
            used += [
                str(self.geometry[name]) for name in ("x", "y", "wkt") if name in self.geometry
            ]
        sign = {"layer": self.table} if self.table else {}
        entry: dict[str, Any] = {
            "name": self.name,
            "title": self.title,
            "provider": self.provider,
            "recognise": [{**sign, "fields": list(dict.fromkeys(used))}],
            "full": self.full,
        }
        if self.crs:
            entry["crs"] = self.crs
        if self.encoding:
            entry["encoding"] = self.encoding
        shared = self._layer()
        return entry | {"layers": [each.entry(shared) for each in self.figures] or [shared]}

    def _layer(self) -> dict[str, Any]:
        entry: dict[str, Any] = {"from": self.table} if self.table else {}
        joined = _JOINED.get(self.register or "")
        entry |= {"to": self.layer}
        entry["code"] = {"join": joined} if joined else self.code or {"row": True}
        if self.where:
            entry["where"] = {name: list(kept) for name, kept in self.where.items()}
        if self.geometry:
            entry["geometry"] = self.geometry
        if self.only_fitting:
            entry["other_geometries"] = "skip"
        if self.columns:
            entry["attributes"] = {chosen.column: chosen.entry() for chosen in self.columns}
        return entry


def preview(
    mapping: FileMapping, table: Table, layer: str, *, file_name: str, limit: int = PREVIEWED
) -> list[Item]:
    """The first records of each entry and the notes before them; raises `UnreadableFile`."""
    parts = [
        part
        for part in mapping.layers
        if part.layer.id == layer and part.table in (None, table.name)
    ]
    missing = [name for part in parts for name in part.fields if name not in table.fields]
    if missing:
        raise UnreadableFile(f"V tabulce {table.name} chybí pole {', '.join(missing)}.")
    share = max(limit // len(parts), _FEWEST)
    rows = [LayerRows(replace(part.of_file(file_name), table=table.name), table) for part in parts]
    return list(chain.from_iterable(islice(each, share) for each in rows))


def guessed(layer: LayerDef, fields: Sequence[FieldView]) -> dict[str, str]:
    """Field → column of the same name, by the column or by its title."""
    words = {_plain(name): name for name in columns(layer)}
    words = {_plain(each.title.cs): each.name for each in layer.fields} | words
    if layer.register == "statistic":
        words |= dict.fromkeys(MUNICIPALITY_WORDS, "municipality_code")
    found: dict[str, str] = {}
    for each in fields:
        column = words.get(_plain(each.name))
        if column and column not in found.values():
            found[each.name] = column
    return found


def guessed_code(fields: Sequence[FieldView]) -> str:
    """The field that is called a code, as short as can be; empty where there is none."""
    plain = {_plain(each.name): each.name for each in reversed(fields)}
    return next((plain[name] for name in _CODE_NAMES if name in plain), "")


def column_name(text: str) -> str:
    """A name of a new column from the file's: lower-case ASCII."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", folded).strip("_")[:_NAME_CHARS].strip("_")
    return name if name[:1].isalpha() else f"pole_{name}".strip("_")


def _plain(text: str) -> str:
    return column_name(text).replace("_", "")
