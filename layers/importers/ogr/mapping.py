"""Mappings: which field of which file is which column of which layer; one YAML file a source."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from layers.catalogue import Catalogue, LayerDef, catalogue
from layers.catalogue.loader import all_folders, stamp_of
from layers.catalogue.yaml_file import Schema
from layers.crs import SUPPORTED
from layers.errors import CatalogueError, UnreadableFile
from layers.importers.ogr.columns import code_converter, columns
from layers.importers.ogr.table import UNKNOWN_TEXT, Table, TextForm, shown
from layers.importers.ogr.values import BadValue, Converter, day, plain

log = logging.getLogger(__name__)

Codes = Mapping[str, object]

_SCHEMA = Schema(Path(__file__).with_name("mapping.schema.json"))
_CODE_FIELDS = ("id", "fid", "kod", "code", "gid")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: a field, perhaps through a table of codes.

    Without a field it is the same for the whole file: `constant`, or what the first group of
    `file_name` finds in the file's name. `is_optional`: a table without the field is no mistake.
    """

    field: str
    convert: Converter
    codes: Codes | None = None
    constant: object = None
    file_name: str = ""
    is_optional: bool = False

    def of_file(self, name: str) -> "Source":
        """The same with the value that the file's name gives; `UnreadableFile` if it has none."""
        if not self.file_name:
            return self
        found = re.search(self.file_name, name)
        if not found:
            raise UnreadableFile(
                f"Název souboru {shown(name)} neodpovídá mapování: hledá se v něm {self.file_name}."
            )
        return replace(self, constant=self.convert(found[1]))


@dataclass(frozen=True, slots=True)
class GeometrySource:
    """Which geometry the file's is; for tables without one, the fields it is made of."""

    kind: str
    x: str = ""
    y: str = ""
    wkt: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(field for field in (self.x, self.y, self.wkt) if field)


@dataclass(frozen=True, slots=True)
class LayerMapping:
    """One table of the file to one layer; without `code` the row's number is the code.

    `joined`: the attributes that make the code together. `once`: the object stands on many rows of
    the table (a street on each of its addresses), and the first of them is enough. `where`: field →
    values; other rows are of no concern, nor are those where a field of `filled` is empty.
    `only_fitting`: nor are geometries of another kind than the layer's, as drawings have them in
    one table.
    """

    table: str | None
    layer: LayerDef
    code: Source | None
    geometry: GeometrySource | None
    attributes: Mapping[str, Source]
    crs: int | None = None
    joined: tuple[str, ...] = ()
    once: bool = False
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only_fitting: bool = False
    filled: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that the table must have, each once."""
        wanted = [source.field for source in self.attributes.values()]
        wanted += [self.code.field] if self.code else []
        wanted += self.geometry.fields if self.geometry else ()
        wanted += self.where
        wanted += self.filled
        return tuple(dict.fromkeys(filter(None, wanted)))

    def of_table(self, fields: Sequence[str]) -> "LayerMapping":
        """The same for a table of these fields: what is optional and not there is left out."""
        kept = {
            column: source
            for column, source in self.attributes.items()
            if not source.is_optional or source.field in fields
        }
        return replace(self, attributes=kept)

    def of_file(self, name: str) -> "LayerMapping":
        """The same for one file: what its name says is known."""
        attributes = {column: source.of_file(name) for column, source in self.attributes.items()}
        return replace(self, attributes=attributes)


@dataclass(frozen=True, slots=True)
class Sign:
    """A table that gives a source away: its name, where that matters, and fields."""

    table: str | None
    fields: frozenset[str]

    def fits(self, table: Table) -> bool:
        return self.table in (None, table.name) and self.fields <= set(table.fields)


@dataclass(frozen=True, slots=True)
class FileMapping:
    """One source: how to know its files, and what is in them.

    `scope`: the columns whose values in a full file say what it speaks for (the municipalities of
    an address list); without it, for all of the source.
    """

    name: str
    title: str
    provider: str
    signs: Sequence[Sign]
    is_full: bool
    yields_to: frozenset[str]
    layers: Sequence[LayerMapping]
    text: TextForm = UNKNOWN_TEXT
    data_date: Source | None = None
    scope: tuple[str, ...] = ()

    def recognises(self, tables: Sequence[Table]) -> bool:
        """Whether each sign is on some table."""
        return all(any(sign.fits(table) for table in tables) for sign in self.signs)

    @property
    def particularity(self) -> int:
        """How much the signs ask for: of two mappings that fit, the greater one is meant."""
        return sum(1 + len(sign.fields) for sign in self.signs)


def mappings() -> Mapping[str, FileMapping]:
    """The mappings of the catalogue's folders by name, read anew when catalogue or rows change."""
    layers = catalogue()
    stamp = layers.version, stamp_of(settings.REMOTE_CATALOGUE / "mappings")
    if _read.stamp != stamp:
        _read.stamp, _read.found = stamp, _current(layers)
    return _read.found


