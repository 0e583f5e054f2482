"""The rules of conflicts in the administration: layers chosen from the catalogue, tried dry."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from layers.catalogue import catalogue
from layers.catalogue.rows import publish_rows
from layers.conflicts.computing import count
from layers.conflicts.tasks import compute_rules
from layers.conflicts.validation import choosable
from layers.models import ConflictRule

_FIXED = ("code", "layer_a", "layer_b")
_ONE_LINE = ("code", "text_cs", "text_en", "field_a", "field_b")


class ConflictRuleForm(forms.ModelForm[ConflictRule]):
    """A rule; the model says what is wrong with it."""

    layer_a = forms.ChoiceField(label="Vrstva A")
    layer_b = forms.ChoiceField(label="Vrstva B")

    class Meta:
        model = ConflictRule
        fields = (
            "code", "active", "kind", "severity", "text_cs", "text_en", "layer_a", "field_a",
            "values_a", "starts_a", "layer_b", "field_b", "values_b", "starts_b", "relation",
            "distance_m", "threshold", "unit",
        )  # fmt: skip
        widgets = {name: forms.TextInput(attrs={"size": 80}) for name in _ONE_LINE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        layers = list(choosable())
        groups = [
            (theme.title.cs, [(each.id, f"{each.title.cs} ({each.id})")
                              for each in layers if each.theme == theme.id])
            for theme in catalogue().themes
        ]  # fmt: skip
        for name in ("layer_a", "layer_b"):
            if name in self.fields:
                offered = [("", "–"), *((title, each) for title, each in groups if each)]
                self.fields[name].choices = offered  # type: ignore[attr-defined]


@admin.register(ConflictRule)
class ConflictRuleAdmin(admin.ModelAdmin[ConflictRule]):
    """A rule that has found anything is switched off and not deleted: its history stays."""

    form = ConflictRuleForm
    list_display = ("code", "text_cs", "layer_a", "relation", "layer_b", "severity", "active",
                    "computed_at")  # fmt: skip
    list_filter = ("active", "kind", "severity")
    search_fields = ("code", "text_cs", "layer_a", "layer_b")
    readonly_fields = ("computed_at",)
    actions = ("try_dry", "compute_now")

    def get_readonly_fields(
        self, request: HttpRequest, obj: ConflictRule | None = None
    ) -> tuple[str, ...]:
        return (*_FIXED, "computed_at") if obj else ("computed_at",)

    def has_delete_permission(self, request: HttpRequest, obj: ConflictRule | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ConflictRule, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        publish_rows()
        assert isinstance(request.user, User)
        compute_rules([obj], request.user)
        messages.info(request, "Střety podle pravidla se přepočítají na pozadí.")

    @admin.action(description="Zkusit nanečisto: kolik střetů pravidlo najde")
    def try_dry(self, request: HttpRequest, chosen: QuerySet[ConflictRule]) -> None:
        for rule in chosen:
            messages.info(request, f"{rule.code}: {count(rule)} střetů")

    @admin.action(description="Přepočítat celé území")
    def compute_now(self, request: HttpRequest, chosen: QuerySet[ConflictRule]) -> None:
        assert isinstance(request.user, User)
        job = compute_rules(list(chosen), request.user)
        messages.info(request, f"Úloha {job.pk} čeká ve frontě.")
