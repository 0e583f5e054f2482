"""The matrix as a page for the administrator, and whole as CSV."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from gis.rights.channels import CHANNELS, Channel
from gis.rights.matrix import Cell, May, by_channel, cells
from gis.staff.page import page, staff_page
from layers.access import OPERATIONS, Operation
from layers.catalogue import catalogue
from layers.csv_cells import escaped
from layers.models import Operation as OperationWords
from layers.models import Role

SEE_MATRIX = "layers.view_grant"
_COLUMNS = ("role", "vrstva", "název", "operace", "kanál", "smí", "skrytých údajů")


@require_safe
@staff_page(SEE_MATRIX)
def matrix(request: HttpRequest) -> HttpResponse:
    """Layers by roles, of one theme and one operation at a time."""
    themes = catalogue().themes
    asked = request.GET.get("theme", "")
    theme = next((each for each in themes if each.id == asked), themes[0])
    words = dict(OperationWords.choices)
    operation = _operation(request.GET.get("operation", ""))
    rows = [
        (of_layer[0][0].layer, [_one(of_role, operation) for of_role in of_layer])
        for of_layer in cells(theme.id)
        if of_layer
    ]
    return page(
        request,
        "rights/matrix.html",
        "Matice práv",
        themes=themes,
        theme=theme,
        operations=[(each, words[each]) for each in OPERATIONS],
        operation=operation,
        channels=[each.title for each in CHANNELS if each.operation == operation],
        roles=Role.objects.all(),
        rows=rows,
        May=May,
    )


@require_safe
@staff_page(SEE_MATRIX)
def matrix_csv(request: HttpRequest) -> StreamingHttpResponse:
    """A line for each role, layer and channel."""
    response = StreamingHttpResponse(_lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="matice-prav.csv"'
    return response


def _operation(text: str) -> Operation:
    return next((each for each in OPERATIONS if each == text), "see")


def _one(of_role: list[Cell], operation: Operation) -> Cell:
    return next(cell for cell in of_role if cell.operation == operation)


def _lines() -> Iterator[str]:
    yield "\ufeff" + _line(_COLUMNS)
    for channel, cell in by_channel():
        yield _line(_row(channel, cell))


def _row(channel: Channel, cell: Cell) -> tuple[object, ...]:
    layer = cell.layer
    return (
        cell.role.code, layer.id, layer.title.cs, channel.operation, channel.id, cell.may.value,
        cell.hidden,
    )  # fmt: skip


def _line(cells: tuple[object, ...]) -> str:
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([escaped(cell) for cell in cells])
    return text.getvalue()
