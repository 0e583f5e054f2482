"""Outlines of parcels as GeoJSON text in degrees, kept ready beside the rows.

Of a page of parcels, half the time is the transformation to WGS 84 and the writing of numbers. A
version of a parcel never changes its geometry, so its text is written once, by a job after the
publish: an import takes no longer for it, and a row without text is transformed when asked for.
"""

from django.db import connection

REGISTER = "parcel"
DEGREE_DIGITS = 8
"""Decimal places of degrees: a millimetre."""
_BATCH = 50_000
_LOCK = 551_402

_WRITE = """
WITH written AS (
  INSERT INTO layers_parceloutline (parcel_id, geojson)
  SELECT p.id, ST_AsGeoJSON(ST_Transform(p.geom, 4326), %(digits)s, 0)
  FROM layers_parcel p
  WHERE p.id > %(after)s AND upper_inf(p.recorded) AND p.geom IS NOT NULL
    AND NOT EXISTS (SELECT FROM layers_parceloutline o WHERE o.parcel_id = p.id)
  ORDER BY p.id LIMIT %(batch)s
  RETURNING parcel_id
)
SELECT max(parcel_id), count(*) FROM written
"""
_DROP = """
DELETE FROM layers_parceloutline o WHERE NOT EXISTS (
  SELECT FROM layers_parcel p WHERE p.id = o.parcel_id AND upper_inf(p.recorded)
)
"""


def write() -> int:
    """Write the texts that are missing, batch by batch, drop those of past versions; how many.

    Any number of times; when another process is at it, nothing is done.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            cursor.execute(_DROP)
            count = int(cursor.rowcount)
            after: int | None = 0
            while after is not None:
                values = {"after": after, "digits": DEGREE_DIGITS, "batch": _BATCH}
                cursor.execute(_WRITE, values)
                after, added = cursor.fetchone()
                count += added
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    return count