def _current(layers: Catalogue) -> Mapping[str, FileMapping]:
    """A row that no longer fits the catalogue must not stop the imports of all others."""
    try:
        return load([folder / "mappings" for folder in all_folders()], layers)
    except CatalogueError:
        found = load([Path(folder) / "mappings" for folder in settings.CATALOGUE_FOLDERS], layers)
        log.exception("mappings made by the staff are left aside")
        return found


@dataclass(slots=True)
class _Read:
    """The mappings as they were read last."""

    stamp: object = None
    found: Mapping[str, FileMapping] = field(default_factory=dict)


_read = _Read()


def load(places: Sequence[Path], layers: Catalogue) -> Mapping[str, FileMapping]:
    """The mappings in the folders that exist; `codes.yaml` holds tables of codes for all of them.

    Raises `CatalogueError` with file and place.
    """
    codes: dict[str, Codes] = {}
    entries: list[tuple[Path, dict[str, Any]]] = []
    for file in _files(places):
        if file.stem == "codes":
            codes |= {
                name: _codes(table) for name, table in _SCHEMA.read(file, "code_file").items()
            }
        else:
            entries.append((file, _SCHEMA.read(file, "mapping_file")))
    found: dict[str, FileMapping] = {}
    for file, entry in entries:
        if entry["name"] in found:
            raise CatalogueError(f"{file}: mapping {entry['name']} is defined twice.")
        found[entry["name"]] = _mapping(file, entry, layers, codes)
    return found


def default_mapping(layer: LayerDef, table: Table) -> FileMapping:
    """All fields of the table by their names into one thematic layer."""
    code = next((f for name in _CODE_FIELDS for f in table.fields if f.lower() == name), None)
    known = columns(layer)
    kind = "point" if layer.geometry == "point" else "outline"
    only = LayerMapping(
        table=None,
        layer=layer,
        code=Source(code, code_converter(layer)) if code else None,
        geometry=GeometrySource(kind) if table.has_geometry and layer.geometry != "none" else None,
        attributes={field: Source(field, known.get(field, plain)) for field in table.fields},
    )
    return FileMapping(
        name=layer.id,
        title=layer.title.cs,
        provider=layer.provider,
        signs=(),
        is_full=True,
        yields_to=frozenset(),
        layers=[only],
    )


def _files(places: Sequence[Path]) -> Iterator[Path]:
    for folder in places:
        yield from sorted(folder.glob("*.yaml"))


def _mapping(
    file: Path, entry: dict[str, Any], layers: Catalogue, codes: Mapping[str, Codes]
) -> FileMapping:
    crs = entry.get("crs")
    dated = entry.get("data_date")
    return FileMapping(
        name=entry["name"],
        title=entry["title"],
        provider=entry["provider"],
        signs=[Sign(sign.get("layer"), frozenset(sign["fields"])) for sign in entry["recognise"]],
        is_full=entry["full"],
        yields_to=frozenset(entry.get("yields_to", ())),
        layers=[_layer(file, layer, layers, codes, crs=crs) for layer in entry["layers"]],
        text=TextForm(entry.get("encoding"), entry.get("separator")),
        data_date=_source(f"{file}, data_date", _constant(dated), day, codes) if dated else None,
        scope=tuple(entry.get("scope", ())),
    )


