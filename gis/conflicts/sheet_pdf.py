"""Sheet of the conflicts of a municipality or an ORP as PDF, with the problem drawing."""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from gis.api.links import PDF
from gis.conflicts.frame import answer, told
from gis.conflicts.sheet import name_of, sheet_wanted
from gis.conflicts.words import words
from gis.page import language_of
from layers import map_picture
from layers.conflicts import paper
from layers.conflicts.listing import Conflict, chosen
from layers.conflicts.paper.drawing import drawing, is_drawn, marks
from layers.extract.reading import moment
from layers.map_picture import MapNotDrawn, MapPicture
from layers.paper.typesetting import set_pdf

MOST = 1_000
_TEMPLATE = Path(paper.__file__).with_name("sheet.typ")
_RETRY_AFTER_S = "5"


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """The sheet on paper; 503 while the map cannot be drawn."""
    wanted = sheet_wanted(request, most=MOST)
    if wanted is None:
        return answer(request, "sheet", status=400, groups=[], name="", is_wrong=True)
    language = language_of(request)
    found = chosen(request.user, wanted)
    try:
        content = _pdf(found[:MOST], name_of(wanted), language, is_cut=len(found) > MOST)
    except MapNotDrawn:
        response = answer(request, "sheet", status=503, groups=[], name="", is_busy=True)
        response["Retry-After"] = _RETRY_AFTER_S
        return response
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = 'inline; filename="conflicts.pdf"'
    add_never_cache_headers(response)
    return response


def _pdf(found: Sequence[Conflict], name: str, language: str, *, is_cut: bool) -> bytes:
    text, by_rule = words(language), _by_rule(found)
    picture = drawing(by_rule)
    notes = [text["too_many"].format(MOST)] if is_cut else []
    if not all(map(is_drawn, by_rule)):
        notes.append(text["not_drawn"])
    content = {
        "language": language,
        "words": dict(text),
        "title": f"{text['sheet']}: {name}",
        "lead": f"{text['sheet_lead']}: {len(found)}",
        "made_at": moment(timezone.localtime().isoformat(), language),
        "notes": notes,
        "groups": _groups(by_rule, language),
        "drawing": _drawing(picture, by_rule, text["drawing_alt"]) if picture else None,
    }
    with tempfile.TemporaryDirectory(prefix="conflicts") as place:
        folder = Path(place)
        if picture:
            (folder / "drawing.png").write_bytes(map_picture.draw(picture))
        (folder / "sheet.json").write_text(json.dumps(content), encoding="utf-8")
        return set_pdf(folder, _TEMPLATE)


def _by_rule(found: Sequence[Conflict]) -> list[Conflict]:
    return sorted(found, key=lambda each: (each.layer.id, each.id))


def _groups(found: Sequence[Conflict], language: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for order, each in enumerate(found, 1):
        row = told(each, language)
        names = ("id", "severity", "state", "label", "municipality")
        extent = f"{row['measure']} {row['unit']}" + (
            f" ({row['share']} %)" if row["share"] else ""
        )
        shown = {name: row[name] for name in names} | {"order": order, "extent": extent}
        groups.setdefault(each.layer.title.in_language(language), []).append(shown)
    return [{"title": title, "rows": rows} for title, rows in groups.items()]


def _drawing(picture: MapPicture, found: Sequence[Conflict], alt: str) -> dict[str, Any]:
    caption = f"1 : {picture.scale:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return {
        "width_mm": picture.width_mm,
        "height_mm": picture.height_mm,
        "marks": marks(picture, found),
        "alt": alt,
        "caption": caption,
    }
