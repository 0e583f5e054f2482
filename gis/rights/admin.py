"""Roles, who has them, and how far layers are open, in the admin; groups are the offices."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from gis.rights.audited import Audited
from gis.rights.place_form import PlaceForm
from gis.rights.places import place_words
from gis.rights.subjects import layers, protected_fields, subjects, with_kept
from layers.models import Grant, LayerLevels, Membership, Operation, Role


class GrantForm(forms.ModelForm[Grant]):
    """A grant of a role; what it is for is chosen by name."""

    subject = forms.ChoiceField(label="Čeho se týká", choices=subjects)
    operations = forms.MultipleChoiceField(
        label="Co smí", choices=Operation.choices, widget=forms.CheckboxSelectMultiple
    )
    fields_told = forms.MultipleChoiceField(
        label="Údaje navíc",
        choices=protected_fields,
        required=False,
        help_text="Chráněné údaje, které smí znát, i když je stupeň neotevírá.",
    )

    class Meta:
        model = Grant
        fields = ("subject", "operations", "up_to", "where")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        kept = [row.subject] if row.pk else []
        self.fields["subject"] = forms.ChoiceField(
            label="Čeho se týká", choices=with_kept(subjects(), kept)
        )
        told = self.fields["fields_told"]
        assert isinstance(told, forms.MultipleChoiceField)
        told.choices = with_kept([*protected_fields()], row.fields)
        told.initial = row.fields

    def save(self, commit: bool = True) -> Grant:
        self.instance.fields = self.cleaned_data["fields_told"]
        return super().save(commit)


class GrantInline(admin.StackedInline[Grant, Role]):
    """The grants of a role."""

    model = Grant
    form = GrantForm
    extra = 0


@admin.register(Role)
class RoleAdmin(Audited[Role]):
    """Kinds of users and what each may."""

    inlines = (GrantInline,)
    list_display = ("title_cs", "code", "on_request", "order")
    fields = ("code", "title_cs", "title_en", "on_request", "order")

    def described(self, obj: Role) -> str:
        grants = "; ".join(_grant_words(grant) for grant in obj.grants.all()) if obj.pk else ""
        return f"{obj.title_cs} ({obj.code}): {grants or 'bez oprávnění'}"

    def get_readonly_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        """Programs know a role by its code: it does not change."""
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        """The three that everybody's rights begin with stay."""
        if obj and obj.code in {Role.PUBLIC, Role.REGISTERED, Role.ADMINISTRATOR}:
            return False
        return super().has_delete_permission(request, obj)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"code", "title_cs", "title_en"}:
            kwargs["widget"] = admin.widgets.AdminTextInputWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class MembershipForm(PlaceForm[Membership]):
    """Who has a role, where and until when."""

    area_removed = forms.BooleanField(label="Odebrat vlastní území", required=False)

    class Meta:
        model = Membership
        fields = ("user", "group", "role", "until", "municipality_codes", "orp_codes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("municipality_codes", "orp_codes"):
            field = self.fields[name]
            field.widget = FilteredSelectMultiple(field.label or name, is_stacked=False)
            field.widget.choices = field.choices  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        if self.cleaned_data.get("area_removed"):
            self.instance.area = None
        super()._post_clean()


@admin.register(Membership)
class MembershipAdmin(Audited[Membership]):
    """Roles in the hands of users and groups."""

    form = MembershipForm
    list_display = ("holder", "role", "where", "until")
    list_filter = ("role", "until")
    list_select_related = ("user", "group", "role")
    search_fields = ("user__username", "group__name")
    autocomplete_fields = ("user", "group")

    def described(self, obj: Membership) -> str:
        until = f"do {obj.until:%d.%m.%Y}" if obj.until else "bez omezení"
        return f"{obj}, {place_words(obj) or 'bez území'}, {until}"

    @admin.display(description="Kdo")
    def holder(self, membership: Membership) -> str:
        return str(membership.user or membership.group)

    @admin.display(description="Kde")
    def where(self, membership: Membership) -> str:
        return place_words(membership) or "–"


class LayerLevelsForm(forms.ModelForm[LayerLevels]):
    """A layer chosen by name."""

    layer = forms.ChoiceField(label="Vrstva", choices=layers)

    class Meta:
        model = LayerLevels
        fields = ("layer", "see", "query", "download")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [self.instance.layer] if self.instance.pk else []
        self.fields["layer"] = forms.ChoiceField(label="Vrstva", choices=with_kept(layers(), kept))


@admin.register(LayerLevels)
class LayerLevelsAdmin(Audited[LayerLevels]):
    """Levels in place of those in the catalogue; a deleted row gives the catalogue's back."""

    form = LayerLevelsForm
    list_display = ("layer", "see", "query", "download")

    def described(self, obj: LayerLevels) -> str:
        levels = obj.get_see_display(), obj.get_query_display(), obj.get_download_display()
        return "{}: zobrazit {}, dotazovat se {}, odebírat {}".format(obj.layer, *levels)


class AuditedUserAdmin(Audited[User], UserAdmin[User]):
    """Accounts: who is staff, in which groups and with what permissions."""

    def described(self, obj: User) -> str:
        groups = ", ".join(obj.groups.values_list("name", flat=True)) if obj.pk else ""
        marks = [
            word
            for word, is_so in (
                ("správce všeho", obj.is_superuser),
                ("obsluha", obj.is_staff),
                ("neaktivní", not obj.is_active),
            )
            if is_so
        ]
        return ", ".join([obj.get_username(), *marks, *([f"skupiny: {groups}"] if groups else [])])


class AuditedGroupAdmin(Audited[Group], GroupAdmin):
    """Groups: the offices, which may have permissions and roles."""


admin.site.unregister(User)
admin.site.unregister(Group)
admin.site.register(User, AuditedUserAdmin)
admin.site.register(Group, AuditedGroupAdmin)


def _grant_words(grant: Grant) -> str:
    operations = ", ".join(Operation(each).label for each in grant.operations)
    told = f", údaje: {', '.join(grant.fields)}" if grant.fields else ""
    return (
        f"{grant.subject}: {operations} do stupně „{grant.get_up_to_display()}“ "
        f"{grant.get_where_display()}{told}"
    )
