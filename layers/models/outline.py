"""What is kept ready beside the rows, made from them alone."""

from django.contrib.gis.db import models

from layers.models.cadastre import Parcel


class ParcelOutline(models.Model):
    """The outline of a parcel's version as GeoJSON in degrees; written by `layers.outlines`.

    Beside the rows and not in them: maps, imports and queries in S-JTSK do not read through it.
    """

    parcel = models.OneToOneField(
        Parcel, models.CASCADE, primary_key=True, related_name="+", db_constraint=False
    )
    geojson = models.TextField()

    def __str__(self) -> str:
        return str(self.parcel_id)
