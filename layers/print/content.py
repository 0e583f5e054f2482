"""What the template reads of a sheet: places in millimetres, words, signs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from PIL import Image

from layers.access import User
from layers.print.drawing import Drawing
from layers.print.graticule import graticule, to_north
from layers.print.legend import LegendPart, legend_part
from layers.print.order import Order, Shown
from layers.print.panel import Block, panel
from layers.print.sheet import Sheet, paths
from layers.print.sources import Days, attributions, days_of
from layers.print.text import shown
from layers.print.words import number, words
from layers.remote.publication import legend_file

_MM_A_PIXEL = 0.2
"""Of legends that services give as pictures."""
_LINES_BESIDE_GEOMETRY = {"LineString", "MultiLineString", "LinearRing"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet with what was found out while it was drawn."""

    sheet: Sheet
    file: str
    parts: tuple[LegendPart, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(slots=True)
class Setting:
    """What all sheets of one PDF have in common."""

    order: Order
    user: User
    language: str
    today: date
    folder: Path
    days: dict[str, Days] = field(init=False)

    def __post_init__(self) -> None:
        self.days = days_of(each.layer for each in self.order.layers)

    def say(self, name: str, *values: object) -> str:
        return words(self.language)[name].format(*values)

    def title_of(self, layer: Shown) -> str:
        return shown(layer.layer.title.in_language(self.language))

    def day(self, value: date) -> str:
        return (
            value.isoformat()
            if self.language == "en"
            else f"{value.day}. {value.month}. {value.year}"
        )


def parts_of(setting: Setting, sheet: Sheet) -> tuple[LegendPart, ...]:
    """From the top layer down, as people read a legend."""
    return tuple(
        legend_part(each, sheet.picture, setting.user, setting.language)
        for each in reversed(setting.order.layers)
    )


def sheet_content(setting: Setting, printed: Printed, place: tuple[int, int]) -> dict[str, Any]:
    """`place` is the number of the page among all sheets; the first of a series is its index."""
    order, sheet, picture = setting.order, printed.sheet, printed.sheet.picture
    scale = number(picture.scale, setting.language)
    turned = to_north(picture)
    degrees = number(turned, setting.language, 1)
    names = ", ".join(map(setting.title_of, reversed(order.layers)))
    made = panel(_blocks(setting, printed), order.layout.legend)
    length_mm, label = sheet.bar
    return {
        "size": order.layout.size,
        "map": asdict(order.layout.map) | {"file": printed.file},
        "alt": setting.say("map_alt", scale, names),
        "title": order.title or setting.say("title"),
        "subtitle": _subtitle(setting, sheet, place),
        "note": order.note,
        "lines": [asdict(each) for each in graticule(picture)] if order.has_grid else [],
        "drawings": [each for one in order.drawings for each in _drawn(one, sheet)],
        "outlines": [path for shape in sheet.outlines for path in paths(shape, picture)],
        "frames": [
            {"name": name, "path": paths(shape, picture)[0]} for name, shape in sheet.frames
        ],
        "scale": f"{setting.say('scale')} 1 : {scale}",
        "bar": {"length_mm": length_mm, "label": label},
        "north": turned,
        "north_alt": setting.say("north_alt", degrees),
        "north_text": setting.say("north_text", degrees),
        "facts": _facts(setting),
        "warnings": _warnings(setting, printed),
        "heading": setting.say("sheets" if sheet.frames else "legend"),
        "legend": asdict(order.layout.legend) | {"columns": made.columns},
        "blocks": [asdict(each) for each in made.blocks],
        "rest": [asdict(each) for each in made.rest],
    }


def _subtitle(setting: Setting, sheet: Sheet, place: tuple[int, int]) -> str:
    if sheet.frames:
        return setting.say("index")
    page, pages = place
    number_ = f"{setting.say('sheet')} {page} {setting.say('of')} {pages}" if pages > 1 else ""
    return " · ".join(each for each in (shown(sheet.title), number_) if each)


def _facts(setting: Setting) -> list[str]:
    told = [setting.say("printed_on", setting.day(setting.today))]
    if setting.days:
        days = [day for each in setting.days.values() for day in each]
        oldest, newest = min(days), max(days)
        span = setting.day(newest)
        if oldest != newest:
            span = f"{setting.day(oldest)} – {span}"
        told.append(setting.say("data", span))
    told += map(shown, attributions(each.layer for each in setting.order.layers))
    return [*told, setting.say("no_proof")]


def _warnings(setting: Setting, printed: Printed) -> list[str]:
    """What the map does not show, and why: never silently."""
    found = [setting.say("failed", setting.title_of(each)) for each in setting.order.layers
             if each.stratum.picture in printed.failed]  # fmt: skip
    for part in printed.parts:
        title = setting.title_of(part.shown)
        if not part.is_drawn:
            found.append(setting.say("out_of_scale", title))
        if part.shown.layer.within is not None:
            found.append(setting.say("limited", title))
    if any(part.has_purpose_map for part in printed.parts):
        found.append(setting.say("purpose_map"))
    return found


def _blocks(setting: Setting, printed: Printed) -> list[Block]:
    if printed.sheet.frames:
        rows = [(None, f"{name}  {shown(title)}") for name, title in _names(printed) if title]
        return [Block("", rows=rows)] if rows else []
    blocks = [_block(setting, part) for part in printed.parts if part.occurs]
    absent = [setting.title_of(part.shown) for part in printed.parts
              if part.is_drawn and not part.occurs]  # fmt: skip
    own = [(_own_sign(each), each.label) for each in setting.order.drawings if each.label]
    if own:
        blocks.insert(0, Block(setting.say("drawings"), rows=own))
    if absent:
        blocks.append(Block("", setting.say("not_in_view", ", ".join(absent))))
    return blocks


def _names(printed: Printed) -> list[tuple[str, str]]:
    return [(name, title) for (name, _), title in zip(
        printed.sheet.frames, printed.sheet.titles, strict=True)]  # fmt: skip


def _block(setting: Setting, part: LegendPart) -> Block:
    layer = part.shown.layer
    about = [setting.say("data_unknown")]
    if days := setting.days.get(layer.id):
        span = " – ".join(dict.fromkeys(map(setting.day, days)))
        about = [setting.say("data", span)]
    if layer.attribution:
        about.append(shown(layer.attribution))
    rows = [(each.sign, shown(each.title)) for each in part.entries]
    picture, size = _legend_picture(setting, layer.id) if layer.cascade else ("", (0.0, 0.0))
    return Block(setting.title_of(part.shown), " · ".join(about), rows, picture, size)


def _legend_picture(setting: Setting, layer_id: str) -> tuple[str, tuple[float, float]]:
    """The service's own legend, drawn anew: what a stranger's file holds else stays outside."""
    path = legend_file(layer_id)
    if not path.is_file():
        return "", (0.0, 0.0)
    name = f"legend-{layer_id}.png"
    with Image.open(path) as found:
        found.convert("RGB").save(setting.folder / name)
        return name, (found.width * _MM_A_PIXEL, found.height * _MM_A_PIXEL)


def _own_sign(drawing: Drawing) -> dict[str, str]:
    kind = drawing.shape.geom_type
    if kind in {"Point", "MultiPoint"}:
        return {"shape": "point", "fill": drawing.color, "stroke": "", "dash": ""}
    fill = "" if kind in _LINES_BESIDE_GEOMETRY else _faint(drawing)
    shape = "line" if kind in _LINES_BESIDE_GEOMETRY else "area"
    return {"shape": shape, "fill": fill, "stroke": drawing.color, "dash": ""}


def _faint(drawing: Drawing) -> str:
    return f"{drawing.color}{round(drawing.fill * 255):02x}"


def _drawn(drawing: Drawing, sheet: Sheet) -> list[dict[str, Any]]:
    """The parts of a drawing on the sheet; its label stands at a point inside what is seen."""
    picture = sheet.picture
    seen = shapely.intersection(shapely.make_valid(drawing.shape), shapely.box(*picture.box))
    if seen.is_empty:
        return []
    is_area = drawing.shape.geom_type in {"Polygon", "MultiPolygon"}
    points = [] if is_area else _points(seen)
    place = picture.on_sheet(*_label_place(seen))
    return [
        {
            "paths": paths(drawing.shape, picture),
            "closed": is_area,
            "points": [picture.on_sheet(*pair) for pair in points],
            "color": drawing.color,
            "fill": _faint(drawing) if is_area else "",
            "width_mm": drawing.width_mm,
            "label": drawing.label,
            "label_at": place,
        }
    ]


def _label_place(shape: shapely.Geometry) -> tuple[float, float]:
    """In the middle of the longest line, or at a point inside."""
    parts = list(getattr(shape, "geoms", [shape]))
    largest = max(parts, key=lambda each: (each.area, each.length))
    is_line = largest.geom_type == "LineString"
    point = largest.interpolate(0.5, normalized=True) if is_line else largest.point_on_surface()
    return float(point.x), float(point.y)


def _points(shape: shapely.Geometry) -> Sequence[tuple[float, float]]:
    parts = getattr(shape, "geoms", [shape])
    return [(each.x, each.y) for each in parts if each.geom_type == "Point"]
