"""The geometry of a row as GeoJSON text."""

from psycopg2.sql import SQL, Composable

from gis.api.systems import CRS84, System
from layers import outlines, rows
from layers.catalogue import LayerDef


def geojson(layer: LayerDef, system: System) -> Composable:
    """The geometry in the system: as it stands ready, or else made now and cut where it must be."""
    made = rows.geometry(
        system.srid,
        swapped=system.swapped,
        digits=system.digits,
        shape=rows.cut(layer, rows.WHOLE),
    )
    if layer.register != outlines.REGISTER or system is not CRS84 or layer.within:
        return made
    return SQL("coalesce(r.outline_crs84, {})").format(made)
