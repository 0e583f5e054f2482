"""Administrative units of RÚIAN, from the region down to the settlement unit.

Source: VFR of ČÚZK (state and municipality files); outlines in EPSG:5514. References between units
are RÚIAN codes, not foreign keys: files come in any order, and a unit may arrive after its parts.
"""

from django.contrib.gis.db import models

from layers.crs import KROVAK
from layers.models.version import CURRENT, Version


class Unit(Version):
    """An administrative unit: code, name, definition points, outline and generalised outline."""

    code = models.BigIntegerField()
    name = models.TextField()
    point = models.MultiPointField(srid=KROVAK, null=True, spatial_index=False)
    generalized = models.MultiPolygonField(srid=KROVAK, null=True, spatial_index=False)

    class Meta(Version.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Region(Unit):
    """Kraj (VÚSC)."""

    nuts_lau = models.TextField(null=True)


class District(Unit):
    """Okres."""

    region_code = models.BigIntegerField(null=True)
    nuts_lau = models.TextField(null=True)


class Orp(Unit):
    """Správní obvod obce s rozšířenou působností."""

    region_code = models.BigIntegerField(null=True)
    district_code = models.BigIntegerField(null=True)
    seat_municipality_code = models.BigIntegerField(null=True)


class Pou(Unit):
    """Správní obvod obce s pověřeným obecním úřadem."""

    orp_code = models.BigIntegerField(null=True)
    seat_municipality_code = models.BigIntegerField(null=True)


class Municipality(Unit):
    """Obec; `orp_code` is derived from the POU where the file does not carry it."""

    district_code = models.BigIntegerField(null=True)
    orp_code = models.BigIntegerField(null=True)
    pou_code = models.BigIntegerField(null=True)
    status_code = models.SmallIntegerField(null=True)
    nuts_lau = models.TextField(null=True)


class MunicipalityPart(Unit):
    """Část obce."""

    municipality_code = models.BigIntegerField(null=True)


class CadastralUnit(Unit):
    """Katastrální území; `source_class` says what its map is: DKM, KMD, ÚKM or raster."""

    municipality_code = models.BigIntegerField(null=True)
    digital_map = models.BooleanField(null=True)
    source_class = models.TextField(null=True)
    number_series = models.SmallIntegerField(null=True)

    class Meta(Unit.Meta):
        indexes = [
            *Unit.Meta.indexes,
            models.Index(  # search: parcels of a municipality
                fields=["municipality_code"],
                name="cadastralunit_municipality",
                condition=CURRENT,
            ),
        ]


class SettlementUnit(Unit):
    """Základní sídelní jednotka."""

    cadastral_unit_code = models.BigIntegerField(null=True)
    municipality_code = models.BigIntegerField(null=True)
    area_m2 = models.BigIntegerField(null=True)
    character_code = models.SmallIntegerField(null=True)
