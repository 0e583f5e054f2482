"""What every row of the map carries: identity, both time axes, the run it came by."""

from datetime import date
from typing import Self

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.contrib.postgres.indexes import BrinIndex, GistIndex
from django.db.models import Q

from layers.crs import KROVAK

CURRENT = Q(recorded__upper_inf=True)
PAST = Q(recorded__upper_inf=False)


class VersionQuerySet(models.QuerySet["Version"]):
    """Rows chosen by place and by time."""

    def current(self) -> Self:
        """The rows that the system holds true now; served by the partial indexes."""
        return self.filter(CURRENT)

    def in_force_on(self, day: date) -> Self:
        """The rows whose validity contains the day."""
        return self.filter(valid__contains=day)

    def touching(self, geometry: GEOSGeometry) -> Self:
        """The rows whose geometry shares a point with the given one (EPSG:5514)."""
        return self.filter(geom__intersects=geometry)


def run_indexes() -> list[models.Index]:
    """What a run opened and closed: its changed areas, its rollback."""
    return [
        BrinIndex(fields=["opened_by"], name="%(class)s_opened", pages_per_range=16),
        models.Index(
            fields=["closed_by"],
            name="%(class)s_closed",
            condition=Q(closed_by__isnull=False),
        ),
    ]


class Version(models.Model):
    """One version of one object.

    `valid` is when it is in force, `recorded` when the system held it true: publishing closes and
    opens rows and touches no other. `geom` is the best geometry known (EPSG:5514, metres) and
    `geom_kind` says which one that is, so that an object without outline still has a place.
    """

    class GeomKind(models.TextChoices):
        OUTLINE = "outline"
        GENERALIZED = "generalized"
        POINT = "point"
        NONE = "none"

    valid = DateRangeField()
    recorded = DateTimeRangeField()
    source = models.TextField()
    opened_by = models.ForeignKey(
        "layers.ImportRun", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )  # only the gate writes it, and a check for each row costs a tenth of an import
    closed_by = models.ForeignKey(
        "layers.ImportRun",
        models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        db_constraint=False,
    )
    content_hash = models.UUIDField()
    geom = models.GeometryField(srid=KROVAK, null=True, spatial_index=False)
    geom_kind = models.TextField(choices=GeomKind.choices, default=GeomKind.NONE)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [  # maps, identify, bbox queries; as an expression, Django keeps its condition
            GistIndex("geom", name="%(class)s_geom_current", condition=CURRENT),
            GistIndex("geom", name="%(class)s_geom_past", condition=PAST),  # maps of a day
            models.Index(  # the last version of a day
                fields=["code"], name="%(class)s_code_past", condition=PAST
            ),
            *run_indexes(),
        ]
        constraints = [  # look-up by code, keyset pages, the diff of an import; one truth at a time
            models.UniqueConstraint(
                fields=["code"], name="%(class)s_code_current", condition=CURRENT
            )
        ]
