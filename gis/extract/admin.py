"""The office's own words in extracts, and the list of those that were issued."""

from django import forms
from django.contrib import admin

from gis.admin import ReadOnly
from gis.rights.audited import Audited
from layers.models import ExtractText, IssuedExtract

_ONE_LINE = ("subject", "office_cs", "office_en")


class ExtractTextForm(forms.ModelForm[ExtractText]):
    """What is left empty stays as it is shipped."""

    class Meta:
        model = ExtractText
        fields = (
            "subject", "office_cs", "office_en", "next_step_cs", "next_step_en", "sliver_m2",
            "sliver_m", "adjoining_m",
        )  # fmt: skip
        widgets = {name: forms.TextInput(attrs={"size": 80}) for name in _ONE_LINE}


@admin.register(ExtractText)
class ExtractTextAdmin(Audited[ExtractText]):
    """By layer, or by the beginning of the ids of several."""

    form = ExtractTextForm
    list_display = ("subject", "office_cs", "sliver_m2", "sliver_m", "adjoining_m")
    search_fields = ("subject", "office_cs")


@admin.register(IssuedExtract)
class IssuedExtractAdmin(ReadOnly[IssuedExtract]):
    """What was issued to whom and why; what an extract says is on the page that proves it."""

    list_display = ("number", "label", "issued_at", "user", "purpose")
    search_fields = ("number", "label", "purpose")
    date_hierarchy = "issued_at"
    fields = ("number", "label", "issued_at", "on_day", "user", "purpose", "sha256")
    readonly_fields = fields
