"""The part of a form that says where: units by name, an area of one's own from a file."""

from typing import Any, TypeVar

from django import forms

from gis.rights.area import MAX_BYTES, BadArea, parse_area
from gis.rights.places import municipalities, orps
from layers.models.access import Place

AnyPlace = TypeVar("AnyPlace", bound=Place)


class PlaceForm(forms.ModelForm[AnyPlace]):
    """A form of a model that has a territory."""

    municipality_codes = forms.TypedMultipleChoiceField(
        label="Obce", choices=municipalities, coerce=int, required=False
    )
    orp_codes = forms.TypedMultipleChoiceField(
        label="ORP", choices=orps, coerce=int, required=False
    )
    area_file = forms.FileField(
        label="Vlastní území",
        required=False,
        help_text="Soubor GeoJSON s plochami, ve WGS 84 nebo s uvedeným EPSG:5514.",
    )

    def clean_area_file(self) -> Any:
        """The area that was uploaded, or None."""
        file = self.cleaned_data["area_file"]
        if not file:
            return None
        try:
            return parse_area(file.read(MAX_BYTES + 1))
        except BadArea as exc:
            raise forms.ValidationError(str(exc)) from exc

    def _post_clean(self) -> None:
        """Before the model looks at itself: the area of the file is its own."""
        if area := self.cleaned_data.get("area_file"):
            self.instance.area = area
        super()._post_clean()  # type: ignore[misc]
