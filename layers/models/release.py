"""Data given out (výdej): who asked for what and why, who let it go, what came of it."""

import uuid

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from layers.crs import KROVAK


class ReleaseTerms(models.Model):
    """What is asked for: layers and formats, an area, all or only what changed, for what purpose.

    `area_codes` are codes of a municipality or ORP, or ids of parcels; `drawn` is a polygon.
    """

    class AreaKind(models.TextChoices):
        REGION = "region", "celé území"
        MUNICIPALITY = "municipality", "obec"
        ORP = "orp", "správní obvod ORP"
        POLYGON = "polygon", "vlastní polygon"
        PARCELS = "parcels", "seznam parcel"

    layers = ArrayField(models.TextField(), verbose_name="vrstvy")
    formats = ArrayField(models.TextField(), verbose_name="formáty")
    area_kind = models.TextField("území", choices=AreaKind.choices)
    area_codes = ArrayField(models.BigIntegerField(), default=list, blank=True)
    drawn = models.GeometryField(srid=KROVAK, null=True, blank=True, spatial_index=False)
    srid = models.IntegerField("souřadnicový systém", default=KROVAK)
    only_changes = models.BooleanField("jen změny od minula", default=False)
    purpose = models.TextField("účel")

    class Meta:
        abstract = True


class StandingOrder(ReleaseTerms):
    """The same release again and again, as long as its owner may have it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    every_days = models.PositiveIntegerField("jak často (dny)")
    next_at = models.DateTimeField("příště")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "trvalá objednávka výdeje"
        verbose_name_plural = "trvalé objednávky výdeje"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.owner}: {', '.join(self.layers)}"


class Release(ReleaseTerms):
    """One package. `as_of` is the moment of the data that it holds; `path` lies below the folder.

    `signature` tells releases of the same area; a release of changes begins where the last one
    with the same signature that holds the layer ended.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "čeká na schválení"
        MAKING = "making", "připravuje se"
        READY = "ready", "ke stažení"
        REJECTED = "rejected", "zamítnuto"
        FAILED = "failed", "selhalo"
        CANCELLED = "cancelled", "zrušeno"
        EXPIRED = "expired", "smazáno po lhůtě"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.TextField("stav", choices=State.choices)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="komu"
    )
    order = models.ForeignKey(StandingOrder, models.SET_NULL, null=True, related_name="releases")
    job = models.ForeignKey("layers.Job", models.SET_NULL, null=True, related_name="+")
    signature = models.TextField()
    created_at = models.DateTimeField("požádáno", auto_now_add=True)
    decided_by = models.TextField("rozhodl(a)", default="", blank=True)
    reason = models.TextField("důvod", default="", blank=True)
    as_of = models.DateTimeField("stav dat", null=True)
    finished_at = models.DateTimeField("hotovo", null=True)
    expires_at = models.DateTimeField("smaže se", null=True)
    path = models.TextField(default="", blank=True)
    sha256 = models.TextField("SHA-256", default="", blank=True)
    size_bytes = models.BigIntegerField("velikost", default=0)
    report = models.JSONField(default=dict)
    downloads = models.PositiveIntegerField("stažení", default=0)

    class Meta:
        verbose_name = "výdej dat"
        verbose_name_plural = "výdeje dat"
        ordering = ["-created_at"]
        permissions = [("approve_release", "Smí schválit nebo zamítnout výdej dat")]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="release_owner"),  # my releases
            models.Index(fields=["signature", "-as_of"], name="release_signature"),  # the last one
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.get_state_display()})"
