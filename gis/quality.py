"""`/quality/`: the quality cards of the layers that the viewer may see, as a page and as CSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gis.age import in_words
from layers.access import allowed_layers
from layers.catalogue import LayerDef
from layers.csv_cells import escaped
from layers.models import Municipality
from layers.models.version import CURRENT
from layers.quality.card import Card, Point, cards
from layers.quality.extent import extents

WIDTH, HEIGHT, MARGIN = 120.0, 28.0, 3.0
_COLUMNS = (
    "vrstva", "název", "poskytovatel", "zdroj", "objektů", "obcí s daty", "obcí celkem",
    "podíl obcí", "bez polohy", "nejstarší stav dat", "nejnovější stav dat", "stáří (dny)",
    "v karanténě", "podíl v karanténě", "chyb geometrie", "importů v trendu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """The trend of a card as points of a line in a small picture."""

    line: str
    dots: Sequence[tuple[float, float]]
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A card and what the page makes of it."""

    card: Card
    age: str
    chart: Chart | None

    @property
    def is_odd(self) -> bool:
        """Whether somebody should look: something was refused, or is badly drawn."""
        return bool(self.card.geometry_errors or (self.card.last and self.card.last.quarantined))


@dataclass(frozen=True, slots=True)
class Provider:
    """The cards of one provider, those that somebody should look at first."""

    name: str
    shown: Sequence[Shown]

    @property
    def count(self) -> int:
        return sum(each.card.count for each in self.shown)

    @property
    def odd(self) -> int:
        return sum(each.is_odd for each in self.shown)

    @property
    def age(self) -> str:
        """Of the oldest data that are the newest of their card."""
        newest = [each.card.newest for each in self.shown if each.card.newest]
        return in_words(_days_since(min(newest))) if newest else ""


@require_safe
@never_cache
def quality(request: HttpRequest) -> HttpResponse:
    """The cards by provider."""
    providers = _providers(_cards(request))
    return render(request, "quality/cards.html", {"providers": providers, "title": "Kvalita dat"})


@require_safe
@never_cache
def quality_csv(request: HttpRequest) -> HttpResponse:
    """The same figures, a row for each layer and source."""
    return _csv("kvalita.csv", _COLUMNS, [_row(card) for card in _cards(request)])


@require_safe
@never_cache
def completeness_csv(request: HttpRequest) -> HttpResponse:
    """Objects of each layer by municipality; those that have none are rows too."""
    known: QuerySet[Municipality] = QuerySet(Municipality).filter(CURRENT)
    municipalities = list(known.order_by("code").values_list("code", "name"))
    rows: list[Sequence[object]] = []
    for layer in _layers(request):
        if not layer.has_rows:
            continue
        for source, extent in extents(layer).items():
            rows += [
                (layer.id, source, code, name, extent.by_municipality[code])
                for code, name in municipalities
            ]
    return _csv("uplnost.csv", ("vrstva", "zdroj", "kód obce", "obec", "objektů"), rows)


def _cards(request: HttpRequest) -> list[Card]:
    return cards(_layers(request))


def _layers(request: HttpRequest) -> Iterator[LayerDef]:
    """Layers that the viewer may see whole: figures of a part would tell of the rest."""
    return (layer for layer in allowed_layers(request.user, "see") if layer.within is None)


def _providers(found: Sequence[Card]) -> list[Provider]:
    by_name: dict[str, list[Shown]] = {}
    for card in found:
        age = in_words(_days_since(card.newest)) if card.newest else ""
        shown = Shown(card, age, _chart(card.trend))
        by_name.setdefault(card.layer.provider, []).append(shown)
    return [
        Provider(name, sorted(shown, key=lambda each: not each.is_odd))
        for name, shown in sorted(by_name.items())
    ]


def _days_since(moment: datetime) -> int:
    return (timezone.now() - moment).days


def _age(card: Card) -> int | None:
    return _days_since(card.newest) if card.newest else None


def _row(card: Card) -> Sequence[object]:
    last = card.last
    return (
        card.layer.id, card.layer.title.cs, card.layer.provider, card.source, card.count,
        card.municipalities, card.municipalities_known, _share(card.completeness),
        card.without_place, _day(card.oldest), _day(card.newest), _age(card),
        last.quarantined if last else 0, _share(last.share if last else 0.0),
        card.geometry_errors, len(card.trend),
    )  # fmt: skip


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".replace(".", ",")


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}" if moment else ""


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")


def _csv(name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> HttpResponse:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([escaped(cell) for cell in row] for row in rows)
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chart(trend: Sequence[Point]) -> Chart | None:
    """The share refused over imports; a flat line when none ever was."""
    if len(trend) < 2:
        return None
    top = max(point.share for point in trend) or 1.0
    step = (WIDTH - 2 * MARGIN) / (len(trend) - 1)
    dots = [
        (
            round(MARGIN + step * index, 1),
            round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * point.share / top, 1),
        )
        for index, point in enumerate(trend)
    ]
    first, last = trend[0], trend[-1]
    words = (
        f"Podíl záznamů v karanténě za posledních {len(trend)} importů: "
        f"z {_percent(first.share)} na {_percent(last.share)}."
    )
    return Chart(" ".join(f"{x},{y}" for x, y in dots), dots, words)
