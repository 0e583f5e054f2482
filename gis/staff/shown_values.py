"""Whether a page for the staff may show what a record of a layer holds, beside its key."""

from django.http import HttpRequest

from gis.staff.page import staff
from layers.access import allows
from layers.catalogue import catalogue


def shows_values(request: HttpRequest, layer_id: str) -> bool:
    """No for a layer that the user may not query, such as that of persons, or that is gone."""
    layer = catalogue().layers.get(layer_id)
    return layer is not None and allows(staff(request), "query", layer)
