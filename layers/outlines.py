"""Outlines of parcels as GeoJSON text in degrees, kept ready beside the rows.

Of a page of parcels, half the time is the transformation to WGS 84 and the writing of numbers. A
version of a parcel never changes its geometry, so its text is written once, by a job after the
publish: an import takes no longer for it, and a row without text is transformed when asked for.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from layers.models import ImportRun

REGISTER = "parcel"
DEGREE_DIGITS = 8
"""Decimal places of degrees: a millimetre."""
_BATCH = 50_000

_WRITE = """
WITH missing AS (
  SELECT p.id, p.geom FROM layers_parcel p
  WHERE p.id > %(after)s AND upper_inf(p.recorded) AND p.geom IS NOT NULL
    AND NOT EXISTS (SELECT FROM layers_parceloutline o WHERE o.parcel_id = p.id)
  ORDER BY p.id LIMIT %(batch)s
), written AS (
  INSERT INTO layers_parceloutline (parcel_id, geojson)
  SELECT id, ST_AsGeoJSON(ST_Transform(geom, 4326), %(digits)s, 0) FROM missing
  ON CONFLICT DO NOTHING
)
SELECT max(id) FROM missing
"""
_DROP = """
DELETE FROM layers_parceloutline o WHERE NOT EXISTS (
  SELECT FROM layers_parcel p WHERE p.id = o.parcel_id AND upper_inf(p.recorded)
)
"""


@dataclass
class Writing:
    """The work that a publish leaves, in steps of some seconds; any number of times, by anyone."""

    version: datetime | None = None
    after: int | None = None

    def step(self) -> bool:
        """Write the next texts that are missing; whether there may be more."""
        version = ImportRun.objects.aggregate(Max("published_at"))["published_at__max"]
        if version != self.version:
            self.version, self.after = version, 0
            _drop_past()
        if self.after is None:
            return False
        values = {"after": self.after, "digits": DEGREE_DIGITS, "batch": _BATCH}
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, values)
            self.after = cursor.fetchone()[0]
        return self.after is not None


def write() -> None:
    """All texts that are missing."""
    writing = Writing(after=0)
    _drop_past()  # also before the first publish
    while writing.step():
        pass


def _drop_past() -> None:
    """The texts of versions that are no longer known true."""
    with connection.cursor() as cursor:
        cursor.execute(_DROP)
