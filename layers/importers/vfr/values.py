"""Text of VFR elements as Python values that fit their columns."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from lxml.etree import _Element

from layers.importers.bad_value import BadValue

Converter = Callable[[_Element], object]

SMALL = 2**15 - 1
INTEGER = 2**31 - 1
BIG = 2**63 - 1
_GML_IDS = ("{http://www.opengis.net/gml/3.2}id", "{http://www.opengis.net/gml}id")
_PRAGUE = ZoneInfo("Europe/Prague")


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """`Kod` of `{urn:…}Kod`."""
    return tag.rpartition("}")[2]


def gml_id(element: _Element, lines_before: int = 0) -> str:
    """`PA.1063405506`: finds the record again in a file that is one long line."""
    for name in _GML_IDS:
        value = element.get(name)
        if value is not None:
            return value
    line: Any = element.sourceline
    return f"řádek {lines_before + line}"


def integer(limit: int) -> Converter:
    """A converter to a whole number from 0 to `limit`: more would break the whole import later."""

    digits = len(str(limit))
    small_ones = {str(value): value for value in range(10_000)}

    def convert(element: _Element) -> int | None:
        text = element.text
        if text in small_ones:
            return small_ones[text]
        if text is None or not (text := text.strip()):
            return None
        if len(text) <= digits and text.isdigit() and text.isascii():
            value = int(text)
            if value <= limit:
                return value
        raise BadValue(
            f"Hodnota „{text[:40]}“ v prvku {local_name(element.tag)} není celé číslo 0 až {limit}."
        )

    return convert


small, whole, big = integer(SMALL), integer(INTEGER), integer(BIG)


def text(element: _Element) -> str | None:
    """The text without outer spaces; None when empty."""
    return (element.text or "").strip() or None


def boolean(element: _Element) -> bool | None:
    """`true`, `false`, `1`, `0`."""
    value = text(element)
    if value is None:
        return None
    if value in ("true", "1"):
        return True
    if value in ("false", "0"):
        return False
    raise BadValue(f"Hodnota „{value[:40]}“ v prvku {local_name(element.tag)} není true ani false.")


def day(element: _Element) -> date | None:
    """The day of `2014-07-06T00:00:00`."""
    value = text(element)
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError as exc:
        raise BadValue(
            f"Hodnota „{value[:40]}“ v prvku {local_name(element.tag)} není datum."
        ) from exc


def moment(value: str) -> datetime:
    """A date and time; without an offset it is the Czech civil time. Raises `ValueError`."""
    parsed = datetime.fromisoformat(value)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=_PRAGUE)


def reference(element: _Element) -> object:
    """The code of the object referred to: `<pai:KatastralniUzemi><kui:Kod>624896</kui:Kod>…`."""
    for child in element:
        if local_name(child.tag) in ("Kod", "Id"):
            return big(child)
    return None


def integers(element: _Element) -> list[object] | None:
    """The numbers of all children: `<soi:CislaDomovni>`."""
    return [value for child in element if (value := whole(child)) is not None] or None


def table(**fields: str) -> Converter:
    """A converter of repeated children to dictionaries of whole numbers: key=element name."""
    keys = {name: key for key, name in fields.items()}

    def convert(element: _Element) -> list[dict[str, object]] | None:
        return [_row(item, keys) for item in element] or None

    return convert


def _row(item: _Element, keys: dict[str, str]) -> dict[str, object]:
    row = {}
    for child in item:
        key = keys.get(local_name(child.tag))
        if key is not None:
            row[key] = big(child)
    return row
