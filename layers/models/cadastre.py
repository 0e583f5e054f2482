"""Parcels and buildings of the cadastre, as RÚIAN (VFR) and the cadastre itself (VFK) give them.

A parcel's code is the same in both: RÚIAN's id of a parcel is the id of the cadastre. A building
has RÚIAN's code and, in `cadastre_id`, the id of the cadastre; one of which RÚIAN's code is not
known has minus its `cadastre_id` for a code.
"""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Concat

from layers.crs import KROVAK
from layers.models.version import CURRENT, Version


def _text(value: str) -> Value:
    return Value(value, output_field=models.TextField())


class Parcel(Version):
    """Parcela. `series` is 1 for building plots (`st. 12`), 2 for land (`1234/5`).

    Codes of `land_kind` (druh pozemku) and `land_use` (způsob využití) are those of the cadastre;
    `area_m2` is the registered area, which is not the area of the outline; `area_method` says how
    it was found (ZPURVY_KOD: 2 from coordinates, 0 graphically, 1 otherwise). `accuracy_m` is the
    mean coordinate error of the worst point of the outline. `map_date` is the day that a purpose
    map (ÚKM) shows; maps of the cadastre are as old as the file that brought them. `title_deed` is
    the number of list vlastnictví in the cadastral unit.
    """

    BUILDING_PLOTS = 1
    LAND = 2

    code = models.BigIntegerField()
    number = models.IntegerField()
    subdivision = models.IntegerField(null=True)
    series = models.SmallIntegerField(default=LAND)
    area_m2 = models.BigIntegerField(null=True)
    land_kind = models.SmallIntegerField(null=True)
    land_use = models.SmallIntegerField(null=True)
    cadastral_unit_code = models.BigIntegerField()
    municipality_code = models.BigIntegerField(null=True)
    source_class = models.TextField(null=True)
    soil_units = models.JSONField(null=True)
    protections = models.JSONField(null=True)
    title_deed = models.IntegerField(null=True)
    area_method = models.SmallIntegerField(null=True)
    accuracy_m = models.FloatField(null=True)
    map_date = models.DateField(null=True)
    point = models.PointField(srid=KROVAK, null=True, spatial_index=False)
    label = models.GeneratedField(
        expression=Concat(
            Case(When(series=BUILDING_PLOTS, then=_text("st. ")), default=_text("")),
            Cast(F("number"), models.TextField()),
            Case(
                When(
                    subdivision__isnull=False,
                    then=Concat(_text("/"), Cast(F("subdivision"), models.TextField())),
                ),
                default=_text(""),
            ),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta(Version.Meta):
        indexes = [
            *Version.Meta.indexes,
            models.Index(  # search by number; scope of an import
                fields=["cadastral_unit_code", "number", "subdivision"],
                name="parcel_number_current",
                condition=CURRENT,
            ),
            models.Index(  # search by number without a unit
                fields=["number", "subdivision"],
                name="parcel_bare_number_current",
                condition=CURRENT,
            ),
            models.Index(  # scope of an import: the parcels of one municipality
                fields=["municipality_code"],
                name="parcel_municipality_current",
                condition=CURRENT,
            ),
            models.Index(  # the end of ÚKM in a cadastral unit
                fields=["cadastral_unit_code"],
                name="parcel_purpose_map_current",
                condition=CURRENT & Q(source_class="UKM"),
            ),
            models.Index(  # search by a number that has ended
                fields=["number", "cadastral_unit_code", "subdivision"],
                name="parcel_number_ended",
                condition=~CURRENT,
            ),
            GistIndex(  # forests and waters on maps of the whole region
                "geom",
                name="parcel_cover_current",
                condition=CURRENT & Q(land_kind__in=[10, 11], area_m2__gte=5_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.cadastral_unit_code})"


class Building(Version):
    """Stavební objekt. Codes are those of RÚIAN's code lists; a third may have no outline."""

    code = models.BigIntegerField()
    building_type = models.SmallIntegerField(null=True)
    building_use = models.SmallIntegerField(null=True)
    house_numbers = ArrayField(models.IntegerField(), null=True)
    municipality_part_code = models.BigIntegerField(null=True)
    municipality_code = models.BigIntegerField(null=True)
    parcel_code = models.BigIntegerField(null=True)
    cadastre_id = models.BigIntegerField(null=True)
    cadastral_unit_code = models.BigIntegerField(null=True)
    title_deed = models.IntegerField(null=True)
    completed_on = models.DateField(null=True)
    structure_code = models.SmallIntegerField(null=True)
    flats = models.IntegerField(null=True)
    floors = models.IntegerField(null=True)
    built_up_area_m2 = models.IntegerField(null=True)
    floor_area_m2 = models.IntegerField(null=True)
    volume_m3 = models.BigIntegerField(null=True)
    sewer_code = models.SmallIntegerField(null=True)
    gas_code = models.SmallIntegerField(null=True)
    water_code = models.SmallIntegerField(null=True)
    lift_code = models.SmallIntegerField(null=True)
    heating_code = models.SmallIntegerField(null=True)
    protections = models.JSONField(null=True)
    point = models.PointField(srid=KROVAK, null=True, spatial_index=False)

    class Meta(Version.Meta):
        indexes = [
            *Version.Meta.indexes,
            models.Index(  # scope of an import: the buildings of one municipality
                fields=["municipality_code"],
                name="building_municipality_current",
                condition=CURRENT,
            ),
            models.Index(  # scope of an import: the buildings of one cadastral unit
                fields=["cadastral_unit_code"],
                name="building_unit_current",
                condition=CURRENT,
            ),
            models.Index(  # filter of the API: the building on a parcel
                fields=["parcel_code"],
                name="building_parcel_current",
                condition=CURRENT,
            ),
            models.Index(  # filter of the API: the buildings of one municipality part
                fields=["municipality_part_code"],
                name="building_part_current",
                condition=CURRENT,
            ),
            models.Index(  # the building that a file knows by its id in the cadastre
                fields=["cadastre_id"],
                name="building_cadastre_id_current",
                condition=CURRENT,
            ),
        ]

    def __str__(self) -> str:
        return str(self.code)
