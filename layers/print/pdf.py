"""Sets sheets by Typst, PDF/A-2a and PDF/UA-1, and measures the scale on what came out."""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image

from layers import map_picture
from layers.access import User
from layers.paper.typesetting import set_pdf
from layers.print.content import sheet_content
from layers.print.errors import UntruePrint
from layers.print.measure import deviation
from layers.print.order import Order
from layers.print.series import index_of, sheets_of
from layers.print.setting import Printed, Setting, parts_of
from layers.print.sheet import Sheet
from layers.print.words import number, words

_TEMPLATE = Path(__file__).with_name("print.typ")
_SAME = 1e-9

Step = Callable[[int, int], None]
"""Called before each sheet with how many are drawn, of how many; it may raise to end the work."""


@dataclass(frozen=True, slots=True)
class Print:
    """`deviation` is the share by which a scale is off, measured; `failed` are layers left out."""

    content: bytes
    sheets: int
    deviation: float
    failed: tuple[str, ...]


def printed(order: Order, user: User, language: str, *, step: Step = lambda *_: None) -> Print:
    """The PDF; raises `RefusedPrint`, `MapNotDrawn`, and `UntruePrint` where a scale is wrong.

    The template is set twice: with blank pictures to measure, and with the maps and what was
    measured; the second is measured again.
    """
    sheets = sheets_of(order, user)
    if order.series is not None:
        titles = tuple(each.title for each in sheets)
        sheets = [replace(index_of(sheets, order.layout), titles=titles), *sheets]
    with tempfile.TemporaryDirectory(prefix="print") as name:
        folder = Path(name)
        setting = Setting(order, user, language, timezone.localdate(), folder)
        done = []
        for index, sheet in enumerate(sheets):
            step(index, len(sheets))
            done.append(_drawn(setting, sheet, f"map{index}.png"))
        return _set(setting, done)


def _drawn(setting: Setting, sheet: Sheet, file: str) -> Printed:
    strata = [each.stratum for each in setting.order.layers]
    drawn = map_picture.draw_strata(sheet.picture, strata)
    (setting.folder / file).write_bytes(drawn.png)
    parts = () if sheet.frames else parts_of(setting, sheet)
    return Printed(sheet, file, parts, drawn.failed)


def _set(setting: Setting, done: Sequence[Printed]) -> Print:
    pictures = [each.sheet.picture for each in done]
    content = _content(setting, done)
    for size in {each.size_px for each in pictures}:
        Image.new("1", size, 1).save(setting.folder / _blank(size))
    blank = {**content, "sheets": [
        {**sheet, "map": {**sheet["map"], "file": _blank(picture.size_px)}}
        for sheet, picture in zip(content["sheets"], pictures, strict=True)
    ]}  # fmt: skip
    off = deviation(_compiled(setting, blank), pictures)
    told = number(off * 100, setting.language, 3)
    content["verified"] = setting.say("verified", told)
    whole = _compiled(setting, content)
    if abs(deviation(whole, pictures) - off) > _SAME:
        raise UntruePrint("The scale that was measured is not that of the finished sheet.")
    failed = tuple(dict.fromkeys(layer for each in done for layer in each.failed))
    return Print(whole, len(done), off, failed)


def _blank(size: tuple[int, int]) -> str:
    return f"blank{size[0]}x{size[1]}.png"


def _content(setting: Setting, done: Sequence[Printed]) -> dict[str, Any]:
    first = 1 if setting.order.series is not None else 0
    pages = len(done) - first
    return {
        "language": setting.language,
        "words": words(setting.language),
        "title": setting.order.title or setting.say("title"),
        "verified": setting.say("verified", number(0, setting.language, 3)),
        "sheets": [
            sheet_content(setting, each, (index - first + 1, pages))
            for index, each in enumerate(done)
        ],
    }


def _compiled(setting: Setting, content: dict[str, Any]) -> bytes:
    folder = setting.folder
    (folder / "print.json").write_text(json.dumps(content), encoding="utf-8")
    return set_pdf(folder, _TEMPLATE)
