"""What a record wants done, by the version of the format."""

import re

from lxml.etree import _Element

from layers.importers.bad_value import BadValue
from layers.importers.jvf.stream import OPERATIONS, Item, Operation
from layers.importers.vfr.values import local_name

NEWEST_KNOWN = (1, 5)
_NAMED_SINCE = (1, 5)
"""From this version on the operation is a part of the record's name."""


def number(version: str) -> tuple[int, int] | None:
    """`1.5.0.beta3` → (1, 5); None when it is no version."""
    match = re.match(r"(\d{1,3})\.(\d{1,3})(?:\.|$)", version)
    return (int(match[1]), int(match[2])) if match else None


def operation_of(item: Item, version: str) -> Operation | None:
    """The operation, as the file's version writes it; None when the record does not say so."""
    if _in_name(version):
        return item.operation
    value = None if item.operation else _told(item.element)
    return next((known for known in OPERATIONS.values() if known == value), None)


def checked_operation(item: Item, version: str) -> Operation:
    """The operation; raises `BadValue` which says what is wrong with the record."""
    found = operation_of(item, version)
    if found is not None:
        return found
    told = _told(item.element)
    if (item.operation or told) and (item.operation is not None) != _in_name(version):
        raise BadValue(
            f"Záznam je zapsán podle jiné verze JVF, než kterou soubor uvádí ({version[:20]})."
        )
    raise BadValue(f"Záznam neuvádí způsob zápisu i, u, d nebo r (uvádí „{(told or '')[:20]}“).")


def _in_name(version: str) -> bool:
    return (number(version) or NEWEST_KNOWN) >= _NAMED_SINCE


def _told(record: _Element) -> str | None:
    child = next((one for one in record if local_name(one.tag) == "ZapisObjektu"), None)
    return None if child is None else (child.text or "").strip()
