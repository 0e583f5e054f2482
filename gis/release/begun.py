"""A request that the map has begun: its layers and the area that was drawn."""

from typing import Any

from django.http import QueryDict

from layers.crs import KROVAK, SUPPORTED
from layers.models.release import ReleaseTerms


def begun(query: QueryDict) -> dict[str, Any]:
    """What the form shows at first; it is checked when it is sent, like what people fill in."""
    initial: dict[str, Any] = {}
    if layers := query.get("layers", ""):
        initial["layers"] = layers.split(",")
    if area := query.get("area", ""):
        initial |= {"area_kind": ReleaseTerms.AreaKind.POLYGON, "geojson_text": area}
        system = query.get("crs", "")
        initial["geojson_srid"] = int(system) if system in map(str, SUPPORTED) else KROVAK
    return initial
