"""The legend of a sheet: only the classes that have an object on it, at its scale."""

import pytest

from layers.access import PUBLIC
from layers.catalogue import catalogue
from layers.map_picture import MapPicture, Stratum
from layers.models import Parcel
from layers.print.legend import LegendPart, legend_part
from layers.print.order import Shown
from tests.tiles.conftest import HERE, parcels

__all__ = ["parcels"]

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)
PURPOSE_MAP = "Hranice parcely v účelové mapě (bez právní závaznosti)"


def part(layer: str, east: float, north: float, *, scale: float = 500) -> LegendPart:
    """Of a map of 40 by 40 m (at 1 : 500) around the place, metres from the chessboard's corner."""
    picture = MapPicture((), (HERE[0] + east, HERE[1] + north), scale, 80, 80, 254)
    shown = Shown(catalogue().layers[layer], Stratum(layer))
    return legend_part(shown, picture, PUBLIC, "cs")


def titles(found: LegendPart) -> set[str]:
    return {entry.title for entry in found.entries}


def test_parcels_without_legal_force_are_told_where_they_are_seen(parcels: list[Parcel]) -> None:
    upper, lower = part("cadastre_parcel", 80, 125), part("cadastre_parcel", 80, 40)

    assert PURPOSE_MAP in titles(upper) and upper.has_purpose_map
    assert titles(lower) and PURPOSE_MAP not in titles(lower) and not lower.has_purpose_map


def test_composed_map_tells_the_classes_of_its_members(parcels: list[Parcel]) -> None:
    found = titles(part("base_map", 80, 20))

    assert "Orná půda" in found or "Zahrada a sad" in found
    assert "Budova" not in found


def test_layer_with_nothing_on_the_sheet_does_not_occur(parcels: list[Parcel]) -> None:
    found = part("cadastre_parcel", 5_000, 5_000)

    assert found.is_drawn and not found.occurs and found.entries == ()


def test_layer_beyond_its_scale_is_not_drawn(parcels: list[Parcel]) -> None:
    assert not part("cadastre_parcel", 80, 80, scale=50_000).is_drawn
