"""Whether a page for the staff may show what a record of a layer holds, beside its key."""

from django.http import HttpRequest

from gis.staff.page import staff
from layers.access import layer_as
from layers.catalogue import catalogue


def shows_values(request: HttpRequest, layer_id: str) -> bool:
    """Yes for a layer that the user may query everywhere and in all fields.

    No for that of persons unless he has a right to it, and for one that has left the catalogue.
    """
    layer = catalogue().layers.get(layer_id)
    return layer is not None and layer_as(staff(request), "query", layer) is layer
