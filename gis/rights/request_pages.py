"""The page "Žádosti o přístup": a user asks for a role, sees how it stands, takes it back."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gis.rights import requesting
from gis.rights.errors import RefusedRequest
from gis.rights.place_form import PlaceForm
from gis.rights.places import place_words
from gis.rights.words import words
from layers.models import AccessRequest, Membership, Role

LONGEST_PURPOSE = 2000


class RequestForm(PlaceForm[AccessRequest]):
    """A role of those that may be asked for, where, and what for."""

    purpose = forms.CharField(max_length=LONGEST_PURPOSE, widget=forms.Textarea({"rows": 4}))

    class Meta:
        model = AccessRequest
        fields = ("role", "municipality_codes", "orp_codes", "purpose")

    def __init__(self, user: User, data: object = None, files: object = None) -> None:
        super().__init__(data, files, instance=AccessRequest(user=user))  # type: ignore[arg-type]
        self.words = _words()
        self.fields["role"] = forms.ModelChoiceField(
            Role.objects.filter(on_request=True), empty_label=None
        )
        self.order_fields(("role", "municipality_codes", "orp_codes", "area_file", "purpose"))
        for name, field in self.fields.items():
            field.label = self.words[name]
            field.help_text = self.words.get(f"{name}_hint", "")

    def clean(self) -> None:
        places = ("municipality_codes", "orp_codes", "area_file")
        if not self.errors and not any(self.cleaned_data.get(name) for name in places):
            raise forms.ValidationError(self.words["no_place"])


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    """What the user has, what he has asked for, and the form."""
    user = _user(request)
    if request.method != "POST":
        return _page(request, RequestForm(user))
    form = RequestForm(user, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        requesting.ask(form.instance)
    except RefusedRequest as exc:
        form.add_error(None, str(exc))
        return _page(request, form, status=409)
    messages.success(request, _words()["sent"])
    return redirect("rights:requests")


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back a request of one's own; another's does not exist."""
    user = _user(request)
    get_object_or_404(AccessRequest, pk=pk, user=user)
    try:
        requesting.withdraw(pk, user)
    except RefusedRequest as exc:
        messages.error(request, str(exc))
    else:
        messages.success(request, _words()["withdrawn"])
    return redirect("rights:requests")


def _page(request: HttpRequest, form: RequestForm, *, status: int = 200) -> HttpResponse:
    user = _user(request)
    told = _words()
    english = (get_language() or "cs").startswith("en")
    asked = AccessRequest.objects.filter(user=user).select_related("role")
    held = Membership.objects.filter(Q(user=user) | Q(group__user=user)).distinct()
    context = {
        "rights_words": told,
        "form_fields": {"form": form},
        "offered": Role.objects.filter(on_request=True).exists(),
        "asked": [_asked(each, told, english=english) for each in asked],
        "held": [_held(each, english=english) for each in held.select_related("role", "group")],
    }
    return render(request, "rights/requests.html", context, status=status)


def _asked(row: AccessRequest, told: Mapping[str, str], *, english: bool) -> dict[str, object]:
    return {
        "pk": row.pk,
        "role": _title(row.role, english=english),
        "where": place_words(row),
        "created": row.created_at,
        "state": told[f"state_{row.state}"],
        "waits": row.state == AccessRequest.State.WAITING,
        "reason": row.reason,
    }


def _held(row: Membership, *, english: bool) -> dict[str, object]:
    role = _title(row.role, english=english)
    return {"role": role, "group": row.group, "where": place_words(row), "until": row.until}


def _title(role: Role, *, english: bool) -> str:
    return role.title_en if english else role.title_cs


def _words() -> dict[str, str]:
    return words((get_language() or "cs")[:2])


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
