"""How many objects of a layer there are, by source and municipality."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from layers.catalogue import LayerDef
from layers.importers.target import model_of
from layers.models import Feature, ImportRun, Municipality
from layers.models.version import CURRENT, Version


@dataclass(slots=True)
class Extent:
    """Current objects; by municipality where it is known which one they lie in."""

    count: int = 0
    without_place: int = 0
    by_municipality: Counter[int] = field(default_factory=Counter)


def extents(layer: LayerDef) -> dict[str, Extent]:
    """Source → what it has of the layer now."""
    newest = ImportRun.objects.order_by("-pk").values_list("pk", flat=True).first()
    return _counted(layer.id, layer.register, newest)


@lru_cache(maxsize=512)
def _counted(layer: str, register: str | None, _newest_run: int | None) -> dict[str, Extent]:
    """Kept until the next import: counting a million rows takes a second."""
    model = model_of(register)
    column = municipality_column(model)
    rows: QuerySet[Version] = QuerySet(model).filter(CURRENT)
    if model is Feature:
        rows = rows.filter(Q(layer=layer))
    group = ("source", "geom_kind", column) if column else ("source", "geom_kind")
    found: dict[str, Extent] = {}
    for source, kind, *code, count in (
        rows.order_by().values(*group).annotate(n=Count("pk")).values_list(*group, "n")
    ):
        extent = found.setdefault(source, Extent())
        extent.count += count
        if kind == Version.GeomKind.NONE:
            extent.without_place += count
        if code and code[0] is not None:
            extent.by_municipality[code[0]] += count
    if model is Feature:
        _place(layer, found)
    return found


def municipality_column(model: type[Version]) -> str:
    """The column that says which municipality an object is of; empty when there is none."""
    if model is Municipality:
        return "code"
    names = {each.name for each in model._meta.concrete_fields}
    return "municipality_code" if "municipality_code" in names else ""


def _place(layer: str, found: dict[str, Extent]) -> None:
    """Thematic features do not carry their municipality: the map says it, where they touch it."""
    for source, extent in found.items():
        if extent.by_municipality:
            continue
        touching: QuerySet[Feature] = QuerySet(Feature).filter(
            CURRENT, layer=layer, source=source, geom__intersects=OuterRef("geom")
        )
        known: QuerySet[Municipality] = QuerySet(Municipality).filter(CURRENT, Exists(touching))
        extent.by_municipality.update(known.values_list("code", flat=True))
