"""What the pages of conflicts share: the answer, units to choose from, rows as they are told."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from gis.conflicts.words import words
from gis.page import language_of, page
from layers.catalogue import LayerDef
from layers.conflicts.listing import STATES, Conflict, Wanted
from layers.models import ConflictRule, Municipality, Orp
from layers.models.version import CURRENT

KINDS = tuple(ConflictRule.Kind.values)
_MAP_ZOOM = 11


def answer(
    request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The template in the asker's language; kept by no cache, it tells what he may know."""
    own = words(language_of(request))
    response = page(request, f"conflicts/{template}.html", own, context, status=status)
    add_never_cache_headers(response)
    return response


def wanted_of(request: HttpRequest, *, limit: int) -> Wanted | None:
    """What the address asks for; None where a value is none that could be."""
    told = {name: request.GET.get(name, "").strip() for name in
            ("municipality", "orp", "kind", "state", "rule", "after")}  # fmt: skip
    numbers = told["municipality"], told["orp"]
    if any(value and not _is_code(value) for value in numbers):
        return None
    if told["kind"] not in {"", *KINDS} or told["state"] not in {"", *STATES}:
        return None
    if any("\0" in value or len(value) > 80 for value in told.values()):
        return None
    first, second = (int(value) if value else None for value in numbers)
    return Wanted(first, second, told["kind"], told["state"], told["rule"], told["after"], limit)


def units() -> dict[str, list[tuple[str, str]]]:
    """Municipalities and ORP to choose from, by name."""
    return {
        "municipalities": _named(Municipality),
        "orps": _named(Orp),
    }


def told(conflict: Conflict, language: str) -> dict[str, Any]:
    """A conflict as pages show it."""
    text = words(language)
    values = conflict.attributes
    state = "gone" if conflict.gone_at else conflict.state
    return {
        "id": conflict.id,
        "text": conflict.text(language),
        "label": values["label"],
        "kind": text[values["kind"]],
        "severity": text[str(values["severity"])],
        "state": text[state],
        "municipality": conflict.municipality,
        "measure": number(values["measure"], language),
        "unit": conflict.unit,
        "share": number(values["share"], language) if values["share"] is not None else "",
        "map": map_address([conflict.layer], conflict.point, language),
    }


def map_address(
    layers: Iterable[LayerDef], point: tuple[float, float] | None, language: str
) -> str:
    """The portal with these layers over the base map, at the place."""
    shown = ",".join(["base_map", *(layer.id for layer in layers)])
    place = f"c={point[0]:.1f},{point[1]:.1f}&z={_MAP_ZOOM}&" if point else ""
    return f"/#{place}l={shown}&lang={language}"


def wms_address(request: HttpRequest, layers: Iterable[LayerDef]) -> str:
    """Capabilities, and the names to ask a map of."""
    names = ",".join(layer.id for layer in layers)
    query = {"SERVICE": "WMS", "REQUEST": "GetCapabilities", "LAYERS": names}
    return request.build_absolute_uri(f"/ows/wms?{urlencode(query, safe=',')}")


def number(value: float, language: str) -> str:
    """As people write it."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    if language == "en":
        return text
    return text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")


def _named(model: type[Municipality] | type[Orp]) -> list[tuple[str, str]]:
    known: QuerySet[Municipality | Orp] = QuerySet(model)
    rows = known.filter(CURRENT).order_by("name", "code").values_list("code", "name")
    return [(str(code), name) for code, name in rows]


def _is_code(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
