"""DXF for CAD programs: layers and colours are those of the layer's style on the map.

A drawing library lays out the document and its tables; the entities, of which there may be
millions, are written between them as they come from the database.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import shapely
from ezdxf.document import Drawing
from psycopg2.sql import SQL, Composable
from shapely.geometry.base import BaseMultipartGeometry

from layers import rows
from layers.catalogue import LayerDef, catalogue
from layers.catalogue.style import MISSING, Rule
from layers.crs import ETRS89, WGS84
from layers.export.errors import CannotExport
from layers.export.selection import Row, Selection
from layers.export.written import Losses, Written

APPLICATION = "DMVS"
"""Under this name the extended data of an entity keep the id of its object."""
_METRE_PER_PX = 0.28
"""Height of texts: as the style draws them at 1 : 1000."""
_SPLIT = "ENTITIES\n"
_SEED = re.compile(r"(\$HANDSEED\n  5\n)[0-9A-F]+")
_FIRST_HANDLE = 0x100000
_LAST_HANDLE = "7FFFFFFFFFFF"
_METRES = 6
_TEXT_SIGNS = 250
_PLAIN = "7f7f7f"


@dataclass(frozen=True, slots=True)
class _Look:
    """What of the style a drawing shows: rules of a colour, and the texts."""

    coloured: tuple[Rule, ...]
    label: Rule | None


def drawing(selection: Selection, path: Path) -> Written:
    """The file; coordinates are metres of the system, which DXF itself does not tell."""
    layer = selection.layer
    if layer.geometry == "none":
        raise CannotExport(f"Vrstva {layer.id} nemá geometrii, do výkresu DXF nepatří.")
    if selection.srid in {WGS84, ETRS89}:
        raise CannotExport("Výkres DXF je v metrech; zvolte EPSG:5514 nebo jiný rovinný systém.")
    losses, look = Losses(), _look(selection)
    losses.say("attributes", "DXF nese tvar, popis a id objektu; atributy jsou v jiných formátech.",
               "DXF holds shape, label and id; attributes are in the other formats.")  # fmt: skip
    before, after, space = _frame(layer, look)
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(before)
        entities = _Entities(file, selection, look, space)
        for batch in selection.batches(_columns(selection, look)):
            for row in batch:
                entities.add(row)
            count += len(batch)
        file.write(after)
    if entities.shapeless:
        losses.say("shapeless", f"Objektů bez geometrie, které ve výkresu nejsou: "
                   f"{entities.shapeless}.",
                   f"Objects without geometry left out: {entities.shapeless}.")  # fmt: skip
    return Written((path,), count - entities.shapeless, losses.notes())


def _look(selection: Selection) -> _Look:
    """Rules may ask only for fields that go along: a colour would give the others away."""
    layer = selection.layer
    known = {field.name for field in catalogue().layers[layer.id].fields}
    hidden = known - {field.name for field in selection.fields}
    rules = [
        rule for rule in layer.style.rules if rule.when is None or rule.when.field not in hidden
    ]
    labels = (rule for rule in rules if rule.label and rule.label.field not in hidden)
    coloured = tuple(rule for rule in rules if rule.fill or rule.line or rule.point)
    return _Look(coloured, next(labels, None))


def _frame(layer: LayerDef, look: _Look) -> tuple[str, str, str]:
    """What stands before and after the entities, and the handle of the space they are in."""
    document = Drawing.new("R2010")
    document.units = _METRES
    document.appids.new(APPLICATION)
    document.layers.add(layer.id, true_color=int(_PLAIN, 16))
    for rule in look.coloured:
        document.layers.add(_name(layer, rule), true_color=int(_color(rule), 16))
    if look.label and look.label.label:
        color = int(look.label.label.color.removeprefix("#"), 16)
        document.layers.add(_label_name(layer), true_color=color)
    text = io.StringIO()
    document.write(text)
    before, entities, after = text.getvalue().partition(_SPLIT)
    before = _SEED.sub(rf"\g<1>{_LAST_HANDLE}", before, count=1)
    return before + entities, after, document.modelspace().layout_key


def _name(layer: LayerDef, rule: Rule) -> str:
    return f"{layer.id}-{rule.id}"


def _label_name(layer: LayerDef) -> str:
    return f"{layer.id}-text"


def _color(rule: Rule) -> str:
    """Of the line before the fill: drawings are lines."""
    part = rule.line or rule.fill or rule.point
    return part.color.removeprefix("#")[:6] if part else _PLAIN


def _columns(selection: Selection, look: _Look) -> Composable:
    asked = [rule.when.field for rule in look.coloured if rule.when]
    names = dict.fromkeys(asked)
    label = look.label.label.field if look.label and look.label.label else None
    place = SQL("ST_AsBinary(ST_PointOnSurface({}))").format(selection.shape)
    parts: list[Composable] = [SQL("r.fid, ST_AsBinary({}), {}").format(selection.shape, place)]
    for name in [label, *names]:
        parts.append(_text_of(selection.layer, name) if name else SQL("NULL"))
    return SQL(", ").join(parts)


def _text_of(layer: LayerDef, name: str) -> Composable:
    if layer.register is None and name not in rows.COLUMNS_OF_FEATURE:
        return SQL("({}) #>> '{{}}'").format(rows.column(layer, name))
    return SQL("{}::text").format(rows.column(layer, name))


class _Entities:
    """Writes the entities of each row."""

    def __init__(self, file: TextIO, selection: Selection, look: _Look, space: str) -> None:
        self._file, self._layer, self._look, self._space = file, selection.layer, look, space
        self._names = tuple(dict.fromkeys(rule.when.field for rule in look.coloured if rule.when))
        self._handle = _FIRST_HANDLE
        self.shapeless = 0

    def add(self, row: Row) -> None:
        fid, shape, place, label, *values = row
        if shape is None:
            self.shapeless += 1
            return
        layer = self._layer_of(dict(zip(self._names, values, strict=True)))
        for part in _parts(shapely.from_wkb(bytes(shape))):
            self._part(part, layer, str(fid))
        if label and place is not None:
            self._text(label, shapely.from_wkb(bytes(place)), str(fid))

    def _layer_of(self, values: dict[str, str | None]) -> str:
        for rule in self._look.coloured:
            when = rule.when
            if when is None or (values[when.field] or MISSING) in map(str, when.values):
                return _name(self._layer, rule)
        return self._layer.id

    def _part(self, part: shapely.Geometry, layer: str, fid: str) -> None:
        match part:
            case shapely.Point():
                self._write("POINT", layer, "AcDbPoint", fid,
                            f" 10\n{part.x:.3f}\n 20\n{part.y:.3f}\n 30\n0.0\n")  # fmt: skip
            case shapely.Polygon():
                for ring in (part.exterior, *part.interiors):
                    self._line(list(ring.coords)[:-1], layer, fid, closed=True)
            case shapely.LineString():
                self._line(list(part.coords), layer, fid, closed=False)

    def _line(self, points: list[tuple[float, ...]], layer: str, fid: str, *, closed: bool) -> None:
        vertices = "".join(f" 10\n{x:.3f}\n 20\n{y:.3f}\n" for x, y, *_ in points)
        self._write("LWPOLYLINE", layer, "AcDbPolyline", fid,
                    f" 90\n{len(points)}\n 70\n{int(closed)}\n{vertices}")  # fmt: skip

    def _text(self, label: str, place: shapely.Point, fid: str) -> None:
        rule = self._look.label
        assert rule is not None and rule.label is not None, "a text has come by its rule"
        text = " ".join(label.split())[:_TEXT_SIGNS]
        text = "".join(sign for sign in text if sign.isprintable()).replace("^", "^ ")
        height = rule.label.size_px * _METRE_PER_PX
        at = f" 10\n{place.x:.3f}\n 20\n{place.y:.3f}\n 30\n0.0\n"
        self._write("TEXT", _label_name(self._layer), "AcDbText", fid,
                    f"{at} 40\n{height:.2f}\n  1\n{text}\n100\nAcDbText\n")  # fmt: skip

    def _write(self, kind: str, layer: str, subclass: str, fid: str, content: str) -> None:
        self._handle += 1
        self._file.write(
            f"  0\n{kind}\n  5\n{self._handle:X}\n330\n{self._space}\n100\nAcDbEntity\n"
            f"  8\n{layer}\n100\n{subclass}\n{content}"
            f"1001\n{APPLICATION}\n1000\n{fid.splitlines()[0][:_TEXT_SIGNS]}\n"
        )


def _parts(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    if isinstance(shape, BaseMultipartGeometry):
        for part in shape.geoms:
            yield from _parts(part)
    else:
        yield shape
