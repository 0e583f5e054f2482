"""One element of VFR as one record, or as a bad one with the reason."""

from typing import Any

from lxml.etree import _Element

from layers.importers.bad_value import BadValue
from layers.importers.record import WKB, BadRecord, Record
from layers.importers.vfr.elements import (
    BY_TYPE_CODE,
    CODE,
    IGNORED,
    VALID_FROM,
    VALID_TO,
    Collection,
)
from layers.importers.vfr.geometry import ForeignSystem
from layers.importers.vfr.values import Converter, big, gml_id, local_name, text

_GEOMETRIES = "geometries"
_ORIENTATION = "orientation"
"""Border from the orientation map of parcels (OMP-V), taken where there is no original one."""
_ORIENTATION_CLASS = "OMPV"
"""`source_class` of a parcel with such a border: it has no legal force and must be marked."""
_KINDS = {
    "DefinicniBod": "point",
    "DefinicniCara": "outline",
    "OriginalniHranice": "outline",
    "OriginalniHraniceOmpv": _ORIENTATION,
}


class ObjectParser:
    """Elements of one collection as records; finds its way by local names, once per name.

    `kinds` are the geometries that this kind of file carries; others are left aside. Names of
    elements that nobody knows gather in `unknown`, of unexpected geometries in `surplus`; `seen`
    are the kinds that came.
    """

    def __init__(self, collection: Collection, kinds: frozenset[str]) -> None:
        self.collection = collection
        self.kinds = kinds
        self.unknown: set[str] = set()
        self.surplus: set[str] = set()
        self.foreign_systems = 0
        self.seen: set[str] = set()
        self._template = dict.fromkeys(sorted(collection.columns), None) | dict(collection.defaults)
        self._handlers: dict[str, tuple[str, Converter] | None] = {}
        self._known_kinds: dict[str, str | None] = {}

    def parse(self, element: _Element, *, lines_before: int = 0) -> Record | BadRecord:
        """The record; nothing in the element can make it raise.

        `lines_before` is how many lines of the file precede the document that the element is in.
        """
        values: dict[str, Any] = self._template.copy()
        place = gml_id(element, lines_before)
        try:
            self._fill(values, element)
            return self._record(values, place)
        except BadValue as exc:
            self.foreign_systems += isinstance(exc, ForeignSystem)
            code = values.get(CODE) or place.rpartition(".")[2]
            return BadRecord(
                self.collection.layer, self._code(code), place, str(exc),
                attributes=self._known(values), geometry=_any(values.get(_GEOMETRIES)),
            )  # fmt: skip

    def _known(self, values: dict[str, Any]) -> dict[str, Any]:
        """What was read of the columns before the fault was met."""
        columns = self.collection.columns
        return {name: values[name] for name in columns if values.get(name) is not None}

    def _fill(self, values: dict[str, Any], element: _Element) -> None:
        handlers = self._handlers
        for child in element:
            tag = child.tag
            try:
                handler = handlers[tag]
            except KeyError:
                handler = self._resolve(tag)
            if handler is not None:
                column, convert = handler
                value = convert(child)
                if value is not None:
                    values[column] = value

    def _resolve(self, tag: str) -> tuple[str, Converter] | None:
        name = local_name(tag)
        handler: tuple[str, Converter] | None
        if name == "Geometrie":
            handler = (_GEOMETRIES, self._geometries)
        else:
            handler = self.collection.fields.get(name)
        if handler is None and name not in IGNORED:
            self.unknown.add(name)
        self._handlers[tag] = handler
        return handler

    def _record(self, values: dict[str, Any], place: str) -> Record:
        code = values.pop(CODE, None)
        if code is None:
            raise BadValue("Prvku chybí kód.")
        for column in self.collection.required:
            if values[column] is None:
                raise BadValue(f"Prvku chybí povinný údaj {self._element_of(column)}.")
        geometries: dict[str, WKB] = values.pop(_GEOMETRIES, None) or {}
        if _ORIENTATION in geometries:
            self._use_orientation_map(values, geometries)
        self.seen.update(geometries)
        valid_from, valid_to = values.pop(VALID_FROM, None), values.pop(VALID_TO, None)
        return Record(
            self.collection.layer, self._code(code), values, geometries, valid_from, valid_to, place
        )

    def _code(self, code: int | str) -> int | str:
        return str(code) if self.collection.thematic else code

    def _element_of(self, column: str) -> str:
        return next(name for name, (known, _) in self.collection.fields.items() if known == column)

    @staticmethod
    def _use_orientation_map(values: dict[str, Any], geometries: dict[str, WKB]) -> None:
        border = geometries.pop(_ORIENTATION)
        if "outline" not in geometries:
            geometries["outline"] = border
            if "source_class" in values:
                values["source_class"] = _ORIENTATION_CLASS

    def _geometries(self, element: _Element) -> dict[str, WKB]:
        found = {}
        for child in element:
            kind = self._kind(child.tag)
            if kind is not None and len(child):
                gml = child[0]
                if gml.tag.endswith("}AdresniBod") and len(gml):
                    gml = gml[0]
                shape = "outline" if kind == _ORIENTATION else kind
                found[kind] = self.collection.shapes[shape](gml)
        return found

    def _kind(self, tag: str) -> str | None:
        """The kind of geometry of an element in `Geometrie`; None where it is not wanted."""
        try:
            return self._known_kinds[tag]
        except KeyError:
            self._known_kinds[tag] = kind = self._resolve_kind(local_name(tag))
            return kind

    def _resolve_kind(self, name: str) -> str | None:
        kind = _KINDS.get(name)
        if name.startswith("GeneralizovaneHranice"):
            kind = "generalized"
        shape = "outline" if kind == _ORIENTATION else kind
        if shape is None or shape not in self.collection.shapes:
            self.unknown.add(name)
            return None
        if shape not in self.kinds:
            self.surplus.add(name)
            return None
        return kind


def _any(geometries: dict[str, WKB] | None) -> WKB | None:
    """The first of the geometries: where the record is to be found."""
    return next(iter((geometries or {}).values()), None)


def deletion(element: _Element) -> Record | BadRecord | None:
    """`ZaniklyPrvek` as a deleted record; None for a kind of object that is not known."""
    found = {local_name(child.tag): child for child in element}
    kind = text(found["TypPrvkuKod"]) if "TypPrvkuKod" in found else None
    collection = BY_TYPE_CODE.get(kind or "")
    if collection is None:
        return None
    place = f"{kind} zaniklý"
    try:
        code = big(found["PrvekId"]) if "PrvekId" in found else None
    except BadValue as exc:
        return BadRecord(collection.layer, "", place, str(exc))
    if not isinstance(code, int):
        return BadRecord(collection.layer, "", place, "Zaniklému prvku chybí PrvekId.")
    return Record(
        collection.layer,
        str(code) if collection.thematic else code,
        place=f"{kind}.{code}",
        deleted=True,
    )
