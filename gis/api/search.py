"""Suggestions for a text: grouped by kind, best first, never more than asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest

from django.http import HttpRequest, HttpResponse

from gis.api.answers import json_answer
from gis.api.collections import collections_for
from gis.api.endpoint import endpoint
from gis.api.parameters import Parameters
from gis.api.problems import BadParameter
from gis.api.reader import rows
from layers.access import User
from layers.catalogue import LayerDef, Text
from layers.search.finder import find
from layers.search.items import Former, Item
from layers.search.places import Ask
from layers.search.question import NotAQuestion, Question

NAMES = ("q", "limit")
DEFAULT_LIMIT = 10
MAX_LIMIT = 50

_COORDINATES = Text("Souřadnice", "Coordinates")
_KINDS = {
    "address": Text("Adresy", "Addresses"),
    "parcel": Text("Parcely", "Parcels"),
    "former_parcel": Text("Zaniklá čísla parcel", "Former parcel numbers"),
    "building": Text("Stavební objekty", "Buildings"),
    "municipality": Text("Obce", "Municipalities"),
    "cadastral_unit": Text("Katastrální území", "Cadastral units"),
    "municipality_part": Text("Části obcí", "Municipality parts"),
    "street": Text("Ulice", "Streets"),
    "orp": Text("Obce s rozšířenou působností", "Municipalities with extended powers"),
    "district": Text("Okresy", "Districts"),
    "region": Text("Kraje", "Regions"),
    "document": Text("Dokumenty", "Documents"),
}


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A question and how many suggestions it may have in all."""

    typed: str
    question: Question
    limit: int

    @classmethod
    def parse(cls, request: HttpRequest) -> "SearchQuery":
        """Raises `BadParameter`."""
        values = Parameters(request, NAMES)
        typed = values.text("q")
        try:
            question = Question.parse(typed)
        except NotAQuestion as exc:
            raise BadParameter("q", exc.reason.cs, exc.reason.en) from exc
        limit = values.integer("limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT)
        return cls(typed, question, limit)


@endpoint
def search(request: HttpRequest) -> HttpResponse:
    """`/api/search`."""
    query = SearchQuery.parse(request)
    groups = _point_group(query.question) or _found(request.user, query)
    return json_answer({"query": query.question.whole, "groups": groups})


def _found(user: User, query: SearchQuery) -> list[dict[str, object]]:
    groups = find_told(query.question, told_layers(user), limit=query.limit)
    return [_group(items) for items in share(groups, query.limit)]


def told_layers(user: User) -> Mapping[str, LayerDef]:
    """The layers whose things the user may know by name."""
    return {layer.id: layer for layer in collections_for(user) if layer.field("label")}


def find_told(
    question: Question, layers: Mapping[str, LayerDef], *, limit: int, ask: Ask = rows
) -> list[list[Item]]:
    """Groups of suggestions that may be told, best first."""
    if not question.whole:
        return []
    # Where a layer is bound to a territory, the best may lie outside of it.
    most = MAX_LIMIT if any(layer.within for layer in layers.values()) else limit
    groups = find(question, ask=ask, layers=frozenset(layers), limit=most)
    told = ([item for item in group if _is_told(item, layers[item.layer])] for group in groups)
    return [group[:limit] for group in told if group]


def _is_told(item: Item, layer: LayerDef) -> bool:
    """Whether the asker may know that the thing is there."""
    if layer.within is None:
        return True
    return item.point is not None and layer.within.holds(*item.point)


def share(groups: list[list[Item]], limit: int) -> list[list[Item]]:
    """At most `limit` items in all, dealt one from each group in turn; order is kept."""
    turns = (item for turn in zip_longest(*groups) for item in turn if item is not None)
    kept = {id(item) for _, item in zip(range(limit), turns, strict=False)}
    cut = ([item for item in group if id(item) in kept] for group in groups)
    return [group for group in cut if group]


def _group(items: list[Item]) -> dict[str, object]:
    kind = items[0].kind
    return {"kind": kind, "title": _text(_KINDS[kind]), "items": [item_document(i) for i in items]}


def item_document(item: Item) -> dict[str, object]:
    """A suggestion as JSON; `former` is the story of a number that is no longer there."""
    document: dict[str, object] = {
        "id": item.id,
        "layer": item.layer,
        "label": item.label,
        "detail": _text(item.detail),
        "point": item.point,
        "bbox": item.bounds,
    }
    return document | {"former": _former(item.former)} if item.former else document


def _former(story: Former) -> dict[str, object]:
    return {
        "label": story.label,
        "until": story.until.isoformat(),
        "source": story.source,
        "run": story.run,
        "share": story.share,
        "renumbered": story.is_renumbered,
    }


def _point_group(question: Question) -> list[dict[str, object]]:
    if question.point is None:
        return []
    item = point_document(question.point)
    return [{"kind": "coordinates", "title": _text(_COORDINATES), "items": [item]}]


def point_document(point: tuple[float, float]) -> dict[str, object]:
    """A typed place as a suggestion."""
    east, north = (round(value, 3) for value in point)
    return {
        "id": f"{east},{north}",
        "layer": None,
        "label": f"{-east:.2f} {-north:.2f}",
        "detail": {"cs": "Y X v S-JTSK", "en": "Y X in S-JTSK"},
        "point": [east, north],
        "bbox": None,
    }


def _text(text: Text) -> dict[str, str]:
    return {"cs": text.cs, "en": text.en}
