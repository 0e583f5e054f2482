"""The page "Moje přístupy": a user makes, copies and revokes personal addresses."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gis.accounts.models import PersonalAddress
from gis.accounts.words import words
from gis.address import root
from layers.audit import Kind, record

FOR_OTHERS = "accounts.make_for_others"


class AddressForm(forms.Form):
    """A new personal address; who may make them for others, says for whom."""

    name = forms.CharField(max_length=100)
    expires_on = forms.DateField(
        required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    whose = forms.CharField(required=False, max_length=150)

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"whose": user.get_username()})
        self.user = user
        self.words = words((get_language() or "cs")[:2])
        if not user.has_perm(FOR_OTHERS):
            del self.fields["whose"]
        for name, key in (("name", "name"), ("expires_on", "expires"), ("whose", "whose")):
            if name in self.fields:
                self.fields[name].label = self.words[key]
        self.fields["name"].help_text = self.words["name_hint"]

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(self.words["past"])
        return day

    def clean_whose(self) -> User:
        name = self.cleaned_data["whose"] or self.user.get_username()
        found = User.objects.filter(username=name, is_active=True).first()
        # Who only hands addresses out does not raise himself by one of an administrator.
        if found is None or (found != self.user and found.is_staff and not self.user.is_superuser):
            raise forms.ValidationError(self.words["no_account"])
        return found


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accesses(request: HttpRequest) -> HttpResponse:
    """The list and the form; a new secret is in the one answer to the form, and nowhere else."""
    if request.method == "POST":
        answer: HttpResponse = _make(request)
        return answer
    return _page(request, AddressForm(_user(request)))


def _has_password(request: HttpRequest) -> bool:
    """Who signs in elsewhere has nothing to confirm with here."""
    return _user(request).has_usable_password()


@reauthentication_required(enabled=_has_password)  # type: ignore[untyped-decorator]
def _make(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form = AddressForm(user, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    made, token = PersonalAddress.make(
        form.cleaned_data.get("whose", user),
        form.cleaned_data["name"],
        made_by=user.get_username(),
        expires_on=form.cleaned_data["expires_on"],
    )
    _note(request, made, "osobní adresa vytvořena")
    return _page(request, AddressForm(user), made=made, token=token)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an address of the user, or one that he has made for another."""
    found = _visible(_user(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.revoked_at is None:
        found.revoke()
        _note(request, found, "osobní adresa zrušena")
    messages.success(request, words((get_language() or "cs")[:2])["was_revoked"])
    return HttpResponseRedirect(reverse("accounts:accesses"))


def _page(
    request: HttpRequest, form: AddressForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "form_fields": {"form": form},
        "addresses": _visible(_user(request)),
        "root": root(request),
    }
    return render(request, "account/accesses.html", context, status=status)


def _visible(user: User) -> Any:
    known = PersonalAddress.objects.select_related("user")
    if user.has_perm(FOR_OTHERS):
        return known.filter(user=user) | known.filter(made_by=user.get_username())
    return known.filter(user=user)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _note(request: HttpRequest, address: PersonalAddress, what: str) -> None:
    record(
        Kind.CREDENTIAL,
        who=_user(request).get_username(),
        what=what,
        note=f"{address}, práva: {address.user.get_username()}",
        address=get_adapter().get_client_ip(request),
    )
