"""The form by which data are asked for."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import User

from gis.release.words import words
from layers.access import allowed_layers
from layers.catalogue import catalogue
from layers.crs import KROVAK, KROVAK_SOUTH_WEST, SUPPORTED, WGS84
from layers.export.formats import FORMATS
from layers.models import StandingOrder
from layers.models.release import ReleaseTerms
from layers.releases.area import MAX_PARCELS, polygon_from_geojson
from layers.releases.errors import RefusedRelease
from layers.releases.rights import restricted

_MAX_POLYGON_BYTES = 2_000_000
_INT64 = 2**63
_SYSTEMS = [(srid, f"EPSG:{srid}") for srid in SUPPORTED if srid != KROVAK_SOUTH_WEST]


class ReleaseForm(forms.Form):
    """The terms; what is wrong stands beside its field."""

    layers = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    formats = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    area_kind = forms.ChoiceField()
    area_codes = forms.CharField(required=False, max_length=20_000)
    geojson = forms.FileField(required=False)
    geojson_text = forms.CharField(
        required=False, max_length=_MAX_POLYGON_BYTES, widget=forms.Textarea(attrs={"rows": 2})
    )
    geojson_srid = forms.TypedChoiceField(coerce=int, choices=_SYSTEMS, initial=WGS84)
    srid = forms.TypedChoiceField(coerce=int, choices=_SYSTEMS, initial=KROVAK)
    only_changes = forms.BooleanField(required=False)
    every_days = forms.IntegerField(required=False, min_value=1, max_value=366)
    purpose = forms.CharField(
        max_length=1000, min_length=5, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, user: User, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        text = words(language)
        for name, field in self.fields.items():
            field.label = text[name]
        mine = [layer for layer in allowed_layers(user, "download") if layer.has_rows]
        bound = {layer.id for layer in restricted(layer.id for layer in mine)}
        themes = {theme.id: theme.title.in_language(language) for theme in catalogue().themes}
        grouped: dict[str, list[tuple[str, str]]] = {}
        for layer in mine:
            note = f" ({text['restricted']})" if layer.id in bound else ""
            title = f"{layer.title.in_language(language)}{note}"
            grouped.setdefault(themes.get(layer.theme, layer.theme), []).append((layer.id, title))
        self.fields["layers"].choices = list(grouped.items())  # type: ignore[attr-defined]
        self.fields["formats"].choices = [  # type: ignore[attr-defined]
            (each.id, each.title.in_language(language)) for each in FORMATS.values()
        ]
        self.fields["area_kind"].choices = [  # type: ignore[attr-defined]
            (kind, text[kind]) for kind in ReleaseTerms.AreaKind.values
        ]

    def clean_area_codes(self) -> list[int]:
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["area_codes"]) if part]
        if len(parts) > MAX_PARCELS:
            raise forms.ValidationError(f"Nejvýše {MAX_PARCELS} kódů.")
        wrong = [part for part in parts if not re.fullmatch(r"-?[0-9]{1,18}", part, re.ASCII)]
        if wrong:
            raise forms.ValidationError(f"{wrong[0][:40]} není kód.")
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["drawn"] = None
        if values.get("geojson_srid") and (values.get("geojson") or values.get("geojson_text")):
            named, text = self._polygon_text(values)
            try:
                values["drawn"] = polygon_from_geojson(text, srid=values["geojson_srid"])
            except RefusedRelease as exc:
                raise forms.ValidationError({named: str(exc)}) from exc
        return values

    def _polygon_text(self, values: dict[str, Any]) -> tuple[str, str]:
        """The field that has the polygon, a file before the text, and its GeoJSON."""
        file = values.get("geojson")
        if file is None:
            return "geojson_text", values["geojson_text"]
        if file.size > _MAX_POLYGON_BYTES:
            raise forms.ValidationError({"geojson": "Soubor je příliš velký."})
        try:
            return "geojson", file.read().decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            raise forms.ValidationError({"geojson": "Soubor není v UTF-8."}) from exc

    def terms(self) -> ReleaseTerms:
        """What was asked for, not yet saved."""
        names = ("layers", "formats", "area_kind", "area_codes", "drawn", "srid", "only_changes",
                 "purpose")  # fmt: skip
        return StandingOrder(**{name: self.cleaned_data[name] for name in names})

    def tell(self, error: RefusedRelease) -> None:
        """The refusal beside the field that it names."""
        named = "geojson" if error.parameter == "area" else error.parameter
        self.add_error(named if named in self.fields else None, str(error))
