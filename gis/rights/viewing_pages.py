"""“View as…”: the form that begins it, and its end."""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from gis.rights import viewing
from gis.rights.places import municipalities, orps
from gis.staff.page import page, staff_page
from layers.models import Membership, Role


class ViewForm(forms.Form):
    """A role and its territory, or an account."""

    role = forms.ModelChoiceField(Role.objects.all(), label="Role", required=False)
    municipality_codes = forms.TypedMultipleChoiceField(
        label="Obce", choices=municipalities, coerce=int, required=False
    )
    orp_codes = forms.TypedMultipleChoiceField(
        label="ORP", choices=orps, coerce=int, required=False
    )
    user = forms.CharField(
        label="Nebo účet", required=False, help_text="Uživatelské jméno, místo role."
    )

    def clean_user(self) -> User | None:
        name = self.cleaned_data["user"]
        if not name:
            return None
        found = User.objects.filter(username=name, is_active=True).first()
        if found is None:
            raise forms.ValidationError("Takový účet není.")
        return found

    def clean(self) -> None:
        chosen = [self.cleaned_data.get(name) for name in ("role", "user")]
        if not self.errors and sum(each is not None for each in chosen) != 1:
            raise forms.ValidationError("Vyberte roli, nebo napište účet.")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(viewing.MAY_VIEW_AS)
def view_as(request: HttpRequest) -> HttpResponse:
    """The form; sent, the map is shown as the chosen one sees it."""
    form = ViewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        if told["user"]:
            viewing.view_as_user(request, told["user"])
        else:
            place = Membership(
                municipality_codes=told["municipality_codes"], orp_codes=told["orp_codes"]
            )
            viewing.view_as_role(request, told["role"], place)
        return redirect("portal")
    status = 422 if form.is_bound else 200
    return page(request, "rights/view_as.html", "Zobrazit jako…", status=status, form=form)


@require_POST
@staff_page(viewing.MAY_VIEW_AS)
def end(request: HttpRequest) -> HttpResponse:
    """Back to one's own eyes."""
    viewing.end(request)
    messages.success(request, "Mapu zase vidíte se svými právy.")
    return redirect("rights_staff:view_as")
