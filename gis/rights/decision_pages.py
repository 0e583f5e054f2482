"""Requests for access as an office decides them: the list, one of them, yes or no."""

from datetime import date, timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from gis.address import root
from gis.rights import requesting
from gis.rights.places import place_words
from gis.rights.requesting import MAY_DECIDE, State
from gis.staff.page import page, staff, staff_page
from gis.staff.page import tell as told
from layers.models import AccessRequest, Membership

_PER_PAGE = 40
_FOR_DAYS = 365


class AcceptForm(forms.Form):
    """Until when, and a word to it."""

    until = forms.DateField(
        label="Platí do", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(required=False, max_length=2000)


@require_safe
@staff_page(MAY_DECIDE)
def requests(request: HttpRequest) -> HttpResponse:
    """Those that wait come first, the oldest on top."""
    known = AccessRequest.objects.select_related("user", "role", "decided_by")
    waiting = known.filter(state=State.WAITING).order_by("pk")
    decided = Paginator(known.exclude(state=State.WAITING), _PER_PAGE)
    return page(
        request,
        "rights/decisions.html",
        "Žádosti o přístup",
        waiting=[(each, place_words(each)) for each in waiting],
        decided=decided.get_page(request.GET.get("page")),
    )


@require_safe
@staff_page(MAY_DECIDE)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, what its user has already, and the decision."""
    known = AccessRequest.objects.select_related("user", "role", "decided_by", "membership")
    asked = get_object_or_404(known, pk=pk)
    held = Membership.objects.filter(user=asked.user_id).select_related("role")
    return page(
        request,
        "rights/decision.html",
        f"Žádost: {asked.role} – {asked.user}",
        asked=asked,
        where=place_words(asked),
        held=[(each, place_words(each)) for each in held],
        waits=asked.state == State.WAITING,
        until=timezone.localdate() + timedelta(days=_FOR_DAYS),
    )


@require_POST
@staff_page(MAY_DECIDE)
def decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Accepts until a day, or rejects with a reason; the user is told."""
    get_object_or_404(AccessRequest, pk=pk)
    user = staff(request)
    form = AcceptForm(request.POST)
    reason = request.POST.get("reason", "")[:2000]
    done: list[AccessRequest] = []

    def act() -> None:
        if decision == "accept":
            until = form.cleaned_data["until"] if form.is_valid() else date.min
            done.append(requesting.accept(pk, user, until=until, reason=reason))
        else:
            done.append(requesting.reject(pk, user, reason=reason))

    words = "Žádost je přijata." if decision == "accept" else "Žádost je zamítnuta."
    if told(request, act, words):
        requesting.tell(done[0], root(request))
    return redirect("rights_staff:request", pk)
