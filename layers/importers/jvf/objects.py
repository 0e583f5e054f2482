"""One record of JVF as one record of the gate, or as a bad one with the reason."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from lxml.etree import _Element

from layers.importers.bad_value import BadValue
from layers.importers.jvf.attributes import attributes
from layers.importers.jvf.geometry import Kind, Shape, shapes
from layers.importers.jvf.object_type import ObjectType
from layers.importers.jvf.stream import Item, Operation, line_of
from layers.importers.jvf.target_layer import layer_of, likely_layer
from layers.importers.record import WKB, BadRecord, Record
from layers.importers.vfr.values import local_name

PARTIAL = "partial"
"""Attribute of a staged change that carries only what changes (JVF 1.5); never published."""
BLURRED = "blurred"
"""Attribute of critical infrastructure of which only the area where it lies is given."""
PROVISIONAL = "bez-id-"
"""Beginning of the codes of objects that the technical map has not given an ID yet."""
_MAX_CODE = 100


def record_of(
    item: Item, operation: Operation, subjects: Mapping[str, str], *, partial: bool
) -> Record | BadRecord:
    """The record; nothing in the element can make it raise."""
    try:
        return _record(item, operation, subjects, partial=partial and operation == "u")
    except BadValue as exc:
        return _bad(item, subjects, str(exc))


def _record(
    item: Item, operation: Operation, subjects: Mapping[str, str], *, partial: bool
) -> Record:
    kind, parts = item.object_type, {local_name(child.tag): child for child in item.element}
    if "AtributyObjektu" not in parts:
        raise BadValue("Záznamu chybí atributy objektu.")
    code, told = attributes(parts["AtributyObjektu"], subjects)
    if len(code) > _MAX_CODE or not code.isprintable():
        raise BadValue("ID objektu není platné.")
    if operation in "ud" and not code:
        raise BadValue("Měněnému nebo rušenému objektu chybí ID.")
    if operation == "d":
        parts = {}  # where it was is of no matter
    geometries, shape = _geometries(parts, kind)
    layer = layer_of(kind, shape, critical=told.get("critical") is True)
    if operation == "d":
        return Record(layer, code, place=_place(item), deleted=True)
    if not geometries and not partial:
        raise BadValue("Objekt nemá geometrii.")
    values = _described(kind, told) | ({BLURRED: True} if shape != kind.kind else {})
    if partial:
        values |= {PARTIAL: True}
        if "point_number" not in told:
            del values["label"]  # the known one stays
    else:
        values = _cleared(values)
    return Record(
        layer, code or _provisional(kind, geometries), values, geometries, place=_place(item)
    )


def _bad(item: Item, subjects: Mapping[str, str], reason: str) -> BadRecord:
    """With what can be read of the record all the same."""
    element = next((one for one in item.element if one.tag.endswith("AtributyObjektu")), None)
    code, told = "", dict[str, object]()
    if element is not None:
        with suppress(BadValue):
            code, told = attributes(element, subjects)
    known = _cleared(_described(item.object_type, told))
    layer = likely_layer(item.object_type)
    return BadRecord(layer, code, _place(item), reason, attributes=known)


def _place(item: Item) -> str:
    return f"{item.object_type.element}, řádek {line_of(item.element)}"


def _described(kind: ObjectType, told: Mapping[str, object]) -> dict[str, object]:
    described = {"label": told.get("point_number") or kind.name, **_of_type(kind), **told}
    if "changed_at" not in described and "created_at" in described:
        described["changed_at"] = described["created_at"]
    return described


@lru_cache(maxsize=1_000)
def _of_type(kind: ObjectType) -> Mapping[str, object]:
    """What all objects of a type share."""
    return {
        "object_type": kind.code,
        "object_type_name": kind.name,
        "category": kind.category,
        "group": kind.group,
        "symbol": kind.symbol,
    }


def _cleared(values: dict[str, object]) -> dict[str, object]:
    """Without what is empty."""
    details = values.get("details")
    if isinstance(details, dict):
        values["details"] = {name: value for name, value in details.items() if value is not None}
    return {name: value for name, value in values.items() if value not in (None, "", {})}


def _geometries(parts: Mapping[str, _Element], kind: ObjectType) -> tuple[dict[str, WKB], Kind]:
    """The geometries of the record, and of which kind the object is on the map.

    An area comes flat with its borders in 3D. The public form of critical infrastructure may have
    nothing but the area in which it lies.
    """
    wanted = kind.kind
    if wanted is None:
        raise BadValue(f"Neznámá přípona kódu druhu objektu „{kind.suffix}“ (má být 01 až 04).")
    own = parts.get("GeometrieObjektu")
    hidden = parts.get("OblastObjektuKI")
    if own is None and hidden is not None:
        return _outline(shapes(hidden), "area"), "area"
    return ({} if own is None else _outline(shapes(own), wanted)), wanted


def _outline(found: list[Shape], wanted: Kind) -> dict[str, WKB]:
    if not found:
        return {}
    main = next((shape for shape in found if shape.kind == wanted), None)
    if main is None:
        raise BadValue(
            f"Objekt má být {_CZECH[wanted]}, jeho geometrie je {_CZECH[found[0].kind]}."
        )
    geometries = {"outline": main.flat()}
    for shape in (main, *found):
        if (heights := shape.with_heights()) is not None:
            return geometries | {"geom_3d": heights}
    return geometries


def _provisional(kind: ObjectType, geometries: Mapping[str, WKB]) -> str:
    """A code for an object without ID: the same type at the same place gets the same one."""
    content = kind.code.encode() + geometries["outline"]
    return PROVISIONAL + hashlib.blake2b(content, digest_size=8).hexdigest()


_CZECH: dict[Kind, str] = {"point": "bod", "line": "linie", "area": "plocha"}
