"""Pins PostGIS to the one transformation of `layers.crs`, so that plain ST_Transform is right.

PostGIS hands a system to PROJ as `auth_name:auth_srid`, else as `srtext`, else as `proj4text`.
By the first, PROJ chooses among operations by place: 1 m off towards ETRS89, 16 m and more on the
way in, near the border. So the two S-JTSK rows keep only `proj4text`; all others stay as they are.
Sessions that are open already go on with what they have used.
"""

from django.db import connections

from layers.crs import KROVAK, KROVAK_SOUTH_WEST, PROJ4

DEFINITIONS = {srid: PROJ4[srid] for srid in (KROVAK, KROVAK_SOUTH_WEST)}
"""In EPSG:5513 x is the westing Y and y the southing X, as in `layers.crs.transform`."""

_UPDATE = (
    "UPDATE spatial_ref_sys SET auth_name = 'DMVS', srtext = NULL, proj4text = %s "
    "WHERE srid = %s AND (auth_name, srtext, proj4text) IS DISTINCT FROM ('DMVS', NULL, %s)"
)


def pin(*, using: str, **_: object) -> None:
    """After migrations: writes the rows that differ; needs the right to update the table then."""
    if using != "default":
        return
    with connections[using].cursor() as cursor:
        for srid, definition in DEFINITIONS.items():
            cursor.execute(_UPDATE, [definition, srid, definition])
