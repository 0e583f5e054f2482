"""The page of usage for the staff: a chart, tables and CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gis.audit_table import csv_stream
from gis.staff.page import page, staff_page
from gis.usage.models import UsageCount
from layers.catalogue import catalogue
from layers.models import Municipality
from layers.models.version import CURRENT

VIEW_USAGE = "usage.view_usagecount"
COLUMNS = ("den", "vrstva", "kanál", "kód obce", "odpovědí")
PERIODS = (7, 30, 365)
WIDTH, HEIGHT = 720, 120
_TOP = 50


@dataclass(frozen=True, slots=True)
class Bar:
    """A day in the chart."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what, and how many answers."""

    name: str
    count: int


@require_safe
@staff_page(VIEW_USAGE)
def usage_page(request: HttpRequest) -> HttpResponse:
    """Answers of the period, by day, layer, channel and municipality."""
    days = _days(request)
    counts = _counts(days)
    return page(
        request,
        "usage.html",
        "Využití",
        days=days,
        periods=PERIODS,
        total=counts.aggregate(all=Sum("count"))["all"] or 0,
        bars=_bars(counts, days),
        layers=_lines(counts, "layer", _layer_names(), "bez vrstvy"),
        channels=_lines(counts, "channel", dict(UsageCount.Channel.choices), ""),
        municipalities=_lines(
            counts, "municipality_code", _municipality_names(), "veřejnost a ostatní"
        ),
    )


@require_safe
@staff_page(VIEW_USAGE)
def usage_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The counts themselves, for the period."""
    return csv_stream("vyuziti.csv", _rows(_counts(_days(request))))


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("days", "")
    return next((days for days in PERIODS if asked == str(days)), PERIODS[1])


def _counts(days: int) -> QuerySet[UsageCount]:
    first = timezone.localdate() - timedelta(days=days - 1)
    return UsageCount.objects.filter(day__gte=first).order_by("day", "layer", "channel")


def _rows(counts: QuerySet[UsageCount]) -> Iterator[Sequence[object]]:
    yield COLUMNS
    yield from counts.values_list(
        "day", "layer", "channel", "municipality_code", "count"
    ).iterator()


def _bars(counts: QuerySet[UsageCount], days: int) -> list[Bar]:
    by_day: dict[date, int] = dict(
        counts.order_by("day").values_list("day").annotate(all=Sum("count"))
    )
    top = max(by_day.values(), default=0) or 1
    first, step = timezone.localdate() - timedelta(days=days - 1), WIDTH / days
    return [
        Bar(
            round((day - first).days * step, 2),
            round(HEIGHT - HEIGHT * count / top, 2),
            round(step * 0.8, 2),
            round(HEIGHT * count / top, 2),
        )
        for day, count in sorted(by_day.items())
    ]


def _lines(
    counts: QuerySet[UsageCount], by: str, names: Mapping[Any, str], none: str
) -> list[Line]:
    found = counts.order_by(by).values_list(by).annotate(all=Sum("count")).order_by("-all")[:_TOP]
    return [Line(names.get(key, str(key)) if key else none, count) for key, count in found]


def _layer_names() -> dict[str, str]:
    return {layer.id: layer.title.cs for layer in catalogue().layers.values()}


def _municipality_names() -> dict[int, str]:
    known: QuerySet[Municipality] = QuerySet(Municipality).filter(CURRENT)
    return dict(known.values_list("code", "name"))
