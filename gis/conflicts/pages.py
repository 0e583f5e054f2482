"""`/conflicts/`: what there is, by place, kind, state and rule; one conflict and its decisions."""

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gis.conflicts.frame import (
    KINDS,
    answer,
    map_address,
    number,
    told,
    units,
    wanted_of,
    wms_address,
)
from gis.conflicts.words import words
from gis.page import language_of
from layers.conflicts.decisions import decide, history
from layers.conflicts.errors import RefusedDecision
from layers.conflicts.listing import (
    STATES,
    Conflict,
    Wanted,
    chosen,
    conflict_for,
    conflict_layers,
    may_decide,
)
from layers.models import ConflictDecision

_SHOWN = 100


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The list, a hundred at a time, each page beginning behind the last id."""
    language = language_of(request)
    asked = wanted_of(request, limit=_SHOWN)
    wanted = asked or Wanted()
    found = chosen(request.user, replace(wanted, limit=_SHOWN + 1)) if asked else []
    layers = conflict_layers(request.user)
    query = request.GET.copy()
    if len(found) > _SHOWN:
        query["after"] = found[_SHOWN - 1].id
    text = words(language)
    return answer(
        request, "overview", status=200 if asked else 400,
        rows=[told(each, language) for each in found[:_SHOWN]], wanted=wanted,
        more=f"?{query.urlencode()}" if len(found) > _SHOWN else "", is_wrong=asked is None,
        kinds=[(kind, text[kind]) for kind in KINDS],
        states=[(state, text[state]) for state in STATES],
        rules=[(_code(each.title.cs), each.title.in_language(language)) for each in layers],
        drawing=map_address(layers, None, language) if layers else "",
        wms=wms_address(request, layers) if layers else "",
        chosen_municipality=str(wanted.municipality or ""), chosen_orp=str(wanted.orp or ""),
        **units(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, conflict_id: str) -> HttpResponse:
    """One conflict; reasons and names of people are for those who may decide."""
    conflict = None if "\0" in conflict_id else conflict_for(request.user, conflict_id)
    if conflict is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, conflict)
    language = language_of(request)
    decides = may_decide(request.user, conflict) and isinstance(request.user, User)
    layers = conflict.layer.sources
    return answer(
        request, "detail", conflict=conflict, row=told(conflict, language),
        map=map_address([conflict.layer], conflict.point, language),
        decides=decides and conflict.gone_at is None,
        decisions=_decisions(conflict, language) if decides else None,
        sources=layers, values=conflict.attributes,
        choices=[
            (state, words(language)[state])
            for state in ConflictDecision.State.values if state != conflict.state
        ],
    )  # fmt: skip


def _decisions(conflict: Conflict, language: str) -> list[dict[str, object]]:
    return [
        {
            "at": each.decided_at,
            "who": each.who,
            "state": words(language)[each.state],
            "reason": each.reason,
            "measure": number(each.measure or 0, language),
        }
        for each in history(conflict)
    ]


def _decide(request: HttpRequest, conflict: Conflict) -> HttpResponse:
    if not isinstance(request.user, User):
        raise Http404
    try:
        decide(
            request.user, conflict,
            state=request.POST.get("state", ""), reason=request.POST.get("reason", ""),
        )  # fmt: skip
    except RefusedDecision as exc:
        messages.error(request, str(exc))
    else:
        messages.success(request, words(language_of(request))["saved"])
    return redirect(request.get_full_path())


def _code(title: str) -> str:
    return title.partition(":")[0]
