"""The legend of a sheet as blocks of rows: own drawings, layers, what is not there."""

from PIL import Image

from layers.print.legend import LegendPart
from layers.print.overlay import own_sign
from layers.print.panel import Block
from layers.print.setting import Printed, Setting
from layers.print.text import shown
from layers.remote.publication import legend_file

_MM_A_PIXEL = 0.2
"""Of legends that services give as pictures."""


def blocks_of(setting: Setting, printed: Printed) -> list[Block]:
    """From the top layer down; of the index of a series, the titles of its sheets."""
    if printed.sheet.frames:
        rows = [(None, f"{name}  {shown(title)}") for name, title in _names(printed) if title]
        return [Block("", rows=rows)] if rows else []
    blocks = [_block(setting, part) for part in printed.parts if part.occurs]
    absent = [setting.title_of(part.shown) for part in printed.parts
              if part.is_drawn and not part.occurs]  # fmt: skip
    own = [(own_sign(each), each.label) for each in setting.order.drawings if each.label]
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