def _layer(
    file: Path,
    entry: dict[str, Any],
    layers: Catalogue,
    codes: Mapping[str, Codes],
    *,
    crs: int | None,
) -> LayerMapping:
    place = f"{file}, {entry['to']}"
    layer = layers.layers.get(entry["to"])
    if layer is None or not layer.has_rows or layer.raster:
        raise CatalogueError(f"{place}: the catalogue has no such plain layer.")
    srid = entry.get("crs", crs)
    if srid is not None and srid not in SUPPORTED:
        raise CatalogueError(f"{place}: crs {srid} is none of {', '.join(map(str, SUPPORTED))}.")
    known = columns(layer)
    attributes = {}
    for column, spec in entry.get("attributes", {}).items():
        if column not in known:
            raise CatalogueError(f"{place}: no column {column!r}, there are {', '.join(known)}.")
        attributes[column] = _source(f"{place}, {column}", spec, known[column], codes)
    joined = _joined(place, entry["code"], attributes)
    convert = code_converter(layer)
    by_row = entry["code"] == {"row": True}
    if by_row and layer.register:
        raise CatalogueError(f"{place}: codes of a register are not numbers of rows.")
    return LayerMapping(
        table=entry.get("from"),
        layer=layer,
        code=None if joined or by_row else _source(f"{place}, code", entry["code"], convert, codes),
        geometry=_geometry(entry.get("geometry")),
        attributes=attributes,
        crs=srid,
        joined=joined,
        once=entry.get("once", False),
        where={name: frozenset(map(str, kept)) for name, kept in entry.get("where", {}).items()},
        only_fitting=entry.get("other_geometries") == "skip",
        filled=tuple(entry.get("filled", ())),
    )


def _joined(
    place: str, spec: str | dict[str, Any], attributes: Mapping[str, Source]
) -> tuple[str, ...]:
    parts = tuple(spec.get("join", ())) if isinstance(spec, dict) else ()
    if unknown := [part for part in parts if part not in attributes]:
        raise CatalogueError(f"{place}: code joins {', '.join(unknown)}, which is no attribute.")
    return parts


def _constant(spec: str | dict[str, Any]) -> dict[str, Any]:
    return {"value": spec} if isinstance(spec, str) else spec


def _source(
    place: str, spec: str | dict[str, Any], convert: Converter, codes: Mapping[str, Codes]
) -> Source:
    if isinstance(spec, str):
        return Source(spec, convert)
    if "file_name" in spec:
        return Source("", convert, file_name=spec["file_name"])
    if "value" in spec:
        return Source("", convert, constant=_checked(place, spec["value"], convert))
    if "optional" in spec:
        return Source(spec["field"], convert, is_optional=True)
    named = spec["codes"]
    if isinstance(named, str) and named not in codes:
        raise CatalogueError(f"{place}: no table of codes {named!r} in codes.yaml.")
    table = codes[named] if isinstance(named, str) else _codes(named)
    try:
        return Source(spec["field"], convert, {key: convert(value) for key, value in table.items()})
    except BadValue as exc:
        raise CatalogueError(
            f"{place}: the table of codes does not fit the column: {exc}."
        ) from exc


def _checked(place: str, value: object, convert: Converter) -> object:
    try:
        return convert(value)
    except BadValue as exc:
        raise CatalogueError(f"{place}: the value does not fit the column: {exc}.") from exc


def _codes(table: Mapping[Any, object]) -> Codes:
    return {str(key): value for key, value in table.items()}


def _geometry(spec: str | dict[str, Any] | None) -> GeometrySource | None:
    if spec is None:
        return None
    return GeometrySource(spec) if isinstance(spec, str) else GeometrySource(**spec)
