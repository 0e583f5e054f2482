"""GML 3.2, Simple Features level 0: the database writes geometries, here they get their frame.

Coordinates stand in the official order of axes of their system, which `srsName` tells as a URN.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from psycopg2.sql import SQL, Composable, Literal

from layers.catalogue import LayerDef
from layers.crs import WGS84, axes_swapped
from layers.export.gml_schema import GML, NAMESPACE, PREFIX
from layers.export.selection import Row, Selection
from layers.export.values import Value
from layers.export.written import Losses

SF = "http://www.opengis.net/ogcapi-features-1/1.0/sf"
_SF_SCHEMA = "http://schemas.opengis.net/ogcapi/features/part1/1.0/xml/core-sf.xsd"
_URN_AND_LINES = 1 + 4
"""Options of ST_AsGML: the system as a URN, lines as LineString."""
_FRAME = re.compile(r'srsName="[^"]*"|gml:id="@"|<gml:(?:Polygon|LineString|Point)>')
"""What PostGIS leaves to us: the system by the name it has in our database, ids (given as `@`), and
parts without one; GML 3.2 wants each geometry to have its own."""
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9._-]")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def chunks(selection: Selection, losses: Losses | None = None) -> Iterator[bytes]:
    """The file, piece by piece; the selection should ask for official axes."""
    yield head(f"{selection.layer.id}.collection").encode()
    kept = losses or Losses()
    for batch in selection.batches(columns(selection)):
        text = "".join(
            f"<sf:featureMember>{member(selection, row, kept)}</sf:featureMember>\n"
            for row in batch
        )
        yield text.encode()
    yield TAIL


TAIL = b"</sf:FeatureCollection>\n"


def head(collection_id: str) -> str:
    """The beginning of a collection of features."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sf:FeatureCollection xmlns:sf="{SF}" xmlns:gml="{GML}" xmlns:{PREFIX}="{NAMESPACE}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{SF} {_SF_SCHEMA}" gml:id={quoteattr(collection_id)}>\n'
    )


def columns(selection: Selection) -> Composable:
    """What `member` needs of a row."""
    return SQL("r.fid, ST_AsGML(3, {}, {}, {}, 'gml', {}), r.geom_kind{}").format(
        selection.shape,
        Literal(selection.digits),
        Literal(_URN_AND_LINES),
        Literal("@"),
        selection.values(),
    )


def member(selection: Selection, row: Row, losses: Losses) -> str:
    """One feature."""
    fid, geometry, kind, *values = row
    layer, own_id = selection.layer, feature_id(selection.layer, fid)
    found = ((field.name, losses.value(field, value))
             for field, value in zip(selection.fields, values, strict=True))  # fmt: skip
    shape = _geometry(geometry, own_id, system_name(selection))
    return (
        f'<{PREFIX}:{layer.id} gml:id="{own_id}">{shape}'
        f"{''.join(_properties(found))}{_element('geometry_kind', kind)}</{PREFIX}:{layer.id}>"
    )


def feature_id(layer: LayerDef, fid: object) -> str:
    """The id of a feature within a document, as XML allows it."""
    return f"{layer.id}.{_NOT_IN_IDS.sub(lambda sign: f'_x{ord(sign[0]):04X}_', str(fid))}"


def system_name(selection: Selection) -> str:
    """The URN of the system; WGS 84 with longitude first is CRS84.

    Other systems whose axes are not in their own order have the old address that means just that.
    """
    if not selection.official_axes and axes_swapped(selection.srid):
        if selection.srid == WGS84:
            return "urn:ogc:def:crs:OGC:1.3:CRS84"
        return f"http://www.opengis.net/gml/srs/epsg.xml#{selection.srid}"
    return f"urn:ogc:def:crs:EPSG::{selection.srid}"


def _geometry(text: str | None, own_id: str, system: str) -> str:
    if text is None:
        return ""
    numbers = count(1)

    def framed(found: re.Match[str]) -> str:
        if found[0].startswith("srsName"):
            return f'srsName="{system}"'
        own = f'gml:id="{own_id}.g{next(numbers)}"'
        return f"{found[0][:-1]} {own}>" if found[0].startswith("<") else own

    return f"<{PREFIX}:geometry>{_FRAME.sub(framed, text)}</{PREFIX}:geometry>"


def _properties(values: Iterable[tuple[str, Value]]) -> Iterator[str]:
    return (_element(name, value) for name, value in values if value is not None)


def _element(name: str, value: Value) -> str:
    return f"<{PREFIX}:{name}>{_text(value)}</{PREFIX}:{name}>"


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return escape(_NOT_IN_XML.sub("\ufffd", str(value)))
