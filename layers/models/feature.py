"""Thematic features: every layer that is not a register, as rows of one table."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from layers.crs import KROVAK
from layers.models.version import CURRENT, PAST, Version, run_indexes


class Feature(Version):
    """One object of a thematic layer; the catalogue describes its `attributes`.

    `geom_3d` is the geometry with heights (metres, Bpv) where the source has them; an area may
    come as its borders only. `geom` is flat.
    """

    layer = models.TextField()
    code = models.TextField()
    attributes = models.JSONField(default=dict)
    municipality_code = models.BigIntegerField(null=True)
    geom_3d = models.GeometryField(srid=KROVAK, dim=3, null=True, spatial_index=False)

    class Meta:
        indexes = [
            GistIndex(  # maps and bbox queries of one layer: layer first, it is the better filter
                fields=["layer", "geom"], name="feature_geom_current", condition=CURRENT
            ),
            GistIndex(  # all layers at a place: identify, extract
                fields=["geom"], name="feature_place_current", condition=CURRENT
            ),
            GistIndex(  # maps of a day
                fields=["layer", "geom"], name="feature_geom_past", condition=PAST
            ),
            models.Index(  # the last version of a day
                fields=["layer", "code"], name="feature_code_past", condition=PAST
            ),
            models.Index(  # scope of an import: the drawing of one cadastral unit
                F("layer"),
                KeyTextTransform("cadastral_unit_code", "attributes"),
                name="feature_unit_current",
                condition=CURRENT & Q(attributes__has_key="cadastral_unit_code"),
            ),
            models.Index(  # conflicts by id, also those that are gone
                fields=["code", "layer"],
                name="feature_conflict",
                condition=Q(layer__startswith="conflict_"),
            ),
            GinIndex(  # ownerships of a person
                KeyTransform("person_ids", "attributes"),
                name="feature_owner_persons",
                condition=CURRENT & Q(layer="cadastre_owner"),
            ),
            *run_indexes(),
        ]
        constraints = [  # look-up by code, keyset pages, the diff of an import
            models.UniqueConstraint(
                fields=["layer", "code"], name="feature_code_current", condition=CURRENT
            )
        ]

    def __str__(self) -> str:
        return f"{self.layer} {self.code}"
