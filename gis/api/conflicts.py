"""`/api/conflicts`: the conflicts that the user may know of, by place, kind, state and rule."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from gis.api.answers import json_answer
from gis.api.endpoint import endpoint
from gis.api.links import JSON, address
from gis.api.parameters import Parameters, integer
from gis.api.problems import BadParameter
from layers.conflicts.listing import STATES, Conflict, Wanted, chosen
from layers.models import ConflictRule

DEFAULT_LIMIT, MAX_LIMIT = 100, 1_000
KINDS = tuple(ConflictRule.Kind.values)
NAMES = ("municipality", "orp", "kind", "state", "rule", "after", "limit")
_MAX_TEXT = 80


@endpoint
def conflicts(request: HttpRequest) -> HttpResponse:
    """A page in the order of ids; `next` goes on behind the last one."""
    values = Parameters(request, NAMES)
    wanted = Wanted(
        municipality=_code(values, "municipality"),
        orp=_code(values, "orp"),
        kind=_one_of(values, "kind", KINDS),
        state=_one_of(values, "state", STATES),
        rule=_short(values, "rule"),
        after=_short(values, "after"),
        limit=values.integer("limit", default=DEFAULT_LIMIT, low=1, high=MAX_LIMIT),
    )
    found = chosen(request.user, replace(wanted, limit=wanted.limit + 1))
    shown = found[: wanted.limit]
    links = [{"rel": "self", "href": _address(request, {}), "type": JSON}]
    if len(found) > wanted.limit:
        more = {"after": shown[-1].id, "limit": str(wanted.limit)}
        links.append({"rel": "next", "href": _address(request, more), "type": JSON})
    return json_answer({"conflicts": [_document(each) for each in shown], "links": links})


def _document(each: Conflict) -> dict[str, object]:
    told = each.attributes
    a, b = each.layer.sources
    return {
        "id": each.id,
        "layer": each.layer.id,
        "rule": told["rule"],
        "kind": told["kind"],
        "severity": told["severity"],
        "state": "gone" if each.gone_at else each.state,
        "text": {"cs": told["text_cs"], "en": told["text_en"]},
        "a": {"layer": a, "id": told["a_code"], "label": told["a_label"]},
        "b": {"layer": b, "id": told["b_code"], "label": told["b_label"]},
        "measure": told["measure"],
        "unit": each.unit,
        "share_percent": told["share"],
        "municipalities": told["municipality_codes"],
        "orps": told["orp_codes"],
        "first_seen": each.first_seen.isoformat(),
        "last_seen": each.gone_at.isoformat() if each.gone_at else None,
        "decided_at": each.decided_at.isoformat() if each.decided_at else None,
        "point": each.point,
        "bbox": each.bbox,
    }


def _address(request: HttpRequest, more: dict[str, str]) -> str:
    query = urlencode(request.GET.dict() | more)
    return address(request, "/conflicts") + (f"?{query}" if query else "")


def _code(values: Parameters, name: str) -> int | None:
    return integer(values.text(name), parameter=name) if name in values else None


def _one_of(values: Parameters, name: str, known: Sequence[str]) -> str:
    text = values.text(name)
    if name in values and text not in known:
        listed = ", ".join(known)
        raise BadParameter(name, f"Musí být jedno z: {listed}.", f"Must be one of: {listed}.")
    return text


def _short(values: Parameters, name: str) -> str:
    text = values.text(name)
    if len(text) > _MAX_TEXT:
        raise BadParameter(name, f"Nejvýše {_MAX_TEXT} znaků.", f"At most {_MAX_TEXT} characters.")
    return text
