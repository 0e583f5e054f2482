"""What capabilities say beside MapProxy's words: the day of the data, and no layers without any."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.db import connections
from lxml import etree

from layers.catalogue import LayerDef, catalogue
from layers.rasters.days import Days, is_offered, sheet_days

_COVERED = (
    "SELECT layer, max(data_date AT TIME ZONE 'Europe/Prague')::date"
    " FROM served.coverage GROUP BY layer"
)


def completed(document: bytes) -> bytes:
    """The capabilities of WMS or WMTS as they are now."""
    root = etree.fromstring(document)
    sheets = sheet_days()
    covered = _covered()
    for element, layer in list(_layers(root)):
        if not is_offered(layer, sheets):
            _remove(element)
        elif day := _day(layer, sheets, covered):
            _tell(element, f"Stav dat {day.day}. {day.month}. {day.year}.")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _layers(root: etree._Element) -> Iterator[tuple[etree._Element, LayerDef]]:
    """Elements of layers that have a name of the catalogue."""
    known = catalogue().layers
    for element in root.iter("{*}Layer"):
        name = element.findtext("{*}Name") or element.findtext("{*}Identifier")
        if name and name in known:
            yield element, known[name]


def _remove(element: etree._Element) -> None:
    """The layer, and the theme above it when nothing else is in it."""
    above = element.getparent()
    if above is None:
        return
    above.remove(element)
    in_tree = above.tag == element.tag and above.find("{*}Name") is None
    if in_tree and above.find("{*}Layer") is None:
        _remove(above)


def _tell(element: etree._Element, words: str) -> None:
    abstract = element.find("{*}Abstract")
    if abstract is not None:
        abstract.text = f"{abstract.text or ''} {words}".strip()


def _covered() -> dict[str, date]:
    with connections["reader"].cursor() as cursor:
        cursor.execute(_COVERED)
        return dict(cursor.fetchall())


def _day(layer: LayerDef, sheets: Mapping[str, Days], covered: Mapping[str, date]) -> date | None:
    """The newest day of its own or of its members' data."""
    ids = [member.layer for member in layer.members] or [layer.id]
    days = [sheets[id_].newest if id_ in sheets else covered.get(id_) for id_ in ids]
    return max((day for day in days if day), default=None)
