"""Attributes of a JVF record: the common ones as columns, those of its type by their own names."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from lxml.etree import _Element

from layers.importers.bad_value import BadValue
from layers.importers.vfr.values import local_name, moment

_COLUMNS = {
    "PopisObjektu": "description",
    "IDZmeny": "change_id",
    "IDEditora": "editor",
    "TridaPresnostiPoloha": "position_class",
    "TridaPresnostiVyska": "height_class",
    "EvidencniCisloObjektu": "register_number",
    "ICS": "building_number",
    "CisloBodu": "point_number",
}
_SUBJECTS = {"IDVlastnika": "owner", "IDSpravce": "keeper", "IDProvozovatele": "operator"}
_FLAGS = {"KritickaTI": "critical", "NeuplnaData": "incomplete"}
_STARTS = {"UrovenUmisteniObjektu": "level", "ZpusobPorizeni": "acquisition"}
"""Elements that have the content part at the end of their names."""
_DATES = {"DatumVkladu": "created", "DatumZmeny": "changed"}
_PERSONAL = frozenset({"VkladOsoba", "ZmenaOsoba"})
"""Names of people: not kept."""
_NEVER = "0001-"
"""The year that .NET writes for no date."""
_MAX_TEXT = 2_000
_BOOLEANS = {"0": False, "false": False, "1": True, "true": True}


def attributes(element: _Element, subjects: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """The ID (or an empty text) and the attributes; raises `BadValue`.

    What is empty has the value None: in a change it says that there is no longer any.
    """
    code, found = "", dict[str, object]()
    details: dict[str, object] = {}
    for name, text in _leaves(element):
        value = text or None
        if name == "ID":
            code = text
        elif name in _COLUMNS:
            found[_COLUMNS[name]] = value
        elif name in _SUBJECTS:
            found[_SUBJECTS[name]] = subjects.get(text, value)
        elif name in _FLAGS:
            found[_FLAGS[name]] = _flag(name, text)
        elif name in _DATES:
            found |= _dates(_DATES[name], text)
        elif column := next((c for start, c in _STARTS.items() if name.startswith(start)), None):
            found[column] = _level(name, text) if column == "level" else value
        elif name not in _PERSONAL:
            details[name[:100]] = value
    if details:
        found["details"] = details
    return code, found


def _leaves(element: _Element) -> Iterator[tuple[str, str]]:
    for child in element.iter():
        if not len(child) and child is not element:
            text = (child.text or "").strip()
            if len(text) > _MAX_TEXT:
                raise BadValue(f"Text prvku {local_name(child.tag)[:40]} je delší než {_MAX_TEXT}.")
            yield local_name(child.tag), text


def _flag(name: str, text: str) -> bool | None:
    if text and text not in _BOOLEANS:
        raise BadValue(f"Hodnota „{text[:40]}“ v prvku {name} není 0 ani 1.")
    return _BOOLEANS.get(text)


def _level(name: str, text: str) -> int | None:
    if not text:
        return None
    if len(text) > 3 or not text.isascii() or not text.lstrip("-").isdigit():
        raise BadValue(f"Hodnota „{text[:40]}“ v prvku {name} není číslo úrovně.")
    return int(text)


def _dates(column: str, text: str) -> dict[str, object]:
    """The day for people and the moment in UTC for comparing: `changed_on`, `changed_at`."""
    if not text or text.startswith(_NEVER):
        return {}
    try:
        at = moment(text)
        return {f"{column}_on": at.date().isoformat(), f"{column}_at": stamp(at)}
    except (ValueError, OverflowError) as exc:
        raise BadValue(f"Hodnota „{text[:40]}“ není datum a čas.") from exc


def stamp(moment: datetime) -> str:
    """A moment as a text that sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
