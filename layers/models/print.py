"""Printed series of maps: who ordered what, and the file that came of it."""

import uuid

from django.conf import settings
from django.db import models


class PrintedSeries(models.Model):
    """A PDF of many sheets, made by a job; `path` lies below the folder, gone after its days.

    `order` is the document as it was sent, `views` how its layers were seen. `deviation` is the
    share by which the worst scale is off, `failed` the layers whose services did not answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    job = models.ForeignKey("layers.Job", models.SET_NULL, null=True, related_name="+")
    order = models.JSONField()
    views = models.JSONField(default=list)
    language = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    sheets = models.PositiveIntegerField(default=0)
    deviation = models.FloatField(null=True)
    failed = models.JSONField(default=list)
    reason = models.TextField(default="", blank=True)
    path = models.TextField(default="", blank=True)
    sha256 = models.TextField(default="", blank=True)
    size_bytes = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "tisková řada"
        verbose_name_plural = "tiskové řady"
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="print_owner")]  # open ones

    def __str__(self) -> str:
        return f"{self.id}: {self.sheets}"
