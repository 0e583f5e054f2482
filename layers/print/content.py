"""What the template reads of a sheet: places in millimetres, words, signs."""

from dataclasses import asdict
from typing import Any

from layers.print.blocks import blocks_of
from layers.print.graticule import graticule, to_north
from layers.print.overlay import drawn
from layers.print.panel import panel
from layers.print.setting import Printed, Setting
from layers.print.sheet import Sheet, paths
from layers.print.sources import attributions
from layers.print.text import shown
from layers.print.words import number

_BAR_MM = 50.0


def sheet_content(setting: Setting, printed: Printed, place: tuple[int, int]) -> dict[str, Any]:
    """`place` is the number of the page among all sheets; the first of a series is its index."""
    order, sheet, picture = setting.order, printed.sheet, printed.sheet.picture
    scale = number(picture.scale, setting.language)
    turned = to_north(picture)
    degrees = number(turned, setting.language, 1)
    names = ", ".join(map(setting.title_of, reversed(order.layers)))
    made = panel(blocks_of(setting, printed), order.layout.legend)
    length_mm, label = picture.bar(_BAR_MM)
    return {
        "size": order.layout.size,
        "map": asdict(order.layout.map) | {"file": printed.file},
        "alt": setting.say("map_alt", scale, names),
        "title": order.title or setting.say("title"),
        "subtitle": _subtitle(setting, sheet, place),
        "note": order.note,
        "lines": [asdict(each) for each in graticule(picture)] if order.has_grid else [],
        "drawings": [each for one in order.drawings for each in drawn(one, sheet)],
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
    if printed.sheet.is_cut:
        found.append(setting.say("cut"))
    if any(part.has_purpose_map for part in printed.parts):
        found.append(setting.say("purpose_map"))
    return found
