"""How old the data of a layer are, as capabilities tell it."""

from datetime import date

import pytest

from layers.catalogue import catalogue
from tiles.capabilities.offer import Offered
from tiles.capabilities.wms_layer import abstract

OLD, NEW = date(2006, 3, 14), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("oldest", "told"),
    [(OLD, "Stav dat 14. 3. 2006 až 31. 10. 2026."), (NEW, "Stav dat 31. 10. 2026.")],
)
def test_abstract_tells_from_when_till_when_the_data_are(oldest: date, told: str) -> None:
    parcels = catalogue().layers["cadastre_parcel"]
    assert abstract(Offered(parcels, True, NEW, oldest), "cze").endswith(f" {told}")
