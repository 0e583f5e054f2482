"""Sheet of the conflicts of a municipality or an ORP: as a page to print, and as a workbook."""

import io
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from gis.conflicts.frame import answer, told, units, wanted_of
from gis.conflicts.words import words
from gis.page import language_of
from layers.conflicts.listing import Conflict, Wanted, chosen

MOST = 5_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADS = (
    ("id", 26), ("severity", 12), ("kind", 12), ("state", 18), ("description", 50), ("what", 50),
    ("municipality", 24), ("extent", 12), ("share", 12), ("first_seen", 14),
)  # fmt: skip


@require_safe
def shown(request: HttpRequest) -> HttpResponse:
    """The sheet to read and print, by rule."""
    language = language_of(request)
    wanted = sheet_wanted(request)
    if wanted is None:
        return answer(request, "sheet", status=400, groups=[], name="", is_wrong=True)
    found = chosen(request.user, wanted)
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in found[:MOST]:
        groups.setdefault(each.layer.title.in_language(language), []).append(told(each, language))
    return answer(
        request, "sheet", groups=list(groups.items()), name=name_of(wanted), today=timezone.now(),
        count=len(found[:MOST]), query=request.GET.urlencode(),
        cut=words(language)["too_many"].format(MOST) if len(found) > MOST else "",
    )  # fmt: skip


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """The same as XLSX: a row for each conflict; texts are never formulas."""
    wanted = sheet_wanted(request)
    if wanted is None:
        return answer(request, "sheet", status=400, groups=[], name="", is_wrong=True)
    content = _workbook(chosen(request.user, wanted)[:MOST], language_of(request))
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = 'attachment; filename="conflicts.xlsx"'
    add_never_cache_headers(response)
    return response


def sheet_wanted(request: HttpRequest, *, most: int = MOST) -> Wanted | None:
    """One too many shows that there are more; a sheet is of one municipality or ORP."""
    wanted = wanted_of(request, limit=most + 1)
    if wanted is None or (wanted.municipality is None) == (wanted.orp is None):
        return None
    return wanted


def name_of(wanted: Wanted) -> str:
    known = units()
    named = dict(known["municipalities"] if wanted.municipality else known["orps"])
    code = str(wanted.municipality or wanted.orp)
    return named.get(code, code) if wanted.municipality else f"ORP {named.get(code, code)}"


def _workbook(found: list[Conflict], language: str) -> bytes:
    text, file = words(language), io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(text["sheet"])
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "d.m.yyyy"})
    for column, (head, width) in enumerate(_HEADS):
        sheet.write_string(0, column, text[head], bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for row, each in enumerate(found, start=1):
        values = told(each, language)
        names = ("id", "severity", "kind", "state", "text", "label", "municipality")
        for column, name in enumerate(names):
            sheet.write_string(row, column, values[name])
        sheet.write_number(row, 7, each.attributes["measure"])
        if each.attributes["share"] is not None:
            sheet.write_number(row, 8, each.attributes["share"])
        sheet.write_datetime(row, 9, timezone.localtime(each.first_seen).date(), day)
    if found:
        sheet.autofilter(0, 0, len(found), len(_HEADS) - 1)
    book.close()
    return file.getvalue()
