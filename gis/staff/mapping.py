"""The mapping maker: what is in a file, what becomes of it, the first records as they would be."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import shapely
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gis.staff import mapping_form as form
from gis.staff.feature_collection import feature_collection
from gis.staff.indicator import figures, guesses, indicators
from gis.staff.page import IMPORT, MAKE_MAPPING, page, staff, staff_page, tell
from layers.catalogue import LayerDef, catalogue
from layers.catalogue.rows import as_yaml
from layers.crs import SUPPORTED
from layers.deliveries import decisions, own_mapping, state
from layers.deliveries.inbox import located
from layers.errors import LayersError
from layers.importers.ogr.columns import columns
from layers.importers.ogr.draft import column_name, guessed_code, preview
from layers.importers.ogr.inspection import TYPES, TableView, tables_of, view
from layers.importers.ogr.mapping import mappings
from layers.importers.ogr.table import TextForm
from layers.importers.record import BadRecord, Note, Record
from layers.models import Delivery, OwnIndicator, OwnLayer, OwnMapping

_ON_MAP = 500
_LICENCES = ("CC BY 4.0", "CC0 1.0", "Podmínky poskytovatele")
_COLOURS = ("#2362a2", "#1b7a35", "#b35c00", "#7a3b9e", "#c22b2b", "#5c4a3d")


class Shown(NamedTuple):
    """A record of the preview, in words."""

    number: int
    code: str
    values: list[str]
    geometry: str
    reason: str


@require_safe
@staff_page(MAKE_MAPPING)
def overview(request: HttpRequest) -> HttpResponse:
    """Own mappings and layers, the shipped ones, and files that wait for a mapping."""
    waiting = Delivery.objects.filter(state=Delivery.State.REFUSED, reason__contains="mapování")
    own = OwnMapping.objects.all()
    names = {row.name for row in own}
    return page(
        request,
        "mappings.html",
        "Mapování souborů",
        own=own,
        layers=OwnLayer.objects.all(),
        indicators=OwnIndicator.objects.all(),
        shipped=[each for name, each in sorted(mappings().items()) if name not in names],
        waiting=waiting[:20],
        limit_bytes=settings.UPLOAD_LIMIT_BYTES,
        limit_mb=settings.UPLOAD_LIMIT_BYTES // 1_000_000,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(MAKE_MAPPING)
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """The file's tables; with a table and a layer chosen, the form; sent, preview or the row."""
    delivery = get_object_or_404(Delivery, pk=pk)
    given = request.POST if request.method == "POST" else request.GET
    try:
        with tables_of(located(delivery), TextForm(form.encoding(given) or None)) as tables:
            views = [view(table) for table in tables]
    except LayersError as exc:
        return page(request, "mapping_make.html", delivery.file_name, delivery=delivery, broken=exc)
    table = next((each for each in views if each.name == given.get("table")), None)
    if table is None and len(views) == 1:
        table = views[0]
    layer = given.get("layer", "")
    context: dict[str, Any] = {"delivery": delivery, "tables": views, "table": table,
                               "layer": layer, "goals": _goals()}  # fmt: skip
    if table is None or not (layer == form.NEW or layer in context["goals"]):
        return page(request, "mapping_make.html", delivery.file_name, **context)
    return _form(request, delivery, table, layer, context)


def _form(
    request: HttpRequest, delivery: Delivery, table: TableView, layer: str, context: dict[str, Any]
) -> HttpResponse:
    goal = catalogue().layers.get(layer)
    guess = guesses(goal, table) if goal else {}
    lines = form.lines(request.POST, table, guess, is_new=layer == form.NEW)
    context |= {"lines": lines, "goal": goal, "given": _given(request.POST, delivery, table, goal),
                "columns": _columns(goal)} | _choices()  # fmt: skip
    status = 200
    if request.method == "POST":
        try:
            entry = form.draft(
                request.POST, table, goal, lines, figures(lines) if goal else ()
            ).entry()
            own = None if goal else form.layer_entry(request.POST, lines)
            if request.POST.get("action") == "save":
                return _save(request, delivery, entry, own, indicators(goal, lines))
            context |= _preview(request, delivery, table, entry, own)
        except LayersError as exc:
            messages.error(request, str(exc))
            status = 400
    return page(request, "mapping_make.html", delivery.file_name, status=status, **context)


def _save(
    request: HttpRequest,
    delivery: Delivery,
    entry: dict[str, Any],
    own: dict[str, Any] | None,
    named: Sequence[OwnIndicator],
) -> HttpResponse:
    user = staff(request)
    row = own_mapping.save(own_mapping.merged(entry), own, user, indicators=named)
    messages.success(request, f"Mapování {row} je uloženo.")
    if delivery.state in state.AGAIN and user.has_perm(IMPORT):
        Delivery.objects.filter(pk=delivery.pk).update(source=row.name)
        tell(request, lambda: decisions.check_again(delivery, user), "Soubor se kontroluje znovu.")
        return redirect("staff:delivery", delivery.pk)
    return redirect("staff:mappings")


def _preview(
    request: HttpRequest,
    delivery: Delivery,
    table: TableView,
    entry: dict[str, Any],
    own: dict[str, Any] | None,
) -> dict[str, Any]:
    request.session[_key(delivery)] = {"entry": entry, "own": own, "table": table.name}
    found, layer = _read(delivery, table.name, entry, own)
    heads = [(name, _title(layer, name)) for name in entry["layers"][0].get("attributes", {})]
    shown = [_shown(item, n, [name for name, _ in heads]) for n, item in enumerate(found)
             if not isinstance(item, Note)]  # fmt: skip
    return {
        "previewed": True,
        "heads": [title for _, title in heads],
        "records": shown,
        "good": sum(not each.reason for each in shown),
        "notes": [item.text for item in found if isinstance(item, Note)],
        "on_map": any(isinstance(item, Record) and item.geometries for item in found),
        "yaml": as_yaml(entry),
    }


