"""Extracts: the office's own words in them, and those that were issued."""

from django.conf import settings
from django.contrib.gis.db import models

from layers.crs import KROVAK


class ExtractText(models.Model):
    """What the office says of a layer, or of all whose ids begin so; empty leaves what is shipped.

    Thresholds are in m² and m.
    """

    subject = models.TextField(
        "čeho se týká", unique=True, help_text="*, vrstva (plan_zone) nebo začátek jmen (uap_flood)"
    )
    office_cs = models.TextField("příslušný úřad česky", default="", blank=True)
    office_en = models.TextField("příslušný úřad anglicky", default="", blank=True)
    next_step_cs = models.TextField("co dál česky", default="", blank=True)
    next_step_en = models.TextField("co dál anglicky", default="", blank=True)
    sliver_m2 = models.FloatField("nejmenší průnik (m²)", null=True, blank=True)
    sliver_m = models.FloatField("nejmenší délka (m)", null=True, blank=True)
    adjoining_m = models.FloatField("sousedství do (m)", null=True, blank=True)

    class Meta:
        verbose_name = "text výpisu"
        verbose_name_plural = "texty výpisů"
        ordering = ["subject"]

    def __str__(self) -> str:
        return self.subject


class IssuedExtract(models.Model):
    """An extract that was issued under a number: what it said, of which land and data.

    `document` is the JSON as it was issued and `sha256` its hash; `token` is the secret of the
    page that proves it. `area` (EPSG:5514) tells whether anything has changed there since.
    """

    number = models.TextField("číslo", unique=True)
    token = models.TextField(unique=True)
    issued_at = models.DateTimeField("vydán", auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="komu"
    )
    purpose = models.TextField("účel", default="", blank=True)
    label = models.TextField("pozemek")
    on_day = models.DateField("ke dni")
    data_version = models.TextField("verze dat")
    document = models.JSONField()
    sha256 = models.TextField("SHA-256")
    area = models.GeometryField(srid=KROVAK)

    class Meta:
        verbose_name = "vydaný výpis"
        verbose_name_plural = "vydané výpisy"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["issued_at"], name="extract_issued"),  # purged when they are old
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"
