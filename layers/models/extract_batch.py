"""Extracts asked for by the hundred: who asked, for which parcels, what came of it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class ExtractBatch(models.Model):
    """One file with an extract of each parcel, each issued like a single one.

    In force on `on_day`, known at `known_at` or now. `root` is the address under which its asker
    knows the product: it stands in the codes on paper. `report` says of each parcel its number or
    why it has none, and of each layer that stands in it the asker's view of it then.
    """

    class State(models.TextChoices):
        MAKING = "making", "připravuje se"
        READY = "ready", "ke stažení"
        FAILED = "failed", "selhalo"
        CANCELLED = "cancelled", "zrušeno"
        EXPIRED = "expired", "smazáno po lhůtě"

    class Form(models.TextChoices):
        PDF = "pdf", "jedno PDF"
        ZIP = "zip", "ZIP s PDF"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.TextField("stav", choices=State.choices, default=State.MAKING)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="komu"
    )
    job = models.ForeignKey("layers.Job", models.SET_NULL, null=True, related_name="+")
    parcels = ArrayField(models.BigIntegerField(), verbose_name="parcely")
    form = models.TextField("podoba", choices=Form.choices)
    language = models.TextField("jazyk")
    purpose = models.TextField("účel", default="", blank=True)
    on_day = models.DateField("ke dni")
    known_at = models.DateTimeField("podle dat z", null=True)
    root = models.TextField()
    created_at = models.DateTimeField("požádáno", auto_now_add=True)
    finished_at = models.DateTimeField("hotovo", null=True)
    expires_at = models.DateTimeField("smaže se", null=True)
    reason = models.TextField("důvod", default="", blank=True)
    report = models.JSONField(default=dict)
    path = models.TextField(default="", blank=True)
    sha256 = models.TextField("SHA-256", default="", blank=True)
    size_bytes = models.BigIntegerField("velikost", default=0)

    class Meta:
        verbose_name = "dávka výpisů"
        verbose_name_plural = "dávky výpisů"
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="extract_batch_owner"),  # my batches
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.get_state_display()})"
