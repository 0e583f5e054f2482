"""The quality card of a layer and its source: how complete, how old, how sound, and the trend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from layers.catalogue import LayerDef
from layers.models import Coverage, ImportRun, Municipality
from layers.quality.extent import Extent, extents

TREND_RUNS = 12
_GEOMETRY_WORDS = ("obrys", "geometri", "hranic", "souřadnic", "oblouk")


@dataclass(frozen=True, slots=True)
class Point:
    """One import in the trend: records taken and records refused."""

    run: int
    published_at: datetime
    taken: int
    quarantined: int

    @property
    def share(self) -> float:
        """Of all records that came, those that were refused; 0 to 1."""
        return self.quarantined / max(1, self.taken + self.quarantined)


@dataclass(frozen=True, slots=True)
class Card:
    """Figures of one layer from one source; shares are 0 to 1."""

    layer: LayerDef
    source: str
    count: int
    municipalities: int
    municipalities_known: int
    without_place: int
    oldest: datetime | None
    newest: datetime | None
    geometry_errors: int
    trend: Sequence[Point]

    @property
    def completeness(self) -> float | None:
        """Municipalities that have an object of the layer, of all that are known."""
        known = self.municipalities_known
        return self.municipalities / known if known else None

    @property
    def last(self) -> Point | None:
        return self.trend[-1] if self.trend else None


def cards(layers: Iterable[LayerDef]) -> list[Card]:
    """The cards of the layers that have data or had an import, in the order given."""
    known = Municipality.objects.current().count()
    runs = _runs()
    dates = _dates()
    found = []
    for layer in layers:
        if not layer.has_rows:
            continue
        extent = extents(layer)
        sources = dict.fromkeys([*extent, *(s for of, s in runs if of == layer.id)])
        for source in sources:
            here = (layer.id, source)
            card = _card(
                layer, source, extent.get(source, Extent()), runs.get(here, []), known=known,
                dates=dates.get(here, (None, None)),
            )  # fmt: skip
            found.append(card)
    return found


def _card(
    layer: LayerDef,
    source: str,
    extent: Extent,
    runs: list[ImportRun],
    *,
    known: int,
    dates: tuple[datetime | None, datetime | None],
) -> Card:
    trend = [_point(run, layer.id) for run in runs[-TREND_RUNS:]]
    return Card(
        layer=layer,
        source=source,
        count=extent.count,
        municipalities=len(extent.by_municipality),
        municipalities_known=known,
        without_place=extent.without_place,
        oldest=dates[0],
        newest=dates[1],
        geometry_errors=_geometry_errors(runs[-1], layer.id) if runs else 0,
        trend=trend,
    )


def _runs() -> Mapping[tuple[str, str], list[ImportRun]]:
    """Published imports by layer and source, oldest first; rolled back ones do not count."""
    found: dict[tuple[str, str], list[ImportRun]] = {}
    runs = ImportRun.objects.filter(state=ImportRun.State.PUBLISHED, rollback_of=None)
    for run in runs.order_by("pk").defer("messages", "header"):
        for layer, counts in run.counts.items():
            if counts["read"] or counts["quarantined"]:
                found.setdefault((layer, run.source), []).append(run)
    return found


def _point(run: ImportRun, layer: str) -> Point:
    counts = run.counts[layer]
    taken = sum(int(counts[name]) for name in ("with_outline", "with_point_only", "without_place"))
    return Point(run.pk, run.published_at or run.started_at, taken, int(counts["quarantined"]))


def _geometry_errors(run: ImportRun, layer: str) -> int:
    reasons = run.quarantined.filter(layer=layer).values_list("reason", flat=True)
    return sum(any(word in reason.lower() for word in _GEOMETRY_WORDS) for reason in reasons)


def _dates() -> Mapping[tuple[str, str], tuple[datetime | None, datetime | None]]:
    """The oldest and newest day that the data of a layer and source speak of."""
    newest: dict[tuple[str, str, int | None], datetime] = {}
    rows = Coverage.objects.filter(run__state=ImportRun.State.PUBLISHED).values_list(
        "layer", "source", "municipality_code", "data_date"
    )
    for layer, source, municipality, date in rows:
        key = (layer, source, municipality)
        newest[key] = max(date, newest.get(key, date))
    found: dict[tuple[str, str], tuple[datetime | None, datetime | None]] = {}
    for (layer, source, _), date in newest.items():
        low, high = found.get((layer, source), (date, date))
        found[layer, source] = (min(low or date, date), max(high or date, date))
    return found