@require_safe
@staff_page(MAKE_MAPPING)
def preview_features(request: HttpRequest, pk: int) -> HttpResponse:
    """The first records of what was previewed last, EPSG:5514."""
    delivery = get_object_or_404(Delivery, pk=pk)
    kept = request.session.get(_key(delivery))
    if kept is None:
        raise Http404
    found, _ = _read(delivery, kept["table"], kept["entry"], kept["own"], limit=_ON_MAP)
    return feature_collection(
        (number, {"kind": "added", "name": str(item.code)}, shapely.to_geojson(shape))
        for number, item in enumerate(found)
        if isinstance(item, Record)
        for shape in map(shapely.from_wkb, item.geometries.values())
    )


@require_safe
@staff_page(MAKE_MAPPING)
def as_file(request: HttpRequest, name: str) -> HttpResponse:
    """The YAML of an own mapping or layer, to be kept in a folder of the catalogue."""
    row = (
        OwnMapping.objects.filter(name=name).first()
        or OwnLayer.objects.filter(layer_id=name).first()
    )
    if row is None:
        raise Http404
    return HttpResponse(
        as_yaml(row.entry),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.yaml"'},
    )


@require_POST
@staff_page(MAKE_MAPPING)
def delete(request: HttpRequest, name: str) -> HttpResponse:
    """Deletes an own mapping, or an own layer without objects."""
    user = staff(request)
    if row := OwnMapping.objects.filter(name=name).first():
        tell(request, lambda: own_mapping.delete_mapping(row, user), f"Mapování {row} je smazáno.")
    else:
        layer = get_object_or_404(OwnLayer, layer_id=name)
        tell(request, lambda: own_mapping.delete_layer(layer, user), f"Vrstva {layer} je smazána.")
    return redirect("staff:mappings")


def _read(
    delivery: Delivery,
    table: str,
    entry: dict[str, Any],
    own: dict[str, Any] | None,
    **limit: int,
) -> tuple[list[Any], LayerDef]:
    """The first records as the whole mapping would read them."""
    layers, known = own_mapping.checked(own_mapping.merged(entry), own)
    layer = layers.layers[entry["layers"][0]["to"]]
    mapping = known[entry["name"]]
    with tables_of(located(delivery), mapping.text) as tables:
        source = next(each for each in tables if each.name == table)
        found = preview(mapping, source, layer.id, file_name=delivery.file_name, **limit)
    return found, layer


def _shown(item: Record | BadRecord, number: int, names: list[str]) -> Shown:
    known = dict(item.attributes)
    if isinstance(item, Record):
        known |= {"valid_from": item.valid_from, "valid_to": item.valid_to}
        shapes = [shapely.from_wkb(wkb).geom_type for wkb in item.geometries.values()]
        reason = ""
    else:
        shapes, reason = [], item.reason
    values = ["" if known.get(name) is None else str(known[name])[:120] for name in names]
    return Shown(number, str(item.code), values, ", ".join(shapes), reason)


def _goals() -> dict[str, LayerDef]:
    """The layers that a file may fill."""
    return {
        layer.id: layer
        for layer in catalogue().layers.values()
        if layer.has_rows and not layer.raster
    }


def _columns(goal: LayerDef | None) -> list[tuple[str, str]]:
    if goal is None:
        return []
    figure = [(form.FIGURE, "ukazatel (sloupec čísel)")] if goal.register == "statistic" else []
    return [*figure, *((name, _title(goal, name)) for name in columns(goal))]


def _title(layer: LayerDef | None, name: str) -> str:
    field = layer.field(name) if layer else None
    words = {"valid_from": "platnost od", "valid_to": "platnost do"}
    return field.title.cs if field else words.get(name, name)


def _choices() -> dict[str, Any]:
    return {
        "systems": SUPPORTED, "encodings": form.ENCODINGS, "types": TYPES.items(),
        "geometries": form.GEOMETRIES.items(), "levels": form.LEVELS.items(),
        "licences": _LICENCES, "colours": _COLOURS,
    }  # fmt: skip


def _given(
    sent: QueryDict, delivery: Delivery, table: TableView, goal: LayerDef | None
) -> dict[str, str]:
    """What stands in the form: what was sent, at first what the file suggests."""
    if "name" in sent:
        return {name: str(sent.get(name, "")) for name in sent}
    numbers = {each.name: str(number) for number, each in enumerate(table.fields)}
    word = column_name(delivery.file_name.partition(".")[0])
    kind = goal.geometry if goal else table.kinds[0][0] if table.kinds else "none"
    return {
        "name": word,
        "title": table.name,
        "provider": goal.provider if goal else "",
        "code": numbers.get(guessed_code(table.fields), ""),
        "geometry": kind,
        "place": "file" if table.has_geometry and kind != "none" else "none",
        "full": "no" if goal and goal.register == "statistic" else "yes",
        "only_fitting": "on" if len(table.kinds) > 1 else "",
        "layer_id": word,
        "title_cs": table.name,
        "access": "staff",
        "colour": _COLOURS[0],
        "encoding": "",
    }


def _key(delivery: Delivery) -> str:
    return f"mapping-{delivery.pk}"
